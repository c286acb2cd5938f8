import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import type { SearchSpace } from "../../../optimizers/mod.ts";
import {
  isProductOfLevels,
  recordedDistance,
  tableObjective,
} from "../../../bench/recorded/table_objective.ts";
import {
  GRID_LOG,
  readRecorded,
} from "../../../bench/recorded/recorded_grid.ts";
import { toParams } from "../../../bench/recorded/recorded_configuration.ts";

type X = [number, number, number, number];

const grid = readRecorded(
  GRID_LOG,
  Deno.readTextFileSync(
    new URL(`../../../results/published/${GRID_LOG}`, import.meta.url),
  ),
);

Deno.test("tableObjective answers every recorded configuration with its own score", () => {
  const look = tableObjective(grid);
  assertEquals(grid.length, 469);
  for (const { params, value } of grid) {
    assertEquals(look(params), {
      snapped: params,
      moved: false,
      distance: 0,
      value,
    });
  }
});

Deno.test("tableObjective snaps to the nearest level, ties to the smaller", () => {
  const look = tableObjective(grid);
  const snapped = (...x: X) => look(toParams(x)).snapped;
  // By hand: 2 lies between 1 and 3; the logarithmic middle of 1e-6 and 5e-6 is
  // at the square root of 5.
  assertEquals(snapped(2.23e-6, 2, 0, 32000), toParams([1e-6, 1, 0, 32000]));
  assertEquals(snapped(2.24e-6, 9, 0, 48000), toParams([5e-6, 10, 0, 48000]));
  assertEquals(snapped(3e-5, 8, 5, 160000), toParams([5e-5, 7, 4, 160000]));
  // Never unfrozen: the same run as unfreezing at the last epoch.
  assertEquals(snapped(1e-5, 1, 5, 64000), toParams([1e-5, 1, 1, 64000]));
  assertEquals(snapped(1e-5, 2, 2, 64000), toParams([1e-5, 1, 1, 64000]));
});

Deno.test("tableObjective says how far a configuration was moved, the same run not at all", () => {
  const look = tableObjective(grid);
  const distance = (...x: X) => look(toParams(x)).distance;
  assertEquals(distance(1e-5, 1, 5, 64000), 0);
  assertEquals(distance(5e-5, 10, 5, 32000), 0.25);
  // By hand: 2 epochs are one of nine from 1.
  assertAlmostEquals(distance(1e-5, 2, 0, 64000)!, 1 / 9, 1e-12);
  // 2.5e-5 is a factor of 2 from 5e-5, of a range of 50.
  assertAlmostEquals(
    distance(2.5e-5, 1, 0, 64000)!,
    Math.log(2) / Math.log(50),
    1e-12,
  );
});

Deno.test("tableObjective equals the Python table, failing where nothing is recorded", () => {
  const { rows }: {
    rows: { function: string; x: X; value: number | null }[];
  } = JSON.parse(Deno.readTextFileSync(
    new URL("../proof/peers/fixtures/objectives.json", import.meta.url),
  ));
  const look = tableObjective(grid);
  const recorded = rows.filter((row) => row.function === "paper_grid");
  assertEquals(
    recorded.map(({ x }) => look(toParams(x)).value),
    recorded.map(({ value }) => value),
  );
  // The log ends in the middle of lr 5e-5.
  assertEquals(look(toParams([5e-5, 10, 0, 32000])).value, null);
});

Deno.test("tableObjective refuses an empty table and a configuration recorded twice", () => {
  assertThrows(() => tableObjective([]), RangeError, "found no rows");
  assertThrows(
    () => tableObjective([grid[0], grid[0]]),
    RangeError,
    "found the configuration 0.000001,1,0,32000 twice",
  );
});

/** All combinations of some levels, one score each. */
function product(
  epochs: readonly number[],
  unfreeze: readonly number[],
  keep: (num_epochs: number, unfreeze_epoch: number) => boolean,
) {
  return epochs.flatMap((num_epochs) =>
    unfreeze.filter((unfreeze_epoch) => keep(num_epochs, unfreeze_epoch))
      .flatMap((unfreeze_epoch) =>
        [1e-5, 1e-4].map((lr) => ({
          params: { lr, num_epochs, unfreeze_epoch, max_length: 32000 },
          value: (num_epochs + unfreeze_epoch / 10) / 20,
        }))
      )
  );
}

Deno.test("isProductOfLevels() knows a complete grid, with and without what is never unfrozen", () => {
  const all = product([1, 3, 5], [0, 2, 4], () => true);
  const trained = product([1, 3, 5], [0, 2, 4], (e, u) => u <= e);
  assertEquals([all, trained].map(isProductOfLevels), [true, true]);
  // One missing, or a configuration of another kind in its place.
  assert(!isProductOfLevels(all.slice(1)));
  assert(!isProductOfLevels(trained.slice(1)));
  assert(!isProductOfLevels([...trained.slice(1), all[2]]));
  // The paper's log ends in the middle of its grid.
  assert(!isProductOfLevels(grid));
});

Deno.test("tableObjective answers what is never unfrozen by what is not either, itself first", () => {
  const asked = {
    lr: 1e-5,
    num_epochs: 3,
    unfreeze_epoch: 4,
    max_length: 32000,
  };
  const answer = (...of: Parameters<typeof product>) =>
    tableObjective(product(...of))(asked);
  assertEquals(answer([1, 3, 5], [0, 2, 4], () => true).snapped, asked);
  assertEquals(
    answer([3, 5], [0, 3, 4], (e, u) => u <= e).snapped,
    { ...asked, unfreeze_epoch: 3 },
  );
  // Level 2 would train the encoder for an epoch: nothing answers.
  assertEquals(answer([3, 5], [0, 2, 4], (e, u) => u <= e).value, null);
});

Deno.test("tableObjective and isProductOfLevels take parameters of any name", () => {
  const labels = { solver: ["adam", "sgd"] };
  const space: SearchSpace = [
    { kind: "uniform", name: "dropout", low: 0, high: 0.5 },
    { kind: "log-uniform", name: "decay", low: 1e-4, high: 1e-2 },
    { kind: "categorical", name: "solver", choices: [0, 1] },
  ];
  const rows = [0, 0.5].flatMap((dropout) =>
    [1e-4, 1e-2].flatMap((decay) =>
      [0, 1].map((solver) => ({
        params: { dropout, decay, solver },
        value: dropout + decay + solver / 8,
      }))
    )
  );
  assert(isProductOfLevels(rows));
  assert(!isProductOfLevels(rows.slice(1)));
  const look = tableObjective(rows, { space, labels });
  // 2e-3 lies nearer 1e-2 in its logarithm, 0.2 nearer 0.
  const found = look({ dropout: 0.2, decay: 2e-3, solver: 1 });
  assertEquals(found.snapped, { dropout: 0, decay: 1e-2, solver: 1 });
  assertEquals(found.value, 0.135);
  assertAlmostEquals(
    found.distance!,
    Math.hypot(0.2 / 0.5, Math.log(5) / Math.log(100)),
    1e-12,
  );
  const distance = recordedDistance(rows, { space, labels });
  assertEquals(distance(rows[0].params, rows[1].params), 1);
});
