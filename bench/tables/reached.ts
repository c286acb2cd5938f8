import type { Study } from "../plan/plan.ts";
import { type Proportion, wilsonInterval } from "../stats/proportions.ts";
import { follow, LEVELS, type Measure } from "./following.ts";
import { optimizersOf } from "./optimizer_studies.ts";
import type { RunData } from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import { COUNT, defineTable, integer, number, SHARE, text } from "./table.ts";

/** Measures that do not depend on the clock. */
const MEASURES: readonly Measure[] = ["trials", "work"];

/** A step of the share of studies that have reached a threshold. */
export interface ReachedRow {
  /** One of the studies, for the condition. */
  readonly study: Study;
  /** BCA to be reached. */
  readonly threshold: number;
  /** What is counted. */
  readonly measure: Measure;
  /** What was spent at most. */
  readonly spent: number;
  /** Studies. */
  readonly studies: number;
  /** Those that had reached it. */
  readonly reached: number;
  /** Their share with its interval. */
  readonly share: Proportion;
}

/** The distribution of what studies spend until they reach a threshold. */
export const REACHED = defineTable<ReachedRow>()({
  name: "reached",
  description:
    "One row is a step of the share of an optimizer's studies whose incumbent has reached a validation BCA, against what they spent (an empirical distribution function; no horizon is needed). The last row of a threshold is at the largest total cost. The replicate is a study; one that ends without reaching it counts as not there",
  key: [
    ...["corpus", "protocol", "encoder", "recipe", "optimizer"] as const,
    ...["threshold", "measure", "spent"] as const,
  ],
  columns: {
    ...conditionColumns<ReachedRow>((row) => row.study),
    threshold: number("validation BCA to be reached", (row) => row.threshold),
    measure: text(
      "unit of the cost: trials or work (GFLOP)",
      (row) => row.measure,
      { enum: MEASURES },
    ),
    spent: number("cost up to which is counted", (row) => row.spent, COUNT),
    n_studies: integer("studies", (row) => row.studies, COUNT),
    reached: integer(
      "studies that had reached it",
      (row) => row.reached,
      COUNT,
    ),
    share: number("their share", (row) => row.share.estimate, SHARE),
    share_low: number(
      "lower end of its pointwise 95 % interval (Wilson's)",
      (row) => row.share.low,
      SHARE,
    ),
    share_high: number("upper end", (row) => row.share.high, SHARE),
  },
});

/** Rows of {@linkcode REACHED}. */
export function reachedRows(run: RunData): ReachedRow[] {
  return optimizersOf(run).flatMap(({ study, studies }) =>
    MEASURES.flatMap((measure) =>
      LEVELS.flatMap((threshold) => {
        const followed = studies.map((one) =>
          follow(one, run.objective, threshold, measure)
        );
        const costs = followed.flatMap(({ reached, spent }) =>
          reached ? [spent] : []
        );
        const last = Math.max(...followed.map(({ end }) => end));
        const steps = [...new Set([...costs, last])].sort((a, b) => a - b);
        return steps.map((spent) => {
          const reached = costs.filter((cost) => cost <= spent).length;
          const n = studies.length;
          return {
            ...{ study, threshold, measure, spent, studies: n, reached },
            share: wilsonInterval(reached, n),
          };
        });
      })
    )
  );
}
