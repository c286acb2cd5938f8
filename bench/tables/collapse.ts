import {
  HYPER_PARAMETERS,
  type HyperParameter,
} from "../plan/hyper_parameters.ts";
import type { Study } from "../plan/plan.ts";
import { type Proportion, wilsonInterval } from "../stats/proportions.ts";
import { optimizersOf } from "./optimizer_studies.ts";
import { neverUnfrozen, type RunData, type StudyData } from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import {
  COUNT,
  defineTable,
  integer,
  number,
  REQUIRED,
  SHARE,
  text,
} from "./table.ts";

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

/**
 * Hyper-parameters by whose levels trials are put together: all but the epoch of
 * unfreezing, which counts as trained or not, and those spread evenly over an
 * interval, which have none.
 */
const LEVELLED = HYPER_PARAMETERS.filter(({ name, parameter }) =>
  name !== "unfreeze_epoch" && parameter.kind !== "uniform"
);

/** Whether the levels of a hyper-parameter are half decades. */
function isInDecades({ parameter }: HyperParameter): boolean {
  return parameter.kind === "log-uniform";
}

/** Which configurations collapse. */
export const COLLAPSE = defineTable<CollapseRow>()({
  name: "collapse",
  description:
    "One row is an optimizer and a kind of configuration, and how often its trials collapse. The replicate is a scored trial of any of its studies; a trial is collapsed when it predicts one class alone or scores at or below chance on the validation part. Trials of one study depend on each other, so the intervals, which are over trials, are somewhat too narrow",
  key: [
    "corpus",
    "protocol",
    "encoder",
    "recipe",
    "optimizer",
    "parameter",
    "level_from",
  ],
  columns: {
    ...conditionColumns<CollapseRow>((row) => row.study),
    parameter: text(
      `lr (of trials that train the encoder), unfrozen (whether they do), ${
        LEVELLED.map(({ name }) => name).filter((name) => name !== "lr")
          .join(", ")
      }, or all (every trial)`,
      (row) => row.parameter,
    ),
    level_from: number(
      `its value; of ${
        LEVELLED.filter(isInDecades).map(({ name }) => name).join(" and ")
      } where the half decade begins that it lies in; of unfrozen 1 where the encoder is trained, else 0; of all 0`,
      (row) => row.level.from,
    ),
    level: text(
      "the same in words; a half decade holds its lower end",
      (row) => row.level.name,
      REQUIRED,
    ),
    n_trials: integer("trials that were scored", (row) => row.n, COUNT),
    n_unscored: integer(
      "trials that failed or diverged before they were scored, beside these",
      (row) => row.unscored,
      COUNT,
    ),
    collapsed: integer(
      "scored trials that collapsed",
      (row) => row.collapsed,
      COUNT,
    ),
    rate: number(
      "their share; empty where no trial was scored",
      (row) => row.rate.estimate,
      SHARE,
    ),
    rate_low: number(
      "lower end of Wilson's 95 % interval",
      (row) => row.rate.low,
      SHARE,
    ),
    rate_high: number(
      "upper end of that interval",
      (row) => row.rate.high,
      SHARE,
    ),
  },
});

/** By what trials are put together: their level, `null` leaves a trial out. */
type LevelOf = (trial: Trial) => Level | null;

const KINDS: Readonly<Record<string, LevelOf>> = {
  all: () => ({ from: 0, name: "all" }),
  unfrozen: (trial) =>
    neverUnfrozen(trial)
      ? { from: 0, name: "never" }
      : { from: 1, name: "trained" },
  ...Object.fromEntries(
    LEVELLED.map((parameter) => [parameter.name, levelOf(parameter)]),
  ),
};

/** The value of a hyper-parameter, or the half decade that it lies in. */
function levelOf(parameter: HyperParameter): LevelOf {
  const { name } = parameter;
  return (trial) => {
    // Without training the encoder a rate is the head's alone.
    if (name === "lr" && neverUnfrozen(trial)) return null;
    const value: number | undefined = trial.params[name];
    if (value === undefined) return null;
    return isInDecades(parameter)
      ? halfDecade(value)
      : { from: value, name: String(value) };
  };
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
function halfDecade(value: number): Level {
  const [digits, power] = value.toExponential().split("e").map(Number);
  const [from, to] = digits < 3
    ? [`1e${power}`, `3e${power}`]
    : [`3e${power}`, `1e${power + 1}`];
  return { from: Number(from), name: `${from} to ${to}` };
}
