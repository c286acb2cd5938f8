/**
 * What listeners made of a corpus.
 *
 * @module
 */
import type { Emotion } from "../types.ts";

/** One recording of a perception test. */
export interface HeardRecording {
  /** Speaker, as the corpus numbers them. */
  readonly speaker: string;
  /** Emotion that the speaker was asked to express. */
  readonly emotion: Emotion;
  /** Share of its listeners who named that emotion, in [0, 1]. */
  readonly rate: number;
  /**
   * Answers by class, in the order of the table's classes; `null` where the test
   * recorded only how many were right.
   */
  readonly votes: readonly number[] | null;
  /**
   * Whether the right emotion got more answers than any other; `null` where it
   * shares the first place, or where half or fewer named it and nobody recorded
   * what the others answered.
   */
  readonly majorityRight: boolean | null;
  /** True when the recording is in the corpus as published. */
  readonly released: boolean;
}

/** Which recordings a baseline is over: all of the test, or the published ones. */
export type BaselineName = "test" | "released";

/**
 * What is averaged: `recordings`, each one's share of right answers with equal
 * weight; `votes`, all answers of a class pooled; `majority`, whether the
 * commonest answer is right, where k answers that share the first place count 1/k.
 */
export type BaselineMeasure = "recordings" | "votes" | "majority";

/** How well listeners recognise a class, or all of them. */
export interface Baseline {
  /** Recordings it is over. */
  readonly baseline: BaselineName;
  /** What is averaged. */
  readonly measure: BaselineMeasure;
  /** A class; "balanced", the mean over the classes; or "all", all recordings in one. */
  readonly class: Emotion | "balanced" | "all";
  /** Recordings. */
  readonly n: number;
  /** Recall, in [0, 1]. */
  readonly rate: number;
  /** Lower end of its 95 % interval over speakers; `null` below five of them. */
  readonly low: number | null;
  /** Upper end of that interval. */
  readonly high: number | null;
}

/** The listeners of one corpus. */
export interface ListenerTable {
  /** Name of the corpus. */
  readonly corpus: string;
  /** Its classes, alphabetical as in the corpus. */
  readonly classes: readonly Emotion[];
  /** Recordings by the corpus loader's utterance id. */
  readonly recordings: ReadonlyMap<string, HeardRecording>;
  /**
   * True where the released recordings were chosen by these very answers, so that
   * the listeners' rate on them is inflated.
   */
  readonly selected: boolean;
  /** What they come to. */
  readonly baselines: readonly Baseline[];
}
