/**
 * The voiced source: glottal pulses with jitter, shimmer and creak, and aspiration.
 *
 *     opening   part of the period in which the flow rises
 *     closing   part in which it falls; opening + closing is the open quotient
 *     flow      0 to 1; what is returned is its change from sample to sample, which stands for the
 *               radiated pressure of the source
 */
import type { Delivery } from "./delivery.ts";
import { type RandomStream, spread } from "./random.ts";
import type { Score } from "./score.ts";
import { FRAMES_PER_SECOND } from "./timing.ts";

/** Flow rises for this many times as long as it falls (Rosenberg's preferred 40 % and 16 %). */
const SPEED_QUOTIENT = 2.5;

/** Above this frequency the tilt of the source takes effect. */
const TILT_CORNER_HZ = 1000;

/** Change of period and of amplitude from one cycle to the next at full creak. */
const CREAK_PERIOD = 0.04;
const CREAK_AMPLITUDE = 0.45;

/**
 * Glottal flow at a point of the period, in [0, 1].
 *
 * Source: Rosenberg 1971, "Effect of glottal pulse shape on the quality of natural vowels", pulse B:
 * 3 u^2 - 2 u^3 while opening, 1 - v^2 while closing.
 *
 * @param phase Point of the period, in [0, 1)
 * @param opening Part of the period in which the flow rises
 * @param closing Part in which it falls
 */
export function glottalFlow(
  phase: number,
  opening: number,
  closing: number,
): number {
  if (phase < opening) {
    const u = phase / opening;
    return u * u * (3 - 2 * u);
  }
  const v = (phase - opening) / closing;
  return v < 1 ? 1 - v * v : 0;
}

/**
 * Makes the source signal of an utterance, of unit power where the voice gain is 1.
 *
 * @param score F0 and gain, frame by frame
 * @param delivery Open quotient, tilt, jitter, shimmer, creak and breath
 * @param sampleRateHz Samples in a second
 * @param stream Draws jitter and shimmer for each cycle and noise for each sample
 * @returns One value a sample, `sampleRateHz / FRAMES_PER_SECOND` for each frame
 */
export function glottalSource(
  { f0Hz, voice }: Pick<Score, "f0Hz" | "voice">,
  delivery: Delivery,
  sampleRateHz: number,
  stream: RandomStream,
): Float64Array {
  const hop = sampleRateHz / FRAMES_PER_SECOND;
  const source = new Float64Array(voice.length * hop);
  const closing = delivery.openQuotient / (1 + SPEED_QUOTIENT);
  const opening = delivery.openQuotient - closing;
  // Mean square of the derivative of the flow, were the period one sample long.
  const power = 1.2 / opening + 4 / (3 * closing);
  const corner = Math.tan(Math.PI * TILT_CORNER_HZ / sampleRateHz);
  const bright = 10 ** (-delivery.tiltDb / 20);
  const breath = 10 ** (delivery.breathDb / 20);
  const jitter = delivery.jitterPercent / 100;
  const shimmer = delivery.shimmerPercent / 100;

  let start = 0;
  let period = 1;
  let amplitude = 0;
  let side = 1;
  let flowBefore = 0;
  let pulseBefore = 0;
  let soft = 0;
  for (let n = 0; n < source.length; n++) {
    const frame = Math.floor(n / hop);
    while (n >= start + period) {
      start += period;
      side = -side;
      const wobble = jitter * spread(stream) * Math.SQRT1_2 +
        CREAK_PERIOD * delivery.creak * side;
      period = sampleRateHz / f0Hz[frame] * (1 + wobble);
      amplitude = (1 + shimmer * spread(stream) * Math.SQRT1_2 +
        CREAK_AMPLITUDE * delivery.creak * side) *
        period / Math.sqrt(power);
    }
    const flow = glottalFlow((n - start) / period, opening, closing);
    const pulse = amplitude * (flow - flowBefore);
    flowBefore = flow;
    soft += corner / (1 + corner) * (pulse + pulseBefore - 2 * soft);
    pulseBefore = pulse;
    const tilted = soft + bright * (pulse - soft);
    const noise = (2 * stream.random() - 1) * Math.sqrt(3);
    source[n] = voice[frame] * (tilted + breath * (0.5 + flow) * noise);
  }
  return source;
}
