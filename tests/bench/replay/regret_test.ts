import { assertEquals } from "@std/assert";
import { regretRows, REPLAY_REGRET } from "../../../bench/replay/regret.ts";
import { cells } from "../../../bench/tables/table.ts";

Deno.test("regretRows() rank by validation, equal values alike, the best first", () => {
  const rows = [0.5, 0.75, 0.5, 0.25].map((value, i) => ({
    params: {
      lr: 1e-5,
      num_epochs: i + 1,
      unfreeze_epoch: 0,
      max_length: 32000,
    },
    value,
    ...(i === 1 ? { test: 0.125 } : {}),
  }));
  assertEquals(
    cells(REPLAY_REGRET, regretRows(rows)),
    [
      [1, 1e-5, 2, 0, 32000, 0.75, 0.125, 0],
      [2, 1e-5, 1, 0, 32000, 0.5, null, 0.25],
      [2, 1e-5, 3, 0, 32000, 0.5, null, 0.25],
      [4, 1e-5, 4, 0, 32000, 0.25, null, 0.5],
    ],
  );
});
