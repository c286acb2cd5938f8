import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  drawsOf,
  type RandomRow,
  randomRows,
  shareOfSpace,
} from "../../../bench/replay/exact_random.ts";
import { paperGrid } from "../../../bench/replay/recorded.ts";
import { incumbents, replaySearches } from "../../../bench/replay/search.ts";
import { recordedRange } from "../../../bench/recorded/nearest_objective.ts";
import { createOptimizer, paperSpace } from "../../../optimizers/mod.ts";

const PAPER = await paperGrid(
  new URL("../../../results/published/", import.meta.url),
);

/** Two lr levels, one value of all else, a choice of two lengths. */
function gridOf(values: readonly [number, number, number, number]) {
  const rows = values.map((value, i) => ({
    params: {
      lr: i < 2 ? 1e-5 : 1e-3,
      num_epochs: 3,
      unfreeze_epoch: 0,
      max_length: i % 2 === 0 ? 32000 : 48000,
    },
    value,
  }));
  return { rows, space: recordedRange(rows), rule: "levels" as const };
}

Deno.test("randomRows() are the closed forms of a table of four equally probable configurations", () => {
  const rows = randomRows(gridOf([0.5, 0.6, 0.7, 0.9]), null, [0.65], 4);
  const of = (space: string, k: number) =>
    rows.find((row) => row.space === space && row.trials === k)!;
  for (const k of [1, 2, 3, 4]) {
    // Half of the draws exceed 0.65: the logarithmic middle of lr is 1e-4.
    assertAlmostEquals(of("recorded", k).share, 1 - 0.5 ** k, 1e-12);
    assertAlmostEquals(of("recorded", k).untilReached!, 2, 1e-12);
  }
  // Without repeats: 1 - C(2, k) / C(4, k), and (4 + 1) / (2 + 1) trials.
  assertEquals(
    [1, 2, 3, 4].map((k) => of("recorded, none twice", k).share),
    [1 / 2, 5 / 6, 1, 1],
  );
  assertAlmostEquals(
    of("recorded, none twice", 1).untilReached!,
    5 / 3,
    1e-12,
  );
  // Best of two draws, by hand: 1 x 0.5, 3 x 0.6, 5 x 0.7, 7 x 0.9, of 16.
  assertAlmostEquals(of("recorded", 2).bca!, 12.1 / 16, 1e-12);
  // Best of the six pairs: 0.6, 0.7, 0.7, 0.9, 0.9, 0.9.
  assertAlmostEquals(of("recorded, none twice", 2).bca!, 4.7 / 6, 1e-12);
});

Deno.test("randomRows() leave empty what no search can reach", () => {
  const rows = randomRows(gridOf([0.5, 0.6, 0.7, 0.9]), null, [0.9], 2);
  assertEquals(rows.map(({ share }) => share), [0, 0, 0, 0]);
  assertEquals(
    rows.map(({ untilReached }) => untilReached),
    [null, null, null, null],
  );
});

Deno.test("drawsOf() weighs the levels of an even parameter by their middles", () => {
  const rows = [0, 1, 4].map((x) => ({ params: { x }, value: x / 8 }));
  const space = [{ kind: "uniform", name: "x", low: 0, high: 4 }] as const;
  assertEquals(drawsOf({ rows, space, rule: "levels" }), [
    { value: 0, probability: 0.5 / 4 },
    { value: 0.125, probability: 2 / 4 },
    { value: 0.5, probability: 1.5 / 4 },
  ]);
});

Deno.test("drawsOf() weighs every draw, and as often as random search makes it", () => {
  const draws = drawsOf(PAPER);
  const total = draws.reduce((sum, { probability }) => sum + probability, 0);
  assertAlmostEquals(total, 1, 1e-12);
  const above = (bca: number | null) => bca !== null && bca > 0.9;
  const p = draws.filter(({ value }) => above(value))
    .reduce((sum, { probability }) => sum + probability, 0);
  const [found] = replaySearches("random", [1], 20_000, PAPER);
  const share = found.filter(({ validation }) => above(validation)).length /
    found.length;
  // Four standard errors of a share of 20 000 draws.
  assertAlmostEquals(share, p, 4 * Math.sqrt(p * (1 - p) / 20_000));
});

Deno.test("shareOfSpace() is what random draws of the whole space find in its part", () => {
  const whole = paperSpace();
  assertEquals(shareOfSpace(whole, whole), 1);
  const part = PAPER.space;
  assertAlmostEquals(
    shareOfSpace(part, whole),
    Math.log(50) / Math.log(1000),
    1e-12,
  );
  const optimizer = createOptimizer("random", whole, {
    seed: 3,
    direction: "maximize",
  });
  let inside = 0;
  for (let i = 0; i < 5000; i++) {
    const { number, params } = optimizer.ask()!;
    if (params.lr <= 5e-5) inside++;
    optimizer.tell(number, { state: "complete", value: 0 });
  }
  const p = shareOfSpace(part, whole);
  assertAlmostEquals(inside / 5000, p, 4 * Math.sqrt(p * (1 - p) / 5000));
});

Deno.test("randomRows() say what the restriction of the paper's space is worth", () => {
  const rows = randomRows(PAPER, PAPER.published, [0.9], 15);
  const last = (space: string) =>
    rows.find((row) => row.space === space && row.trials === 15)!;
  const [own, full] = [last("recorded"), last("published")];
  assertAlmostEquals(
    full.draw,
    own.draw * Math.log(50) / Math.log(1000),
    1e-12,
  );
  assertAlmostEquals(full.share, 1 - (1 - full.draw) ** 15, 1e-12);
  // 1000 searches; four standard errors.
  const searches = replaySearches(
    "random",
    Array.from({ length: 1000 }, (_, i) => i),
    15,
    PAPER,
  );
  const reached =
    searches.filter((trials) =>
      (incumbents(trials).at(-1)?.validation ?? 0) > 0.9
    ).length / 1000;
  const { share } = own;
  assertAlmostEquals(reached, share, 4 * Math.sqrt(share * (1 - share) / 1000));
  assertEquals(last("recorded").bca, null);
});

Deno.test("random search never does worse with another trial, nor without repeats", () => {
  const bca = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(fc.property(fc.tuple(bca, bca, bca, bca), bca, (values, level) => {
    const rows = randomRows(gridOf(values), paperSpace(), [level], 4);
    const shares = Map.groupBy(rows, ({ space }) => space);
    const of = (space: RandomRow["space"]) =>
      shares.get(space)!.map(({ share }) => share);
    for (const own of shares.values()) {
      own.forEach(({ share }, i) =>
        assert(i === 0 || share >= own[i - 1].share - 1e-12)
      );
    }
    of("recorded, none twice").forEach((share, i) => {
      assert(share >= of("recorded")[i] - 1e-12);
      assert(of("recorded")[i] >= of("published")[i] - 1e-12);
    });
  }));
});
