import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  createOptimizer,
  type OptimizerOptions,
} from "../../optimizers/create.ts";
import {
  evenLevels,
  PUBLISHED_LEVELS,
  publishedGrid,
} from "../../optimizers/grid.ts";
import {
  contains,
  paperSpace,
  type SearchSpace,
} from "../../optimizers/space.ts";
import type { Params } from "../../optimizers/types.ts";
import { hasPeers, readPeers } from "./shared_peers.ts";

function allOf(
  preset: string,
  space: SearchSpace,
  options: Partial<OptimizerOptions> = {},
): Params[] {
  const optimizer = createOptimizer(preset, space, {
    seed: 0,
    direction: "maximize",
    ...options,
  });
  const configurations: Params[] = [];
  for (let t = optimizer.ask(); t !== null; t = optimizer.ask()) {
    assertEquals(t.phase, "grid");
    configurations.push(t.params);
  }
  return configurations;
}

const SMALL: SearchSpace = [
  { kind: "integer", name: "b", low: 0, high: 9 },
  { kind: "categorical", name: "a", choices: [7, 3] },
];
const LEVELS = { b: [5, 1], a: [7, 3] };

Deno.test("publishedGrid has the paper's 882 configurations, the last loop innermost", () => {
  const grid = publishedGrid();
  assertEquals(grid.length, 882);
  assertEquals(grid[0], {
    lr: 1e-6,
    num_epochs: 1,
    unfreeze_epoch: 0,
    max_length: 32000,
  });
  assertEquals(grid[1].max_length, 48000);
  assertEquals(grid[6], { ...grid[0], unfreeze_epoch: 1 });
  // One epoch: only two unfreeze epochs are not beyond it.
  assertEquals(grid[12], { ...grid[0], num_epochs: 3 });
  assert(grid.every((p) => p.num_epochs >= p.unfreeze_epoch));
  assertEquals(allOf("grid", paperSpace()), grid);
});

Deno.test('"grid" runs nested loops over its own levels or a list of configurations', () => {
  const configurations = [
    { b: 5, a: 7 },
    { b: 5, a: 3 },
    { b: 1, a: 7 },
    { b: 1, a: 3 },
  ];
  assertEquals(allOf("grid", SMALL, { grid: LEVELS }), configurations);
  const chosen = [configurations[3], configurations[0]];
  assertEquals(allOf("grid", SMALL, { grid: chosen }), chosen);
  assertEquals(allOf("grid-published", SMALL, { grid: chosen }), chosen);
});

Deno.test('"grid-shuffled" tries the same configurations in the seed\'s permutation', () => {
  const key = (p: Params) => JSON.stringify(p);
  const [first, second] = [1, 2].map((seed) =>
    allOf("grid-shuffled", paperSpace(), { seed })
  );
  assertEquals(
    first.map(key).sort(),
    publishedGrid().map(key).sort(),
  );
  assert(first.some((p, i) => key(p) !== key(second[i])));
  // numpy 2.4.6: RandomState(0).permutation(4) is [2, 3, 1, 0].
  assertEquals(
    allOf("grid-shuffled", SMALL, { grid: LEVELS }).map(({ b, a }) => [b, a]),
    [[1, 7], [1, 3], [5, 3], [5, 7]],
  );
});

Deno.test("evenLevels spreads values over every kind of parameter", () => {
  const space: SearchSpace = [
    { kind: "log-uniform", name: "lr", low: 1e-6, high: 1e-2 },
    { kind: "uniform", name: "x", low: -1, high: 1 },
    { kind: "integer", name: "n", low: 1, high: 3 },
    { kind: "stepped", name: "s", low: 0, high: 1, step: 0.1 },
    { kind: "uniform", name: "one", low: 2, high: 2 },
    { kind: "categorical", name: "c", choices: [4, 2] },
  ];
  const levels = evenLevels(space);
  assertEquals(levels.x, [-1, -0.5, 0, 0.5, 1]);
  assertEquals(levels.n, [1, 2, 3]);
  assertEquals(levels.one, [2]);
  assertEquals(levels.c, [4, 2]);
  assertEquals(levels.lr.map((lr) => Math.round(Math.log10(lr))), [
    -6,
    -5,
    -4,
    -3,
    -2,
  ]);
  for (const parameter of space) {
    assert(levels[parameter.name].every((v) => contains(parameter, v)));
  }
  assertEquals(allOf("grid", space).length, 5 * 5 * 3 * 5 * 1 * 2);
});

Deno.test("grids refuse levels and configurations that do not fit the space", () => {
  const faults: [string, OptimizerOptions["grid"], string][] = [
    ["grid", { b: [1] }, 'found no levels for "a"'],
    ["grid", { b: [1], a: [] }, 'found no levels for "a"'],
    ["grid", { ...LEVELS, c: [1] }, 'found levels for "c", expected only b, a'],
    [
      "grid",
      { ...LEVELS, b: [10] },
      "Cannot use configuration 0 of the grid: found",
    ],
    ["grid-shuffled", [{ b: 1, a: 4 }], "found a = 4, expected one of 7, 3"],
    ["grid-optuna", [{ b: 1, a: 7 }], "found a list of configurations"],
    ["grid-published", undefined, "found no recorded configurations"],
  ];
  for (const [preset, grid, message] of faults) {
    assertThrows(() => allOf(preset, SMALL, { grid }), RangeError, message);
  }
  const many: SearchSpace = Array.from({ length: 9 }, (_, i) => ({
    kind: "uniform",
    name: `x${i}`,
    low: 0,
    high: 1,
  }));
  assertThrows(
    () => allOf("grid", many),
    RangeError,
    "found 1953125 configurations",
  );
});

Deno.test('"grid-optuna" equals the order of optuna 4.9.0\'s GridSampler', () => {
  // RandomState(0), first case of optuna_grid.json
  const space = paperSpace();
  const grid = {
    num_epochs: [1, 5, 10],
    lr: [1e-6, 1e-4, 1e-3],
    max_length: [32000, 48000],
    unfreeze_epoch: [0, 3],
  };
  const found = allOf("grid-optuna", space, { grid });
  assertEquals(found.length, 36);
  assertEquals(
    found.slice(0, 4).map((p) => [
      p.lr,
      p.max_length,
      p.num_epochs,
      p.unfreeze_epoch,
    ]),
    [[1e-3, 48000, 1, 3], [1e-4, 48000, 5, 0], [1e-4, 32000, 10, 0], [
      1e-3,
      48000,
      1,
      0,
    ]],
  );
});

interface GridCase {
  seed: number | null;
  space?: Record<string, number[]>;
  param_order: string[];
  points: number[][];
}

Deno.test({
  name: '"grid-optuna" equals every recorded order of GridSampler',
  ignore: !hasPeers,
  fn() {
    const { cases, small_space_as_given } = readPeers<{
      small_space_as_given: Record<string, number[]>;
      cases: GridCase[];
    }>("optuna_grid.json");
    for (const { seed, space, param_order, points } of cases) {
      const found = allOf("grid-optuna", paperSpace(), {
        seed: seed ?? 0,
        grid: space ?? small_space_as_given,
      });
      assertEquals(
        found.map((p) => param_order.map((name) => p[name])),
        points,
      );
    }
  },
});

Deno.test('"grid-optuna" takes all 1050 published combinations by default', () => {
  const size = Object.values(PUBLISHED_LEVELS)
    .reduce((n, levels) => n * levels.length, 1);
  assertEquals(size, 1050);
  assertEquals(allOf("grid-optuna", paperSpace()).length, size);
});
