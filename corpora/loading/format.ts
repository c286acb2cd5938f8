import type { Emotion, Notice, Utterance } from "../types.ts";

/** What a file name says of a recording. */
export type Label = Pick<
  Utterance,
  "id" | "speaker" | "sex" | "sentence" | "emotion" | "official"
>;

/** A file that belongs to the distribution but not to the corpus, such as a song. */
export interface Skip {
  /** What such files are, in the plural, as words of a sentence. */
  readonly skip: string;
}

/** A corpus as it was published: how its files are named, how many there are, what they hold. */
export interface CorpusFormat {
  /** Name on the command line and in tables. */
  readonly name: string;
  /** Name in sentences. */
  readonly title: string;
  /** Page from which it is downloaded. */
  readonly homepage: string;
  /** Classes in alphabetical order. */
  readonly classes: readonly Emotion[];
  /** How a file is named, for messages. */
  readonly pattern: string;
  /** Official number of recordings of each class. */
  readonly counts: Readonly<Record<Emotion, number>>;
  /** Languages spoken, as ISO 639-1 codes. */
  readonly languages: readonly string[];
  /** Licence of the recordings, as their page states it. */
  readonly licence: string;
  /** Official sample rate, in Hz. */
  readonly rateHz: number;
  /** Shortest and longest official recording, in seconds; absent where it was not measured. */
  readonly seconds?: readonly [shortest: number, longest: number];
  /**
   * Reads a file name.
   *
   * @param stem File name without folder and extension
   * @returns The label, or `Skip`, or undefined if the name is of another kind
   * @throws {CorpusError} If the name is of this kind but holds an unknown code
   */
  parse(stem: string, path: string): Label | Skip | undefined;
}

/** How a corpus is loaded. */
export interface LoadOptions {
  /** Use a copy of EmoDB that is provably not the original; default false. */
  readonly allowAltered?: boolean;
  /** Called after each file with the number of files done and in all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** One decoded file with what the notices are drawn from. */
export interface Recording {
  /** Where the file is, below the folder. */
  readonly path: string;
  /** The utterance made of it. */
  readonly utterance: Utterance;
  /** Channels of the file. */
  readonly channels: number;
  /** Length of the file, in seconds. */
  readonly seconds: number;
  /** Largest magnitude before resampling. */
  readonly peak: number;
}

/** Notices and the recordings they are about. */
export interface Loaded {
  /** In the order of their ids. */
  readonly recordings: readonly Recording[];
  /** About names and about sound, in a fixed order. */
  readonly notices: readonly Notice[];
}
