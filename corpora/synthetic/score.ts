import type { Delivery } from "./delivery.ts";
import { melody } from "./melody.ts";
import type { RandomStream } from "./random.ts";
import type { Text } from "./texts.ts";
import { type Segment, setInTime } from "./timing.ts";

/** Control tracks of an utterance, each of one value a frame. */
export interface Score {
  /** F0 in Hz, also where nothing is voiced; shape (frames). */
  readonly f0Hz: Float64Array;
  /** Gain of the voiced source and its aspiration; shape (frames). */
  readonly voice: Float64Array;
  /** Gain of the friction noise; shape (frames). */
  readonly friction: Float64Array;
  /** Where the friction noise has its peak, in Hz; shape (frames). */
  readonly frictionHz: Float64Array;
  /** F1 to F4 of a tract of 17 cm, in Hz; shape 4 x (frames). */
  readonly formants: readonly Float64Array[];
}

/** Frames over which each track glides from one sound to the next: 15, 25 and 45 ms. */
const FRICTION_GLIDE = 3;
const VOICE_GLIDE = 5;
const FORMANT_GLIDE = 9;

/**
 * Writes out a text as control tracks: what is sounded when, how strongly, on which F0.
 *
 * @param text What is said
 * @param delivery How it is said
 * @param stream Small deviations of each length and accent
 */
export function writeScore(
  text: Text,
  delivery: Delivery,
  stream: RandomStream,
): Score {
  const segments = setInTime(text, delivery, stream);
  const track = (value: (segment: Segment) => number, glide: number) =>
    smooth(sampleFrames(segments, value), glide);
  const stress = 10 ** (delivery.stressDb / 20);
  const gain = ({ part, syllable }: Segment): number =>
    part.voice * (text.syllables[syllable]?.accented ? stress : 1);
  const voice = track(gain, VOICE_GLIDE);
  return {
    f0Hz: melody(text, delivery, segments, voice, stream),
    voice,
    friction: track(({ part }) => part.friction, FRICTION_GLIDE),
    frictionHz: track(({ part }) => part.frictionHz, FRICTION_GLIDE),
    formants: [0, 1, 2, 3].map((k) =>
      track(({ part }) => part.formants[k], FORMANT_GLIDE)
    ),
  };
}

/** The value of the segment that each frame lies in. */
function sampleFrames(
  segments: readonly Segment[],
  value: (segment: Segment) => number,
): Float64Array {
  const frames = new Float64Array(
    Math.round(segments[segments.length - 1].end),
  );
  for (const segment of segments) {
    frames.fill(
      value(segment),
      Math.ceil(segment.start),
      Math.ceil(segment.end),
    );
  }
  return frames;
}

/** Mean over `width` frames about each one (fewer at the ends). */
function smooth(track: Float64Array, width: number): Float64Array {
  const half = width >> 1;
  return track.map((_, i) => {
    const around = track.subarray(Math.max(0, i - half), i + half + 1);
    return around.reduce((sum, x) => sum + x, 0) / around.length;
  });
}
