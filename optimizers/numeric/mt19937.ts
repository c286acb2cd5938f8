/**
 * MT19937 and numpy's legacy `RandomState`, consumed draw by draw as numpy does.
 *
 * Notation:
 * - state: 624 unsigned 32-bit words; all of them are renewed at once
 * - a word, one tempered 32-bit output
 *
 * Source: Matsumoto & Nishimura 1998, "Mersenne Twister"; numpy 2.3.5
 * (`mt19937.c`, `legacy-distributions.c`, `_mt19937.pyx`, `mtrand.pyx`).
 *
 * @module
 */
import { log } from "./math.ts";

const WORDS = 624;
const OFFSET = 397;
const TWO_POW_26 = 2 ** 26;
const TWO_POW_53 = 2 ** 53;

/** The bare generator: a stream of 32-bit words. */
export class MT19937 {
  readonly #state = new Uint32Array(WORDS);
  #used = WORDS;

  /**
   * Starts the stream of a seed.
   *
   * @param seed Integer; its low 32 bits count
   */
  constructor(seed: number) {
    let word = seed >>> 0;
    for (let i = 0; i < WORDS; i++) {
      this.#state[i] = word;
      word = (Math.imul(1812433253, word ^ (word >>> 30)) + i + 1) >>> 0;
    }
  }

  /** Next 32 random bits. */
  nextUint32(): number {
    if (this.#used === WORDS) this.#renew();
    let y = this.#state[this.#used++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  #renew(): void {
    const state = this.#state;
    for (let i = 0; i < WORDS; i++) {
      const y = (state[i] & 0x80000000) |
        (state[(i + 1) % WORDS] & 0x7fffffff);
      state[i] = state[(i + OFFSET) % WORDS] ^ (y >>> 1) ^
        ((y & 1) === 1 ? 0x9908b0df : 0);
    }
    this.#used = 0;
  }
}

/** Random stream equal, draw by draw, to `numpy.random.RandomState(seed)`. */
export class RandomState {
  readonly #generator: MT19937;
  #keptNormal: number | null = null;

  /**
   * Starts the stream of a seed.
   *
   * @param seed Integer in 0..2^32 - 1
   * @throws {RangeError} If `seed` is not such an integer
   */
  constructor(seed: number) {
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
      throw new RangeError(
        `Cannot seed RandomState: found ${seed}, expected an integer from 0 to 4294967295`,
      );
    }
    this.#generator = new MT19937(seed);
  }

  /** Next 32 random bits. */
  nextUint32(): number {
    return this.#generator.nextUint32();
  }

  /** Uniform in [0, 1), 53 bits; takes two words. */
  random(): number {
    const high = this.#generator.nextUint32() >>> 5;
    const low = this.#generator.nextUint32() >>> 6;
    return (high * TWO_POW_26 + low) / TWO_POW_53;
  }

  /** Uniform in [low, high). */
  uniform(low: number, high: number): number {
    return low + (high - low) * this.random();
  }

  /**
   * Uniform integer in 0..n-1 by masked rejection, as `randint(0, n)`.
   *
   * @throws {RangeError} If `n` is not an integer in 1..2^32
   */
  integer(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) {
      throw new RangeError(
        `Cannot draw an integer below n: found ${n}, expected an integer from 1 to 4294967296`,
      );
    }
    const largest = n - 1;
    if (largest === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(largest);
    let value = (this.#generator.nextUint32() & mask) >>> 0;
    while (value > largest) {
      value = (this.#generator.nextUint32() & mask) >>> 0;
    }
    return value;
  }

  /** Shuffles a list in place, from its end (Fisher-Yates). */
  shuffle<T>(list: T[]): void {
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [list[i], list[j]] = [list[j], list[i]];
    }
  }

  /** The integers 0..n-1, shuffled. */
  permutation(n: number): number[] {
    const list = Array.from({ length: n }, (_, i) => i);
    this.shuffle(list);
    return list;
  }

  /**
   * Indices drawn with probabilities `p`, as `choice(len(p), size, p=p)`; one
   * double for each.
   *
   * @param p Probabilities, shape (categories), summing to 1
   * @param size Number of draws
   */
  choice(p: ArrayLike<number>, size: number): Int32Array {
    const cumulative = Float64Array.from(p);
    for (let i = 1; i < cumulative.length; i++) {
      cumulative[i] += cumulative[i - 1];
    }
    const total = cumulative[cumulative.length - 1];
    for (let i = 0; i < cumulative.length; i++) cumulative[i] /= total;
    const indices = new Int32Array(size);
    for (let k = 0; k < size; k++) {
      indices[k] = upperBound(cumulative, this.random());
    }
    return indices;
  }

  /** Normal with the given mean and deviation, by the polar method in pairs. */
  normal(mean: number, deviation: number): number {
    if (this.#keptNormal !== null) {
      const kept = this.#keptNormal;
      this.#keptNormal = null;
      return mean + deviation * kept;
    }
    let x: number, y: number, square: number;
    do {
      x = 2 * this.random() - 1;
      y = 2 * this.random() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const scale = Math.sqrt(-2 * log(square) / square);
    this.#keptNormal = scale * x;
    return mean + deviation * (scale * y);
  }
}

/** First index whose entry is greater than `x`, in an ascending list. */
function upperBound(ascending: Float64Array, x: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
