/**
 * EmoDB: German, ten actors, ten sentences, seven emotions, 535 recordings.
 *
 * Names: `SSTTTEV.wav`, speaker (2 digits), text (3 characters), emotion (the
 * sixth character, a German initial), version.
 *
 * Source: F. Burkhardt, A. Paeschke, M. Rolfes, W. Sendlmeier, B. Weiss, "A
 * Database of German Emotional Speech", Interspeech 2005.
 */
import { CorpusError } from "../errors.ts";
import { meaningOf } from "../loading/codes.ts";
import type {
  CorpusFormat,
  Label,
  LoadOptions,
  Recording,
} from "../loading/format.ts";
import { type CorpusLoader, loaderOf } from "../loading/loader.ts";
import { loadRecordings, toCorpus } from "../loading/load.ts";
import type { Corpus, Emotion, FileSource } from "../types.ts";

/** Emotion of each letter of a name. */
export const EMODB_EMOTIONS: ReadonlyMap<string, Emotion> = new Map([
  ["W", "anger"], // Wut
  ["L", "boredom"], // Langeweile
  ["E", "disgust"], // Ekel
  ["A", "fear"], // Angst
  ["F", "happiness"], // Freude
  ["N", "neutral"], // neutral
  ["T", "sadness"], // Trauer
]);

const SEXES: ReadonlyMap<string, "female" | "male"> = new Map([
  ["03", "male"],
  ["08", "female"],
  ["09", "female"],
  ["10", "male"],
  ["11", "male"],
  ["12", "male"],
  ["13", "female"],
  ["14", "female"],
  ["15", "male"],
  ["16", "female"],
]);

const TEXT_CODES = [
  "a01",
  "a02",
  "a04",
  "a05",
  "a07",
  "b01",
  "b02",
  "b03",
  "b09",
  "b10",
];

/** Sentence of each text code: the code itself. */
const TEXTS = new Map(TEXT_CODES.map((code) => [code, code]));

/** Checksum (`corpusChecksum`) of the 535 recordings as published. */
export const EMODB_CHECKSUM =
  "96401f9346b68a22ec02f872aff03e7c5a54a595c9b0bdec527205a9f9bf3a54";

/** Recordings from which an equal length of all cannot be chance. */
const MIN_FOR_ONE_LENGTH = 10;

const FORMAT = {
  name: "emodb",
  title: "EmoDB",
  homepage: "http://emodb.bilderbar.info/",
  classes: [
    "anger",
    "boredom",
    "disgust",
    "fear",
    "happiness",
    "neutral",
    "sadness",
  ],
  pattern: "SSTTTEV.wav such as 03a01Fa.wav",
  counts: {
    anger: 127,
    boredom: 81,
    disgust: 46,
    fear: 69,
    happiness: 71,
    neutral: 79,
    sadness: 62,
  },
  languages: ["de"],
  licence: "CC0 1.0 in the curated edition; the original states none",
  rateHz: 16_000,
  seconds: [1.23, 8.98],
  parse: parseName,
} satisfies CorpusFormat;

/**
 * Loads EmoDB from the folder of its download (`wav/` with 535 files).
 *
 * Copies circulate in which every file is resampled, or cut or padded to one
 * length; scores on them are not scores on EmoDB. A file of another rate, or
 * all files of one length, is refused unless `allowAltered` is set, and then
 * named in a notice. A whole corpus whose samples differ from the published
 * ones in any other way gets a notice.
 *
 * @throws {CorpusError} If files are unreadable, misnamed, missing or altered
 */
export async function loadEmodb(
  source: FileSource,
  options: LoadOptions = {},
): Promise<Corpus> {
  const loaded = await loadRecordings(FORMAT, source, options);
  const alteration = describeAlteration(loaded.recordings);
  if (alteration !== undefined && !options.allowAltered) {
    throw new CorpusError(
      `Cannot load EmoDB: ${alteration}; get the original files, or allow an altered copy explicitly`,
    );
  }
  const corpus = await toCorpus(FORMAT, loaded);
  const message = alteration ?? describeMismatch(corpus);
  if (message === undefined) return corpus;
  return {
    ...corpus,
    notices: [{ kind: "altered", message }, ...corpus.notices],
  };
}

/** EmoDB, for the list of corpora. */
export const EMODB: CorpusLoader = loaderOf(FORMAT, loadEmodb);

function parseName(stem: string, path: string): Label | undefined {
  const parts = /^(\d\d)([a-z]\d\d)([A-Z])[a-z]?$/.exec(stem);
  if (parts === null) return undefined;
  const [, speaker, text, letter] = parts;
  return {
    id: stem,
    speaker,
    sex: meaningOf(path, "speaker", speaker, SEXES),
    sentence: meaningOf(path, "text", text, TEXTS),
    emotion: meaningOf(path, "emotion letter", letter, EMODB_EMOTIONS),
  };
}

/** What proves, without the original at hand, that the recordings are not the original ones. */
function describeAlteration(
  recordings: readonly Recording[],
): string | undefined {
  const findings: string[] = [];
  const rates = recordings.map((r) => r.utterance.sourceRateHz)
    .filter((rate) => rate !== FORMAT.rateHz);
  if (rates.length > 0) {
    const distinct = [...new Set(rates)].sort((a, b) => a - b).join(", ");
    findings.push(
      `${rates.length} of ${recordings.length} files are at ${distinct} Hz`,
    );
  }
  const [{ seconds }] = recordings;
  if (
    recordings.length >= MIN_FOR_ONE_LENGTH &&
    recordings.every((r) => r.seconds === seconds)
  ) findings.push(`all last exactly ${seconds.toFixed(3)} s`);
  if (findings.length === 0) return undefined;
  const found = findings.join(" and ");
  const [shortest, longest] = FORMAT.seconds;
  return `found an altered copy: ${found}, where the original is at ` +
    `${FORMAT.rateHz} Hz and lasts ${shortest} to ${longest} s`;
}

/** Says that a whole corpus has other samples than the original. */
function describeMismatch(
  { utterances, checksum }: Corpus,
): string | undefined {
  const whole =
    utterances.length === Object.values(FORMAT.counts).reduce((a, b) => a + b);
  if (!whole || checksum === EMODB_CHECKSUM) return undefined;
  return `samples or labels differ from the original: found checksum ${checksum}, ` +
    `expected ${EMODB_CHECKSUM}`;
}
