/**
 * Questions that samplers and pruners ask of a history.
 *
 * @module
 */
import type { TrialRecord } from "./types.ts";

/**
 * Whether a trial is complete in Optuna's sense: a NaN value makes a trial
 * failed, an infinite one does not.
 */
export function isComplete(
  trial: TrialRecord,
): trial is TrialRecord & { readonly value: number } {
  return trial.state === "complete" && trial.value !== undefined &&
    !Number.isNaN(trial.value);
}

/**
 * Values of a trial that is complete in Optuna's sense, one for each objective;
 * `undefined` for any other trial.
 */
export function completeValues(
  trial: TrialRecord,
): readonly number[] | undefined {
  if (trial.state !== "complete") return undefined;
  const values = trial.values ??
    (trial.value === undefined ? [] : [trial.value]);
  return values.length === 0 || values.some(Number.isNaN) ? undefined : values;
}

/** Largest reported step, or `undefined` when nothing was reported. */
export function lastStep(trial: TrialRecord): number | undefined {
  return trial.reports.at(-1)?.step;
}
