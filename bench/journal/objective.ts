import type { Direction } from "../../optimizers/types.ts";
import type { EpochRecord, TrialRecord } from "./records.ts";

/**
 * What a search optimises: what the optimizer is told, what the incumbent is
 * chosen by, what tables compare. Said once, with its direction.
 */
export interface Objective {
  /** Name, as columns have it. */
  readonly name: string;
  /** Which way is better. */
  readonly direction: Direction;
  /** Value after an epoch, for pruners. */
  readonly ofEpoch: (epoch: Pick<EpochRecord, "bca_validation">) => number;
  /** Value that trials are selected by; `null`: the trial has none. */
  readonly validation: (trial: TrialRecord) => number | null;
  /** Value that counts in the end: on the test part where there is one, else on validation. */
  readonly final: (trial: TrialRecord) => number | null;
}

/** Balanced class accuracy. */
export const BCA: Objective = {
  name: "bca",
  direction: "maximize",
  ofEpoch: ({ bca_validation }) => bca_validation,
  validation: ({ validation }) => validation?.bca ?? null,
  final: ({ test, validation }) => (test ?? validation)?.bca ?? null,
};

/** Whether one value of an objective is better than another; equal ones are not. */
export function isBetter(
  { direction }: Pick<Objective, "direction">,
  a: number,
  b: number,
): boolean {
  return direction === "maximize" ? a > b : a < b;
}
