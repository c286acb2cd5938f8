import type { EpochReport, Score, TrialResult } from "../../model/mod.ts";
import type { Trial } from "../../optimizers/types.ts";
import { packPredictions } from "../journal/predictions.ts";
import type { ScoreRecord, TrialRecord } from "../journal/records.ts";

/** What a trial's record says beyond the training result. */
export interface TrialContext {
  /** Hash of the plan. */
  readonly plan_hash: string;
  /** Key of the study. */
  readonly study: string;
  /** What the optimizer proposed. */
  readonly trial: Trial;
  /** Training seed. */
  readonly trainSeed: number;
  /** Epochs that were run. */
  readonly epochs: readonly EpochReport[];
  /** Seconds the optimizer took to propose it. */
  readonly suggestS: number;
}

/** A training result as the journal keeps it. */
export function toTrialRecord(
  result: TrialResult,
  context: TrialContext,
): TrialRecord {
  return {
    kind: "trial",
    plan_hash: context.plan_hash,
    study: context.study,
    trial: context.trial.number,
    train_seed: context.trainSeed,
    phase: context.trial.phase,
    params: { ...context.trial.params },
    state: result.state,
    reason: result.state === "diverged" ? result.reason : null,
    validation: result.state === "diverged" ? null : toScore(result.validation),
    test: result.state === "diverged" || !result.test
      ? null
      : toScore(result.test),
    ...(result.state !== "diverged" && result.start
      ? {
        start: {
          bca_validation: result.start.bca_validation,
          bca_test: result.start.bca_test ?? null,
        },
      }
      : {}),
    epochs: context.epochs.map((epoch) => ({ ...epoch })),
    work_gflop: result.work_gflop,
    train_s: result.train_s,
    eval_s: result.eval_s,
    suggest_s: context.suggestS,
  };
}

function toScore(score: Score): ScoreRecord {
  return {
    bca: score.bca,
    accuracy: score.accuracy,
    macro_f1: score.macro_f1,
    absent_classes: score.absent_classes.length,
    collapsed: score.collapsed,
    ...packPredictions(
      score.predictions.map(({ truth, predicted, probabilities }) => ({
        predicted,
        pTrue: probabilities[truth],
      })),
    ),
  };
}
