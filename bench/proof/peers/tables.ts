/**
 * The side-by-side tables of the real libraries and ours.
 *
 * @module
 */
import {
  defineTable,
  integer,
  number,
  type Table,
  text,
} from "../../tables/table.ts";
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
export const IDENTITY: Table<IdentityRow> = defineTable<IdentityRow>()({
  name: "identity",
  description:
    "One row is a library, its preset and a function; proposals of all studies (one a seed), each made from the library's own history",
  key: ["library", "function"],
  columns: {
    library: text("library in one configuration", (row) => row.library),
    version: text("installed version", (row) => row.version),
    preset: text("preset that stands for it", (row) => row.preset),
    function: text("test function", (row) => row.function),
    ties: text("order of ties of the machine's numpy", (row) => row.ties),
    studies: integer("studies, one for each seed", (row) => row.studies),
    proposals: integer("proposals compared", (row) => row.proposals),
    identical: integer(
      "proposals that are the same: discrete values exactly, lr within 1e-12 relative",
      (row) => row.identical,
    ),
    first_difference: text(
      "first trial that differs; empty when none does",
      (row) => row.firstDifference,
    ),
  },
});

/** A row of `regret.csv`. */
export interface RegretRow extends PairedRegret {
  readonly library: string;
  readonly version: string;
  readonly preset: string;
  readonly function: string;
  readonly trials: number;
}

/** Which search ends nearer to the optimum. */
export const REGRET: Table<RegretRow> = defineTable<RegretRow>()({
  name: "regret",
  description:
    "One row is a library, its preset, a function and a number of trials; the replicate is a study, paired by seed; intervals are 95 %, Student's t on paired differences",
  key: ["library", "function", "trials"],
  columns: {
    library: text("library in one configuration", (row) => row.library),
    version: text("installed or recorded version", (row) => row.version),
    preset: text("preset that stands for it", (row) => row.preset),
    function: text("test function", (row) => row.function),
    trials: integer("trials after which regret is taken", (row) => row.trials),
    n: integer("seeds with a regret on both sides", (row) => row.n),
    regret: number(
      "mean simple regret of the preset, in the function's unit",
      (row) => row.ours,
    ),
    regret_library: number(
      "mean simple regret of the library",
      (row) => row.theirs,
    ),
    difference: number(
      "mean of preset minus library; below 0 the preset is better",
      (row) => row.difference,
    ),
    low: number("lower end of the interval", (row) => row.low),
    high: number("upper end of the interval", (row) => row.high),
  },
});

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
export const REGRET_BY_SEED: Table<SeedRow> = defineTable<SeedRow>()({
  name: "regret_by_seed",
  description:
    "One row is one study of a library and of its preset under the same seed",
  key: ["library", "function", "trials", "seed"],
  columns: {
    library: text("library in one configuration", (row) => row.library),
    function: text("test function", (row) => row.function),
    trials: integer("trials after which regret is taken", (row) => row.trials),
    seed: integer("seed of both searches", (row) => row.seed),
    regret: number(
      "simple regret of the preset; empty when no trial succeeded",
      (row) => row.ours,
    ),
    regret_library: number("simple regret of the library", (row) => row.theirs),
  },
});
