/**
 * Recorded fronts: which points are not dominated, and the hypervolume.
 *
 * @module
 */
import { paretoSet } from "../../../../optimizers/pareto/dominance.ts";
import { hypervolume as volumeOf } from "../../../../optimizers/pareto/hypervolume.ts";
import { type Agreement, Tally } from "../../../recorded/tally.ts";
import { type Checker, isListOf } from "./checker.ts";

interface RecordedFront {
  /** How the points were made. */
  readonly kind: string;
  /** Losses, all minimised; shape (n, m). */
  readonly points: readonly (readonly number[])[];
  readonly reference: readonly number[];
  /** Equal points count alike; shape (n). */
  readonly nondominated: readonly boolean[];
  readonly hypervolume: number;
}

const CLOSE = { relative: 1e-12 };

/** Checks files of fronts with their hypervolume. */
export const hypervolume: Checker = {
  kind: "hypervolume",
  recognises: ({ cases }) =>
    isListOf(cases, "points", "reference", "nondominated", "hypervolume"),
  check(content): Agreement[] {
    const fronts = content.cases as RecordedFront[];
    const blocks = Map.groupBy(
      fronts.map((front, i) => ({ front, i })),
      ({ front }) => `${front.kind}, ${front.reference.length} objectives`,
    );
    return [...blocks].flatMap(([block, members]) => {
      const sets = new Tally(block, "Pareto sets");
      const volumes = new Tally(block, "numbers");
      for (const { front, i } of members) {
        const { points, reference, nondominated } = front;
        const found = paretoSet(points);
        const recorded = points.map((_, k) => k).filter((k) => nondominated[k]);
        sets.count(
          found.join() === recorded.join(),
          () => `case ${i}: found [${found}], recorded [${recorded}]`,
        );
        volumes.number(
          `case ${i}`,
          volumeOf(points, reference),
          front.hypervolume,
          CLOSE,
        );
      }
      return [sets.result(), volumes.result()];
    });
  },
};
