/**
 * Records of the journal: append-only JSON lines, the only primary record of a
 * run. Every table is a pure function of them.
 *
 * @module
 */
import * as v from "valibot";

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
  /** [utterance, true class, predicted class, probabilities by class]. */
  predictions: v.array(
    v.tuple([v.string(), whole, whole, v.array(v.number())]),
  ),
});

const Epoch = v.object({
  epoch: whole,
  frozen: v.boolean(),
  lr: v.number(),
  train_loss: v.number(),
  seen_loss: v.number(),
  seen_bca: v.number(),
  gradient_norm: v.number(),
  work_gflop: v.number(),
  train_s: v.number(),
  eval_s: v.number(),
});

const Plan = v.object({
  kind: v.literal("plan"),
  plan_hash: v.string(),
  plan: v.record(v.string(), v.unknown()),
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
    speakers: whole,
    seconds: v.number(),
    notices: v.array(v.object({ kind: v.string(), message: v.string() })),
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
    seen: v.boolean(),
    reported: v.boolean(),
    utterances: whole,
    /** Utterances of each class. */
    classes: v.record(v.string(), whole),
    speakers: v.array(v.string()),
    sentences: whole,
    /** How many of them another part has too. */
    shared_speakers: whole,
    shared_sentences: whole,
    shared_recordings: whole,
    shared_takes: whole,
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
  /** On the part the engine sees. */
  seen: v.nullable(Score),
  /** On the part that is reported; null where that is the same part. */
  reported: v.nullable(Score),
  /** Of the probe that the head started from; absent where it did not, or diverged. */
  start: v.optional(v.object({
    seen_bca: v.number(),
    reported_bca: v.number(),
  })),
  epochs: v.array(Epoch),
  work_gflop: v.number(),
  train_s: v.number(),
  eval_s: v.number(),
  suggest_s: v.number(),
});

const Any = v.variant("kind", [Plan, Run, RunEnd, Material, StudyStart, Trial]);

/** Any line of a journal. */
export type JournalRecord = v.InferOutput<typeof Any>;
/** A finished trial. */
export type TrialRecord = v.InferOutput<typeof Trial>;
/** Scores of a trial on one part. */
export type ScoreRecord = v.InferOutput<typeof Score>;
/** An epoch of a trial. */
export type EpochRecord = v.InferOutput<typeof Epoch>;
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
  const issue = result.issues[0];
  return `field "${v.getDotPath(issue) ?? ""}": ${issue.message}`;
}
