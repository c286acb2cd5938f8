import { assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { recordedPruner } from "../../../../bench/proof/peers/checks/recorded_pruner.ts";
import {
  HyperbandPruner,
  PercentilePruner,
  SuccessiveHalvingPruner,
} from "../../../../optimizers/mod.ts";
import type { TrialRecord } from "../../../../optimizers/types.ts";

/** Trials with these values reported at step 0; the last one still runs. */
function history(values: number[]): TrialRecord[] {
  return values.map((value, number) => ({
    number,
    params: {},
    phase: "random",
    reports: [{ step: 0, value }],
    ...number < values.length - 1
      ? { state: "complete" as const, value }
      : { state: "running" as const },
  }));
}

function prunes(text: string, values: number[]): boolean {
  const trials = history(values);
  return recordedPruner(text, "s")!.prune(trials, trials.at(-1)!, "maximize");
}

Deno.test("recordedPruner makes the pruner that a text names", () => {
  assertEquals(recordedPruner("NopPruner", "s"), null);
  assertInstanceOf(recordedPruner("MedianPruner()", "s"), PercentilePruner);
  assertInstanceOf(
    recordedPruner("SuccessiveHalvingPruner(min_resource='auto')", "s"),
    SuccessiveHalvingPruner,
  );
  assertInstanceOf(
    recordedPruner("HyperbandPruner(max_resource=10)", "s"),
    HyperbandPruner,
  );
});

Deno.test("recordedPruner hands on arguments by name and by place", () => {
  const values = [1, 2, 3, 2.2];
  // Three complete trials: not enough for the default of five.
  assertEquals(prunes("MedianPruner()", values), false);
  assertEquals(prunes("MedianPruner(n_startup_trials=2)", values), false);
  assertEquals(prunes("MedianPruner(2)", [1, 2, 3, 1.5]), true);
  assertEquals(prunes("PercentilePruner(10.0, 2)", values), true);
  assertEquals(
    prunes(
      "PercentilePruner(10.0, n_startup_trials=2, n_min_trials=4)",
      values,
    ),
    false,
  );
});

Deno.test("recordedPruner refuses pruners and arguments that it does not know", () => {
  assertThrows(() => recordedPruner("WilcoxonPruner()", "s"), RangeError);
  assertThrows(
    () => recordedPruner("MedianPruner(patience=3)", "s"),
    RangeError,
    'the argument "patience=3"',
  );
});
