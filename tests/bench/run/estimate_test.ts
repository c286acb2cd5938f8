import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { studiesOf } from "../../../bench/plan/plan.ts";
import {
  estimate,
  estimateText,
  type MeasuredTrial,
} from "../../../bench/run/estimate.ts";
import { fakePlan } from "../fake_run.ts";

const STUDIES = studiesOf({ ...fakePlan([1, 2, 3]), trials: 5 });
const SIZE = { utterances: 70, syllables: 9 };
const trial = (seconds: number, changes: Partial<MeasuredTrial> = {}) => ({
  kind: "synthetic/moonshine-tiny/quick",
  seconds,
  cpu: "here",
  ...SIZE,
  ...changes,
});

Deno.test("estimate() is the number of trials times their mean, give or take two standard errors", () => {
  const seconds = Array.from({ length: 30 }, (_, i) => i % 2 ? 4 : 20);
  const { minutes, measured, here } = estimate(
    STUDIES,
    SIZE,
    [...seconds.map((s) => trial(s)), trial(1e6, { kind: "emodb/x/quick" })],
    { cpu: "here" },
  );
  // Thirty trials of 12 s each, eight off either way; as many were measured.
  const variance = 64 * 30 / 29;
  const margin = 2 * Math.sqrt(30 * variance + 30 * 30 * variance / 30);
  assertAlmostEquals(minutes![0], (360 - margin) / 60, 1e-12);
  assertAlmostEquals(minutes![1], (360 + margin) / 60, 1e-12);
  assertEquals([measured, here], [30, true]);
});

Deno.test("estimate() holds its mean between its ends, and no end below the quickest trial", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.01, max: 1e4, noNaN: true }), {
        minLength: 1,
        maxLength: 9,
      }),
      (seconds) => {
        const [low, high] = estimate(
          STUDIES,
          SIZE,
          seconds.map((s) => trial(s)),
          { cpu: "here" },
        ).minutes!;
        const mean = seconds.reduce((a, b) => a + b) / seconds.length;
        assert(low <= 30 * mean / 60 * (1 + 1e-12) && 30 * mean / 60 <= high);
        assert(low >= 30 * Math.min(...seconds) / 60 * (1 - 1e-12));
      },
    ),
    { seed: 3 },
  );
});

Deno.test("estimate() takes trials of this processor alone where there are any", () => {
  const trials = [trial(10), trial(10), trial(900, { cpu: "other" })];
  const { minutes, measured } = estimate(STUDIES, SIZE, trials, {
    cpu: "here",
  });
  assertAlmostEquals(minutes![0], 5, 1e-12);
  assertAlmostEquals(minutes![1], 5, 1e-12);
  assertEquals(measured, 2);
});

Deno.test("estimate() scales trials of another processor by the rate of a product, or doubts them", () => {
  const of = (theirs?: number) =>
    estimate(
      STUDIES,
      SIZE,
      [10, 10].map((s) => trial(s, { cpu: "other", productGflops: theirs })),
      { cpu: "here", productGflops: 50 },
    );
  // Half as fast as theirs: 20 s a trial, a quarter either way.
  assertAlmostEquals(of(100).minutes![0], 10 / 1.25, 1e-12);
  assertAlmostEquals(of(100).minutes![1], 10 * 1.25, 1e-12);
  assertAlmostEquals(of().minutes![0], 2.5, 1e-12);
  assertAlmostEquals(of().minutes![1], 10, 1e-12);
  assertEquals(of().here, false);
  assert(estimateText(of(), 1).includes("of other processors"));
});

Deno.test("estimate() scales the synthetic corpus by its size", () => {
  const { minutes } = estimate(
    STUDIES,
    { utterances: 140, syllables: 3 },
    [trial(9), trial(9)],
    { cpu: "here" },
  );
  assertAlmostEquals(minutes![0], 30 * 6 / 60, 1e-12);
});

Deno.test("estimate() says which kinds were never measured", () => {
  const studies = studiesOf({
    ...fakePlan([1]),
    encoders: ["moonshine-tiny", "whisper-tiny"],
  });
  const found = estimate(studies, SIZE, [trial(1)], { cpu: "here" });
  assertEquals(found.minutes, null);
  assertEquals(found.unknown, ["synthetic/whisper-tiny/quick"]);
  assert(estimateText(found, 2).startsWith("Time: unknown"));
});
