import type { Delivery } from "./delivery.ts";
import { type Part, PHONEMES } from "./phonemes.ts";
import { between, type RandomStream, spread } from "./random.ts";
import type { Text } from "./texts.ts";

/** Frames of control in a second: everything that moves is told to the synthesiser every 5 ms. */
export const FRAMES_PER_SECOND = 200;

/** Shortest and longest utterance of the corpus, in seconds. */
const LENGTH_SECONDS = [1.2, 6];

/** The last syllable of a phrase and an accented one are longer by these factors. */
const FINAL_LENGTHENING = 1.3;
const ACCENT_LENGTHENING = 1.1;

/** Usual deviation of a sound's and of a pause's length, as a part of it. */
const SOUND_DEVIATION = 0.1;
const PAUSE_DEVIATION = 0.15;

const SILENCE: Part = {
  formants: [500, 1500, 2500, 3500],
  voice: 0,
  friction: 0,
  frictionHz: 4000,
  seconds: 0,
};

/** A part of a sound, or silence, with its place in time. */
export interface Segment {
  /** What is sounded. */
  readonly part: Part;
  /** Index of the syllable it belongs to; -1 for silence. */
  readonly syllable: number;
  /** Where it begins, in frames. */
  readonly start: number;
  /** Where it ends and the next begins, in frames. */
  readonly end: number;
}

/**
 * Gives every part of a text its place in time, with silence before, after and in pauses.
 *
 * An utterance that would be shorter or longer than the corpus has them is stretched or shrunk as a
 * whole.
 *
 * @param text What is said
 * @param delivery Rate and pauses
 * @param stream Small deviations of each length
 */
export function setInTime(
  text: Text,
  delivery: Delivery,
  stream: RandomStream,
): Segment[] {
  const lengths: { part: Part; syllable: number; seconds: number }[] = [];
  const rest = (seconds: number): void => {
    lengths.push({ part: SILENCE, syllable: -1, seconds });
  };
  rest(between(stream, 0.06, 0.14));
  text.syllables.forEach(({ sounds, accented, pause }, syllable) => {
    const last = pause || syllable === text.syllables.length - 1;
    const stretch = delivery.slowness * (last ? FINAL_LENGTHENING : 1) *
      (accented ? ACCENT_LENGTHENING : 1);
    for (const part of Array.from(sounds).flatMap((s) => PHONEMES[s])) {
      const deviation = 1 + SOUND_DEVIATION * spread(stream);
      const seconds = part.seconds * stretch * deviation;
      lengths.push({ part, syllable, seconds });
    }
    if (pause) {
      rest(delivery.pauseSeconds * (1 + PAUSE_DEVIATION * spread(stream)));
    }
  });
  rest(between(stream, 0.08, 0.18));

  const total = lengths.reduce((sum, { seconds }) => sum + seconds, 0);
  const [shortest, longest] = LENGTH_SECONDS;
  const scale = Math.min(longest, Math.max(shortest, total)) / total;
  let end = 0;
  return lengths.map(({ part, syllable, seconds }) => {
    const start = end;
    end += seconds * scale * FRAMES_PER_SECOND;
    return { part, syllable, start, end };
  });
}
