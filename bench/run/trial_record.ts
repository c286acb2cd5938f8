import type { EpochReport, Score, TrialResult } from "../../model/mod.ts";
import type { Trial } from "../../optimizers/types.ts";
import type { ScoreRecord, TrialRecord } from "../journal/records.ts";

/** What a trial's record says beyond the training result. */
export interface TrialContext {
  /** Hash of the plan. */
  readonly plan_hash: string;
  /** Key of the study. */
  readonly study: string;
  /** What the engine proposed. */
  readonly trial: Trial;
  /** Training seed. */
  readonly trainSeed: number;
  /** Epochs that were run. */
  readonly epochs: readonly EpochReport[];
  /** True when a part of its own is reported, not the one the engine sees. */
  readonly reportsOwnPart: boolean;
  /** Seconds the engine took to propose it. */
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
    seen: result.state === "diverged" ? null : toScore(result.seen),
    reported: result.state === "diverged" || !context.reportsOwnPart
      ? null
      : toScore(result.reported),
    ...(result.state !== "diverged" && result.start
      ? { start: { ...result.start } }
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
    predictions: score.predictions.map((
      { id, truth, predicted, probabilities },
    ) => [
      id,
      truth,
      predicted,
      // Six digits tell a float32 probability apart and keep the journal small.
      Array.from(probabilities, (p) => Number(p.toPrecision(6))),
    ]),
  };
}
