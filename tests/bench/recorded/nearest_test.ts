import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  nearestObjective,
  recordedRange,
} from "../../../bench/recorded/nearest_objective.ts";
import { toParams } from "../../../bench/recorded/recorded_configuration.ts";

type X = [number, number, number, number];

const row = (x: X, value: number) => ({ params: toParams(x), value });

/** lr spans a factor of 100, epochs 8, unfreeze 2, length 128000. */
const ROWS = [
  row([1e-6, 2, 2, 32000], 0.1), // never unfrozen
  row([1e-5, 2, 0, 32000], 0.5),
  row([1e-5, 10, 0, 32000], 0.6),
  row([1e-4, 10, 1, 160000], 0.9),
];

Deno.test("nearestObjective() answers a recorded configuration with its own score", () => {
  const look = nearestObjective(ROWS, 0);
  for (const { params, value } of ROWS) {
    assertEquals(look(params), {
      snapped: params,
      moved: false,
      distance: 0,
      value,
    });
  }
});

Deno.test("nearestObjective() measures distance in recorded ranges, of lr in its logarithm", () => {
  const look = nearestObjective(ROWS, 1);
  // By hand: a factor of 10 of 100 is half of lr's range, 4 of 8 epochs half of theirs.
  const answer = look(toParams([1e-4, 6, 0, 32000]));
  assertEquals(answer.snapped, ROWS[1].params);
  assertAlmostEquals(answer.distance!, Math.SQRT1_2, 1e-12);
  // As near to both: the first in the order of the table.
  assertEquals(look(toParams([1e-5, 6, 0, 32000])).value, 0.5);
  assertEquals(look(toParams([1e-5, 7, 0, 32000])).value, 0.6);
});

Deno.test("nearestObjective() fails beyond its reach and says how far it is", () => {
  const asked = toParams([1e-5, 6, 0, 32000]);
  assertEquals(nearestObjective(ROWS, 0.5)(asked).value, 0.5);
  assertEquals(nearestObjective(ROWS, 0.49)(asked), {
    snapped: ROWS[1].params,
    moved: true,
    distance: 0.5,
    value: null,
  });
});

Deno.test("nearestObjective() never lets a trained encoder answer for an untrained one", () => {
  const look = nearestObjective(ROWS, 10);
  assertEquals(look(toParams([1e-4, 4, 5, 160000])).snapped, ROWS[0].params);
  // unfreeze_epoch 5 of 2 epochs is the same run as 2 of 2.
  assertEquals(look(toParams([1e-6, 2, 5, 32000])), {
    snapped: ROWS[0].params,
    moved: true,
    distance: 0,
    value: 0.1,
  });
  assertEquals(
    nearestObjective(ROWS.slice(1), 10)(toParams([1e-4, 4, 5, 160000])),
    { snapped: null, moved: true, distance: null, value: null },
  );
});

Deno.test("nearestObjective() refuses an empty table and a configuration recorded twice", () => {
  assertThrows(() => nearestObjective([], 1), RangeError, "found no rows");
  assertThrows(
    () => nearestObjective([ROWS[0], ROWS[0]], 1),
    RangeError,
    "twice",
  );
});

Deno.test("recordedRange() cuts the paper's space to what was recorded", () => {
  assertEquals(recordedRange(ROWS), [
    { kind: "log-uniform", name: "lr", low: 1e-6, high: 1e-4 },
    { kind: "integer", name: "num_epochs", low: 2, high: 10 },
    { kind: "integer", name: "unfreeze_epoch", low: 0, high: 2 },
    { kind: "categorical", name: "max_length", choices: [32000, 160000] },
  ]);
});
