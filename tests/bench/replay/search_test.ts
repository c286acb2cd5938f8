import { assert, assertEquals } from "@std/assert";
import {
  GRID_LOG,
  readRecorded,
  recordedSpace,
} from "../../../bench/objectives/recorded_grid.ts";
import { incumbents, replaySearch } from "../../../bench/replay/search.ts";
import hyperopt from "./fixtures/hyperopt_0.3.json" with { type: "json" };
import optuna from "./fixtures/optuna_5.0.json" with { type: "json" };

const TABLE = readRecorded(
  await Deno.readTextFile(
    new URL(`../../../results/published/${GRID_LOG}`, import.meta.url),
  ),
);
const SPACE = recordedSpace(TABLE);

/** Largest relative difference of a learning rate; every other value is exact. */
const LR_TOLERANCE = 1e-12;

for (
  const [engine, { library, version, searches }] of [
    ["optuna-5.0", optuna],
    ["hyperopt-0.3", hyperopt],
  ] as const
) {
  Deno.test(`replaySearch() proposes and tells as ${library} ${version} does, trial by trial`, () => {
    for (const { seed, trials } of searches) {
      const ours = replaySearch(engine, seed, trials.length, SPACE, TABLE);
      trials.forEach(([lr, ...rest], i) => {
        const { params, bca } = ours[i];
        assert(
          Math.abs(params.lr - lr!) <= LR_TOLERANCE * lr!,
          `seed ${seed}, trial ${i}: lr ${params.lr}, expected ${lr}`,
        );
        assertEquals(
          [params.num_epochs, params.unfreeze_epoch, params.max_length, bca],
          rest,
          `seed ${seed}, trial ${i}`,
        );
      });
    }
  });
}

Deno.test("replaySearch() on a grid tries the recorded settings and then ends", () => {
  const found = replaySearch(
    "grid-shuffled",
    1,
    TABLE.length + 5,
    SPACE,
    TABLE,
  );
  assertEquals(found.length, TABLE.length);
  assert(found.every(({ moved, bca }) => !moved && bca !== null));
  const best = Math.max(...TABLE.map(({ value }) => value));
  assertEquals(incumbents(found).at(-1), best);
});
