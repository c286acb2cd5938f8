/**
 * The filter: four formant resonators and the tract's higher poles in a row, and one resonator beside
 * them for friction.
 *
 * A resonator is y[n] = a x[n] + b y[n-1] + c y[n-2] with c = -exp(-2 pi B / R),
 * b = 2 exp(-pi B / R) cos(2 pi F / R), a = 1 - b - c (unit gain at 0 Hz); F its frequency, B its
 * bandwidth, R the sample rate. Source: Klatt 1980, "Software for a cascade/parallel formant
 * synthesizer".
 */
import type { RandomStream } from "./random.ts";
import type { Score } from "./score.ts";
import { FRAMES_PER_SECOND } from "./timing.ts";

/** Bandwidths of F1 to F4 and of friction, in Hz. */
const BANDWIDTHS_HZ = [100, 100, 140, 220];
const FRICTION_BANDWIDTH_HZ = 1800;

/** Poles above F4, those of a uniform tube of 17 cm, with their bandwidth: without them speech is dull. */
const HIGHER_HZ = [4500, 5500, 6500, 7500];
const HIGHER_BANDWIDTH_HZ = 300;

/** Level of full friction beside a vowel's source. */
const FRICTION_GAIN = 0.25;

/** The coefficients that make a two-pole resonator. */
export interface Resonator {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** The resonator of a frequency and a bandwidth, with unit gain at 0 Hz. */
export function resonator(
  frequencyHz: number,
  bandwidthHz: number,
  sampleRateHz: number,
): Resonator {
  const radius = Math.exp(-Math.PI * bandwidthHz / sampleRateHz);
  const b = 2 * radius * Math.cos(2 * Math.PI * frequencyHz / sampleRateHz);
  const c = -radius * radius;
  return { a: 1 - b - c, b, c };
}

/**
 * Filters a source through the tract.
 *
 * @param source Glottal source, shape (samples)
 * @param score Formants and friction, frame by frame
 * @param scale Factor on each formant: tract length and the speaker's own shift
 * @param sampleRateHz Samples in a second
 * @param stream Draws the friction noise
 * @returns Speech at no particular level, shape (samples)
 */
export function vocalTract(
  source: Float64Array,
  score: Score,
  scale: readonly number[],
  sampleRateHz: number,
  stream: RandomStream,
): Float64Array {
  const hop = sampleRateHz / FRAMES_PER_SECOND;
  const speech = source.slice();
  score.formants.forEach((track, k) => {
    filter(
      speech,
      hop,
      (frame) =>
        resonator(track[frame] * scale[k], BANDWIDTHS_HZ[k], sampleRateHz),
    );
  });
  for (const frequencyHz of HIGHER_HZ.map((hz) => hz * scale[3])) {
    if (frequencyHz > 0.48 * sampleRateHz) continue;
    const pole = resonator(frequencyHz, HIGHER_BANDWIDTH_HZ, sampleRateHz);
    filter(speech, hop, () => pole);
  }
  const friction = new Float64Array(source.length);
  for (let n = 0; n < friction.length; n++) {
    const gain = score.friction[Math.floor(n / hop)];
    friction[n] = gain * (2 * stream.random() - 1) * Math.sqrt(3);
  }
  filter(friction, hop, (frame) =>
    ofUnitPower(resonator(
      Math.min(score.frictionHz[frame] * scale[2], 0.45 * sampleRateHz),
      FRICTION_BANDWIDTH_HZ,
      sampleRateHz,
    )));
  return speech.map((x, n) => x + FRICTION_GAIN * friction[n]);
}

/** Filters in place, with new coefficients every `hop` samples. */
function filter(
  signal: Float64Array,
  hop: number,
  at: (frame: number) => Resonator,
): void {
  let y1 = 0;
  let y2 = 0;
  for (let start = 0; start < signal.length; start += hop) {
    const { a, b, c } = at(start / hop);
    for (let n = start; n < start + hop; n++) {
      const y = a * signal[n] + b * y1 + c * y2;
      y2 = y1;
      y1 = y;
      signal[n] = y;
    }
  }
}

/** The same poles with the gain that leaves the power of white noise as it is. */
function ofUnitPower({ b, c }: Resonator): Resonator {
  return { a: Math.sqrt((1 + c) * ((1 - c) ** 2 - b * b) / (1 - c)), b, c };
}
