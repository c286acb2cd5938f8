import type { TrialRecord } from "../journal/records.ts";
import type { Study } from "../plan/plan.ts";
import { scoreColumns } from "./score_columns.ts";
import { mean } from "../stats/sums.ts";
import { finalScore, minutesOf, type RunData, tiedTrials } from "./run_data.ts";
import { studyColumns } from "./study_columns.ts";
import { COUNT, defineTable, integer, number, SHARE } from "./table.ts";

/** The best so far after a number of trials. */
export interface IncumbentRow {
  /** The study. */
  readonly study: Study;
  /** Trials finished, this one included. */
  readonly trials: number;
  /** Best trial so far, or `null` while none is complete. */
  readonly incumbent: TrialRecord | null;
  /** It and the trials so far that tie with it. */
  readonly tied: readonly TrialRecord[];
  /** Minutes of all trials so far. */
  readonly minutes: number;
  /** Work of all trials so far, in GFLOP. */
  readonly work: number;
}

/** The search curve of every study. */
export const INCUMBENTS = defineTable<IncumbentRow>()({
  name: "incumbents",
  description:
    "One row is the best trial of a study (by validation BCA, first on ties) after so many trials in the order of their numbers",
  key: ["study", "trials"],
  columns: {
    ...studyColumns<IncumbentRow>((row) => row.study),
    trials: integer("trials finished so far", (row) => row.trials),
    incumbent: integer(
      "number of the best trial so far",
      ({ incumbent }) => incumbent?.trial ?? null,
    ),
    ...scoreColumns<IncumbentRow>(({ incumbent }) => incumbent),
    n_tied: integer(
      "complete trials so far whose bca_validation is the incumbent's, itself included",
      ({ incumbent, tied }) => incumbent ? tied.length : null,
      COUNT,
    ),
    tied_bca_mean: number(
      "mean bca of these: what choosing among them at random is expected to give",
      ({ tied }) => meanBca(tied),
      SHARE,
    ),
    work: number("work of all trials so far", (row) => row.work, {
      unit: "GFLOP",
    }),
    minutes: number(
      "training, scoring and suggestion time of all trials so far",
      (row) => row.minutes,
      { unit: "min", time: true },
    ),
  },
});

/** Rows of {@linkcode INCUMBENTS}. */
export function incumbentRows(run: RunData): IncumbentRow[] {
  const { studies, objective } = run;
  return studies.flatMap(({ study, trials }) => {
    let tied: readonly TrialRecord[] = [];
    let minutes = 0;
    let work = 0;
    return trials.map((trial, i) => {
      minutes += minutesOf(trial);
      work += trial.work_gflop;
      // The best of the best so far and this one are the best of all so far.
      tied = tiedTrials([...tied, trial], objective);
      const incumbent = tied[0] ?? null;
      return { study, trials: i + 1, incumbent, tied, minutes, work };
    });
  });
}

function meanBca(trials: readonly TrialRecord[]): number | null {
  const values = trials.flatMap((trial) => finalScore(trial)?.bca ?? []);
  return values.length === 0 ? null : mean(values);
}
