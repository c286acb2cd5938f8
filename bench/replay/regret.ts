/**
 * What each recorded configuration gives away.
 *
 * @module
 */
import { HYPER_PARAMETERS } from "../plan/hyper_parameters.ts";
import {
  type Columns,
  defineTable,
  integer,
  number,
  SHARE,
  type Table,
} from "../tables/table.ts";
import type { LogParameter } from "../trials/log_parameters.ts";
import { configurationColumns } from "./tables.ts";
import type { ScoredConfiguration } from "./objective.ts";

/** A recorded configuration beside the best one. */
export interface RegretRow extends ScoredConfiguration {
  /** Best recorded validation BCA minus its own. */
  readonly regret: number;
  /** 1 for the best; equal values share the smallest rank. */
  readonly rank: number;
}

/** Every recorded configuration by what it gives away, with a column for each of some parameters. */
export function regretTable(
  parameters: readonly LogParameter[],
): Table<RegretRow> {
  const columns: Columns<RegretRow> = {
    rank: integer(
      "1 for the best; equal values share the smallest rank",
      (row) => row.rank,
      { minimum: 1 },
    ),
    ...configurationColumns<RegretRow>(
      parameters,
      ({ description, unit }) => ({ unit, description }),
    ),
    bca_validation: number(
      "recorded validation BCA",
      (row) => row.value,
      SHARE,
    ),
    bca_test: number(
      "recorded test BCA, where there is one",
      (row) => row.test ?? null,
      SHARE,
    ),
    regret: number(
      "best recorded validation BCA minus its own",
      (row) => row.regret,
      SHARE,
    ),
  };
  return defineTable<RegretRow>()({
    name: "replay_regret",
    description:
      "One row is a recorded configuration; its BCA is the mean over its trials. Regret is by validation BCA, as a search sees it",
    key: ["rank", ...parameters.map(({ name }) => name)],
    columns,
  });
}

/** The same of the suite's own hyper-parameters. */
export const REPLAY_REGRET: Table<RegretRow> = regretTable(HYPER_PARAMETERS);

/** Rows of {@linkcode REPLAY_REGRET}. */
export function regretRows(
  rows: readonly ScoredConfiguration[],
): RegretRow[] {
  const best = Math.max(...rows.map(({ value }) => value));
  return rows.map((row) => ({
    ...row,
    regret: best - row.value,
    rank: 1 + rows.filter(({ value }) => value > row.value).length,
  }));
}
