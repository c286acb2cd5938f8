import { assert, assertAlmostEquals } from "@std/assert";
import fc from "fast-check";
import { streamOf } from "../../../corpora/synthetic/random.ts";
import {
  resonator,
  vocalTract,
} from "../../../corpora/synthetic/vocal_tract.ts";
import { powerAt } from "./measures.ts";

const RATE = 16000;

/** Gain of a / (1 - b z - c z^2) at a frequency, by complex arithmetic. */
function gainAt(hz: number, frequencyHz: number, bandwidthHz: number): number {
  const { a, b, c } = resonator(frequencyHz, bandwidthHz, RATE);
  const w = 2 * Math.PI * hz / RATE;
  const re = 1 - b * Math.cos(w) - c * Math.cos(2 * w);
  const im = b * Math.sin(w) + c * Math.sin(2 * w);
  return a / Math.hypot(re, im);
}

Deno.test("resonator has unit gain at 0 Hz, its peak at its frequency and 3 dB less half a bandwidth off", () => {
  fc.assert(fc.property(
    fc.double({ min: 600, max: 6000, noNaN: true }),
    fc.double({ min: 40, max: 120, noNaN: true }),
    (frequency, bandwidth) => {
      const gain = (hz: number) => gainAt(hz, frequency, bandwidth);
      assertAlmostEquals(gain(0), 1, 1e-9);
      const peak = gain(frequency);
      assert(peak > gain(frequency - bandwidth / 4));
      assert(peak > gain(frequency + bandwidth / 4));
      for (const side of [-1, 1]) {
        const edge = gain(frequency + side * bandwidth / 2) / peak;
        assertAlmostEquals(20 * Math.log10(edge), -3.01, 0.6);
      }
    },
  ));
});

/** What the tract makes of an impulse, or of friction alone. */
function steady(
  formants: readonly number[],
  scale: number,
  friction: number,
): Float64Array {
  const frames = 200;
  const track = (value: number) => new Float64Array(frames).fill(value);
  const source = new Float64Array(frames * RATE / 200);
  if (friction === 0) source[0] = 1;
  return vocalTract(
    source,
    {
      f0Hz: track(100),
      voice: track(1),
      friction: track(friction),
      frictionHz: track(4000),
      formants: formants.map(track),
    },
    [scale, scale, scale, scale],
    RATE,
    streamOf(0, "test", 0),
  );
}

Deno.test("vocalTract has its peaks at the scaled formants", () => {
  for (const scale of [1, 1.17]) {
    const formants = [500, 1500, 2500, 3500];
    const response = steady(formants, scale, 0);
    const spectrum = Array.from(
      { length: 400 },
      (_, i) => powerAt(response.subarray(0, 4000), 10 * i),
    );
    const peaks = spectrum.flatMap((p, i) =>
      p > spectrum[i - 1] && p > spectrum[i + 1] ? [10 * i] : []
    );
    for (const formant of formants) {
      if (formant * scale > 3900) continue;
      const off = Math.min(...peaks.map((p) => Math.abs(p - formant * scale)));
      assert(off <= 20, `F at ${formant * scale}, peaks at ${peaks}`);
    }
  }
});

Deno.test("vocalTract makes noise about the friction's frequency when there is no voice", () => {
  const noise = steady([500, 1500, 2500, 3500], 1, 1);
  const about = (hz: number): number => {
    let sum = 0;
    for (let f = hz - 200; f <= hz + 200; f += 10) sum += powerAt(noise, f);
    return sum;
  };
  assert(about(4000) > 4 * about(1000));
  assert(about(4000) > 2 * about(7500));
});
