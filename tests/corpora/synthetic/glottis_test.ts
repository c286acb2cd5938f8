import { assert, assertAlmostEquals } from "@std/assert";
import type { Delivery } from "../../../corpora/synthetic/delivery.ts";
import {
  glottalFlow,
  glottalSource,
} from "../../../corpora/synthetic/glottis.ts";
import { streamOf } from "../../../corpora/synthetic/random.ts";
import { powerAt } from "./measures.ts";

const RATE = 16000;
const STEADY: Delivery = {
  f0Hz: 100,
  accentSemitones: 0,
  finalSemitones: 0,
  slowness: 1,
  pauseSeconds: 0,
  levelDb: 0,
  stressDb: 0,
  tiltDb: 0,
  openQuotient: 0.6,
  jitterPercent: 0,
  shimmerPercent: 0,
  breathDb: -200,
  creak: 0,
};

/** Source of a steady vowel of two seconds. */
function steady(f0Hz: number, change: Partial<Delivery>): Float64Array {
  const track = (value: number) => new Float64Array(400).fill(value);
  return glottalSource(
    { f0Hz: track(f0Hz), voice: track(1) },
    { ...STEADY, ...change },
    RATE,
    streamOf(0, "test", 0),
  );
}

function powerOf(signal: Float64Array): number {
  return signal.reduce((sum, x) => sum + x * x, 0) / signal.length;
}

/** Lengths of the periods, from one opening (the first rise after rest) to the next. */
function periodsOf(signal: Float64Array): number[] {
  const openings = Array.from(signal.keys()).filter((n) =>
    signal[n] > 0.02 && Math.abs(signal[n - 1]) <= 0.02
  );
  return openings.slice(1).map((n, i) => n - openings[i]);
}

Deno.test("glottalFlow rises to 1, falls to 0 and rests without a jump", () => {
  const [opening, closing] = [0.43, 0.17];
  const flow = (phase: number) => glottalFlow(phase, opening, closing);
  assertAlmostEquals(flow(0), 0);
  assertAlmostEquals(flow(opening), 1);
  assertAlmostEquals(flow(opening - 1e-9), 1, 1e-9);
  assertAlmostEquals(flow(opening / 2), 0.5);
  assertAlmostEquals(flow(opening + closing / 2), 0.75);
  assertAlmostEquals(flow(opening + closing - 1e-9), 0, 1e-7);
  assertAlmostEquals(flow(0.8), 0);
});

Deno.test("glottalSource is a harmonic series of its F0 and of unit power when nothing varies", () => {
  for (const f0Hz of [100, 160, 250]) {
    const source = steady(f0Hz, {});
    // Sampling rounds the corner at closure: up to 8 % of power at the highest F0.
    assertAlmostEquals(powerOf(source), 1, 0.1);
    let harmonics = 0;
    for (let k = 1; k * f0Hz < 8000; k++) {
      harmonics += powerAt(source, k * f0Hz);
    }
    assertAlmostEquals(harmonics / powerOf(source), 1, 0.02);
  }
});

Deno.test("glottalSource rests for the closed part of the period when the open quotient says so", () => {
  for (const openQuotient of [0.4, 0.6, 0.8]) {
    const source = steady(100, { openQuotient, tiltDb: 0 });
    const still = source.filter((x) => Math.abs(x) < 0.02).length;
    assertAlmostEquals(still / source.length, 1 - openQuotient, 0.05);
  }
});

Deno.test("glottalSource loses what the tilt says above 1 kHz and nothing at its fundamental", () => {
  const [plain, dull] = [steady(100, {}), steady(100, { tiltDb: 10 })];
  const loss = (hz: number): number =>
    10 * Math.log10(powerAt(plain, hz) / powerAt(dull, hz));
  assertAlmostEquals(loss(100), 0, 0.3);
  assertAlmostEquals(loss(6000), 10, 1);
});

Deno.test("glottalSource adds aspiration at the level asked for", () => {
  const clean = steady(125, {});
  const breathy = steady(125, { breathDb: -10 });
  const noise = powerOf(breathy.map((x, n) => x - clean[n]));
  assertAlmostEquals(10 * Math.log10(noise), -10, 1.2);
});

Deno.test("glottalSource varies its periods by the jitter asked for", () => {
  assert(periodsOf(steady(100, {})).every((period) => period === 160));
  const periods = periodsOf(steady(100, { jitterPercent: 4 }));
  const changes = periods.slice(1).map((p, i) => Math.abs(p - periods[i]));
  // Mean |difference| of two independent bell-shaped numbers of deviation 4 % / sqrt 2.
  const percent = 100 * changes.reduce((a, b) => a + b) / changes.length / 160;
  assertAlmostEquals(percent, 4 * Math.SQRT1_2 * 2 / Math.sqrt(Math.PI), 0.6);
});

Deno.test("glottalSource has power at half its F0 when the voice creaks and none when not", () => {
  const below = (creak: number): number => {
    const source = steady(100, { creak });
    return powerAt(source, 50) / powerAt(source, 100);
  };
  assert(below(0) < 1e-6);
  assert(below(1) > 0.01);
});
