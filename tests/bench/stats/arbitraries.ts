import fc from "fast-check";

/** Scores with many ties: multiples of 0.05 in [0, 1]. */
export const coarseScore: fc.Arbitrary<number> = fc.integer({ min: 0, max: 20 })
  .map((k) => k / 20);

/** Scores without ties but by chance. */
export const fineScore: fc.Arbitrary<number> = fc.integer({
  min: 0,
  max: 1_000_000,
}).map((k) => k / 1_000_000);

/** Some scores, coarse or fine. */
export function scores(
  minLength: number,
  maxLength: number,
): fc.Arbitrary<number[]> {
  return fc.oneof(
    fc.array(coarseScore, { minLength, maxLength }),
    fc.array(fineScore, { minLength, maxLength }),
  );
}

/** Two lists of scores of the same seeds. */
export function pairedScores(
  minLength: number,
  maxLength: number,
): fc.Arbitrary<[number[], number[]]> {
  return fc.array(fc.tuple(coarseScore, coarseScore), { minLength, maxLength })
    .map((pairs) => [pairs.map(([a]) => a), pairs.map(([, b]) => b)]);
}

/** A shuffle of a list beside the list. */
export function withShuffle<Value>(
  list: fc.Arbitrary<Value[]>,
): fc.Arbitrary<[Value[], Value[]]> {
  return list.chain((values) =>
    fc.tuple(
      fc.constant(values),
      fc.shuffledSubarray(values, { minLength: values.length }),
    )
  );
}
