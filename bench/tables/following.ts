/**
 * What a study spends until its incumbent reaches a validation BCA.
 *
 * @module
 */
import { isBetter, type Objective } from "../journal/objective.ts";
import { seedsText } from "./optimizer_studies.ts";
import { minutesOf, type StudyData } from "./run_data.ts";

/** Validation BCA that the tables ask for. */
export const LEVELS = [0.8, 0.9, 0.95] as const;

/** What a search spends. */
export type Measure = "trials" | "work" | "minutes";

/** How a study fared on its way to a threshold. */
export interface Followed {
  /** Its master seeds. */
  readonly seeds: string;
  /** What it spent until it got there, or in all. */
  readonly spent: number;
  /** Whether it got there. */
  readonly reached: boolean;
  /** What it spent in all. */
  readonly end: number;
}

/** Follows a study to the end of the trial that reaches the threshold. */
export function follow(
  { study, trials }: Pick<StudyData, "study" | "trials">,
  objective: Objective,
  threshold: number,
  measure: Measure,
): Followed {
  const seeds = seedsText(study.seeds);
  const at = trials.findIndex((trial) => {
    const value = objective.validation(trial);
    return trial.state === "complete" && value !== null &&
      !isBetter(objective, threshold, value);
  });
  const end = totalOf(trials, measure);
  return at < 0 ? { seeds, spent: end, reached: false, end } : {
    seeds,
    spent: totalOf(trials.slice(0, at + 1), measure),
    reached: true,
    end,
  };
}

function totalOf(trials: StudyData["trials"], measure: Measure): number {
  return trials.reduce((total, trial) => total + COST[measure](trial), 0);
}

const COST: Readonly<
  Record<Measure, (trial: StudyData["trials"][number]) => number>
> = {
  trials: () => 1,
  work: (trial) => trial.work_gflop,
  minutes: minutesOf,
};
