import type { RandomStream } from "./random.ts";

/** Highest level of any sample: what is louder is turned down as a whole. */
const PEAK = 0.95;

/** Corner of the low-pass that makes the background duller than white noise, as a pole. */
const ROOM_POLE = 0.8;

/**
 * Records speech: sets its level, adds background noise and rounds to 16 bits.
 *
 * Rounding also hides that `Math.exp`, `Math.cos` and powers may differ in their last bit from one
 * machine to another: a sample differs only if it falls within about 1e-12 of a rounding step.
 *
 * @param speech Clean speech without offset, at any level; shape (samples)
 * @param levelDb Level of the speech (root mean square over all samples) in dB relative to 1
 * @param snrDb Level of speech over background noise, in dB
 * @param stream Draws the noise
 * @returns Multiples of 2^-15 in [-0.96, 0.96]
 */
export function record(
  speech: Float64Array,
  levelDb: number,
  snrDb: number,
  stream: RandomStream,
): Float32Array<ArrayBuffer> {
  const room = new Float64Array(speech.length);
  for (let n = 0, y = 0; n < room.length; n++) {
    y = ROOM_POLE * y + (1 - ROOM_POLE) * (2 * stream.random() - 1);
    room[n] = y;
  }
  const gain = 10 ** (levelDb / 20) / rootMeanSquare(speech);
  const noise = 10 ** ((levelDb - snrDb) / 20) / rootMeanSquare(room);
  const mixed = speech.map((x, n) => gain * x + noise * room[n]);
  const peak = mixed.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
  const down = Math.min(1, PEAK / peak);
  return Float32Array.from(
    mixed,
    (x) => Math.round(x * down * 2 ** 15) / 2 ** 15,
  );
}

function rootMeanSquare(signal: Float64Array): number {
  return Math.sqrt(signal.reduce((sum, x) => sum + x * x, 0) / signal.length);
}
