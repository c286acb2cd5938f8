import type { Corpus, Emotion, PartName } from "../types.ts";

export type { PartName };

/**
 * Ways to divide a corpus; each has its function and is described there.
 * `nested-1` is the first rule of `nested`, kept so that its runs verify.
 */
export type Protocol =
  | "paper"
  | "stratified"
  | "nested"
  | "nested-1"
  | "folds";

/** What of a corpus a split depends on. */
export type SplitInput = Pick<
  Corpus,
  "name" | "classes" | "utterances" | "partitions"
>;

/** The source of randomness of a split. */
export interface Permuter {
  /** A random order of 0 .. n-1; shape (n). */
  permutation(n: number): ArrayLike<number>;
}

/** What one part has in common with the other parts of its split. */
export interface Shared {
  /** Speakers, sorted; absent where the corpus does not tell them. */
  readonly speakers?: readonly string[];
  /** Sentences, sorted; absent where the corpus does not tell them. */
  readonly sentences?: readonly string[];
  /** Ids of this part's utterances whose very recording is in another part too. */
  readonly recordings: readonly string[];
  /** Ids of this part's utterances of which another part has a take: same speaker, sentence, emotion; absent where it does not tell these. */
  readonly takes?: readonly string[];
}

/** One part of a split. */
export interface Part {
  /** Its name, unique in the split. */
  readonly name: PartName;
  /** Indices into the corpus's utterances. */
  readonly indices: readonly number[];
  /** Utterances of each class; shape (classes). */
  readonly counts: readonly number[];
  /** Classes without any utterance: recall over all classes is undefined here. */
  readonly missing: readonly Emotion[];
  /** Speakers, sorted; absent where the corpus does not tell them. */
  readonly speakers?: readonly string[];
  /** Sentences, sorted; absent where the corpus does not tell them. */
  readonly sentences?: readonly string[];
  /** What it shares with the other parts. */
  readonly shared: Shared;
}

/** A corpus divided; every utterance is in exactly one part. */
export interface Split {
  /** How it was divided. */
  readonly protocol: Protocol;
  /** Training part first; together they hold every utterance once. */
  readonly parts: readonly Part[];
}
