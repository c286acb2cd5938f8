/**
 * CREMA-D: English, 91 actors, twelve sentences, six emotions, 7442 recordings.
 *
 * Names: `AAAA_SSS_EEE_LL.wav`, actor (1001 to 1091), sentence, emotion, level
 * (LO, MD or HI for sentence IEO unless neutral, otherwise XX).
 *
 * Source: H. Cao, D. G. Cooper, M. K. Keutmann, R. C. Gur, A. Nenkova, R. Verma,
 * "CREMA-D: Crowd-sourced Emotional Multimodal Actors Dataset", IEEE
 * Transactions on Affective Computing 5(4), 2014.
 */
import { readSexes } from "./crema_d_speakers.ts";
import { meaningOf } from "../loading/codes.ts";
import type { CorpusFormat, Label, LoadOptions } from "../loading/format.ts";
import { type CorpusLoader, loaderOf } from "../loading/loader.ts";
import { loadRecordings, toCorpus } from "../loading/load.ts";
import type { Corpus, Emotion, FileSource } from "../types.ts";

/** Emotion of each code of a name. */
export const CREMA_D_EMOTIONS: ReadonlyMap<string, Emotion> = new Map([
  ["ANG", "anger"],
  ["DIS", "disgust"],
  ["FEA", "fear"],
  ["HAP", "happiness"],
  ["NEU", "neutral"],
  ["SAD", "sadness"],
]);

/** What is said, by its code in the name. */
const SENTENCES: ReadonlyMap<string, string> = new Map([
  ["IEO", "It's eleven o'clock"],
  ["TIE", "That is exactly what happened"],
  ["IOM", "I'm on my way to the meeting"],
  ["IWW", "I wonder what this is about"],
  ["TAI", "The airplane is almost full"],
  ["MTI", "Maybe tomorrow it will be cold"],
  ["IWL", "I would like a new alarm clock"],
  ["ITH", "I think I have a doctor's appointment"],
  ["DFA", "Don't forget a jacket"],
  ["ITS", "I think I've seen this before"],
  ["TSI", "The surface is slick"],
  ["WSI", "We'll stop in a couple of minutes"],
]);

const UNSPECIFIED: ReadonlyMap<string, string> = new Map([[
  "XX",
  "unspecified",
]]);
const LEVELS: ReadonlyMap<string, string> = new Map([
  ["LO", "low"],
  ["MD", "medium"],
  ["HI", "high"],
]);

const ACTORS: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 91 }, (_, i) => [String(1001 + i), 1001 + i]),
);

/** A name that some distributions cut short, and what it is officially. */
const MISSPELT: ReadonlyMap<string, string> = new Map([[
  "1040_ITH_SAD_X",
  "1040_ITH_SAD_XX",
]]);

const FORMAT: CorpusFormat = {
  name: "crema-d",
  title: "CREMA-D",
  homepage: "https://github.com/CheyneyComputerScience/CREMA-D",
  classes: [...CREMA_D_EMOTIONS.values()].sort(),
  pattern: "AAAA_SSS_EEE_LL.wav such as 1001_DFA_ANG_XX.wav",
  counts: {
    anger: 1271,
    disgust: 1271,
    fear: 1271,
    happiness: 1271,
    neutral: 1087,
    sadness: 1271,
  },
  languages: ["en"],
  licence: "ODbL 1.0",
  rateHz: 16_000,
  seconds: [1.27, 5.01],
  parse: parseName,
};

/**
 * Loads CREMA-D from the folder of its download (`AudioWAV/`).
 *
 * The actors' sex comes from `VideoDemographics.csv`, anywhere in the folder;
 * without it the speakers have none, a notice says so, and splits that need
 * it are refused. The one misspelt name in circulation is read as the
 * official one.
 *
 * @throws {CorpusError} If files are unreadable, misnamed or missing
 */
export async function loadCremaD(
  source: FileSource,
  options: LoadOptions = {},
): Promise<Corpus> {
  const { sexes, notices } = await readSexes(source, ACTORS);
  const format: CorpusFormat = {
    ...FORMAT,
    parse(stem, path) {
      const label = parseName(stem, path);
      return label && { ...label, sex: sexes.get(label.speaker!) };
    },
  };
  const loaded = await loadRecordings(format, source, options);
  return await toCorpus(format, {
    ...loaded,
    notices: [...loaded.notices, ...notices],
  });
}

/** CREMA-D, for the list of corpora. */
export const CREMA_D: CorpusLoader = loaderOf(FORMAT, loadCremaD);

function parseName(stem: string, path: string): Label | undefined {
  const id = MISSPELT.get(stem) ?? stem;
  if (!/^\d{4}_[A-Z]{3}_[A-Z]{3}_[A-Z]{2}$/.test(id)) return undefined;
  const [actor, sentence, code, level] = id.split("_");
  meaningOf(path, "actor", actor, ACTORS);
  meaningOf(path, "sentence", sentence, SENTENCES);
  const emotion = meaningOf(path, "emotion code", code, CREMA_D_EMOTIONS);
  const levels = sentence === "IEO" && emotion !== "neutral"
    ? LEVELS
    : UNSPECIFIED;
  meaningOf(path, `level of ${sentence}_${code}`, level, levels);
  return { id, speaker: actor, sentence, emotion };
}
