import { syntheticCorpus } from "../../../corpora/mod.ts";

/** Enough utterances for half a minute. */
const UTTERANCES = 14;

/**
 * The synthetic corpus end to end, cut to a length: what training is fed with.
 * Noise would not do, as real activations reach where arithmetic is slow.
 *
 * @param samples Length at 16 kHz, up to half a minute
 */
export async function speech(
  samples: number,
): Promise<Float32Array<ArrayBuffer>> {
  const { utterances } = await syntheticCorpus({ utterances: UTTERANCES });
  const audio = new Float32Array(samples);
  let at = 0;
  for (const utterance of utterances) {
    const part = utterance.samples.subarray(0, samples - at);
    audio.set(part, at);
    at += part.length;
  }
  return audio;
}
