/**
 * Tables of models on corpora they were not trained on.
 *
 * @module
 */
import type { Study } from "../plan/plan.ts";
import type { Interval } from "../stats/types.ts";
import { conditionColumns } from "../tables/study_columns.ts";
import {
  COUNT,
  defineTable,
  flag,
  integer,
  number,
  REQUIRED,
  SHARE,
  text,
} from "../tables/table.ts";
import { type Method, METHODS } from "./answers.ts";

/** What was transferred where, and how. */
export interface TransferPlace {
  /** One of the studies, for the condition. */
  readonly study: Study;
  /** Corpus that was scored on. */
  readonly target: string;
  /** What "calm" counted as; `null` where nothing was to be read. */
  readonly calm: string | null;
  /** What answered. */
  readonly method: Method;
  /** Whether features were brought to the source's scale. */
  readonly standardised: boolean;
}

/** A class, or all of them, of a target. */
export interface TransferRow extends TransferPlace {
  /** The class, or "balanced". */
  readonly class: string;
  /** Utterances of it. */
  readonly utterances: number;
  /** Classes that the target has not. */
  readonly absent: readonly string[];
  /** Recall of each study. */
  readonly recall: readonly number[];
  /** Their mean. */
  readonly mean: number;
  /** Its interval over studies. */
  readonly studies: Interval;
  /** Its interval over speakers of the target. */
  readonly speakers: Interval;
  /** What answers at random give. */
  readonly chance: number;
  /** What the paper prints. */
  readonly published: number | null;
  /** What people recognise. */
  readonly listeners: number | null;
}

/** How often a class was taken for another. */
export interface ConfusionRow extends TransferPlace {
  /** Class that was meant. */
  readonly class: string;
  /** Class that was answered. */
  readonly answer: string;
  /** Share of the answers. */
  readonly share: number;
}

function placeColumns<Row extends TransferPlace>() {
  return {
    ...conditionColumns<Row>((row) => row.study),
    target: text<Row>(
      "corpus scored on, none of which was trained on",
      (row) => row.target,
      REQUIRED,
    ),
    calm: text<Row>(
      'class that the label "calm" counts as: boredom as in the paper, or neutral; none where no label had to be read',
      (row) => row.calm ?? "none",
      REQUIRED,
    ),
    method: text<Row>(
      "what answers: untrained (a random head on the untouched encoder, what the paper calls zero-shot), probe (a linear probe fitted on the source's training part), tuned (the incumbent)",
      (row) => row.method,
      { ...REQUIRED, enum: METHODS },
    ),
    standardised: flag<Row>(
      "whether pooled features of the target were brought to mean and deviation of the source's training part: uses no label, but all recordings of the target (transductive)",
      (row) => row.standardised,
      REQUIRED,
    ),
  };
}

/** Recall by class, and balanced. */
export const TRANSFER = defineTable<TransferRow>()({
  name: "transfer",
  description:
    "One row is a class of a target corpus, or the mean over its classes (balanced: BCA, the unweighted average recall), for the incumbents of an optimizer's studies. Utterances whose label the source does not have are left out; answers may be any class of the source. The replicate is a study",
  key: [
    ...["corpus", "protocol", "encoder", "recipe", "optimizer"] as const,
    ...["target", "calm", "method", "standardised", "class"] as const,
  ],
  columns: {
    ...placeColumns<TransferRow>(),
    class: text("class, or balanced", (row) => row.class, REQUIRED),
    n_studies: integer("studies", (row) => row.recall.length, COUNT),
    utterances: integer(
      "utterances of the class, or of all",
      (row) => row.utterances,
      COUNT,
    ),
    absent: text(
      "classes of the source that no utterance of the target has, separated by semicolons",
      (row) => row.absent.join(";"),
    ),
    recall_mean: number("mean recall over studies", (row) => row.mean, SHARE),
    recall_low: number(
      "lower 95 % bound over studies, for these recordings: Student's t, cut to 0; empty below 3 studies and where all are equal",
      (row) => row.studies.low,
      SHARE,
    ),
    recall_high: number("upper bound", (row) => row.studies.high, SHARE),
    speakers_low: number(
      "lower 95 % bound over speakers like the target's, for these models: 2000 resamples of speakers; balanced rows only, empty below 5 speakers",
      (row) => row.speakers.low,
      SHARE,
    ),
    speakers_high: number("upper bound", (row) => row.speakers.high, SHARE),
    chance: number(
      "what answers at random among the source's classes give",
      (row) => row.chance,
      SHARE,
    ),
    published: number(
      "Table 6 of arXiv 2510.07052, trained on EmoDB with calm as boredom; no log holds it",
      (row) => row.published,
      SHARE,
    ),
    listeners: number(
      "balanced rate of the target's listeners on all its recordings",
      (row) => row.listeners,
      SHARE,
    ),
  },
});

/** Confusions. */
export const TRANSFER_CONFUSION = defineTable<ConfusionRow>()({
  name: "transfer_confusion",
  description:
    "One row is a class of a target corpus and a class of the source: share of the answers, mean over studies",
  key: [
    ...["corpus", "protocol", "encoder", "recipe", "optimizer"] as const,
    ...["target", "calm", "method", "standardised", "class", "answer"] as const,
  ],
  columns: {
    ...placeColumns<ConfusionRow>(),
    class: text("class that was meant", (row) => row.class, REQUIRED),
    answer: text("class that was answered", (row) => row.answer, REQUIRED),
    share: number("share of the answers", (row) => row.share, SHARE),
  },
});
