import type { TrialRecord } from "../journal/records.ts";
import type { Study } from "../plan/plan.ts";
import { scoreColumns } from "./score_columns.ts";
import { incumbentOf, minutesOf, type RunData } from "./run_data.ts";
import { studyColumns } from "./study_columns.ts";
import type { Table } from "./table.ts";

/** The best so far after a number of trials. */
export interface IncumbentRow {
  /** The study. */
  readonly study: Study;
  /** Trials finished, this one included. */
  readonly trials: number;
  /** Best trial so far, or `null` while none is complete. */
  readonly incumbent: TrialRecord | null;
  /** Minutes of all trials so far. */
  readonly minutes: number;
  /** Work of all trials so far, in GFLOP. */
  readonly work: number;
}

/** The search curve of every study. */
export const INCUMBENTS: Table<IncumbentRow> = {
  name: "incumbents",
  description:
    "One row is the best trial of a study (by validation BCA, first on ties) after so many trials in the order of their numbers",
  key: ["study", "trials"],
  columns: [
    ...studyColumns<IncumbentRow>((row) => row.study),
    {
      name: "trials",
      type: "integer",
      description: "trials finished so far",
      value: (row) => row.trials,
    },
    {
      name: "incumbent",
      type: "integer",
      description: "number of the best trial so far",
      value: ({ incumbent }) => incumbent?.trial ?? null,
    },
    ...scoreColumns<IncumbentRow>(({ incumbent }) => incumbent),
    {
      name: "work",
      type: "number",
      unit: "GFLOP",
      description: "work of all trials so far",
      value: (row) => row.work,
    },
    {
      name: "minutes",
      type: "number",
      unit: "min",
      description: "training, scoring and suggestion time of all trials so far",
      time: true,
      value: (row) => row.minutes,
    },
  ],
};

/** Rows of {@linkcode INCUMBENTS}. */
export function incumbentRows(run: RunData): IncumbentRow[] {
  return run.studies.flatMap(({ study, trials }) => {
    let incumbent: TrialRecord | null = null;
    let minutes = 0;
    let work = 0;
    return trials.map((trial, i) => {
      minutes += minutesOf(trial);
      work += trial.work_gflop;
      // The best of the best so far and this one is the best of all so far.
      incumbent = incumbentOf(incumbent ? [incumbent, trial] : [trial]);
      return { study, trials: i + 1, incumbent, minutes, work };
    });
  });
}
