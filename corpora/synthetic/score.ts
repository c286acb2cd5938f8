/**
 * From a text and a delivery to control tracks.
 *
 *     F             frames of 5 ms
 *     f0Hz          (F)      F0, also where nothing is voiced
 *     voice         (F)      gain of the voiced source and its aspiration
 *     friction      (F)      gain of the friction noise
 *     frictionHz    (F)      its peak
 *     formants      4 x (F)  of a tract of 17 cm, in Hz
 */
import { PHONEMES } from "./phonemes.ts";
import type { Part } from "./phonemes.ts";
import type { Delivery } from "./delivery.ts";
import { between, spread } from "./random.ts";
import type { RandomStream } from "./random.ts";
import type { Text } from "./texts.ts";

/** Frames of control in a second. */
export const FRAMES_PER_SECOND = 200;

/** What drives the synthesiser; see the head of this file for the shapes. */
export interface Score {
  readonly f0Hz: Float64Array;
  readonly voice: Float64Array;
  readonly friction: Float64Array;
  readonly frictionHz: Float64Array;
  readonly formants: readonly Float64Array[];
}

/** Shortest and longest utterance of the corpus, in seconds. */
export const LENGTH_SECONDS: readonly [number, number] = [1.2, 6];

interface Segment {
  readonly part: Part;
  readonly syllable: number;
  readonly seconds: number;
}

const SILENCE: Part = {
  formants: [500, 1500, 2500, 3500],
  voice: 0,
  friction: 0,
  frictionHz: 4000,
  seconds: 0,
};

/**
 * Sets a text in time and melody.
 *
 * The F0 contour, in semitones about its mean over the voiced frames, is the sum of a declination
 * over the whole utterance, one bump for each accented syllable and a movement in the last one.
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
  const segments = fitLength(setInTime(text, delivery, stream));
  const starts = [0];
  for (const { seconds } of segments) {
    starts.push(starts[starts.length - 1] + seconds * FRAMES_PER_SECOND);
  }
  const frames = Math.round(starts[starts.length - 1]);
  const segmentOf = new Uint16Array(frames);
  for (let f = 0, s = 0; f < frames; f++) {
    while (s + 1 < segments.length && f >= starts[s + 1]) s++;
    segmentOf[f] = s;
  }
  const track = (value: (segment: Segment) => number, width: number) =>
    smooth(
      Float64Array.from(segmentOf, (s) => value(segments[s])),
      width,
    );
  const stress = 10 ** (delivery.stressDb / 20);
  const voice = track(
    ({ part, syllable }) =>
      part.voice * (text.syllables[syllable]?.accented ? stress : 1),
    5,
  );
  return {
    voice,
    friction: track(({ part }) => part.friction, 3),
    frictionHz: track(({ part }) => part.frictionHz, 3),
    formants: [0, 1, 2, 3].map((k) => track(({ part }) => part.formants[k], 9)),
    f0Hz: melody(text, delivery, segments, starts, voice, stream),
  };
}

/** Every part of every sound with its length; silence before, after and in pauses (syllable -1). */
function setInTime(
  text: Text,
  delivery: Delivery,
  stream: RandomStream,
): Segment[] {
  const silence = (seconds: number): Segment => ({
    part: SILENCE,
    syllable: -1,
    seconds,
  });
  const segments = [silence(between(stream, 0.06, 0.14))];
  text.syllables.forEach(({ sounds, accented, pause }, i) => {
    const last = pause || i === text.syllables.length - 1;
    const stretch = delivery.slowness * (last ? 1.3 : 1) * (accented ? 1.1 : 1);
    for (const sound of sounds) {
      for (const part of PHONEMES[sound]) {
        const seconds = part.seconds * stretch * (1 + 0.1 * spread(stream));
        segments.push({ part, syllable: i, seconds });
      }
    }
    if (pause) {
      segments.push(
        silence(delivery.pauseSeconds * (1 + 0.15 * spread(stream))),
      );
    }
  });
  segments.push(silence(between(stream, 0.08, 0.18)));
  return segments;
}

/** Stretches or shrinks an utterance that would be shorter or longer than the corpus has them. */
function fitLength(segments: Segment[]): Segment[] {
  const total = segments.reduce((sum, { seconds }) => sum + seconds, 0);
  const [shortest, longest] = LENGTH_SECONDS;
  const factor = Math.min(longest, Math.max(shortest, total)) / total;
  return segments.map((s) => ({ ...s, seconds: s.seconds * factor }));
}

function melody(
  text: Text,
  delivery: Delivery,
  segments: readonly Segment[],
  starts: readonly number[],
  voice: Float64Array,
  stream: RandomStream,
): Float64Array {
  const frames = voice.length;
  const semitones = new Float64Array(frames);
  const fall = delivery.accentSemitones; // declination from start to end
  for (let f = 0; f < frames; f++) semitones[f] = -fall * f / frames;
  text.syllables.forEach(({ accented }, i) => {
    const first = segments.findIndex((s) => s.syllable === i);
    const last = segments.findLastIndex((s) => s.syllable === i);
    const [start, end] = [starts[first], starts[last + 1]];
    if (accented) {
      const size = delivery.accentSemitones * (1 + 0.15 * spread(stream));
      const centre = (start + end) / 2;
      const reach = 0.75 * (end - start);
      for (let f = 0; f < frames; f++) {
        const x = (f - centre) / reach;
        if (Math.abs(x) < 1) semitones[f] += size * (1 - x * x) ** 2;
      }
    }
    if (i === text.syllables.length - 1) {
      for (let f = Math.ceil(start); f < frames; f++) {
        const x = Math.min(1, (f - start) / (end - start));
        semitones[f] += delivery.finalSemitones * x * x * (3 - 2 * x);
      }
    }
  });
  let sum = 0;
  let weight = 0;
  for (let f = 0; f < frames; f++) {
    if (voice[f] > 0.3) {
      sum += semitones[f];
      weight++;
    }
  }
  return semitones.map((x) => delivery.f0Hz * 2 ** ((x - sum / weight) / 12));
}

/** Mean over `width` frames about each one (fewer at the ends). */
function smooth(track: Float64Array, width: number): Float64Array {
  const half = width >> 1;
  return track.map((_, i) => {
    const around = track.subarray(Math.max(0, i - half), i + half + 1);
    return around.reduce((sum, x) => sum + x, 0) / around.length;
  });
}
