/**
 * Random search on a table of levels, exactly: no search is run.
 *
 * Notation:
 * - p, probability that one draw exceeds a threshold
 * - k, trials of a search
 * - n, m, recorded configurations, and how many of them exceed the threshold
 *
 * @module
 */
import type { Parameter, SearchSpace } from "../../optimizers/mod.ts";
import { expectedBestOfK } from "../stats/expected_best_of_k.ts";
import { sum } from "../stats/sums.ts";
import {
  defineTable,
  integer,
  number,
  SHARE,
  type Table,
  text,
} from "../tables/table.ts";
import { lookUp, type RecordedTable } from "./objective.ts";
import { numbersTo, RESTRICTED } from "./tables.ts";

/** A value that random search can draw, and how probable it is. */
interface Weighted {
  readonly value: number;
  readonly probability: number;
}

/** What a draw is answered, and how probable that is. */
export interface Draw {
  /** Validation BCA; `null` where no recorded configuration answers. */
  readonly value: number | null;
  /** Its probability. */
  readonly probability: number;
}

/** All draws of random search on a table of levels; their probabilities sum to 1. */
export function drawsOf(table: RecordedTable): Draw[] {
  const look = lookUp(table);
  const combinations = table.space.reduce<
    { params: Record<string, number>; probability: number }[]
  >(
    (before, parameter) => {
      const { name } = parameter;
      const recorded = table.rows.map(({ params }) => params[name]);
      const values = drawnValues(parameter, recorded);
      return before.flatMap(({ params, probability }) =>
        values.map((drawn) => ({
          params: { ...params, [name]: drawn.value },
          probability: probability * drawn.probability,
        }))
      );
    },
    [{ params: {}, probability: 1 }],
  );
  return combinations.map(({ params, probability }) => ({
    value: look(params).value,
    probability,
  }));
}

/** Values of a parameter; of a continuous one, its levels with the draws that snap to them. */
function drawnValues(
  parameter: Parameter,
  recorded: readonly number[],
): Weighted[] {
  const evenly = (values: readonly number[]) =>
    values.map((value) => ({ value, probability: 1 / values.length }));
  if (parameter.kind === "categorical") return evenly(parameter.choices);
  const { kind, low, high, name } = parameter;
  if (low === high) return evenly([low]);
  if (kind === "integer") {
    return evenly(numbersTo(high - low + 1).map((i) => low + i - 1));
  }
  if (kind === "stepped") {
    throw new RangeError(
      `Cannot weigh the levels of "${name}": its kind is "${kind}", expected log-uniform, uniform, integer or categorical`,
    );
  }
  const isLog = kind === "log-uniform";
  const share = (a: number, b: number) =>
    isLog ? Math.log(b / a) / Math.log(high / low) : (b - a) / (high - low);
  const levels = [...new Set(recorded)].sort((a, b) => a - b);
  const middles = levels.slice(1).map((level, i) =>
    isLog ? Math.sqrt(level * levels[i]) : (level + levels[i]) / 2
  );
  const ends = [low, ...middles, high];
  return levels.map((value, i) => ({
    value,
    probability: share(ends[i], ends[i + 1]),
  }));
}

/**
 * Probability that a draw of a space lies in a part of it.
 *
 * @param part A space of the same parameters, each within its range
 */
export function shareOfSpace(part: SearchSpace, whole: SearchSpace): number {
  return whole.reduce((share, parameter, i) => {
    const inner = part[i];
    if (parameter.kind === "categorical" || inner.kind === "categorical") {
      const count = (p: Parameter) =>
        p.kind === "categorical" ? p.choices.length : NaN;
      return share * count(inner) / count(parameter);
    }
    const size = ({ low, high }: { low: number; high: number }) =>
      parameter.kind === "log-uniform"
        ? Math.log(high / low)
        : parameter.kind === "integer"
        ? high - low + 1
        : high - low;
    return share * size(inner) / size(parameter);
  }, 1);
}

/** What random search draws from. */
export type RandomSpace = "recorded" | "published" | "recorded, none twice";

/** Random search at one threshold after so many trials. */
export interface RandomRow {
  /** What is drawn from. */
  readonly space: RandomSpace;
  /** Validation BCA that counts as reached when it is exceeded. */
  readonly threshold: number;
  /** Trials of a search, k. */
  readonly trials: number;
  /** Probability that the first draw exceeds the threshold, p. */
  readonly draw: number;
  /** Probability that one of the k draws does. */
  readonly share: number;
  /** Expected trials until one does; `null` where none can. */
  readonly untilReached: number | null;
  /** Expected validation BCA of the incumbent; `null` where a draw may fail. */
  readonly bca: number | null;
}

/** Random search without a seed. */
export const REPLAY_RANDOM: Table<RandomRow> = defineTable<RandomRow>()({
  name: "replay_random",
  description:
    `One row is random search at one threshold after so many trials, computed from the recorded configurations: nothing is estimated. Space "recorded" is what the searches here draw from; "published" is the paper's whole space, of which only a part is recorded, if nothing outside that part exceeds the threshold; "recorded, none twice" draws recorded configurations without repeats. ${RESTRICTED}`,
  key: ["space", "threshold", "trials"],
  columns: {
    space: text("what is drawn from", (row) => row.space, {
      enum: ["recorded", "published", "recorded, none twice"],
    }),
    threshold: number(
      "validation BCA that the incumbent has to exceed",
      (row) => row.threshold,
      SHARE,
    ),
    trials: integer("trials of a search, k", (row) => row.trials, {
      unit: "trials",
      minimum: 1,
    }),
    draw_probability: number(
      "probability p that the first draw exceeds the threshold",
      (row) => row.draw,
      SHARE,
    ),
    share: number(
      "share of searches that exceed it: 1 - (1 - p)^k; without repeats, hypergeometric",
      (row) => row.share,
      SHARE,
    ),
    expected_trials: number(
      "expected trials until it is exceeded: 1 / p; without repeats, (n + 1) / (m + 1) of n configurations of which m exceed it; empty where none does",
      (row) => row.untilReached,
      { unit: "trials", minimum: 1 },
    ),
    bca_validation_expected: number(
      "expected validation BCA of the incumbent; empty where no recorded configuration may answer",
      (row) => row.bca,
      SHARE,
    ),
  },
});

/**
 * Rows of {@linkcode REPLAY_RANDOM}.
 *
 * @param table A table of levels
 * @param published The whole published space, where the table is of a part of it
 */
export function randomRows(
  table: RecordedTable,
  published: SearchSpace | null,
  thresholds: readonly number[],
  trials: number,
): RandomRow[] {
  const draws = drawsOf(table);
  const inside = published && shareOfSpace(table.space, published);
  const values = table.rows.map(({ value }) => value);
  const best = expectedBestOfK(values, numbersTo(trials), "maximize").u;
  return thresholds.flatMap((threshold) => {
    const p = sum(
      draws.filter(({ value }) => value !== null && value > threshold)
        .map(({ probability }) => probability),
    );
    const above = values.filter((value) => value > threshold).length;
    return numbersTo(trials).flatMap((k): RandomRow[] => {
      const row = (space: RandomSpace, draw: number, bca: number | null) => ({
        space,
        threshold,
        trials: k,
        draw,
        share: 1 - (1 - draw) ** k,
        untilReached: draw === 0 ? null : 1 / draw,
        bca,
      });
      return [
        row("recorded", p, expectedBest(draws, k)),
        ...(inside === null ? [] : [row("published", p * inside, null)]),
        ...(k > values.length ? [] : [{
          ...row("recorded, none twice", above / values.length, best[k - 1]),
          share: 1 - noneAbove(values.length, above, k),
          untilReached: above === 0 ? null : (values.length + 1) / (above + 1),
        }]),
      ];
    });
  });
}

/** Probability that k of n configurations without repeats are none of the m: C(n - m, k) / C(n, k). */
function noneAbove(n: number, m: number, k: number): number {
  return numbersTo(k).reduce(
    (none, i) => none * Math.max(0, n - m - i + 1) / (n - i + 1),
    1,
  );
}

/** Mean of the best of k independent draws; `null` where a draw may fail. */
function expectedBest(draws: readonly Draw[], k: number): number | null {
  let below = 0;
  const terms: number[] = [];
  for (
    const { value, probability } of draws.toSorted((a, b) =>
      (a.value ?? -1) - (b.value ?? -1)
    )
  ) {
    if (value === null) return null;
    terms.push(value * ((below + probability) ** k - below ** k));
    below += probability;
  }
  return sum(terms);
}
