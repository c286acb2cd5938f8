import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import type { Study } from "../plan/plan.ts";
import {
  MOST_SPLITS,
  type SelfComparison,
  selfComparison,
} from "../stats/self_comparison.ts";
import { known, optimizersOf } from "./optimizer_studies.ts";
import type { RunData } from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import { COUNT, defineTable, flag, integer, number, SHARE } from "./table.ts";

/** An optimizer beside itself. */
export interface SelfRow {
  /** One of its studies, for the condition. */
  readonly study: Study;
  /** Studies with an incumbent. */
  readonly n: number;
  /** What the tests find where nothing is to be found. */
  readonly found: SelfComparison;
}

/** How often the tests of `pairwise.csv` find a difference of an optimizer from itself. */
export const SELF = defineTable<SelfRow>()({
  name: "self",
  description:
    `One row is an optimizer compared with itself (A/A), so that every difference found is a false positive. Its studies with a complete trial are split in halves in every way, or in ${MOST_SPLITS} drawn ways where there are more, and the halves, paired in the order of seeds, are compared as two optimizers are. Shares are over these ways. They reuse the same few results, so they have no interval; a share near 0.05 or below means that the test keeps its level`,
  key: ["corpus", "protocol", "encoder", "recipe", "optimizer"],
  columns: {
    ...conditionColumns<SelfRow>((row) => row.study),
    n_incumbents: integer(
      "studies with a complete trial",
      (row) => row.n,
      COUNT,
    ),
    n_half: integer(
      "studies in each half; an odd last one is left out",
      (row) => row.found.half,
      COUNT,
    ),
    n_ways: integer(
      "ways that were compared",
      (row) => row.found.splits,
      COUNT,
    ),
    all_ways: flag(
      "whether these are all there are",
      (row) => row.found.complete,
    ),
    false_signed_rank: number(
      "share of ways in which the signed-rank test finds a difference at 0.05; always 0 below 6 studies per half",
      (row) => row.found.signedRank,
      SHARE,
    ),
    false_paired_t: number(
      "share of ways in which the paired t test finds a difference at 0.05; empty below 2 studies per half",
      ({ found }) => found.half < 2 ? null : found.pairedT,
      SHARE,
    ),
  },
});

/** Rows of {@linkcode SELF}. */
export function selfRows(run: RunData): SelfRow[] {
  return optimizersOf(run).map(({ study, scores }) => {
    const values = known(scores);
    const stream = new RandomState(run.bootstrapSeed);
    return { study, n: values.length, found: selfComparison(values, stream) };
  });
}
