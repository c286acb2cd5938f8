/**
 * Recorded tables of numpy's normal ziggurat.
 *
 * @module
 */
import { LAYERS } from "../../../../optimizers/numeric/ziggurat.ts";
import type { Checker } from "./checker.ts";
import { type Agreement, Tally } from "../../../recorded/tally.ts";

/** Checks files of ziggurat tables. */
export const numpyZiggurat: Checker = {
  kind: "numpy ziggurat",
  recognises: ({ ki, wi, fi }) => [ki, wi, fi].every(Array.isArray),
  check({ ki, wi, fi }): Agreement[] {
    const tables = [
      ["ki", LAYERS.inside, (ki as string[]).map(Number)],
      ["wi", LAYERS.width, wi as number[]],
      ["fi", LAYERS.density, fi as number[]],
    ] as const;
    return tables.map(([name, found, recorded]) => {
      const tally = new Tally(name, "numbers");
      tally.numbers(name, found, recorded);
      return tally.result();
    });
  },
};
