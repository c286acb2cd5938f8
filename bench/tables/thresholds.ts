import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import type { Study } from "../plan.ts";
import { drawnResamples } from "../stats/bootstrap.ts";
import { ert, ertInterval, type RunningTime } from "../stats/ert.ts";
import { TABLE_RESAMPLES } from "../stats/mean_interval.ts";
import { type Ratio, ratioOfMeans } from "../stats/ratio.ts";
import {
  kaplanMeier,
  restrictedMeanInterval,
  type SurvivalCurve,
} from "../stats/survival.ts";
import type { Interval } from "../stats/types.ts";
import { type Engine, type Field, fieldsOf, seedsText } from "./engines.ts";
import { minutesOf, type RunData, type StudyData } from "./run_data.ts";
import { settingColumns } from "./study_columns.ts";
import { type Column, COUNT, type Table } from "./table.ts";

/** BCA, as the engine sees it, that the tables ask for. */
const LEVELS = [0.8, 0.9, 0.95] as const;

/** What a search spends. */
export type Measure = "trials" | "work" | "minutes";

/** Until when a study was followed, and whether it got there. */
interface Followed {
  readonly spent: number;
  readonly reached: boolean;
}

/** An engine on its way to a threshold. */
export interface ThresholdRow {
  /** One of its studies, for the setting. */
  readonly study: Study;
  /** BCA to be reached. */
  readonly threshold: number;
  /** What is counted. */
  readonly measure: Measure;
  /** Kaplan and Meier's curve. */
  readonly curve: SurvivalCurve;
  /** Interval of its restricted mean. */
  readonly interval: Interval;
  /** Where the restricted mean ends. */
  readonly tau: number;
  /** Expected running time with restarts. */
  readonly running: RunningTime;
  /** Its interval. */
  readonly runningInterval: Interval;
  /** Restricted mean by that of random search on the same seeds. */
  readonly toRandom: Ratio | null;
}

const REPLICATE =
  "The replicate is a study; one that never gets there is censored at its end, never dropped. What counts is the BCA that the engine sees, of complete trials, at the end of the trial that reaches the threshold";

const KEY = [
  ...["corpus", "protocol", "encoder", "recipe", "optimizer"],
  ...["threshold", "measure"],
];

const COLUMNS: readonly Column<ThresholdRow>[] = [
  ...settingColumns<ThresholdRow>((row) => row.study),
  {
    name: "threshold",
    type: "number",
    description: "BCA to be reached, as the engine sees it",
    value: (row) => row.threshold,
  },
  {
    name: "measure",
    type: "string",
    description: "what is counted: trials, work (GFLOP) or minutes",
    value: (row) => row.measure,
  },
  {
    name: "n_studies",
    type: "integer",
    description: "studies",
    constraints: COUNT,
    value: (row) => row.curve.n,
  },
  {
    name: "reached",
    type: "integer",
    description: "studies that reached the threshold",
    constraints: COUNT,
    value: (row) => row.running.successes,
  },
  {
    name: "censored",
    type: "integer",
    description: "studies that ended before",
    constraints: COUNT,
    value: (row) => row.curve.n - row.running.successes,
  },
];

const TIMES: readonly Column<ThresholdRow>[] = [
  amount(
    "median",
    "Kaplan and Meier's median; empty where fewer than half of the studies get there",
    (row) => row.curve.median,
  ),
  amount(
    "restricted_mean",
    "mean up to tau: too small where studies are censored",
    (row) => row.curve.restrictedMean,
  ),
  amount(
    "restricted_mean_low",
    "lower end of its 95 % interval (Student's t of Greenwood's error); empty below 10 studies",
    (row) => row.interval.low,
  ),
  amount(
    "restricted_mean_high",
    "upper end of that interval",
    (row) => row.interval.high,
  ),
  amount(
    "tau",
    "where the restricted mean ends: the least that a study spent of all engines of the setting, so that all were followed so far",
    (row) => row.tau,
  ),
  amount(
    "expected_running",
    "expected running time with restarts (Hansen et al. 2012): all that was spent over the studies that got there; empty where none did",
    (row) => row.running.ert,
  ),
  amount(
    "expected_running_low",
    "lower end of its 95 % percentile bootstrap interval over studies",
    (row) => row.runningInterval.low,
  ),
  amount(
    "expected_running_high",
    "upper end of that interval; empty where it is infinite",
    (row) => row.runningInterval.high,
  ),
  amount(
    "ratio_to_random",
    "mean spent up to tau by that of random search on the same seeds; empty without random search",
    (row) => row.toRandom?.ratio ?? null,
  ),
  amount(
    "ratio_low",
    "lower end of its 95 % expanded BCa interval over pairs of studies",
    (row) => row.toRandom?.low ?? null,
  ),
  amount(
    "ratio_high",
    "upper end of that interval",
    (row) => row.toRandom?.high ?? null,
  ),
];

function amount(
  name: string,
  description: string,
  value: (row: ThresholdRow) => number | null,
): Column<ThresholdRow> {
  return { name, type: "number", description, constraints: COUNT, value };
}

/** Trials and work until the incumbent reaches a threshold. */
export const THRESHOLDS: Table<ThresholdRow> = {
  name: "thresholds",
  description:
    `One row is an engine, a threshold of BCA and what is counted. ${REPLICATE}`,
  key: KEY,
  columns: [...COLUMNS, ...TIMES],
};

/** Minutes until the incumbent reaches a threshold. */
export const THRESHOLD_MINUTES: Table<ThresholdRow> = {
  name: "threshold_minutes",
  description:
    `One row is an engine and a threshold of BCA; what is counted is minutes of training, scoring and suggestion. ${REPLICATE}`,
  key: KEY,
  columns: [
    ...COLUMNS,
    ...TIMES.map((column) => ({ ...column, time: true as const })),
  ],
};

/** Rows of {@linkcode THRESHOLDS}. */
export function thresholdRows(run: RunData): ThresholdRow[] {
  return rowsOf(run, ["trials", "work"]);
}

/** Rows of {@linkcode THRESHOLD_MINUTES}. */
export function thresholdMinuteRows(run: RunData): ThresholdRow[] {
  return rowsOf(run, ["minutes"]);
}

function rowsOf(run: RunData, measures: readonly Measure[]): ThresholdRow[] {
  return fieldsOf(run).flatMap((field) =>
    measures.flatMap((measure) =>
      LEVELS.flatMap((threshold) =>
        fieldRows(field, threshold, measure, run.bootstrapSeed)
      )
    )
  );
}

function fieldRows(
  field: Field,
  threshold: number,
  measure: Measure,
  seed: number,
): ThresholdRow[] {
  const ends = field.flatMap(({ studies }) =>
    studies.map(({ trials }) => totalOf(trials, measure))
  );
  const tau = Math.min(...ends);
  if (!(tau > 0)) return []; // a study without a trial has not been followed
  const followed = field.map(({ studies }) =>
    studies.map(({ trials }) => follow(trials, threshold, measure))
  );
  const random = field.findIndex(({ study }) => study.optimizer === "random");
  return field.map((engine, i) => {
    const spent = followed[i].map(({ spent }) => spent);
    const reached = followed[i].map(({ reached }) => reached);
    const curve = kaplanMeier(spent, reached, tau);
    const resamples = drawnResamples(
      spent.length,
      TABLE_RESAMPLES,
      new RandomState(seed),
    );
    return {
      study: engine.study,
      threshold,
      measure,
      curve,
      tau,
      interval: restrictedMeanInterval(curve),
      running: ert(spent, reached),
      runningInterval: ertInterval(spent, reached, resamples),
      toRandom: random < 0 || random === i ? null : ratio(
        spentBySeeds(engine, followed[i], tau),
        spentBySeeds(field[random], followed[random], tau),
        seed,
      ),
    };
  });
}

/** Mean of one engine by that of another, over the seeds that both have. */
function ratio(
  engine: ReadonlyMap<string, number>,
  random: ReadonlyMap<string, number>,
  seed: number,
): Ratio | null {
  const seeds = [...engine.keys()].filter((key) => random.has(key));
  if (seeds.length === 0) return null;
  return ratioOfMeans(
    seeds.map((key) => engine.get(key)!),
    seeds.map((key) => random.get(key)!),
    drawnResamples(seeds.length, TABLE_RESAMPLES, new RandomState(seed)),
  );
}

/** What each study spent, at most tau, by its seeds. */
function spentBySeeds(
  { studies }: Engine,
  followed: readonly Followed[],
  tau: number,
): Map<string, number> {
  return new Map(
    studies.map(({ study }, i) => [
      seedsText(study.seeds),
      Math.min(followed[i].spent, tau),
    ]),
  );
}

/** Follows a study to the end of the trial that reaches the threshold. */
function follow(
  trials: StudyData["trials"],
  threshold: number,
  measure: Measure,
): Followed {
  const at = trials.findIndex(({ state, seen }) =>
    state === "complete" && seen !== null && seen.bca >= threshold
  );
  return at < 0
    ? { spent: totalOf(trials, measure), reached: false }
    : { spent: totalOf(trials.slice(0, at + 1), measure), reached: true };
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
