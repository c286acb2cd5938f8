import { assert, assertEquals, assertThrows } from "@std/assert";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";
import {
  directionNumbers,
  MAX_SOBOL_DIMENSION,
  scramble,
  SobolSequence,
} from "../../../optimizers/numeric/sobol.ts";
import { recordings, type Sobol } from "../gp/peers.ts";

for (const [source, recorded] of recordings<Sobol>("sobol")) {
  Deno.test(`directionNumbers() equals torch's table (${source})`, () => {
    const { direction_numbers } = recorded;
    assertEquals(
      directionNumbers(direction_numbers.length).map((v) => [...v]),
      direction_numbers,
    );
  });

  Deno.test(`SobolSequence gives torch's and SciPy's points when unscrambled (${source})`, () => {
    const points = recorded.unscrambled_first64_dim8;
    const sequence = new SobolSequence(8);
    assertEquals(points.map(() => sequence.next()), points);
  });

  Deno.test(`SobolSequence gives torch's points when scrambled (${source})`, () => {
    for (const q of recorded.scrambled) {
      const state = scramble(q.dimension, q.seed);
      assertEquals([...state.shift], q.shift);
      assertEquals(
        state.directions.map((v) => [...v]),
        q.scrambled_direction_numbers,
      );
      const sequence = new SobolSequence(q.dimension, q.seed);
      assertEquals(
        q.integers_first32.map(() => [...sequence.nextNumerators()]),
        q.integers_first32,
      );
      assertEquals(
        new SobolSequence(q.dimension, q.seed).next(),
        q.torch_first_point_as_double,
      );
    }
  });
}

Deno.test("SobolSequence fills every dyadic interval once when 2^m points are drawn", () => {
  for (const dimension of [1, 40, MAX_SOBOL_DIMENSION]) {
    const sequence = new SobolSequence(dimension, 7);
    const count = 256;
    const seen = Array.from({ length: dimension }, () => new Set<number>());
    for (let t = 0; t < count; t++) {
      sequence.nextNumerators().forEach((q, j) => seen[j].add(q >> 22));
    }
    assert(seen.every((cells) => cells.size === count));
  }
});

/** Squared L2 star discrepancy, Warnock's formula. */
function discrepancy(points: number[][]): number {
  const n = points.length;
  const d = points[0].length;
  let single = 0;
  let pairs = 0;
  for (const x of points) {
    single += x.reduce((product, v) => product * (1 - v * v) / 2, 1);
    for (const y of points) {
      pairs += x.reduce(
        (product, v, j) => product * (1 - Math.max(v, y[j])),
        1,
      );
    }
  }
  return 3 ** -d - 2 / n * single + pairs / (n * n);
}

Deno.test("SobolSequence covers the cube better than random points when scrambled", () => {
  const seeds = Array.from({ length: 20 }, (_, seed) => seed);
  const count = 128;
  const sobol = seeds.map((seed) => {
    const sequence = new SobolSequence(4, seed);
    return discrepancy(Array.from({ length: count }, () => sequence.next()));
  });
  const random = seeds.map((seed) => {
    const stream = new RandomState(seed);
    const point = () => [0, 0, 0, 0].map(() => stream.random());
    return discrepancy(Array.from({ length: count }, point));
  });
  const mean = (list: number[]) =>
    list.reduce((sum, v) => sum + v, 0) / list.length;
  const expectedOfRandom = (2 ** -4 - 3 ** -4) / count;
  assert(sobol.every((v) => v < expectedOfRandom));
  assert(mean(sobol) < mean(random) / 4);
});

Deno.test("SobolSequence has uniform coordinates when many seeds are drawn", () => {
  // Chi-square with 15 degrees of freedom over the first point of 4000 seeds.
  const cells = new Float64Array(16);
  for (let seed = 0; seed < 4000; seed++) {
    cells[Math.floor(new SobolSequence(1, seed).next()[0] * 16)] += 1;
  }
  const chi2 = cells.reduce((sum, k) => sum + (k - 250) ** 2 / 250, 0);
  assert(chi2 < 37.7, `chi-square ${chi2}, 0.1 % point 37.7`);
});

Deno.test("SobolSequence refuses a dimension when it is outside 1..512", () => {
  for (const dimension of [0, -1, 1.5, NaN, MAX_SOBOL_DIMENSION + 1]) {
    assertThrows(
      () => new SobolSequence(dimension, 1),
      RangeError,
      "dimension",
    );
  }
});
