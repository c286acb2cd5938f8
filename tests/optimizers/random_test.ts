import { assert, assertEquals } from "@std/assert";
import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import { RandomSampler } from "../../optimizers/random.ts";
import { OptunaRandomSampler } from "../../optimizers/tpe/optuna_random.ts";
import { chiSquareDeviate, SUSPICIOUS } from "./chi_square.ts";
import { paperSpace, type SearchSpace } from "../../optimizers/space.ts";

Deno.test("RandomSampler takes one double for each parameter in the order of the space", () => {
  const stream = new RandomState(5);
  const sampler = new RandomSampler(paperSpace(), 5);
  const lengths = [32000, 48000, 64000, 80000, 112000, 160000];
  for (let i = 0; i < 20; i++) {
    const [u, v, w, x] = [0, 0, 0, 0].map(() => stream.random());
    const { params } = sampler.propose();
    assertEquals(Math.abs(Math.log10(params.lr) - (-6 + 3 * u)) < 1e-12, true);
    assertEquals(params.num_epochs, 1 + Math.floor(10 * v));
    assertEquals(params.unfreeze_epoch, Math.floor(6 * w));
    assertEquals(params.max_length, lengths[Math.floor(6 * x)]);
  }
});

Deno.test("OptunaRandomSampler draws nothing for a parameter with one value", () => {
  const fixed: SearchSpace = [
    { kind: "categorical", name: "c", choices: [8] },
    { kind: "uniform", name: "x", low: 2, high: 2 },
    { kind: "uniform", name: "y", low: 0, high: 1 },
  ];
  const { params } = new OptunaRandomSampler(fixed, 3, "half-even").propose();
  assertEquals(params, { c: 8, x: 2, y: new RandomState(3).random() });
});

Deno.test("OptunaRandomSampler takes as many doubles as a categorical has choices", () => {
  const stream = new RandomState(9);
  const sampler = new OptunaRandomSampler(
    [{ kind: "categorical", name: "c", choices: [7, 5, 3] }],
    9,
    "half-up",
  );
  for (let i = 0; i < 20; i++) {
    const draws = [0, 0, 0].map(() => stream.random());
    const best = draws.indexOf(Math.max(...draws));
    assertEquals(sampler.propose().params.c, [7, 5, 3][best]);
  }
});

Deno.test("integers on a log scale come as often as their part of the scale is wide", () => {
  const [low, high] = [2, 12];
  const space: SearchSpace = [{ kind: "log-integer", name: "x", low, high }];
  const width = Math.log(high + 0.5) - Math.log(low - 0.5);
  const shares = Array.from(
    { length: high - low + 1 },
    (_, i) => (Math.log(low + i + 0.5) - Math.log(low + i - 0.5)) / width,
  );
  for (
    const sampler of [
      new RandomSampler(space, 4),
      new OptunaRandomSampler(space, 4, "half-up"),
    ]
  ) {
    const counts = shares.map(() => 0);
    for (let i = 0; i < 20_000; i++) counts[sampler.propose().params.x - low]++;
    assert(chiSquareDeviate(counts, shares) < SUSPICIOUS, counts.join());
  }
});

Deno.test("RandomSampler draws for a parameter that does not exist, too", () => {
  const stream = new RandomState(6);
  const sampler = new RandomSampler([
    { kind: "categorical", name: "method", choices: [0, 1] },
    {
      kind: "uniform",
      name: "x",
      low: 0,
      high: 1,
      when: { parameter: "method", values: [1] },
    },
  ], 6);
  for (let i = 0; i < 20; i++) {
    const method = Math.floor(2 * stream.random());
    const x = stream.random();
    assertEquals(
      sampler.propose().params,
      method === 1 ? { method, x } : { method },
    );
  }
});
