/**
 * The side-by-side tables of the real libraries and ours.
 *
 * @module
 */
import type { Table } from "../../tables/table.ts";
import type { PairedRegret } from "./runs.ts";

/** A row of `identity.csv`. */
export interface IdentityRow {
  readonly library: string;
  readonly version: string;
  readonly preset: string;
  readonly function: string;
  readonly ties: string;
  readonly studies: number;
  readonly proposals: number;
  readonly identical: number;
  readonly firstDifference: string | null;
}

/** Whether ours proposes the library's trials. */
export const IDENTITY: Table<IdentityRow> = {
  name: "identity",
  description:
    "One row is a library, its preset and a function; proposals of all studies (one a seed), each made from the library's own history",
  key: ["library", "function"],
  columns: [
    column("library", "string", "library in one configuration", "library"),
    column("version", "string", "installed version", "version"),
    column("preset", "string", "preset that stands for it", "preset"),
    column("function", "string", "test function", "function"),
    column("ties", "string", "order of ties of the machine's numpy", "ties"),
    column("studies", "integer", "studies, one for each seed", "studies"),
    column("proposals", "integer", "proposals compared", "proposals"),
    column(
      "identical",
      "integer",
      "proposals that are the same: discrete values exactly, lr within 1e-12 relative",
      "identical",
    ),
    column(
      "first_difference",
      "string",
      "first trial that differs; empty when none does",
      "firstDifference",
    ),
  ],
};

/** A row of `regret.csv`. */
export interface RegretRow extends PairedRegret {
  readonly library: string;
  readonly version: string;
  readonly preset: string;
  readonly function: string;
  readonly trials: number;
}

/** Which search ends nearer to the optimum. */
export const REGRET: Table<RegretRow> = {
  name: "regret",
  description:
    "One row is a library, its preset, a function and a number of trials; the replicate is a study, paired by seed; intervals are 95 %, Student's t on paired differences",
  key: ["library", "function", "trials"],
  columns: [
    column("library", "string", "library in one configuration", "library"),
    column("version", "string", "installed or recorded version", "version"),
    column("preset", "string", "preset that stands for it", "preset"),
    column("function", "string", "test function", "function"),
    column("trials", "integer", "trials after which regret is taken", "trials"),
    column("n", "integer", "seeds with a regret on both sides", "n"),
    column(
      "regret",
      "number",
      "mean simple regret of the preset, in the function's unit",
      "ours",
    ),
    column(
      "regret_library",
      "number",
      "mean simple regret of the library",
      "theirs",
    ),
    column(
      "difference",
      "number",
      "mean of preset minus library; below 0 the preset is better",
      "difference",
    ),
    column("low", "number", "lower end of the interval", "low"),
    column("high", "number", "upper end of the interval", "high"),
  ],
};

/** A row of `regret_by_seed.csv`. */
export interface SeedRow {
  readonly library: string;
  readonly function: string;
  readonly trials: number;
  readonly seed: number;
  readonly ours: number | null;
  readonly theirs: number | null;
}

/** The pairs behind `regret.csv`. */
export const REGRET_BY_SEED: Table<SeedRow> = {
  name: "regret_by_seed",
  description:
    "One row is one study of a library and of its preset under the same seed",
  key: ["library", "function", "trials", "seed"],
  columns: [
    column("library", "string", "library in one configuration", "library"),
    column("function", "string", "test function", "function"),
    column("trials", "integer", "trials after which regret is taken", "trials"),
    column("seed", "integer", "seed of both searches", "seed"),
    column(
      "regret",
      "number",
      "simple regret of the preset; empty when no trial succeeded",
      "ours",
    ),
    column(
      "regret_library",
      "number",
      "simple regret of the library",
      "theirs",
    ),
  ],
};

function column<Row, Key extends keyof Row & string>(
  name: string,
  type: "string" | "integer" | "number",
  description: string,
  key: Key,
) {
  return {
    name,
    type,
    description,
    value: (row: Row) => row[key] as string | number | null,
  };
}
