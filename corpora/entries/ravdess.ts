/**
 * RAVDESS, speech: English, 24 actors, two statements, eight emotions, 1440
 * recordings.
 *
 * Names: `MM-CC-EE-II-SS-RR-AA.wav`, modality (03 audio only), channel (01
 * speech, 02 song), emotion, intensity (01 normal, 02 strong; neutral has no
 * strong one), statement, repetition, actor (odd male, even female).
 *
 * Source: S. R. Livingstone, F. A. Russo, "The Ryerson Audio-Visual Database
 * of Emotional Speech and Song (RAVDESS)", PLoS ONE 13(5): e0196391, 2018.
 */
import { meaningOf } from "../loading/codes.ts";
import type {
  CorpusFormat,
  Label,
  LoadOptions,
  Skip,
} from "../loading/format.ts";
import { type CorpusLoader, loaderOf } from "../loading/loader.ts";
import { loadRecordings, toCorpus } from "../loading/load.ts";
import type { Corpus, Emotion, FileSource } from "../types.ts";

const EMOTIONS: ReadonlyMap<string, Emotion> = new Map([
  ["01", "neutral"],
  ["02", "calm"],
  ["03", "happiness"],
  ["04", "sadness"],
  ["05", "anger"],
  ["06", "fear"],
  ["07", "disgust"],
  ["08", "surprise"],
]);

const NORMAL: ReadonlyMap<string, string> = new Map([["01", "normal"]]);
const INTENSITIES: ReadonlyMap<string, string> = new Map([...NORMAL, [
  "02",
  "strong",
]]);
const MODALITIES: ReadonlyMap<string, string> = new Map([
  ["01", "audio and video"],
  ["02", "video only"],
  ["03", "audio only"],
]);
const CHANNELS: ReadonlyMap<string, string> = new Map([["01", "speech"], [
  "02",
  "song",
]]);
const STATEMENTS: ReadonlyMap<string, string> = new Map([
  ["01", "Kids are talking by the door"],
  ["02", "Dogs are sitting by the door"],
]);
const REPETITIONS: ReadonlyMap<string, string> = new Map([["01", "first"], [
  "02",
  "second",
]]);

/** Sex of each actor. */
const ACTORS: ReadonlyMap<string, "female" | "male"> = new Map(
  Array.from({ length: 24 }, (_, i) => [
    String(i + 1).padStart(2, "0"),
    i % 2 === 0 ? "male" : "female",
  ]),
);

const FORMAT: CorpusFormat = {
  name: "ravdess",
  title: "RAVDESS",
  homepage: "https://zenodo.org/records/1188976",
  classes: [...EMOTIONS.values()].sort(),
  pattern: "MM-CC-EE-II-SS-RR-AA.wav such as 03-01-05-01-01-01-17.wav",
  counts: {
    anger: 192,
    calm: 192,
    disgust: 192,
    fear: 192,
    happiness: 192,
    neutral: 96,
    sadness: 192,
    surprise: 192,
  },
  languages: ["en"],
  licence: "CC BY-NC-SA 4.0",
  rateHz: 48_000,
  seconds: [2.94, 5.27],
  parse: parseName,
};

/**
 * Loads the speech recordings of RAVDESS from the folder of its download
 * (`Actor_01` to `Actor_24`). Songs and sound tracks of videos, which some
 * distributions mix in, are left out with a notice.
 *
 * @throws {CorpusError} If files are unreadable, misnamed or missing
 */
export async function loadRavdess(
  source: FileSource,
  options: LoadOptions = {},
): Promise<Corpus> {
  return await toCorpus(FORMAT, await loadRecordings(FORMAT, source, options));
}

/** RAVDESS, for the list of corpora. */
export const RAVDESS: CorpusLoader = loaderOf(FORMAT, loadRavdess);

function parseName(stem: string, path: string): Label | Skip | undefined {
  if (!/^\d\d(-\d\d){6}$/.test(stem)) return undefined;
  const [modality, channel, emotion, intensity, statement, repetition, actor] =
    stem.split("-");
  if (meaningOf(path, "modality", modality, MODALITIES) !== "audio only") {
    return { skip: "sound tracks of videos" };
  }
  if (meaningOf(path, "vocal channel", channel, CHANNELS) === "song") {
    return { skip: "songs" };
  }
  const label: Label = {
    id: stem,
    speaker: actor,
    sex: meaningOf(path, "actor", actor, ACTORS),
    sentence: statement,
    emotion: meaningOf(path, "emotion code", emotion, EMOTIONS),
  };
  meaningOf(path, "statement", statement, STATEMENTS);
  meaningOf(path, "repetition", repetition, REPETITIONS);
  if (label.emotion === "neutral") {
    meaningOf(path, "intensity of neutral", intensity, NORMAL);
  } else meaningOf(path, "intensity", intensity, INTENSITIES);
  return label;
}
