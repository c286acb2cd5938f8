import { assert } from "@std/assert";
import { createOptimizer } from "../../optimizers/create.ts";
import { erf } from "../../optimizers/numeric/erf.ts";
import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import { truncatedNormalQuantiles } from "../../optimizers/numeric/truncated_normal.ts";
import { paperSpace, type SearchSpace } from "../../optimizers/space.ts";
import { axisOf } from "../../optimizers/tpe/optuna_axes.ts";
import {
  drawCandidates,
  logDensity,
} from "../../optimizers/tpe/optuna_mixture.ts";
import { parzenMixture } from "../../optimizers/tpe/optuna_parzen.ts";
import { chiSquareDeviate, histogram, SUSPICIOUS } from "./chi_square.ts";

const DRAWS = 100_000;

function times(draw: () => number): number[] {
  return Array.from({ length: DRAWS }, draw);
}

function assertChance(
  counts: readonly number[],
  probabilities: readonly number[],
): void {
  const deviate = chiSquareDeviate(counts, probabilities);
  assert(deviate < SUSPICIOUS, `chi-square deviate ${deviate}`);
  // Counts too near to their expectation are as suspicious.
  assert(deviate > -SUSPICIOUS, `chi-square deviate ${deviate}`);
}

const even = (cells: number) => new Array<number>(cells).fill(1 / cells);
const normalBelow = (x: number) => 0.5 + 0.5 * erf(x / Math.SQRT2);

Deno.test("RandomState draws uniform numbers, integers and permutations", () => {
  const stream = new RandomState(20);
  assertChance(histogram(times(() => stream.random()), 0, 1, 50), even(50));
  assertChance(histogram(times(() => stream.integer(7)), 0, 7, 7), even(7));
  const orders = times(() => {
    const [a, b, c] = stream.permutation(4);
    return a * 6 + (b > a ? b - 1 : b) * 2 + (c > 6 - a - b - c ? 1 : 0);
  });
  assertChance(histogram(orders, 0, 24, 24), even(24));
});

Deno.test("RandomState.choice draws as often as its probabilities say", () => {
  const p = [0.1, 0, 0.25, 0.05, 0.6];
  const draws = new RandomState(21).choice(p, DRAWS);
  assertChance(histogram(draws, 0, 5, 5), p);
});

Deno.test("RandomState.normal draws from the normal density", () => {
  const stream = new RandomState(22);
  const draws = times(() => stream.normal(1, 2))
    .map((x) => normalBelow((x - 1) / 2));
  assertChance(histogram(draws, 0, 1, 50), even(50));
});

Deno.test("truncated normal quantiles of uniform numbers follow the cut density", () => {
  for (const [a, b] of [[-1, 2], [0.5, 3], [-9, -4], [-0.02, 0.01]]) {
    const stream = new RandomState(23);
    const fill = (value: number) => new Float64Array(DRAWS).fill(value);
    const x = truncatedNormalQuantiles(
      fill(0).map(() => stream.random()),
      fill(a),
      fill(b),
    );
    const edges = Array.from({ length: 41 }, (_, i) => a + (b - a) * i / 40);
    const mass = (from: number, to: number) =>
      normalBelow(to) - normalBelow(from);
    const probabilities = edges.slice(1).map((edge, i) =>
      mass(edges[i], edge) / mass(a, b)
    );
    // Far tails hold too few draws for a cell of their own.
    const counts = histogram(x, a, b, 40);
    const rare = probabilities.map((p) => p * DRAWS < 10);
    const pool = (cells: readonly number[]) => [
      ...cells.filter((_, i) => !rare[i]),
      cells.reduce((sum, cell, i) => sum + (rare[i] ? cell : 0), 0),
    ];
    assertChance(pool(counts), pool(probabilities));
  }
});

const EVERY_KIND: SearchSpace = [
  ...paperSpace(),
  { kind: "uniform", name: "momentum", low: -1, high: 3 },
  { kind: "stepped", name: "dropout", low: 0, high: 0.6, step: 0.1 },
];

for (const preset of ["random", "optuna-random"]) {
  Deno.test(`"${preset}" spreads every kind of parameter evenly`, () => {
    const optimizer = createOptimizer(preset, EVERY_KIND, {
      seed: 24,
      direction: "maximize",
      pruner: "none",
    });
    const configurations = Array.from({ length: DRAWS }, () => {
      const { number, params } = optimizer.ask()!;
      optimizer.tell(number, { state: "failed" });
      return params;
    });
    const of = (name: string) => configurations.map((params) => params[name]);
    const lengths = [32000, 48000, 64000, 80000, 112000, 160000];
    const cases: [number[], number, number, number][] = [
      [of("lr").map(Math.log10), -6, -3, 30],
      [of("num_epochs"), 1, 11, 10],
      [of("unfreeze_epoch"), 0, 6, 6],
      [of("max_length").map((value) => lengths.indexOf(value)), 0, 6, 6],
      [of("momentum"), -1, 3, 40],
      [of("dropout").map((value) => Math.round(value * 10)), 0, 7, 7],
    ];
    for (const [values, low, high, cells] of cases) {
      assertChance(histogram(values, low, high, cells), even(cells));
    }
  });
}

Deno.test("Optuna's mixture draws continuous values from its own density", () => {
  const axis = axisOf({ kind: "log-uniform", name: "lr", low: 1e-6, high: 1 });
  const observations = [1e-5, 1e-5, 3e-4, 0.9].map(Math.log);
  const mixture = parzenMixture(
    [axis],
    [Float64Array.from(observations)],
    "observations",
    "simd",
  );
  const [column] = drawCandidates(mixture, DRAWS, new RandomState(25));
  const [low, high] = [Math.log(1e-6), 0];
  const cells = 60;
  const width = (high - low) / cells;
  // Simpson's rule in each cell.
  const probabilities = Array.from({ length: cells }, (_, i) => {
    const from = low + i * width;
    const at = [from, from + width / 2, from + width].map((x) =>
      Math.exp(Math.min(Math.max(x, low), high))
    );
    const [left, middle, right] = logDensity(mixture, [Float64Array.from(at)])
      .map(Math.exp);
    return width * (left + 4 * middle + right) / 6;
  });
  assertChance(
    histogram(column.map(Math.log), low, high, cells),
    probabilities,
  );
});

Deno.test("Optuna's joint mixture draws discrete values from its own density", () => {
  const axes = [
    axisOf({ kind: "integer", name: "epochs", low: 1, high: 10 }),
    axisOf({ kind: "categorical", name: "batch", choices: [8, 16, 32] }),
    axisOf({ kind: "stepped", name: "z", low: -0.5, high: 0.5, step: 0.25 }),
  ];
  const mixture = parzenMixture(
    axes,
    [[3, 4, 9], [0, 2, 2], [-0.5, 0, 0]].map((list) => Float64Array.from(list)),
    "with-prior",
    "simd",
  );
  const [epochs, batch, z] = drawCandidates(
    mixture,
    DRAWS,
    new RandomState(26),
  );
  const cells = Array.from(
    epochs,
    (epoch, j) => (epoch - 1) * 15 + batch[j] * 5 + (z[j] + 0.5) * 4,
  );
  const grid = Array.from({ length: 150 }, (_, i) => i);
  const probabilities = Array.from(
    logDensity(mixture, [
      Float64Array.from(grid, (i) => 1 + Math.floor(i / 15)),
      Float64Array.from(grid, (i) => Math.floor(i / 5) % 3),
      Float64Array.from(grid, (i) => (i % 5) / 4 - 0.5),
    ]),
    Math.exp,
  );
  assertChance(histogram(cells, 0, 150, 150), probabilities);
});
