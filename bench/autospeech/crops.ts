/**
 * Stretches of equal length from levels [M, F].
 *
 * @module
 */
import type { MelLevels } from "../../model/mod.ts";

/**
 * Frames from `start` on, which go round to the first where the utterance ends:
 * [M, frames].
 */
export function cropAt(
  { levels, frames: F }: MelLevels,
  start: number,
  frames: number,
): Float32Array {
  const bands = levels.length / F;
  const crop = new Float32Array(bands * frames);
  for (let m = 0; m < bands; m++) {
    for (let t = 0; t < frames; t++) {
      crop[m * frames + t] = levels[m * F + (start + t) % F];
    }
  }
  return crop;
}

/** A crop with any start; one that does not go round where the utterance is long enough. */
export function randomCrop(
  levels: MelLevels,
  frames: number,
  random: () => number,
): Float32Array {
  const starts = levels.frames >= frames
    ? levels.frames - frames + 1
    : levels.frames;
  return cropAt(levels, Math.floor(random() * starts), frames);
}

/** As few crops as cover an utterance, evenly spaced. */
export function coveringCrops(
  levels: MelLevels,
  frames: number,
): Float32Array[] {
  const n = Math.ceil(levels.frames / frames);
  const last = Math.max(0, levels.frames - frames);
  return Array.from(
    { length: n },
    (_, i) =>
      cropAt(levels, n === 1 ? 0 : Math.round(i * last / (n - 1)), frames),
  );
}
