/**
 * The PCG64 generator as `numpy.random.default_rng` uses it.
 *
 * Notation:
 * - `state`, 128-bit unsigned; `increment`, 128-bit and odd
 * - one step: state = state * multiplier + increment (mod 2^128)
 * - output: the two halves of the new state, xored and rotated right by its
 *   top six bits (XSL-RR)
 *
 * Source: O'Neill 2014, "PCG: A Family of Simple Fast Space-Efficient
 * Statistically Good Algorithms for Random Number Generation"; how the numbers
 * are consumed follows numpy 2.3.5 (`_generator.pyx`, `distributions.c`).
 *
 * @module
 */
import { exp, log } from "./math.ts";
import { SeedSequence } from "./seed_sequence.ts";
import { standardNormal } from "./ziggurat.ts";

const MASK_128 = (1n << 128n) - 1n;
const MASK_64 = (1n << 64n) - 1n;
const MULTIPLIER = (2549297995355413924n << 64n) | 4865540595714422341n;
const TWO_POW_32 = 4294967296;

/** Random stream equal, draw by draw, to `numpy.random.default_rng(seed)`. */
export class Pcg64 {
  #state: bigint;
  readonly #increment: bigint;
  #upperHalf: number | null = null;

  /**
   * @param seed Non-negative integer; beyond 2^53 - 1 as a `bigint`
   * @throws {RangeError} If `seed` is negative or not an integer
   */
  constructor(seed: number | bigint) {
    const [high, low, sequenceHigh, sequenceLow] = new SeedSequence(seed)
      .generateUint64(4);
    this.#increment = ((((sequenceHigh << 64n) | sequenceLow) << 1n) | 1n) &
      MASK_128;
    this.#state = (this.#increment + ((high << 64n) | low)) & MASK_128;
    this.#step();
  }

  #step(): void {
    this.#state = (this.#state * MULTIPLIER + this.#increment) & MASK_128;
  }

  /** Next 64 random bits. */
  nextUint64(): bigint {
    this.#step();
    const state = this.#state;
    const rotation = state >> 122n;
    const mixed = ((state >> 64n) ^ state) & MASK_64;
    return ((mixed >> rotation) | (mixed << (64n - rotation))) & MASK_64;
  }

  /**
   * Next 32 random bits: the lower half of a 64-bit draw, then its upper half.
   * A kept half outlives any number of 64-bit draws in between.
   */
  nextUint32(): number {
    if (this.#upperHalf !== null) {
      const kept = this.#upperHalf;
      this.#upperHalf = null;
      return kept;
    }
    const bits = this.nextUint64();
    this.#upperHalf = Number(bits >> 32n);
    return Number(bits & 0xffffffffn);
  }

  /** Uniform in [0, 1), 53 bits. */
  random(): number {
    return Number(this.nextUint64() >> 11n) * 2 ** -53;
  }

  /** Uniform in [low, high). */
  uniform(low: number, high: number): number {
    return low + (high - low) * this.random();
  }

  /**
   * Uniform integer in 0..n-1 by Lemire's method on 32-bit halves.
   *
   * @param n Number of values, 1 <= n < 2^32
   * @throws {RangeError} If `n` is not such an integer
   *
   * Source: Lemire 2019, "Fast Random Integer Generation in an Interval".
   */
  integers(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n >= TWO_POW_32) {
      throw new RangeError(
        `Cannot draw an integer below n: found ${n}, expected an integer from 1 to 4294967295`,
      );
    }
    if (n === 1) return 0;
    let product = BigInt(this.nextUint32()) * BigInt(n);
    const threshold = (TWO_POW_32 - n) % n;
    while (Number(product & 0xffffffffn) < threshold) {
      product = BigInt(this.nextUint32()) * BigInt(n);
    }
    return Number(product >> 32n);
  }

  /** Normal with the given mean and standard deviation (ziggurat). */
  normal(mean: number, deviation: number): number {
    return mean + deviation * standardNormal(this);
  }

  /** The integers 0..n-1, shuffled from the end with masked 32-bit draws. */
  permutation(n: number): number[] {
    const list = Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const mask = 0xffffffff >>> Math.clz32(i);
      let j: number;
      do j = (this.nextUint32() & mask) >>> 0; while (j > i);
      [list[i], list[j]] = [list[j], list[i]];
    }
    return list;
  }

  /**
   * Category drawn as `argmax(multinomial(1, p))` draws it: one binomial trial
   * for each category until one succeeds.
   *
   * @param p Probabilities, shape (categories), summing to 1
   */
  category(p: ArrayLike<number>): number {
    let remaining = 1;
    for (let j = 0; j < p.length - 1; j++) {
      if (this.#bernoulli(p[j] / remaining)) return j;
      remaining -= p[j];
    }
    return p.length - 1;
  }

  /** `binomial(1, p)` by inversion, with numpy's consumption of draws. */
  #bernoulli(p: number): boolean {
    if (p === 0) return false;
    const mirrored = p > 0.5;
    const success = mirrored ? 1 - p : p;
    const failure = 1 - success;
    // Rounding may push p above 1: start is then above 1 and the loop is idle.
    const start = exp(log(failure));
    let count = 0;
    let mass = start;
    let u = this.random();
    while (u > mass) {
      count++;
      if (count > 1) {
        count = 0;
        mass = start;
        u = this.random();
      } else {
        u -= mass;
        mass = ((2 - count) * success * mass) / (count * failure);
      }
    }
    return mirrored ? count === 0 : count === 1;
  }
}
