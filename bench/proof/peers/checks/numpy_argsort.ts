/**
 * Recorded permutations of `numpy.argsort` with ties, in both orders.
 *
 * @module
 */
import { argsort } from "../../../../optimizers/numeric/argsort.ts";
import { type Checker, isListOf } from "./checker.ts";
import { type Agreement, Tally, toNumber } from "../../../recorded/tally.ts";

type RecordedCase =
  & { readonly x: readonly unknown[] }
  & { readonly [ties in "simd" | "portable"]?: readonly number[] };

/** Checks files of argsort permutations. */
export const numpyArgsort: Checker = {
  kind: "numpy argsort",
  recognises: (content) => isListOf(content.cases, "x", "portable", "simd"),
  check(content): Agreement[] {
    const cases = content.cases as RecordedCase[];
    return (["simd", "portable"] as const).map((ties) => {
      const tally = new Tally(ties, "numbers");
      cases.forEach(({ x, [ties]: recorded }, i) => {
        const found = argsort(x.map(toNumber), ties);
        tally.numbers(`case ${i} (n = ${x.length})`, found, recorded ?? []);
      });
      return tally.result();
    });
  },
};
