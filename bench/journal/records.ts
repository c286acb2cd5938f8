/**
 * Records of the journal: append-only JSON lines, the only primary record of a
 * run. Every table is a pure function of them.
 *
 * @module
 */
import * as v from "valibot";
import { PlanSchema } from "../plan/plan.ts";

/** Version of the records that this suite writes; `version_1.ts` reads the first. */
export const JOURNAL_VERSION = 2;

const whole = v.pipe(v.number(), v.integer());

const Score = v.object({
  /** Balanced class accuracy: mean recall over the classes present. */
  bca: v.number(),
  accuracy: v.number(),
  macro_f1: v.number(),
  /** Classes without an utterance in the scored part. */
  absent_classes: whole,
  /** Predicts one class only, or scores at or below chance. */
  collapsed: v.boolean(),
  /** Predicted class of each utterance of the part, in its order: base64 of one byte each. */
  predicted: v.string(),
  /**
   * Probability of each utterance's true class, rounded to six digits, in the
   * same order: base64 of little-endian float32.
   */
  p_true: v.string(),
});

const Epoch = v.object({
  epoch: whole,
  frozen: v.boolean(),
  lr: v.number(),
  train_loss: v.number(),
  validation_loss: v.number(),
  bca_validation: v.number(),
  gradient_norm: v.number(),
  work_gflop: v.number(),
  train_s: v.number(),
  eval_s: v.number(),
});

const Plan = v.object({
  kind: v.literal("plan"),
  /** Version of this schema. */
  journal: v.literal(JOURNAL_VERSION),
  plan_hash: v.string(),
  plan: PlanSchema,
  suite: v.string(),
});

const Run = v.object({
  kind: v.literal("run"),
  plan_hash: v.string(),
  started: v.string(),
  command: v.array(v.string()),
  jobs: whole,
  threads: whole,
  /** Seed of the resamples behind the intervals of the tables; absent: 0. */
  bootstrap_seed: v.optional(whole),
  commit: v.nullable(v.string()),
  versions: v.record(v.string(), v.string()),
  cpu: v.string(),
  processors: whole,
  /** Rate of a matrix product on one thread, see `productRate`, GFLOP/s; absent before it was measured. */
  product_gflops: v.optional(v.number()),
});

const RunEnd = v.object({
  kind: v.literal("end"),
  plan_hash: v.string(),
  ended: v.string(),
  peak_rss_mib: v.number(),
});

const Material = v.object({
  kind: v.literal("material"),
  plan_hash: v.string(),
  corpus: v.object({
    name: v.string(),
    checksum: v.string(),
    classes: v.array(v.string()),
    utterances: whole,
    /** Null where the corpus does not tell them. */
    speakers: v.nullable(whole),
    seconds: v.number(),
    notices: v.array(v.object({ kind: v.string(), message: v.string() })),
    /** Absent where they are not known. */
    languages: v.optional(v.array(v.string())),
    licence: v.optional(v.string()),
  }),
  encoder: v.object({
    name: v.string(),
    package: v.string(),
    file: v.string(),
    sha256: v.string(),
    licence: v.string(),
  }),
  /** The whole recipe, spelled out. */
  recipe: v.looseObject({ name: v.string() }),
});

const StudyStart = v.object({
  kind: v.literal("study"),
  plan_hash: v.string(),
  study: v.string(),
  search_seed: whole,
  split_seed: whole,
  parts: v.array(v.object({
    part: v.string(),
    utterances: whole,
    /** Utterances of each class. */
    classes: v.record(v.string(), whole),
    speakers: v.array(v.string()),
    /** Null where the corpus does not tell them. */
    sentences: v.nullable(whole),
    /** How many of them another part has too; null where the corpus does not tell them. */
    shared_speakers: v.nullable(whole),
    shared_sentences: v.nullable(whole),
    shared_recordings: whole,
    shared_takes: v.nullable(whole),
  })),
});

const Split = v.object({
  kind: v.literal("split"),
  plan_hash: v.string(),
  corpus: v.string(),
  protocol: v.string(),
  split_seed: whole,
  /** The parts that trials are scored on. */
  scored: v.array(v.object({
    part: v.picklist(["validation", "test"]),
    /** Utterances in the order in which trials predict them. */
    ids: v.array(v.string()),
    /** True class of each. */
    labels: v.array(whole),
  })),
});

const Trial = v.object({
  kind: v.literal("trial"),
  plan_hash: v.string(),
  study: v.string(),
  trial: whole,
  train_seed: whole,
  phase: v.string(),
  params: v.record(v.string(), v.number()),
  state: v.picklist(["complete", "pruned", "failed", "diverged"]),
  reason: v.nullable(v.string()),
  /** On the validation part. */
  validation: v.nullable(Score),
  /** On the test part; null where the protocol has none. */
  test: v.nullable(Score),
  /** Of the probe that the head started from; absent where it did not, or diverged. */
  start: v.optional(v.object({
    bca_validation: v.number(),
    bca_test: v.nullable(v.number()),
  })),
  epochs: v.array(Epoch),
  work_gflop: v.number(),
  train_s: v.number(),
  eval_s: v.number(),
  suggest_s: v.number(),
});

const Any = v.variant("kind", [
  Plan,
  Run,
  RunEnd,
  Material,
  Split,
  StudyStart,
  Trial,
]);

/** Any line of a journal. */
export type JournalRecord = v.InferOutput<typeof Any>;
/** A finished trial. */
export type TrialRecord = v.InferOutput<typeof Trial>;
/** Scores of a trial on one part. */
export type ScoreRecord = v.InferOutput<typeof Score>;
/** An epoch of a trial. */
export type EpochRecord = v.InferOutput<typeof Epoch>;
/** Utterances of the scored parts of a partition, once for all studies on it. */
export type SplitRecord = v.InferOutput<typeof Split>;
/** The start of a study: its seeds and its partition. */
export type StudyRecord = v.InferOutput<typeof StudyStart>;
/** Corpus and encoder of a run. */
export type MaterialRecord = v.InferOutput<typeof Material>;
/** One start of the program on a journal. */
export type RunRecord = v.InferOutput<typeof Run>;
/** The plan of a journal. */
export type PlanRecord = v.InferOutput<typeof Plan>;
/** The end of a run that was not stopped. */
export type RunEndRecord = v.InferOutput<typeof RunEnd>;

/**
 * Checks one parsed line.
 *
 * @returns The record, or a sentence saying which field is wrong
 */
export function checkRecord(value: unknown): JournalRecord | string {
  const result = v.safeParse(Any, value);
  if (result.success) return result.output;
  return issueText(result.issues[0]);
}

/** Which field is wrong, and how. */
export function issueText(issue: v.BaseIssue<unknown>): string {
  return `field "${v.getDotPath(issue) ?? ""}": ${issue.message}`;
}
