import { assertEquals } from "@std/assert";
import { gridLevelsOf, spaceOf } from "../../../bench/plan/space.ts";
import { createOptimizer, paperSpace } from "../../../optimizers/mod.ts";

Deno.test("spaceOf() is the published space, or that with fewer epochs", () => {
  assertEquals(spaceOf({}), paperSpace());
  const [lr, epochs, unfreeze, length] = spaceOf({ maxEpochs: 5 });
  assertEquals([lr, length], [paperSpace()[0], paperSpace()[3]]);
  assertEquals([epochs, unfreeze], [
    { kind: "integer", name: "num_epochs", low: 1, high: 5 },
    { kind: "integer", name: "unfreeze_epoch", low: 0, high: 2 },
  ]);
});

Deno.test("gridLevelsOf() leaves out levels beyond the space, and takes the plan's own", () => {
  assertEquals(gridLevelsOf({}), undefined);
  const levels = gridLevelsOf({ maxEpochs: 4, grid: { lr: [1e-4] } })!;
  assertEquals([levels.lr, levels.num_epochs, levels.unfreeze_epoch], [
    [1e-4],
    [1, 3],
    [0, 1, 2],
  ]);
  const grid = createOptimizer("grid", spaceOf({ maxEpochs: 4 }), {
    seed: 0,
    direction: "maximize",
    grid: levels,
  });
  assertEquals(grid.ask()?.params.num_epochs, 1);
});
