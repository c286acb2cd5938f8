import type { Direction } from "../../optimizers/types.ts";
import type { Plan } from "../plan/plan.ts";
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
  /** Its smallest and largest possible value, to which intervals are cut; absent: any. */
  readonly range?: readonly [low: number, high: number];
  /** Value after an epoch, for pruners. */
  readonly ofEpoch: (epoch: EpochRecord) => number;
  /** Value that trials are selected by; `null`: the trial has none. */
  readonly validation: (trial: TrialRecord) => number | null;
  /** Value that counts in the end: on the test part where there is one, else on validation. */
  readonly final: (trial: TrialRecord) => number | null;
}

/** Balanced class accuracy. */
export const BCA: Objective = {
  name: "bca",
  direction: "maximize",
  range: [0, 1],
  ofEpoch: ({ bca_validation }) => bca_validation,
  validation: ({ validation }) => validation?.bca ?? null,
  final: ({ test, validation }) => (test ?? validation)?.bca ?? null,
};

/** What the studies of a plan optimise: every plan's is balanced class accuracy. */
export function objectiveOf(_plan: Plan): Objective {
  return BCA;
}

/** Whether one value of an objective is better than another; equal ones are not. */
export function isBetter(
  { direction }: Pick<Objective, "direction">,
  a: number,
  b: number,
): boolean {
  return direction === "maximize" ? a > b : a < b;
}
