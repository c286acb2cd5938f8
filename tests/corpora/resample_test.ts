import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  createResampler,
  designLowPass,
  mixDown,
} from "../../corpora/resample.ts";

interface Fixture {
  origin: string;
  low_pass: {
    up: number;
    down: number;
    length: number;
    from_centre: number[];
  }[];
  noise: { rate: number; input: number[]; output: number[] }[];
  tone_list: [amplitude: number, frequencyHz: number][];
  tones: { rate: number; output: number[] }[];
}
const fixture: Fixture = JSON.parse(
  Deno.readTextFileSync(new URL("fixtures/resample.json", import.meta.url)),
);

const TO_HZ = 16_000;

/** Sum of sines at `rateHz`, from time 0. */
function tones(
  rateHz: number,
  frames: number,
  list: readonly (readonly [number, number])[],
) {
  return Float32Array.from({ length: frames }, (_, i) => {
    return list.reduce(
      (sum, [a, f]) => sum + a * Math.sin(2 * Math.PI * f * i / rateHz),
      0,
    );
  });
}

/** Largest difference away from the first and last `margin` samples. */
function largestDifference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  margin = 0,
): number {
  assertEquals(a.length, b.length);
  let largest = 0;
  for (let i = margin; i < a.length - margin; i++) {
    largest = Math.max(largest, Math.abs(a[i] - b[i]));
  }
  return largest;
}

/** Gain at one frequency of a low-pass at the common rate, in dB. */
function gainDb(
  taps: ArrayLike<number>,
  up: number,
  cyclesPerSample: number,
): number {
  const half = (taps.length - 1) / 2;
  let sum = 0;
  for (let m = -half; m <= half; m++) {
    sum += Math.fround(taps[m + half]) *
      Math.cos(2 * Math.PI * cyclesPerSample * m);
  }
  return 20 * Math.log10(Math.abs(sum / up));
}

for (const { up, down, length, from_centre } of fixture.low_pass) {
  Deno.test(`designLowPass() equals scipy.signal.firwin when the ratio is ${up}/${down}`, () => {
    const taps = designLowPass(up, down);
    assertEquals(taps.length, length);
    const half = (length - 1) / 2;
    const outwards = taps.subarray(half, half + from_centre.length);
    const difference = largestDifference(outwards, from_centre);
    assert(difference < 1e-13 * taps[half], `largest difference ${difference}`);
    assertEquals(taps.toReversed(), taps);
  });
}

const RATIOS: [rate: number, up: number, down: number][] = [
  [48_000, 1, 3],
  [44_100, 160, 441],
  [24_000, 2, 3],
  [22_050, 320, 441],
  [96_000, 1, 6],
];

for (const [rate, up, down] of RATIOS) {
  Deno.test(`designLowPass() is flat to 7 kHz and silent from 8 kHz when ${rate} Hz comes in`, () => {
    const taps = designLowPass(up, down);
    const commonRate = up * rate;
    let ripple = 0;
    for (let f = 0; f <= 7000; f += 100) {
      ripple = Math.max(ripple, Math.abs(gainDb(taps, up, f / commonRate)));
    }
    let leak = -Infinity;
    for (let f = 8000; f <= Math.min(commonRate / 2, 48_000); f += 125) {
      leak = Math.max(leak, gainDb(taps, up, f / commonRate));
    }
    assert(ripple < 0.001, `ripple ${ripple} dB`);
    assert(leak < -95, `stop band ${leak} dB`);
  });
}

for (const { rate, input, output } of fixture.noise) {
  Deno.test(`createResampler() equals scipy.signal.resample_poly when ${rate} Hz comes in`, () => {
    const result = createResampler(rate, TO_HZ)(Float32Array.from(input));
    const difference = largestDifference(result, output);
    assert(difference < 5e-7, `largest difference ${difference}`); // taps and output are float32
  });
}

for (const { rate, output } of fixture.tones) {
  Deno.test(`createResampler() agrees with soxr VHQ on speech tones when ${rate} Hz comes in`, () => {
    const input = tones(rate, rate / 10, fixture.tone_list);
    const result = createResampler(rate, TO_HZ)(input);
    const exact = tones(TO_HZ, result.length, fixture.tone_list);
    const bySoxr = largestDifference(result, output, 300);
    const byFormula = largestDifference(result, exact, 300);
    // soxr itself is 3.1e-5 away from the tones at 44.1 and 22.05 kHz, 5e-8 at the others.
    assert(bySoxr < 5e-5, `from soxr ${bySoxr}`);
    assert(byFormula < 1e-5, `from the tones themselves ${byFormula}`);
  });
}

for (const rate of [48_000, 44_100]) {
  Deno.test(`createResampler() lets nothing fold back when ${rate} Hz carries 8 kHz or more`, () => {
    const resample = createResampler(rate, TO_HZ);
    for (
      const f of [8000, 8500, 9999, 12_000, 15_500, 16_000, 17_000, 21_000]
    ) {
      const result = resample(tones(rate, rate / 4, [[1, f]]));
      const peak = largestDifference(
        result,
        new Float32Array(result.length),
        300,
      );
      assert(
        20 * Math.log10(peak) < -90,
        `${f} Hz comes out at ${20 * Math.log10(peak)} dB`,
      );
    }
  });
}

Deno.test("createResampler() leaves no image of the speech band when 8 kHz comes in", () => {
  const result = createResampler(8000, TO_HZ)(tones(8000, 2000, [[0.5, 3000]]));
  const difference = largestDifference(
    result,
    tones(TO_HZ, 4000, [[0.5, 3000]]),
    300,
  );
  assert(
    20 * Math.log10(difference) < -85,
    `${20 * Math.log10(difference)} dB`,
  );
});

Deno.test("createResampler() gives the signal itself when the rates are equal", () => {
  const samples = Float32Array.of(1, 2, 3);
  assertEquals(createResampler(TO_HZ, TO_HZ)(samples), samples);
});

Deno.test("createResampler() keeps every output instant that lies in the input", () => {
  const resamplers = [8000, 11_025, 16_001, 22_050, 24_000, 44_100, 48_000]
    .map((rate) => ({ rate, resample: createResampler(rate, TO_HZ) }));
  fc.assert(
    fc.property(
      fc.constantFrom(...resamplers),
      fc.integer({ min: 1, max: 300 }),
      ({ rate, resample }, frames) => {
        const { length } = resample(new Float32Array(frames));
        assert(
          (length - 1) * rate < frames * TO_HZ &&
            length * rate >= frames * TO_HZ,
        );
      },
    ),
    { seed: 21, numRuns: 100 },
  );
});

Deno.test("createResampler() is linear when two signals are added", () => {
  const resample = createResampler(44_100, TO_HZ);
  const signal = fc.float32Array({
    min: -1,
    max: 1,
    noNaN: true,
    minLength: 200,
    maxLength: 200,
  });
  fc.assert(
    fc.property(signal, signal, (x, y) => {
      const sum = resample(x.map((value, i) => value / 2 - y[i] / 4));
      const [a, b] = [resample(x), resample(y)];
      const difference = largestDifference(
        sum,
        a.map((value, i) => value / 2 - b[i] / 4),
      );
      assert(difference < 1e-6, `difference ${difference}`);
    }),
    { seed: 22, numRuns: 30 },
  );
});

Deno.test("createResampler() delays the output by up samples when the input is delayed by down", () => {
  const [up, down] = [160, 441];
  const samples = tones(44_100, 2000, [[0.3, 440], [0.2, 3000]]);
  const delayed = new Float32Array(samples.length + down);
  delayed.set(samples, down);
  const resample = createResampler(44_100, TO_HZ);
  const expected = resample(samples);
  assertEquals(resample(delayed).subarray(up, up + expected.length), expected);
});

Deno.test("createResampler() refuses a rate when it is not a positive integer", () => {
  for (const rate of [0, -8000, 44_100.5, NaN, Infinity]) {
    assertThrows(
      () => createResampler(rate, TO_HZ),
      RangeError,
      `found a rate of ${rate} Hz`,
    );
  }
});

Deno.test("mixDown() gives the mean of the channels", () => {
  const left = Float32Array.of(1, 0, -1);
  assertEquals(
    mixDown([left, Float32Array.of(0, 0.5, -1)]),
    Float32Array.of(0.5, 0.25, -1),
  );
  assertEquals(mixDown([left, left, left]), left);
  assertEquals(mixDown([left]), left);
});
