import type { Emotion } from "../types.ts";
import type { PartName, Protocol, Split, SplitInput } from "./types.ts";

/** One part of a split in numbers: what a reader needs to judge leakage. */
export interface LeakRow {
  /** How the corpus was divided. */
  readonly protocol: Protocol;
  /** The part. */
  readonly part: PartName;
  /** Whether the engine is told the score of this part. */
  readonly seen: boolean;
  /** Whether the score of this part is reported. */
  readonly reported: boolean;
  /** Utterances in all. */
  readonly utterances: number;
  /** Utterances of each class, in the order of the corpus's classes. */
  readonly byClass:
    readonly (readonly [emotion: Emotion, utterances: number])[];
  /** Classes without an utterance. */
  readonly missing: readonly Emotion[];
  /** Speakers. */
  readonly speakers: number;
  /** Sentences. */
  readonly sentences: number;
  /** Speakers that another part has too. */
  readonly sharedSpeakers: number;
  /** Sentences that another part has too. */
  readonly sharedSentences: number;
  /** Utterances whose very recording another part has too. */
  readonly sharedRecordings: number;
  /** Utterances of whose speaker, sentence and emotion another part has a take. */
  readonly sharedTakes: number;
}

/** A split as rows, one for each part, in its order. */
export function leakRows(corpus: SplitInput, split: Split): LeakRow[] {
  return split.parts.map((part) => ({
    protocol: split.protocol,
    part: part.name,
    seen: part.name === split.seen,
    reported: part.name === split.reported,
    utterances: part.indices.length,
    byClass: corpus.classes.map((emotion, c) =>
      [emotion, part.counts[c]] as const
    ),
    missing: part.missing,
    speakers: part.speakers.length,
    sentences: part.sentences.length,
    sharedSpeakers: part.shared.speakers.length,
    sharedSentences: part.shared.sentences.length,
    sharedRecordings: part.shared.recordings.length,
    sharedTakes: part.shared.takes.length,
  }));
}
