import type { Study } from "../plan/plan.ts";
import type { TrialRecord } from "../journal/records.ts";
import { expectedOfBest } from "../stats/expected_best_of_k.ts";
import { type Streams, streamsFrom } from "../stats/streams.ts";
import { mean, ROUNDING } from "../stats/sums.ts";
import {
  known,
  optimizersOf,
  type OptimizerStudies,
} from "./optimizer_studies.ts";
import { isBetter, type Objective } from "../journal/objective.ts";
import { type RunData, scoredOn } from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import { COUNT, defineTable, integer, number, SHARE, text } from "./table.ts";
import { HOW_MADE, type UnitMean, unitMean } from "./unit_mean.ts";
import { unitMeans, UNITS } from "./units.ts";

/** An optimizer and a number of its trials. */
export interface BestOfKRow {
  /** One of its studies, for the condition. */
  readonly study: Study;
  /** Trials drawn. */
  readonly k: number;
  /** Studies. */
  readonly studies: number;
  /** Those with an incumbent and so many trials. */
  readonly n: number;
  /** What counts of the trial selected: its mean over units. */
  readonly selected: UnitMean;
  /** Value of the trial selected on the validation part: mean of each unit. */
  readonly validation: readonly number[];
  /** The best of k on the test part; none without one. */
  readonly oracle: readonly number[];
  /** How much better that is than what was selected. */
  readonly tax: readonly number[];
  /** Mean of all trials. */
  readonly average: readonly number[];
}

/** What the best of k trials is worth. */
export const BEST_OF_K = defineTable<BestOfKRow>()({
  name: "best_of_k",
  description:
    `One row is an optimizer and a number k of trials. Of a study with an incumbent, k of its finished trials are drawn at random without replacement, and the one with the best validation BCA is selected, the first on ties. A pruned trial counts among the k and is selected only where no complete one is drawn, so that what pruning cut short is not hidden; a failed trial counts and is never selected; draws of failed trials alone are left out. For independent trials (random search) this is the expected result of a search of k trials; at all trials of a study it is its incumbent, bca_mean of summary.csv. ${UNITS}`,
  key: ["corpus", "protocol", "encoder", "recipe", "optimizer", "k"],
  columns: {
    ...conditionColumns<BestOfKRow>((row) => row.study),
    k: integer("trials drawn", (row) => row.k, COUNT),
    n_studies: integer("studies", (row) => row.studies, COUNT),
    n_with_k: integer(
      "studies with an incumbent and at least k finished trials; means are over these",
      (row) => row.n,
      COUNT,
    ),
    expected_best: number(
      "mean of the expected BCA of the trial selected, on the part that counts (test, else validation); the mean over all draws (Tang et al. 2020)",
      (row) => row.selected.mean,
      SHARE,
    ),
    expected_best_low: number(
      "lower end of the 95 % interval of that mean, cut to 0",
      (row) => row.selected.interval.low,
      SHARE,
    ),
    expected_best_high: number(
      "upper end of that interval, cut to 1",
      (row) => row.selected.interval.high,
      SHARE,
    ),
    interval: text(
      HOW_MADE,
      (row) => row.selected.interval.method,
    ),
    expected_validation: number(
      "mean of the expected validation BCA of the trial selected",
      (row) => meanOrNull(row.validation),
      SHARE,
    ),
    expected_oracle: number(
      "mean of the expected best test BCA of k trials, as if test parts could be selected on; empty without a test part",
      (row) => meanOrNull(row.oracle),
      SHARE,
    ),
    selection_tax: number(
      "expected_oracle minus expected_best: what is lost because trials are selected by validation; empty without a test part",
      (row) => meanOrNull(row.tax),
      SHARE,
    ),
    mean_trial: number(
      "mean BCA of the trials that have one, on the part that counts: what a trial drawn at random gives",
      (row) => meanOrNull(row.average),
      SHARE,
    ),
  },
});

/** Rows of {@linkcode BEST_OF_K}. Every row's resamples start from the seed anew. */
export function bestOfKRows(run: RunData): BestOfKRow[] {
  const stream = streamsFrom(run.bootstrapSeed);
  return optimizersOf(run).flatMap((optimizer) =>
    optimizerRows(optimizer, run.objective, stream)
  );
}

function optimizerRows(
  { study, studies, tied }: OptimizerStudies,
  objective: Objective,
  stream: Streams,
): BestOfKRow[] {
  const searched = studies.filter((_, i) => tied[i].length > 0)
    .map(({ study, start, trials }) => ({
      study,
      start,
      byValidation: worstToBest(trials, objective, objective.validation),
      byFinal: trials.some((trial) => scoredOn(trial) === "test")
        ? worstToBest(trials, objective, objective.final)
        : null,
    }));
  return sizesUpTo(study.trials).map((k) => {
    const drawn = searched.filter((it) => it.byValidation.length >= k)
      .map(({ study, start, byValidation, byFinal }) => {
        const final = byValidation.map(objective.final);
        const validation = byValidation.map(objective.validation);
        const selected = expectedOfBest(final, k);
        const oracle = byFinal &&
          expectedOfBest(byFinal.map(objective.final), k);
        return {
          ...{ study, start, selected, oracle },
          validation: expectedOfBest(validation, k),
          tax: difference(oracle, selected),
          average: meanOrNull(known(final)),
        };
      });
    const units = (value: (it: typeof drawn[number]) => number | null) =>
      unitMeans(drawn, value);
    return {
      study,
      k,
      studies: studies.length,
      n: drawn.length,
      selected: unitMean(drawn, (it) => it.selected, stream, objective),
      validation: units((it) => it.validation),
      oracle: units((it) => it.oracle),
      tax: units((it) => it.tax),
      average: units((it) => it.average),
    };
  });
}

/** What is left of a difference of equal sums is none. */
function difference(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return null;
  return Math.abs(a - b) < ROUNDING ? 0 : a - b;
}

/** Failed trials, then pruned, then complete ones by their value; of equal ones the first is the best. */
function worstToBest(
  trials: readonly TrialRecord[],
  objective: Objective,
  value: (trial: TrialRecord) => number | null,
): TrialRecord[] {
  const rank = (trial: TrialRecord) =>
    value(trial) === null ? 0 : trial.state === "pruned" ? 1 : 2;
  return trials.toSorted((a, b) => {
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    const [x, y] = [value(a) ?? 0, value(b) ?? 0];
    if (x === y) return b.trial - a.trial;
    return isBetter(objective, x, y) ? 1 : -1;
  });
}

function meanOrNull(values: readonly number[]): number | null {
  return values.length === 0 ? null : mean(values);
}

/** Up to which every k has a row; then each is twice the one before. */
const EVERY_K = 15;

/** 1, 2, 3, ... 15, 30, 60, ... below the limit, and the limit. */
function sizesUpTo(limit: number): number[] {
  const sizes: number[] = [];
  for (let k = 1; k < limit; k = k < EVERY_K ? k + 1 : 2 * k) sizes.push(k);
  return limit > 0 ? [...sizes, limit] : [];
}
