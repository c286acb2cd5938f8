import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import { PRINTED, type Printed, THRESHOLDS } from "../recorded/printed.ts";
import { BCA } from "../journal/objective.ts";
import type { TrialRecord } from "../journal/records.ts";
import type { Study } from "../plan/plan.ts";
import { describe } from "../stats/describe.ts";
import { type MeanInterval, meanInterval } from "../stats/mean_interval.ts";
import { kaplanMeier } from "../stats/survival.ts";
import { cutAndSaid, type CutInterval } from "./cut.ts";
import { known, optimizersOf } from "./optimizer_studies.ts";
import { incumbentOf, minutesOf, type RunData } from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import {
  COUNT,
  defineTable,
  integer,
  number,
  REQUIRED,
  text,
} from "./table.ts";

/** A method of the paper. */
type Method = keyof typeof PRINTED;

/** A figure of the paper beside what an optimizer of the run found. */
export interface PublishedRow {
  /** One of the optimizer's studies, for the condition. */
  readonly study: Study;
  /** The paper's method that the optimizer stands for. */
  readonly method: Method;
  /** The quantity. */
  readonly quantity: string;
  /** The paper's figure. */
  readonly published: number;
  /** How studies are put together. */
  readonly statistic: "mean" | "median";
  /** All studies of the optimizer. */
  readonly nStudies: number;
  /** Studies that have the quantity. */
  readonly n: number;
  /** Mean or median; `null` where there is none. */
  readonly ours: number | null;
  /** Interval of a mean. */
  readonly interval: CutInterval;
  /** Smallest value. */
  readonly min: number | null;
  /** Largest value. */
  readonly max: number | null;
}

const WHAT =
  "Only EmoDB under protocol paper has rows, because the paper has no other figures of this kind. Studies are followed as long as the paper followed its optimizer: 15 trials, 143 of the grid; those with fewer count only where they exceeded a threshold. The paper gives one run of each optimizer, so its figure has no interval. optuna-* stand beside Optuna, hyperopt-* beside Hyperopt, ax-* beside Ax and grid* beside the grid, whatever their version. The encoder, the recipe and the machine are not the paper's. Of Table 6 only the BCA of EmoDB, which is that of Ax, has a counterpart: a plan does no transfer";

const KEY = [
  "corpus",
  "protocol",
  "encoder",
  "recipe",
  "optimizer",
  "quantity",
] as const;

/** Quantities that do not depend on the clock, with their meanings. */
const QUANTITIES =
  "trial_above_0.8 and trial_above_0.9 (Table 3: trial at whose end BCA first exceeds it, from 1), bca (Tables 4 and 5: best BCA), lr, num_epochs, unfreeze_epoch and max_length in samples (Table 4: configuration of the best trial)";

const MINUTE_QUANTITIES =
  "minutes_above_0.8 and minutes_above_0.9 (Table 3: minutes to the end of the trial at which BCA first exceeds it), minutes (Tables 4 and 5: minutes to the end of the best trial), efficiency (Table 5: best BCA over these minutes, in 1/min)";

/** The paper's BCA, configurations and trials beside ours. */
export const PUBLISHED = defineTable<PublishedRow>()({
  name: "published",
  description:
    `One row is an optimizer and a figure of Tables 3 to 5 of arXiv 2510.07052, with what the run found. ${WHAT}`,
  key: KEY,
  columns: columns(QUANTITIES),
});

/** The paper's minutes beside ours. */
export const PUBLISHED_MINUTES = defineTable<PublishedRow>()({
  name: "published_minutes",
  description:
    `One row is an optimizer and a figure of Tables 3 to 5 of arXiv 2510.07052 that depends on the clock, with what the run took for training, scoring and suggestion. ${WHAT}`,
  key: KEY,
  columns: columns(MINUTE_QUANTITIES, true),
});

function columns(quantities: string, time?: true) {
  const ours = (
    description: string,
    value: (row: PublishedRow) => number | null,
  ) => number(description, value, { time });
  return {
    ...conditionColumns<PublishedRow>(({ study }) => study),
    method: text<PublishedRow>("method of the paper", ({ method }) => method, {
      ...REQUIRED,
      enum: Object.keys(PRINTED),
    }),
    quantity: text<PublishedRow>(quantities, ({ quantity }) => quantity),
    published: number<PublishedRow>(
      "the paper's figure",
      ({ published }) => published,
      { ...COUNT, ...REQUIRED },
    ),
    n_studies: integer<PublishedRow>(
      "studies of the optimizer",
      ({ nStudies }) => nStudies,
      COUNT,
    ),
    n: integer<PublishedRow>(
      "studies that have the quantity: those that exceeded the threshold, or those with as many trials as the paper's, one of them complete",
      ({ n }) => n,
      COUNT,
    ),
    statistic: text<PublishedRow>(
      "how studies are put together: mean; median for configurations; and for what a threshold took Kaplan and Meier's median, in which a study that never exceeds it is censored at its end",
      ({ statistic }) => statistic,
      { enum: ["mean", "median"] },
    ),
    ours: ours(
      "mean or median over studies; empty where no study has the quantity, or too few exceeded the threshold",
      (row) => row.ours,
    ),
    ours_low: ours(
      "lower end of the 95 % interval of a mean, of BCA cut to 0; empty for medians and below 3 values",
      (row) => row.interval.low,
    ),
    ours_high: ours(
      "upper end of that interval, of BCA cut to 1",
      (row) => row.interval.high,
    ),
    interval: text<PublishedRow>(
      "how the interval was made: student_t below 10 values, expanded_bca (bootstrap) from there; ending in _cut where an end was moved into the range of BCA",
      (row) => row.interval.method,
      { time },
    ),
    ours_min: ours("smallest value of a study", (row) => row.min),
    ours_max: ours("largest value of a study", (row) => row.max),
    difference: ours(
      "ours - published",
      ({ ours, published }) => ours === null ? null : ours - published,
    ),
  };
}

/** Rows of {@linkcode PUBLISHED}. */
export function publishedRows(run: RunData): PublishedRow[] {
  return rowsOf(run, (optimizer) => [
    ...THRESHOLDS.map((threshold) =>
      optimizer.untilAbove(
        `trial_above_${threshold}`,
        optimizer.printed.thresholdTrial[threshold],
        Number(threshold),
        () => 1,
      )
    ),
    optimizer.ofBest("bca", optimizer.printed.bca, "mean", ({ bca }) => bca),
    ...Object.entries(optimizer.printed.configuration ?? {}).map((
      [name, printed],
    ) =>
      optimizer.ofBest(
        name,
        printed,
        "median",
        ({ trial }) => trial.params[name],
      )
    ),
  ]);
}

/** Rows of {@linkcode PUBLISHED_MINUTES}. */
export function publishedMinuteRows(run: RunData): PublishedRow[] {
  return rowsOf(run, (optimizer) => [
    ...THRESHOLDS.map((threshold) =>
      optimizer.untilAbove(
        `minutes_above_${threshold}`,
        optimizer.printed.thresholdMinutes[threshold],
        Number(threshold),
        minutesOf,
      )
    ),
    optimizer.ofBest(
      "minutes",
      optimizer.printed.minutes,
      "mean",
      ({ minutes }) => minutes,
    ),
    optimizer.ofBest(
      "efficiency",
      optimizer.printed.efficiency,
      "mean",
      ({ bca, minutes }) => minutes > 0 ? bca / minutes : null,
    ),
  ]);
}

/** The best trial of a study after the paper's number of trials. */
interface Best {
  readonly trial: TrialRecord;
  readonly bca: number;
  /** Minutes to its end. */
  readonly minutes: number;
}

/** An optimizer that stands beside a method of the paper. */
interface Beside {
  readonly printed: Printed;
  /** The row of what the best trials have. */
  readonly ofBest: (
    quantity: string,
    published: string,
    statistic: PublishedRow["statistic"],
    value: (best: Best) => number | null,
  ) => PublishedRow;
  /** The row of what it takes until BCA exceeds a threshold. */
  readonly untilAbove: (
    quantity: string,
    published: string,
    threshold: number,
    cost: (trial: TrialRecord) => number,
  ) => PublishedRow;
}

function rowsOf(
  run: RunData,
  of: (optimizer: Beside) => PublishedRow[],
): PublishedRow[] {
  return optimizersOf(run).flatMap(({ study, studies }) => {
    const method = methodOf(study);
    if (method === null) return [];
    const printed: Printed = PRINTED[method];
    const budget = Number(printed.trials);
    const followed = studies.map(({ trials }) => trials.slice(0, budget));
    const bests = followed.flatMap((trials) =>
      trials.length < budget ? [] : bestOf(trials) ?? []
    );
    const row = { study, method, nStudies: studies.length };
    return of({
      printed,
      ofBest: (quantity, published, statistic, value) => {
        const values = known(bests.map(value));
        const { n, min, max, [statistic]: ours } = describe(values);
        const interval = statistic === "mean"
          ? meanInterval(values, new RandomState(run.bootstrapSeed))
          : NONE;
        return {
          ...row,
          ...{ quantity, published: Number(published), statistic },
          ...{ n, min, max, ours },
          interval: quantity === "bca" ? cutAndSaid(interval, BCA) : interval,
        };
      },
      untilAbove: (quantity, published, threshold, cost) => {
        const found = followed.map((trials) => {
          const at = trials.findIndex((trial) => scoreOf(trial) > threshold);
          const counted = at < 0 ? trials : trials.slice(0, at + 1);
          const spent = counted.reduce((sum, trial) => sum + cost(trial), 0);
          return { spent, reached: at >= 0 };
        });
        const hits = found.filter(({ reached }) => reached)
          .map(({ spent }) => spent);
        const { n, min, max } = describe(hits);
        const { median } = kaplanMeier(
          found.map(({ spent }) => spent),
          found.map(({ reached }) => reached),
          0,
        );
        return {
          ...row,
          ...{ quantity, published: Number(published), statistic: "median" },
          ...{ n, min, max, ours: median, interval: NONE },
        };
      },
    });
  });
}

const NONE: MeanInterval = { low: null, high: null, method: null };

/** The paper's method that a study stands beside, if any. */
function methodOf({ corpus, protocol, optimizer }: Study): Method | null {
  if (corpus !== "emodb" || protocol !== "paper") return null;
  if (optimizer.startsWith("optuna-")) return "Optuna";
  if (optimizer.startsWith("hyperopt-")) return "Hyperopt";
  if (optimizer.startsWith("ax-")) return "Ax";
  return optimizer.startsWith("grid") ? "grid" : null;
}

function bestOf(trials: readonly TrialRecord[]): Best | null {
  const trial = incumbentOf(trials, BCA);
  const bca = trial && BCA.final(trial);
  if (trial === null || bca === null) return null;
  const minutes = trials.slice(0, trials.indexOf(trial) + 1)
    .reduce((sum, each) => sum + minutesOf(each), 0);
  return { trial, bca, minutes };
}

/** BCA of a complete trial on validation; -1 of others. */
function scoreOf({ state, validation }: TrialRecord): number {
  return state === "complete" && validation ? validation.bca : -1;
}
