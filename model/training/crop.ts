import type { Frames } from "./batch.ts";
import type { RandomStream } from "../types.ts";

/**
 * A stretch of the frames, of uniform length between `share` of them and all,
 * at a uniform place: another view of the utterance for each time it is met.
 *
 * Draws twice: length, then place.
 *
 * @param share Shortest stretch, in (0, 1]
 */
export function cropped(
  { data, count }: Frames,
  share: number,
  stream: RandomStream,
): Frames {
  const width = data.length / count;
  const kept = share + (1 - share) * stream.random();
  const length = Math.max(1, Math.round(kept * count));
  const start = Math.floor(stream.random() * (count - length + 1));
  return {
    data: data.subarray(start * width, (start + length) * width),
    count: length,
  };
}
