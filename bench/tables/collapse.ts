import type { Study } from "../plan.ts";
import { type Proportion, wilsonInterval } from "../stats/proportions.ts";
import { enginesOf } from "./engines.ts";
import { neverUnfrozen, type RunData, type StudyData } from "./run_data.ts";
import { settingColumns } from "./study_columns.ts";
import { COUNT, SHARE, type Table } from "./table.ts";

type Trial = StudyData["trials"][number];

/** Trials of an engine with settings of one kind. */
export interface CollapseRow {
  /** One of its studies, for the setting. */
  readonly study: Study;
  /** Hyperparameter. */
  readonly parameter: string;
  /** Its level or band. */
  readonly level: string;
  /** Trials that were scored. */
  readonly n: number;
  /** Those that collapsed. */
  readonly collapsed: number;
  /** Their share. */
  readonly rate: Proportion;
}

/** Which settings collapse. */
export const COLLAPSE: Table<CollapseRow> = {
  name: "collapse",
  description:
    "One row is an engine and a kind of setting. The replicate is a scored trial of any of its studies; a trial is collapsed when it predicts one class alone or scores at or below chance on the part the engine sees. Trials of one study depend on each other, so that the intervals are rather too narrow",
  key: [
    ...["corpus", "protocol", "encoder", "recipe", "optimizer"],
    ...["parameter", "level"],
  ],
  columns: [
    ...settingColumns<CollapseRow>((row) => row.study),
    {
      name: "parameter",
      type: "string",
      description:
        "lr of trials that train the encoder, unfrozen (whether it is trained), num_epochs, max_length, or all (every trial)",
      value: (row) => row.parameter,
    },
    {
      name: "level",
      type: "string",
      description: "its value; of lr the half decade it lies in",
      value: (row) => row.level,
    },
    {
      name: "n_trials",
      type: "integer",
      description: "trials that were scored",
      constraints: COUNT,
      value: (row) => row.n,
    },
    {
      name: "collapsed",
      type: "integer",
      description: "those that collapsed",
      constraints: COUNT,
      value: (row) => row.collapsed,
    },
    {
      name: "rate",
      type: "number",
      description: "their share",
      constraints: SHARE,
      value: (row) => row.rate.estimate,
    },
    {
      name: "rate_low",
      type: "number",
      description: "lower end of Wilson's 95 % interval",
      constraints: SHARE,
      value: (row) => row.rate.low,
    },
    {
      name: "rate_high",
      type: "number",
      description: "upper end of that interval",
      constraints: SHARE,
      value: (row) => row.rate.high,
    },
  ],
};

/** Levels by which trials are put together; `null` leaves a trial out. */
const KINDS: Readonly<Record<string, (trial: Trial) => string | null>> = {
  all: () => "all",
  unfrozen: (trial) => String(!neverUnfrozen(trial)),
  lr: (trial) => neverUnfrozen(trial) ? null : halfDecade(trial.params.lr),
  num_epochs: (trial) => String(trial.params.num_epochs).padStart(2, "0"),
  max_length: (trial) => String(trial.params.max_length).padStart(6, "0"),
};

/** Rows of {@linkcode COLLAPSE}. */
export function collapseRows(run: RunData): CollapseRow[] {
  return enginesOf(run).flatMap(({ study, studies }) => {
    const scored = studies.flatMap(({ trials }) =>
      trials.filter(({ seen }) => seen !== null)
    );
    return Object.entries(KINDS).flatMap(([parameter, levelOf]) =>
      [...Map.groupBy(scored, levelOf)].flatMap(([level, trials]) => {
        if (level === null) return [];
        const collapsed = trials.filter(({ seen }) => seen!.collapsed).length;
        return [{
          study,
          parameter,
          level,
          n: trials.length,
          collapsed,
          rate: wilsonInterval(collapsed, trials.length),
        }];
      })
    );
  });
}

/** Bounds of half decades of the learning rate, as text that sorts by size. */
const BOUNDS: readonly (readonly [bound: number, name: string])[] = [
  [1e-6, "1e-6"],
  [3e-6, "3e-6"],
  [1e-5, "1e-5"],
  [3e-5, "3e-5"],
  [1e-4, "1e-4"],
  [3e-4, "3e-4"],
  [1e-3, "1e-3"],
];

function halfDecade(lr: number): string {
  const above = BOUNDS.findIndex(([bound]) => lr < bound);
  const i = above < 0 ? BOUNDS.length - 1 : Math.max(above, 1);
  return `${BOUNDS[i - 1][1]} to ${BOUNDS[i][1]}`;
}
