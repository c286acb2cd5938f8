import { assert, assertEquals } from "@std/assert";
import { paperGrid } from "../../../bench/replay/recorded.ts";
import { incumbents, replaySearches } from "../../../bench/replay/search.ts";
import hyperopt from "./fixtures/hyperopt_0.3.json" with { type: "json" };
import optuna from "./fixtures/optuna_5.0.json" with { type: "json" };

const TABLE = await paperGrid(
  new URL("../../../results/published/", import.meta.url),
);

/** Largest relative difference of a learning rate; every other value is exact. */
const LR_TOLERANCE = 1e-12;

for (
  const [optimizer, { library, version, searches }] of [
    ["optuna-5.0", optuna],
    ["hyperopt-0.3", hyperopt],
  ] as const
) {
  Deno.test(`replaySearches() proposes and tells as ${library} ${version} does, trial by trial`, () => {
    for (const { seed, trials } of searches) {
      const [ours] = replaySearches(optimizer, [seed], trials.length, TABLE);
      trials.forEach(([lr, ...rest], i) => {
        const { params, validation } = ours[i];
        assert(
          Math.abs(params.lr - lr!) <= LR_TOLERANCE * lr!,
          `seed ${seed}, trial ${i}: lr ${params.lr}, expected ${lr}`,
        );
        assertEquals(
          [
            params.num_epochs,
            params.unfreeze_epoch,
            params.max_length,
            validation,
          ],
          rest,
          `seed ${seed}, trial ${i}`,
        );
      });
    }
  });
}

Deno.test("replaySearches() on a grid tries the recorded configurations and then ends", () => {
  const count = TABLE.rows.length;
  const [found] = replaySearches("grid-shuffled", [1], count + 5, TABLE);
  assertEquals(found.length, count);
  assert(found.every(({ moved, validation }) => !moved && validation !== null));
  const best = Math.max(...TABLE.rows.map(({ value }) => value));
  assertEquals(incumbents(found).at(-1)?.validation, best);
});

Deno.test("replaySearches() gives a seed the same search whichever stand beside it", () => {
  for (const optimizer of ["random", "optuna-5.0", "ax-1.3"]) {
    const together = replaySearches(optimizer, [3, 4], 7, TABLE);
    assertEquals(replaySearches(optimizer, [4], 7, TABLE), [together[1]]);
  }
});

Deno.test("incumbents() waits for the first complete trial and keeps the best, the first on ties", () => {
  const trials = [null, 0.5, null, 0.4, 0.5, 0.6]
    .map((validation, trial) => ({ validation, trial }));
  assertEquals(
    incumbents(trials).map((best) => best?.trial),
    [undefined, 1, 1, 1, 1, 5],
  );
});
