import type { Delivery } from "./delivery.ts";
import { type RandomStream, spread } from "./random.ts";
import type { Text } from "./texts.ts";
import type { Segment } from "./timing.ts";

/** Reach of an accent on either side of its middle, in lengths of its syllable. */
const ACCENT_REACH = 0.75;

/** Usual deviation of one accent from the delivery's size, as a part of it. */
const ACCENT_DEVIATION = 0.15;

/** Voice gain from which on a frame counts for the mean F0. */
const VOICED = 0.3;

/**
 * The F0 contour of an utterance: a declination over the whole of it by the size of one accent, a
 * bump on each accented syllable and a movement in the last one, all in semitones about a mean over
 * the voiced frames that is the delivery's F0.
 *
 * @param text Which syllables are accented
 * @param delivery Mean F0 and size of the movements
 * @param segments The text in time
 * @param voice Voice gain in each frame
 * @param stream Small deviations of each accent
 * @returns F0 in Hz in each frame, also where nothing is voiced
 */
export function melody(
  text: Text,
  delivery: Delivery,
  segments: readonly Segment[],
  voice: Float64Array,
  stream: RandomStream,
): Float64Array {
  const places = text.syllables.map((_, i) => {
    const own = segments.filter(({ syllable }) => syllable === i);
    return { start: own[0].start, end: own[own.length - 1].end };
  });
  const accents = places.filter((_, i) => text.syllables[i].accented)
    .map(({ start, end }) => ({
      centre: (start + end) / 2,
      reach: ACCENT_REACH * (end - start),
      size: delivery.accentSemitones * (1 + ACCENT_DEVIATION * spread(stream)),
    }));
  const last = places[places.length - 1];
  const contour = voice.map((_, f) => {
    let semitones = -delivery.accentSemitones * f / voice.length;
    for (const { centre, reach, size } of accents) {
      semitones += size * bump((f - centre) / reach);
    }
    const part = (f - last.start) / (last.end - last.start);
    return semitones + delivery.finalSemitones * step(part);
  });
  const voiced = contour.filter((_, f) => voice[f] > VOICED);
  const mean = voiced.reduce((sum, x) => sum + x, 0) / voiced.length;
  return contour.map((x) => delivery.f0Hz * 2 ** ((x - mean) / 12));
}

/** 1 at 0, falling smoothly to 0 at -1 and 1. */
function bump(x: number): number {
  return Math.abs(x) < 1 ? (1 - x * x) ** 2 : 0;
}

/** 0 up to 0, rising smoothly to 1 at 1. */
function step(x: number): number {
  const u = Math.min(1, Math.max(0, x));
  return u * u * (3 - 2 * u);
}
