import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { streamOf } from "../../../corpora/synthetic/random.ts";
import { record } from "../../../corpora/synthetic/recording.ts";

const TONE = Float64Array.from(
  { length: 16000 },
  (_, n) => 7 * Math.sin(2 * Math.PI * 440 * n / 16000),
);

function levelDb(signal: ArrayLike<number>): number {
  let sum = 0;
  for (let n = 0; n < signal.length; n++) sum += signal[n] ** 2;
  return 10 * Math.log10(sum / signal.length);
}

Deno.test("record gives speech its level and the background its distance", () => {
  const recorded = record(TONE, -20, 25, streamOf(0, "test", 0));
  assertAlmostEquals(levelDb(recorded), -20, 0.1);
  const gain = 10 ** (-20 / 20) * Math.SQRT2 / 7;
  const background = recorded.map((x, n) => x - gain * TONE[n]);
  assertAlmostEquals(levelDb(background), -45, 0.1);
});

Deno.test("record rounds every sample to 16 bits", () => {
  const recorded = record(TONE, -40, 30, streamOf(0, "test", 0));
  assert(recorded.every((x) => Number.isInteger(x * 2 ** 15)));
});

Deno.test("record turns the whole down when a peak would clip", () => {
  const loud = record(TONE, 6, 60, streamOf(0, "test", 0));
  const quiet = record(TONE, -20, 60, streamOf(0, "test", 0));
  const peak = loud.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
  assertAlmostEquals(peak, 0.95, 1e-4);
  // Same shape: no sample was cut.
  const ratio = peak / quiet.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
  assert(quiet.every((x, n) => Math.abs(x * ratio - loud[n]) < 2e-4));
  assertEquals(loud.length, TONE.length);
});
