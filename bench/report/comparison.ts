import { numberOf, type Row, type RowIn, textOf } from "../figures/records.ts";

/** One optimizer against another on the same seeds, as `pairwise.csv` says. */
export interface Comparison {
  /** The optimizer looked at. */
  readonly optimizer: string;
  /** The other. */
  readonly rival: string;
  /** Pairs of studies. */
  readonly n: number;
  /** Mean of the optimizer's BCA minus the rival's. */
  readonly difference: number | null;
  /** Lower end of its interval. */
  readonly low: number | null;
  /** Upper end of its interval. */
  readonly high: number | null;
  /** p after Holm's adjustment, of Wilcoxon's test or, in a crossed plan, of Student's t. */
  readonly p: number | null;
  /** Smallest p that so many pairs can give, before adjustment; `null` of Student's t. */
  readonly smallestP: number | null;
  /** Share of pairs that the optimizer wins. */
  readonly wins: number | null;
  /** Lower end of Wilson's interval of that share. */
  readonly winsLow: number | null;
  /** Upper end of that interval. */
  readonly winsHigh: number | null;
}

/** Level at which a difference counts as shown. */
export const ALPHA = 0.05;

/**
 * The row of a pair, turned so that `optimizer` comes first.
 *
 * @param pairwise Rows of one condition
 * @returns The comparison, or `null` where the table has no such pair
 */
export function compare(
  pairwise: readonly RowIn<"pairwise">[],
  optimizer: string,
  rival: string,
): Comparison | null {
  const row = pairwise.find((row) =>
    textOf(row, "a") === optimizer && textOf(row, "b") === rival
  );
  if (row) return read(row, optimizer, rival);
  const turned = pairwise.find((row) =>
    textOf(row, "a") === rival && textOf(row, "b") === optimizer
  );
  if (!turned) return null;
  const found = read(turned, optimizer, rival);
  const minus = (value: number | null) => value === null ? null : 0 - value;
  const rest = (share: number | null) => share === null ? null : 1 - share;
  return {
    ...found,
    difference: minus(found.difference),
    low: minus(found.high),
    high: minus(found.low),
    wins: rest(found.wins),
    winsLow: rest(found.winsHigh),
    winsHigh: rest(found.winsLow),
  };
}

/** True when the table shows that the optimizer is better. */
export function isBetter({ difference, p }: Comparison): boolean {
  return difference !== null && difference > 0 && p !== null && p <= ALPHA;
}

/** True when no result of so many pairs could have shown a difference. */
export function isTooSmall({ p, smallestP }: Comparison): boolean {
  return smallestP === null ? p === null : smallestP > ALPHA;
}

function read(row: Row, optimizer: string, rival: string): Comparison {
  return {
    optimizer,
    rival,
    n: numberOf(row, "n_units")!,
    difference: numberOf(row, "difference"),
    low: numberOf(row, "difference_low"),
    high: numberOf(row, "difference_high"),
    p: numberOf(row, "p_holm"),
    smallestP: numberOf(row, "p_min"),
    wins: numberOf(row, "p_a_better"),
    winsLow: numberOf(row, "wilson_low"),
    winsHigh: numberOf(row, "wilson_high"),
  };
}
