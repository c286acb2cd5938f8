import type { Study } from "../plan/plan.ts";
import { type Proportion, wilsonInterval } from "../stats/proportions.ts";
import { optimizersOf } from "./optimizer_studies.ts";
import { neverUnfrozen, type RunData, type StudyData } from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import { COUNT, REQUIRED, SHARE, type Table } from "./table.ts";

type Trial = StudyData["trials"][number];

/** A value of a hyperparameter, or a band of values. */
interface Level {
  /** Value, or where the band begins. */
  readonly from: number;
  /** Its name. */
  readonly name: string;
}

/** Trials of an optimizer with configurations of one kind. */
export interface CollapseRow {
  /** One of its studies, for the condition. */
  readonly study: Study;
  /** Hyperparameter. */
  readonly parameter: string;
  /** Its level or band. */
  readonly level: Level;
  /** Trials that were scored. */
  readonly n: number;
  /** Trials that failed or diverged before they were. */
  readonly unscored: number;
  /** Those that collapsed. */
  readonly collapsed: number;
  /** Their share. */
  readonly rate: Proportion;
}

/** Which configurations collapse. */
export const COLLAPSE: Table<CollapseRow> = {
  name: "collapse",
  description:
    "One row is an optimizer and a kind of configuration, and how often its trials collapse. The replicate is a scored trial of any of its studies; a trial is collapsed when it predicts one class alone or scores at or below chance on the validation part. Trials of one study depend on each other, so the intervals, which are over trials, are somewhat too narrow",
  key: [
    ...["corpus", "protocol", "encoder", "recipe", "optimizer"],
    ...["parameter", "level_from"],
  ],
  columns: [
    ...conditionColumns<CollapseRow>((row) => row.study),
    {
      name: "parameter",
      type: "string",
      description:
        "lr (of trials that train the encoder), unfrozen (whether they do), num_epochs, max_length, or all (every trial)",
      value: (row) => row.parameter,
    },
    {
      name: "level_from",
      type: "number",
      description:
        "its value; of lr where the half decade begins that it lies in; of unfrozen 1 where the encoder is trained, else 0; of all 0",
      value: (row) => row.level.from,
    },
    {
      name: "level",
      type: "string",
      description: "the same in words; a half decade holds its lower end",
      constraints: REQUIRED,
      value: (row) => row.level.name,
    },
    {
      name: "n_trials",
      type: "integer",
      description: "trials that were scored",
      constraints: COUNT,
      value: (row) => row.n,
    },
    {
      name: "n_unscored",
      type: "integer",
      description:
        "trials that failed or diverged before they were scored, beside these",
      constraints: COUNT,
      value: (row) => row.unscored,
    },
    {
      name: "collapsed",
      type: "integer",
      description: "scored trials that collapsed",
      constraints: COUNT,
      value: (row) => row.collapsed,
    },
    {
      name: "rate",
      type: "number",
      description: "their share; empty where no trial was scored",
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
const KINDS: Readonly<Record<string, (trial: Trial) => Level | null>> = {
  all: () => ({ from: 0, name: "all" }),
  unfrozen: (trial) =>
    neverUnfrozen(trial)
      ? { from: 0, name: "never" }
      : { from: 1, name: "trained" },
  lr: (trial) => neverUnfrozen(trial) ? null : halfDecade(trial.params.lr),
  num_epochs: ({ phase, params }) =>
    phase === "probe" ? null : valueOf(params.num_epochs),
  max_length: ({ params }) => valueOf(params.max_length),
};

function valueOf(value: number): Level {
  return { from: value, name: String(value) };
}

/** Rows of {@linkcode COLLAPSE}. */
export function collapseRows(run: RunData): CollapseRow[] {
  return optimizersOf(run).flatMap(({ study, studies }) => {
    const all = studies.flatMap(({ trials }) => trials);
    return Object.entries(KINDS).flatMap(([parameter, levelOf]) =>
      [...Map.groupBy(all, (trial) => levelOf(trial)?.from).values()]
        .flatMap((trials) => {
          const level = levelOf(trials[0]);
          const scores = trials.flatMap(({ validation }) => validation ?? []);
          const n = scores.length;
          const collapsed = scores.filter(({ collapsed }) => collapsed).length;
          return level === null ? [] : [{
            study,
            parameter,
            level,
            n,
            unscored: trials.length - n,
            collapsed,
            rate: wilsonInterval(collapsed, n),
          }];
        })
    );
  });
}

/** Half decades begin at 1 and at 3 of every power of ten. */
function halfDecade(lr: number): Level {
  const [digits, power] = lr.toExponential().split("e").map(Number);
  const [from, to] = digits < 3
    ? [`1e${power}`, `3e${power}`]
    : [`3e${power}`, `1e${power + 1}`];
  return { from: Number(from), name: `${from} to ${to}` };
}
