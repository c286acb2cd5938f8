/**
 * Rows of the side-by-side tables from whole runs of the libraries. Values in,
 * rows out.
 *
 * @module
 */
import { createOptimizer } from "../../../optimizers/create.ts";
import { argsort, type TieOrder } from "../../../optimizers/numeric/argsort.ts";
import { Pcg64 } from "../../../optimizers/numeric/pcg64.ts";
import type { Optimizer } from "../../../optimizers/types.ts";
import type { Problem } from "./problems.ts";
import {
  compareStudy,
  type LibraryRuns,
  type LibraryStudy,
  pairRegrets,
  runStudy,
  simpleRegret,
} from "./runs.ts";
import type { IdentityRow, RegretRow, SeedRow } from "./tables.ts";

/** Numbers of trials after which regret is taken. */
const CHECKPOINTS = [15, 40];

/** A library's runs with the names under which they stand in the tables. */
export interface NamedRuns extends LibraryRuns {
  /** Library in one configuration. */
  readonly library: string;
  /** Preset that stands for it. */
  readonly preset: string;
}

/**
 * The order of ties in which numpy sorted `probe`, the list of `libraries.py`;
 * null when it is neither of the known ones.
 */
export function tieOrderOf(probe: readonly number[]): TieOrder | null {
  const keys = probe.map((_, i) => i * 7 % 3);
  const orders: TieOrder[] = ["simd", "portable"];
  return orders.find((ties) => argsort(keys, ties).join() === probe.join()) ??
    null;
}

/** Whether ours proposes what the library did, one row for each function. */
export function identityRows(
  runs: NamedRuns,
  problems: readonly Problem[],
): IdentityRow[] {
  const ties = tieOrderOf(runs.tieProbe);
  return perProblem(runs, problems).map(({ problem, studies }) => {
    const found = studies.map((study) =>
      compareStudy(study, optimizerFor(runs, problem, study))
    );
    return {
      library: runs.library,
      version: runs.version,
      preset: runs.preset,
      function: problem.name,
      ties: ties ?? "unknown",
      studies: studies.length,
      proposals: sum(found.map(({ proposals }) => proposals)),
      identical: sum(found.map(({ identical }) => identical)),
      firstDifference: found.find(({ firstDifference }) => firstDifference)
        ?.firstDifference ?? null,
    };
  });
}

/**
 * Regret of both sides after 15 and 40 trials, by seed and compared in pairs.
 * Ours runs by itself under the same seeds.
 */
export function regretRows(
  runs: NamedRuns,
  problems: readonly Problem[],
): { regrets: RegretRow[]; seeds: SeedRow[] } {
  const regrets: RegretRow[] = [];
  const seeds: SeedRow[] = [];
  for (const { problem, studies } of perProblem(runs, problems)) {
    const { value, optimum, direction } = problem;
    const longest = Math.max(...studies.map(({ points }) => points.length));
    const ours = studies.map((study) =>
      runStudy(
        optimizerFor(runs, problem, study),
        value,
        longest,
        noiseOf(problem, study.seed),
      )
    );
    for (const trials of CHECKPOINTS.filter((k) => k <= longest)) {
      const regret = (values: readonly (number | null)[]) =>
        simpleRegret(values, trials, optimum, direction);
      const [a, b] = [
        ours.map(regret),
        studies.map(({ values }) => regret(values)),
      ];
      regrets.push({
        library: runs.library,
        version: runs.version,
        preset: runs.preset,
        function: problem.name,
        trials,
        ...pairRegrets(a, b),
      });
      studies.forEach(({ seed }, i) =>
        seeds.push({
          library: runs.library,
          function: problem.name,
          trials,
          seed,
          ours: a[i],
          theirs: b[i],
        })
      );
    }
  }
  return { regrets, seeds };
}

function perProblem(
  { studies }: LibraryRuns,
  problems: readonly Problem[],
): { problem: Problem; studies: LibraryStudy[] }[] {
  return problems.map((problem) => ({
    problem,
    studies: studies.filter((study) => study.function === problem.name),
  })).filter(({ studies }) => studies.length > 0);
}

function optimizerFor(
  runs: NamedRuns,
  { space, direction }: Problem,
  { seed }: LibraryStudy,
): Optimizer {
  const ties = tieOrderOf(runs.tieProbe) ?? "simd";
  return createOptimizer(runs.preset, space, { seed, direction, ties });
}

/** Noise of the recorded runs of Ax: numpy's `default_rng([seed, 7])`. */
function noiseOf({ noise }: Problem, seed: number): () => number {
  const stream = new Pcg64((7n << 32n) | BigInt(seed));
  return () => noise === 0 ? 0 : noise * stream.normal(0, 1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
