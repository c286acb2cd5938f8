import { assertEquals, assertThrows } from "@std/assert";
import {
  pooledGraph,
  scoringGraph,
  trainingGraph,
} from "../../model/graph/graphs.ts";
import { recipeFor } from "../../model/recipes.ts";
import { flopsOf } from "../../model/work.ts";
import { TINY, tinyEncoder } from "./tiny_encoder.ts";

const ENCODER = tinyEncoder();
const CLASSES = 3;
const OPTIONS = {
  encoder: ENCODER,
  recipe: { ...recipeFor("quick", ENCODER), first_block: 0, pooled_after: 3 },
  classes: CLASSES,
  threads: 1,
};

Deno.test("flopsOf() counts a transformer's products as the closed form does", () => {
  const { width: d, hidden, blocks } = TINY;
  const T = 50;
  // Per block: q, k, v, out and two layers of the perceptron, and two products
  // of attention over all heads
  const linear = 2 * T * (4 * d * d + 2 * d * hidden);
  const attention = 2 * 2 * T * T * d;
  const pool = 2 * T * d;
  const head = 2 * d * CLASSES;
  const forward = blocks * (linear + attention) + pool + head;
  const sizes = { B: 1, T, N: T };
  assertEquals(
    flopsOf(pooledGraph(OPTIONS).products, sizes),
    forward - head,
  );
  assertEquals(flopsOf(scoringGraph(OPTIONS).products, sizes), forward);
  // Backward takes two products for each of forward, but pooling has no weights
  assertEquals(
    flopsOf(trainingGraph(OPTIONS).products, sizes),
    3 * forward - pool,
  );
});

Deno.test("flopsOf() refuses a size it is not told", () => {
  assertThrows(
    () => flopsOf([[2, "T"]], { N: 3 }),
    RangeError,
    'Cannot count work: size "T" is unknown, expected one of N',
  );
});
