import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { HyperbandPruner } from "../../optimizers/pruners/hyperband.ts";
import { PercentilePruner } from "../../optimizers/pruners/percentile.ts";
import { SuccessiveHalvingPruner } from "../../optimizers/pruners/successive_halving.ts";
import type { Direction, Pruner, TrialRecord } from "../../optimizers/types.ts";

function trial(
  number: number,
  state: TrialRecord["state"],
  values: readonly number[],
): TrialRecord {
  return {
    number,
    params: {},
    phase: "random",
    state,
    value: state === "complete" ? values.at(-1) ?? 0 : undefined,
    reports: values.map((value, step) => ({ step, value })),
  };
}

/** Verdict on a running trial after `others`. */
function verdict(
  pruner: Pruner,
  others: readonly TrialRecord[],
  own: readonly number[],
  direction: Direction = "maximize",
): boolean {
  const running = trial(others.length, "running", own);
  return pruner.prune([...others, running], running, direction);
}

const five = [0.1, 0.2, 0.3, 0.4, 0.5]
  .map((value, i) => trial(i, "complete", [value, value]));

Deno.test("the median pruner stops what falls behind the median, equality goes on", () => {
  assertEquals(verdict(new PercentilePruner(), five, [0.29]), true);
  assertEquals(verdict(new PercentilePruner(), five, [0.3]), false);
  assertEquals(verdict(new PercentilePruner(), five, [0.31], "minimize"), true);
  assertEquals(verdict(new PercentilePruner(), five, [0.3], "minimize"), false);
});

Deno.test("the median pruner judges a trial by its best report so far", () => {
  assertEquals(verdict(new PercentilePruner(), five, [0.5, 0.1]), false);
  assertEquals(verdict(new PercentilePruner(), five, [NaN, 0.1]), true);
});

Deno.test("the median pruner waits for five complete trials, NaN not among them", () => {
  assertEquals(verdict(new PercentilePruner(), five.slice(1), [0]), false);
  const diverged = { ...five[0], value: NaN };
  const others = [diverged, ...five.slice(1)];
  assertEquals(verdict(new PercentilePruner(), others, [0]), false);
  const pruned = [trial(0, "pruned", [0.1]), ...five.slice(1)];
  assertEquals(verdict(new PercentilePruner(), pruned, [0]), false);
  const eager = new PercentilePruner({ startupTrials: 0 });
  assertEquals(verdict(eager, [], [0]), false);
});

Deno.test("the median pruner stops a trial of NaN reports, but not against NaN ones", () => {
  assertEquals(verdict(new PercentilePruner(), five, [NaN]), true);
  const others = five.map(({ number }) => trial(number, "complete", [NaN, 1]));
  assertEquals(verdict(new PercentilePruner(), others, [0]), false);
});

Deno.test("the median pruner compares with the trials that reached the step", () => {
  const pruner = new PercentilePruner({ minTrials: 2 });
  const longer = [...five.slice(1), trial(0, "complete", [0, 0, 0.9])];
  assertEquals(verdict(pruner, longer, [0, 0, 0]), false);
  assertEquals(verdict(new PercentilePruner(), longer, [0, 0, 0]), true);
});

Deno.test("the median pruner looks at the first report of each interval after warm-up", () => {
  const stops = (own: readonly [number, number][]) => {
    const running: TrialRecord = {
      ...trial(5, "running", []),
      reports: own.map(([step, value]) => ({ step, value })),
    };
    const others = five.map((t) => ({
      ...t,
      reports: Array.from({ length: 9 }, (_, step) => ({ step, value: 1 })),
    }));
    return new PercentilePruner({ warmupSteps: 2, intervalSteps: 3 })
      .prune([...others, running], running, "maximize");
  };
  assertEquals(stops([[1, 0]]), false);
  assertEquals(stops([[0, 0], [2, 0]]), true);
  assertEquals(stops([[2, 0], [3, 0]]), false);
  assertEquals(stops([[2, 0], [6, 0]]), true);
});

Deno.test("a percentile interpolates as numpy does", () => {
  // numpy.percentile([0.1, 0.2, 0.4, 0.8], 25) is 0.175.
  const others = [0.1, 0.2, 0.4, 0.8]
    .map((value, i) => trial(i, "complete", [value]));
  const pruner = new PercentilePruner({ percentile: 25, startupTrials: 1 });
  assertEquals(verdict(pruner, others, [0.1751], "minimize"), true);
  assertEquals(verdict(pruner, others, [0.1749], "minimize"), false);
});

Deno.test("successive halving lets the best of eta go on at each rung", () => {
  const pruner = new SuccessiveHalvingPruner({
    minResource: 1,
    reductionFactor: 2,
  });
  const others: TrialRecord[] = [];
  const step1 = (value: number) => {
    const stopped = verdict(pruner, others, [0, value]);
    others.push(trial(others.length, "pruned", [0, value]));
    return stopped;
  };
  // Of one and of two the best, of four the best two.
  assertEquals([5, 6, 5.5, 5.8].map(step1), [false, false, true, false]);
});

Deno.test("successive halving looks at no step before the first rung", () => {
  const pruner = new SuccessiveHalvingPruner({ minResource: 3 });
  for (const own of [[NaN], [NaN, NaN], [NaN, NaN, NaN]]) {
    assertEquals(verdict(pruner, [], own), false);
  }
  assertEquals(verdict(pruner, [], [0, 0, 0, NaN]), true);
});

Deno.test("successive halving waits for a complete trial to fix its first rung", () => {
  const pruner = new SuccessiveHalvingPruner();
  const bad = [1, 1, 1, 1, -1];
  assertEquals(verdict(pruner, [], bad), false);
  const long = trial(0, "complete", new Array(401).fill(0));
  assertEquals(verdict(pruner, [long], bad.map(() => NaN)), true);
  // 401 steps: the first rung lies at step 4, not 1.
  const later = new SuccessiveHalvingPruner();
  assertEquals(verdict(later, [long], [NaN, NaN, NaN, NaN]), false);
});

Deno.test("successive halving stops the first trials of a rung when bootstrapping", () => {
  const pruner = new SuccessiveHalvingPruner({
    minResource: 1,
    bootstrapCount: 2,
  });
  const others: TrialRecord[] = [];
  const verdicts = [1, 2, 3].map((value) => {
    const stopped = verdict(pruner, others, [0, value]);
    others.push(trial(others.length, "pruned", [0, value]));
    return stopped;
  });
  assertEquals(verdicts, [true, true, false]);
});

Deno.test("Hyperband puts trials into brackets by their number and the study's name", () => {
  // optuna 4.9.0: HyperbandPruner(1, 27) has 4 brackets with 27, 12, 6 and 4
  // shares; zlib.crc32(b"a_0") % 49 is 47, of b"a_1" 3, of b"a_5" 36.
  const stops = (number: number, steps: number) => {
    const pruner = new HyperbandPruner({ maxResource: 27, studyName: "a" });
    const running: TrialRecord = {
      ...trial(number, "running", new Array(steps + 1).fill(NaN)),
    };
    return pruner.prune([running], running, "maximize");
  };
  // NaN is stopped at the bracket's first rung: step 3^b.
  const firstRung = (number: number) =>
    [1, 3, 9, 27].find((steps) => stops(number, steps));
  assertEquals([0, 1, 5].map(firstRung), [27, 1, 3]);
});

Deno.test("Hyperband waits for a complete trial to know its largest resource", () => {
  const pruner = new HyperbandPruner();
  assertEquals(verdict(pruner, [], [NaN, NaN]), false);
});

Deno.test("pruners refuse configurations outside their range", () => {
  const bad: (() => Pruner)[] = [
    () => new PercentilePruner({ percentile: 101 }),
    () => new PercentilePruner({ percentile: NaN }),
    () => new PercentilePruner({ startupTrials: -1 }),
    () => new PercentilePruner({ intervalSteps: 0 }),
    () => new PercentilePruner({ minTrials: 0 }),
    () => new SuccessiveHalvingPruner({ minResource: 0 }),
    () => new SuccessiveHalvingPruner({ reductionFactor: 1 }),
    () => new SuccessiveHalvingPruner({ minEarlyStoppingRate: 0.5 }),
    () => new SuccessiveHalvingPruner({ bootstrapCount: -1 }),
    () => new HyperbandPruner({ minResource: 0 }),
    () => new HyperbandPruner({ maxResource: 0 }),
    () => new HyperbandPruner({ bootstrapCount: 1 }),
  ];
  for (const make of bad) {
    assertThrows(make, RangeError, "Cannot make a pruner: found ");
  }
});

Deno.test("pruners judge a maximised objective as its negation minimised", () => {
  const makers: (() => Pruner)[] = [
    () => new PercentilePruner({ startupTrials: 2 }),
    () => new SuccessiveHalvingPruner({ minResource: 1, reductionFactor: 2 }),
    () => new HyperbandPruner({ maxResource: 9 }),
  ];
  const curves = fc.array(
    fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 9 }),
    { minLength: 3, maxLength: 12 },
  );
  for (const make of makers) {
    fc.assert(fc.property(curves, (values) => {
      const decide = (sign: number, direction: Direction) => {
        const pruner = make();
        const done: TrialRecord[] = [];
        return values.map((curve) => {
          const signed = curve.map((value) => sign * value);
          const stop = signed.findIndex((_, step) =>
            verdict(pruner, done, signed.slice(0, step + 1), direction)
          );
          done.push(trial(
            done.length,
            stop < 0 ? "complete" : "pruned",
            stop < 0 ? signed : signed.slice(0, stop + 1),
          ));
          return stop;
        });
      };
      const maximized = decide(1, "maximize");
      assert(maximized.length === values.length);
      assertEquals(decide(-1, "minimize"), maximized);
    }));
  }
});
