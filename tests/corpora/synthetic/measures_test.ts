import { assert, assertAlmostEquals } from "@std/assert";
import { measure, track } from "./measures.ts";

const RATE = 16000;

/** Twelve harmonics with falling amplitudes, F0 given for each sample, and white noise. */
function tone(
  samples: number,
  f0Hz: (seconds: number) => number,
  noise: number,
): Float32Array {
  let phase = 0;
  let state = 1;
  return Float32Array.from({ length: samples }, (_, n) => {
    phase += 2 * Math.PI * f0Hz(n / RATE) / RATE;
    let x = 0;
    for (let k = 1; k <= 12; k++) x += Math.sin(k * phase) / k;
    state = Math.imul(state, 1664525) + 1013904223 | 0; // Numerical Recipes' generator
    return 0.1 * x + noise * state / 2 ** 31;
  });
}

Deno.test("track finds the F0 of steady tones and of glides within a tenth of a semitone", () => {
  for (const f0Hz of [80, 123.4, 205, 390]) {
    for (const { f0Hz: found } of track(tone(8000, () => f0Hz, 0.002))) {
      assertAlmostEquals(12 * Math.log2(found / f0Hz), 0, 0.1);
    }
  }
  const glide = (seconds: number): number => 150 * 2 ** (seconds / 2);
  for (const { start, f0Hz } of track(tone(16000, glide, 0.002))) {
    // The frame of 25 ms is compared with itself one period on.
    const middle = start / RATE + 0.0125 + 0.5 / f0Hz;
    assertAlmostEquals(12 * Math.log2(f0Hz / glide(middle)), 0, 0.1);
  }
});

Deno.test("track finds no F0 in noise", () => {
  const frames = track(tone(16000, () => 0, 0.1));
  const voiced = frames.filter(({ f0Hz }) => f0Hz > 0);
  assert(voiced.length < 0.02 * frames.length);
});

Deno.test("measure tells noise, jitter, pauses and level of a signal made to have them", () => {
  const clean = measure(tone(16000, () => 150, 0.001));
  const noisy = measure(tone(16000, () => 150, 0.03));
  assert(clean.harmonicity > noisy.harmonicity + 10);
  const wobble = (seconds: number): number =>
    150 * (Math.floor(seconds * 150) % 2 === 0 ? 1.02 : 0.98);
  const jittered = measure(tone(16000, wobble, 0.001));
  assert(jittered.jitterPercent > clean.jitterPercent + 1);
  assert(jittered.alternation > clean.alternation + 0.02);
  const halves = tone(16000, () => 150, 0.001).map((x, n) =>
    n > 6000 && n < 10000 ? x / 1000 : x
  );
  assertAlmostEquals(measure(halves).pauseSeconds, 0.25, 0.041);
  assertAlmostEquals(clean.pauseSeconds, 0);
  const quiet = tone(16000, () => 150, 0.001).map((x) => x / 10);
  assertAlmostEquals(measure(quiet).level - clean.level, -20, 1e-4);
});
