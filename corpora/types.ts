/**
 * A class label: any text. The built-in corpora share one spelling (anger,
 * boredom, calm, disgust, fear, happiness, neutral, sadness, surprise); a corpus
 * from a table has the labels of its table, or those that its label map gives.
 */
export type Emotion = string;

/**
 * Parts of a split: the optimizer selects on validation; test is looked at once,
 * and absent where a protocol (`paper`) holds none out.
 */
export type PartName = "train" | "validation" | "test";

/** One recording with what is known of it. */
export interface Utterance {
  /** File name without extension, or the synthetic corpus's own name; unique in its corpus. */
  readonly id: string;
  /** Speaker, as the corpus numbers them; absent where it does not tell. */
  readonly speaker?: string;
  /** Speaker's sex where the corpus tells it. */
  readonly sex?: "female" | "male";
  /** Sentence spoken, as the corpus numbers them; absent where it does not tell. */
  readonly sentence?: string;
  /** What the speaker was asked to express. */
  readonly emotion: Emotion;
  /**
   * Mono audio at 16 kHz; full scale is 1, which a resampler's overshoot or a
   * float file may pass; shape (samples).
   */
  readonly samples: Float32Array;
  /** Sample rate of the file, before resampling, in Hz. */
  readonly sourceRateHz: number;
  /** Its part in each official partition of the corpus; shape (partitions). */
  readonly official?: readonly PartName[];
}

/** Something odd in a corpus that a reader of its results should know. */
export interface Notice {
  /**
   * Machine-readable kind. Loaders use "altered", "skipped", "foreign", "name",
   * "copy", "count", "rate", "channels", "length", "range", "silence",
   * "duplicate", "conflict", "sex", in this order; label maps add "taxonomy".
   */
  readonly kind: string;
  /** One sentence that names the file or figure. */
  readonly message: string;
}

/** A corpus ready for splitting. */
export interface Corpus {
  /** Name on the command line and in tables. */
  readonly name: string;
  /** Classes in the order of their label index: ascending by UTF-16 code unit. */
  readonly classes: readonly Emotion[];
  /** Utterances sorted by `id` in code-unit order. */
  readonly utterances: readonly Utterance[];
  /** SHA-256 (hex) over every id, label and sample. */
  readonly checksum: string;
  /** What was found odd, in a fixed order. */
  readonly notices: readonly Notice[];
  /** Names of the official partitions, in the order of split seeds; absent where there is none. */
  readonly partitions?: readonly string[];
  /** Languages spoken, as the corpus names them; absent where it does not tell. */
  readonly languages?: readonly string[];
  /** Licence of the recordings; absent where it is not known. */
  readonly licence?: string;
}

/** How a corpus reads files: the caller decides where they are. */
export interface FileSource {
  /** The folder as the user gave it, for messages. */
  readonly folder?: string;
  /** Every file below the folder, as `/`-separated paths relative to it, sorted by code unit. */
  readonly paths: readonly string[];
  /** The table that was named among them; absent: a folder was named. */
  readonly table?: string;
  /** Bytes of one of them. */
  read(path: string): Promise<Uint8Array<ArrayBuffer>>;
}
