import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import type { RandomStream } from "./types.ts";

/** Numbers that are kept, of 8 bytes each. */
const MOST_KEPT = 2 ** 22;

/** Gives a stream that starts from the seed anew. */
export type Streams = () => RandomStream;

/**
 * Streams that all give the numbers of one seed. They are drawn once and kept,
 * up to a limit from where a stream draws for itself.
 *
 * @param seed Seed of numpy's `RandomState`
 * @param mostKept Numbers that are kept; the streams do not depend on it
 */
export function streamsFrom(
  seed: number,
  mostKept: number = MOST_KEPT,
): Streams {
  const source = new RandomState(seed);
  let kept = new Float64Array(Math.min(1024, mostKept));
  let drawn = 0;
  const next = () => {
    if (drawn === kept.length) {
      const more = new Float64Array(Math.min(2 * drawn, mostKept));
      more.set(kept);
      kept = more;
    }
    return kept[drawn++] = source.random();
  };
  return () => {
    let at = 0;
    let own: RandomState | undefined;
    return {
      random: () => {
        if (at < drawn) return kept[at++];
        if (at < mostKept) {
          at++;
          return next();
        }
        own ??= after(seed, mostKept);
        return own.random();
      },
    };
  };
}

/** The stream of a seed after so many numbers. */
function after(seed: number, numbers: number): RandomState {
  const stream = new RandomState(seed);
  for (let i = 0; i < numbers; i++) stream.random();
  return stream;
}
