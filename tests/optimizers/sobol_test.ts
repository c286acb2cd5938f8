import { assert, assertEquals, assertThrows } from "@std/assert";
import { createOptimizer } from "../../optimizers/mod.ts";
import { paperSpace, type SearchSpace } from "../../optimizers/space.ts";
import { readFixture, type Sobol } from "./gp/peers.ts";

Deno.test("sobol proposes AxClient's start-up points and goes on with the sequence", () => {
  const { ax_initialisation } = readFixture<Sobol>("sobol.json");
  const legacy = ax_initialisation.filter(({ api }) => api === "legacy");
  for (const { random_seed, sobol_trials } of legacy) {
    const optimizer = createOptimizer("sobol", paperSpace(), {
      seed: random_seed,
      direction: "maximize",
    });
    assert(optimizer.independent);
    assertEquals(
      sobol_trials.map(() => Object.values(optimizer.ask()!.params)),
      sobol_trials,
    );
    assert(optimizer.ask() !== null);
  }
});

Deno.test("sobol gives every level its share when 2^m points are drawn", () => {
  const optimizer = createOptimizer("sobol", paperSpace(), {
    seed: 9,
    direction: "minimize",
  });
  const counts = new Map<number, number>();
  for (let i = 0; i < 1024; i++) {
    const { max_length } = optimizer.ask()!.params;
    counts.set(max_length, (counts.get(max_length) ?? 0) + 1);
  }
  assertEquals(counts.size, 6);
  for (const count of counts.values()) assert(Math.abs(count - 1024 / 6) < 2);
});

Deno.test("sobol refuses a space of more parameters than its table has dimensions", () => {
  const space: SearchSpace = Array.from({ length: 513 }, (_, i) => ({
    kind: "uniform",
    name: `p${i}`,
    low: 0,
    high: 1,
  }));
  assertThrows(
    () => createOptimizer("sobol", space, { seed: 1, direction: "maximize" }),
    RangeError,
    "found dimension 513",
  );
});
