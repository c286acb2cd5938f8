import type { Delivery } from "./delivery.ts";
import { glottalSource } from "./glottis.ts";
import type { RandomStream } from "./random.ts";
import { writeScore } from "./score.ts";
import type { Speaker } from "./speakers.ts";
import type { Text } from "./texts.ts";
import { vocalTract } from "./vocal_tract.ts";

/** Samples in a second of the synthetic corpus. */
export const SAMPLE_RATE_HZ = 16000;

/** Length of the vocal tract to which the phoneme table belongs, in cm. */
const TABLE_TRACT_CM = 17;

/**
 * One text, spoken: score, then source, then filter.
 *
 * @param text What is said
 * @param speaker Whose vocal tract
 * @param delivery How it is said
 * @param stream Draws everything that varies within an utterance
 * @returns Speech without background, at no particular level; shape (samples)
 */
export function speak(
  text: Text,
  speaker: Speaker,
  delivery: Delivery,
  stream: RandomStream,
): Float64Array {
  const score = writeScore(text, delivery, stream);
  const source = glottalSource(score, delivery, SAMPLE_RATE_HZ, stream);
  const scale = speaker.formantShift.map((shift) =>
    shift * TABLE_TRACT_CM / speaker.tractCm
  );
  return vocalTract(source, score, scale, SAMPLE_RATE_HZ, stream);
}
