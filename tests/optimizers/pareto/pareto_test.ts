import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { leastCrowded } from "../../../optimizers/pareto/crowding.ts";
import {
  type Losses,
  nonDominationRanks,
  paretoSet,
  toLosses,
  weaklyDominates,
} from "../../../optimizers/pareto/dominance.ts";
import {
  hypervolume,
  hypervolumeContributions,
} from "../../../optimizers/pareto/hypervolume.ts";
import { hypervolumeSubset } from "../../../optimizers/pareto/subset.ts";

interface Recorded {
  kind: string;
  points: number[][];
  reference: number[];
  hypervolume: number;
  contributions: number[];
  ranks: number[];
  /** Indices of the Pareto set. */
  front: number[];
  /** Indices of the half of it that Optuna chooses before the reference (2, 2, ...). */
  subset: number[];
  /** Indices into the front. */
  least_crowded: number[];
}

// moocore 0.3.2 and optuna 5.0.0, made by fixtures/make_pareto.py
const cases: Recorded[] = JSON.parse(
  Deno.readTextFileSync(new URL("../fixtures/pareto.json", import.meta.url)),
);

const near = (found: number, expected: number) =>
  Math.abs(found - expected) <= 1e-12 * Math.max(1, Math.abs(expected));

Deno.test("ranks and Pareto sets equal moocore's", () => {
  for (const { points, ranks, front } of cases) {
    assertEquals([...nonDominationRanks(points)], ranks);
    assertEquals(paretoSet(points), front);
  }
});

Deno.test("hypervolumes and contributions of 2 to 5 objectives equal moocore's", () => {
  for (const recorded of cases) {
    const { kind, points, reference } = recorded;
    const found = hypervolume(points, reference);
    assert(near(found, recorded.hypervolume), `${kind}: ${found}`);
    hypervolumeContributions(points, reference).forEach((added, i) =>
      assert(
        near(added, recorded.contributions[i]),
        `${kind}, point ${i}: ${added}, ${recorded.contributions[i]}`,
      )
    );
  }
});

Deno.test("greedy subsets and the order of crowding equal Optuna's", () => {
  for (const { points, front, subset, least_crowded } of cases) {
    const set = front.map((i) => points[i]);
    const beyond = points[0].map(() => 2);
    const found = hypervolumeSubset(set, Math.ceil(front.length / 2), beyond);
    assertEquals(found.map((k) => front[k]).sort((a, b) => a - b), subset);
    assertEquals(leastCrowded(set), least_crowded);
  }
});

const coordinate = fc.oneof(
  fc.double({ min: -1, max: 1.5, noNaN: true }),
  fc.constantFrom(-1, 0, 0.5, 1),
);

/** Up to six points of 1 to 5 losses. */
const anyPoints = fc.integer({ min: 1, max: 5 }).chain((m) =>
  fc.array(fc.array(coordinate, { minLength: m, maxLength: m }), {
    minLength: 1,
    maxLength: 6,
  })
);

/** Inclusion and exclusion over the boxes before the reference (1, 1, ...). */
function volumeByBoxes(points: readonly Losses[]): number {
  let volume = 0;
  for (let subset = 1; subset < 1 << points.length; subset++) {
    const chosen = points.filter((_, i) => (subset >> i) & 1);
    const box = points[0].reduce(
      (product, _, k) =>
        product * Math.max(0, 1 - Math.max(...chosen.map((p) => p[k]))),
      1,
    );
    volume += chosen.length % 2 === 1 ? box : -box;
  }
  return volume;
}

Deno.test("hypervolume() equals inclusion and exclusion over boxes", () => {
  fc.assert(
    fc.property(anyPoints, (points) => {
      const found = hypervolume(points, points[0].map(() => 1));
      assert(Math.abs(found - volumeByBoxes(points)) < 1e-9);
    }),
    { seed: 3, numRuns: 500 },
  );
});

Deno.test("a rank is one more than the largest rank that dominates it", () => {
  fc.assert(
    fc.property(anyPoints, (points) => {
      const ranks = nonDominationRanks(points);
      points.forEach((point, i) => {
        const dominating = points.flatMap((other, j) =>
          weaklyDominates(other, point) && !weaklyDominates(point, other)
            ? [ranks[j]]
            : []
        );
        assertEquals(ranks[i], 1 + Math.max(-1, ...dominating));
      });
    }),
    { seed: 4 },
  );
});

Deno.test("a subset takes repeats only when nothing else is left", () => {
  const points = [[0, 1], [1, 0], [0, 1], [0, 1]];
  const sorted = (size: number) =>
    hypervolumeSubset(points, size, [2, 2]).sort((a, b) => a - b);
  assertEquals(sorted(2), [0, 1]);
  assertEquals(sorted(3), [0, 1, 2]);
  assertEquals(sorted(4), [0, 1, 2, 3]);
});

Deno.test("infinite losses make an infinite volume, never NaN", () => {
  assertEquals(hypervolume([[-Infinity, 0.5]], [1, 1]), Infinity);
  assertEquals(hypervolume([[0, 0], [0, 0]], [Infinity, 1]), Infinity);
  assertEquals(hypervolume([], [1, 1]), 0);
  assertEquals(hypervolume([[1, 0], [2, -1]], [1, 1]), 0);
});

Deno.test("toLosses() turns the sign of what is maximised", () => {
  assertEquals(toLosses([2, 3], ["maximize", "minimize"]), [-2, 3]);
});
