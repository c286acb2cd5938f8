import type { Study } from "../plan/plan.ts";
import { expectedBestOfK } from "../stats/expected_best_of_k.ts";
import { type MeanInterval, meanInterval } from "../stats/mean_interval.ts";
import { type Streams, streamsFrom } from "../stats/streams.ts";
import { mean } from "../stats/sums.ts";
import { cutToRange } from "./cut.ts";
import { optimizersOf, type OptimizerStudies } from "./optimizer_studies.ts";
import type { Objective } from "../journal/objective.ts";
import type { RunData, StudyData } from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import { COUNT, defineTable, integer, number, SHARE, text } from "./table.ts";

/** An optimizer and a number of its trials. */
export interface BestOfKRow {
  /** One of its studies, for the condition. */
  readonly study: Study;
  /** Trials drawn. */
  readonly k: number;
  /** Studies. */
  readonly studies: number;
  /** Those with so many complete trials. */
  readonly n: number;
  /** Mean over these of Tang's estimate; `null` of none. */
  readonly unbiased: number | null;
  /** Interval of that mean, cut to what is possible. */
  readonly interval: MeanInterval;
  /** Mean over these of Dodge's estimate; `null` of none. */
  readonly dodge: number | null;
}

/** What the best of k trials is worth. */
export const BEST_OF_K = defineTable<BestOfKRow>()({
  name: "best_of_k",
  description:
    "One row is an optimizer and a number k of trials (1, 2, 4 and so on, and all of a study). The replicate is a study: the expected best BCA of k of its complete trials drawn at random without replacement; means and intervals are over the studies with at least k complete trials. For independent trials (random search) this is the expected result of a search of k trials",
  key: ["corpus", "protocol", "encoder", "recipe", "optimizer", "k"],
  columns: {
    ...conditionColumns<BestOfKRow>((row) => row.study),
    k: integer("trials drawn", (row) => row.k, COUNT),
    n_studies: integer("studies", (row) => row.studies, COUNT),
    n_with_k: integer(
      "studies with at least k complete trials; means are over these",
      (row) => row.n,
      COUNT,
    ),
    expected_best: number(
      "mean over studies of the expected best BCA, unbiased (Tang et al. 2020)",
      (row) => row.unbiased,
      SHARE,
    ),
    expected_best_low: number(
      "lower end of the 95 % interval of that mean, cut to 0",
      (row) => row.interval.low,
      SHARE,
    ),
    expected_best_high: number(
      "upper end of that interval, cut to 1",
      (row) => row.interval.high,
      SHARE,
    ),
    interval: text(
      "how the interval was made: student_t below 10 studies, expanded_bca (bootstrap) from there; empty below 3 and where all values are equal",
      (row) => row.interval.method,
    ),
    expected_best_dodge: number(
      "the same by the estimator of Dodge et al. 2019, which draws with replacement and is biased low",
      (row) => row.dodge,
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
  { study, studies }: OptimizerStudies,
  objective: Objective,
  stream: Streams,
): BestOfKRow[] {
  const sizes = sizesUpTo(study.trials);
  const estimates = studies.map((data) =>
    expectedBestOfK(
      completeValues(data, objective),
      sizes,
      objective.direction,
    )
  );
  return sizes.map((k, i) => {
    // Tang's estimate exists where there are k values; Dodge's is taken of the same studies.
    const found = estimates.flatMap(({ u, v }) =>
      u[i] === null ? [] : [{ u: u[i], v: v[i]! }]
    );
    const unbiased = found.map(({ u }) => u);
    return {
      study,
      k,
      studies: studies.length,
      n: found.length,
      unbiased: meanOrNull(unbiased),
      interval: cutToRange(meanInterval(unbiased, stream()), objective),
      dodge: meanOrNull(found.map(({ v }) => v)),
    };
  });
}

function meanOrNull(values: readonly number[]): number | null {
  return values.length === 0 ? null : mean(values);
}

/** What counts in the end of every complete trial of a study. */
function completeValues(
  { trials }: StudyData,
  { final }: Objective,
): number[] {
  return trials.flatMap((trial) =>
    trial.state === "complete" ? final(trial) ?? [] : []
  );
}

/** 1, 2, 4, ... below the limit, and the limit. */
function sizesUpTo(limit: number): number[] {
  const sizes: number[] = [];
  for (let k = 1; k < limit; k *= 2) sizes.push(k);
  return limit > 0 ? [...sizes, limit] : [];
}
