/**
 * Seeded random streams of the synthetic corpus.
 *
 * Integer arithmetic only, and no logarithm or cosine in any draw: the same numbers on every machine.
 * Each thing that is drawn (a speaker, a text, an utterance) has a stream of its own, named by the
 * seed, a domain and an index, so that drawing more of one never changes another.
 */

/** A source of uniform numbers in [0, 1). */
export interface RandomStream {
  /** The next number, a multiple of 2^-32. */
  random(): number;
}

/** Four 32-bit words, not all zero. */
export type State = readonly [number, number, number, number];

/**
 * xoshiro128** 1.1 started at a given state.
 *
 * Source: Blackman and Vigna 2018, https://prng.di.unimi.it/xoshiro128starstar.c
 */
export function xoshiro128(state: State): RandomStream {
  let [a, b, c, d] = state;
  return {
    random() {
      const scrambled = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = rotateLeft(d, 11);
      return scrambled / 2 ** 32;
    },
  };
}

/**
 * The stream of one thing of the corpus.
 *
 * @param seed Seed of the corpus, a 32-bit unsigned integer
 * @param domain What is drawn, such as "speaker"
 * @param index Which one, from 0
 */
export function streamOf(
  seed: number,
  domain: string,
  index: number,
): RandomStream {
  let key = mix(seed);
  for (let i = 0; i < domain.length; i++) key = mix(key ^ domain.charCodeAt(i));
  key = mix(key ^ index);
  const word = (n: number): number => mix(key + Math.imul(n, 0x9e3779b9));
  return xoshiro128([word(1), word(2), word(3), word(4)]);
}

/** A number between `low` and `high`, all equally likely. */
export function between(
  stream: RandomStream,
  low: number,
  high: number,
): number {
  return low + (high - low) * stream.random();
}

/** One of the items, all equally likely. */
export function oneOf<T>(stream: RandomStream, items: ArrayLike<T>): T {
  return items[Math.floor(stream.random() * items.length)];
}

/**
 * A bell-shaped number of mean 0 and standard deviation 1, never beyond -3 or 3.
 *
 * The sum of three uniform numbers in (-1, 1): bounded, so that no draw makes an impossible voice,
 * and exact, as a normal deviate by logarithm would not be.
 */
export function spread(stream: RandomStream): number {
  return 2 * (stream.random() + stream.random() + stream.random()) - 3;
}

/** The numbers 0 to `n` - 1 in random order (Fisher and Yates). */
export function permutation(stream: RandomStream, n: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(stream.random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** The finaliser of MurmurHash3 (Appleby), moved off its fixed point 0. */
function mix(word: number): number {
  let h = (word + 0x9e3779b9) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
