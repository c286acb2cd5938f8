/**
 * The Sobol sequence with torch's scrambling, bit for bit.
 *
 * Notation
 *   B = 30      bits of a point
 *   V[j][i]     direction number i of dimension j, an integer below 2^B
 *   q[j]        the current point, an integer below 2^B; its value is q / 2^B
 *   shift[j]    digital shift, the first point of a scrambled sequence
 *   L[p][k]     lower triangular scrambling bits of a dimension, unit diagonal
 *
 * Source: torch 2.15 `SobolEngine` (`aten/src/ATen/native/SobolEngineOps.cpp`);
 * J. Matousek, "On the L2-discrepancy for anchored boxes", 1998 (left matrix
 * scramble).
 */
import { JOE_KUO } from "./joe_kuo.ts";
import { MT19937 } from "./mt19937.ts";

const BITS = 30;

/** Largest dimension of a Sobol sequence here. */
export const MAX_SOBOL_DIMENSION: number = JOE_KUO.length + 1;

/** What defines a sequence: direction numbers and first point of each dimension. */
export interface SobolState {
  /** V[j][i], shape (dimension, 30). */
  readonly directions: readonly Int32Array[];
  /** First point, shape (dimension); all 0 when the sequence is not scrambled. */
  readonly shift: Int32Array;
}

/**
 * Direction numbers of the first dimensions, shape (dimension, 30).
 *
 * @throws {RangeError} If `dimension` is not an integer in 1..512
 */
export function directionNumbers(dimension: number): Int32Array[] {
  if (
    !Number.isInteger(dimension) || dimension < 1 ||
    dimension > MAX_SOBOL_DIMENSION
  ) {
    throw new RangeError(
      `Cannot make a Sobol sequence: found dimension ${dimension}, expected an integer in 1..${MAX_SOBOL_DIMENSION}`,
    );
  }
  const first = Int32Array.from(
    { length: BITS },
    (_, i) => 1 << (BITS - 1 - i),
  );
  return [first, ...JOE_KUO.slice(0, dimension - 1).map(expand)];
}

/** Recurrence of one dimension, from its polynomial and initial numbers. */
function expand(line: string): Int32Array {
  const [polynomial, ...initial] = line.split(" ").map((s) => parseInt(s, 36));
  const degree = initial.length;
  const v = new Int32Array(BITS);
  for (let i = 0; i < BITS; i++) {
    if (i < degree) {
      v[i] = initial[i] << (BITS - 1 - i);
      continue;
    }
    let x = v[i - degree] ^ (v[i - degree] >> degree);
    for (let k = 1; k < degree; k++) {
      if ((polynomial >> (degree - k)) & 1) x ^= v[i - k];
    }
    v[i] = x;
  }
  return v;
}

/**
 * Scrambled direction numbers and digital shift of a seed.
 *
 * Random bits are the low bits of successive MT19937 outputs: first the shifts,
 * then for each dimension a whole 30 x 30 matrix, of which the part below the
 * diagonal is used.
 *
 * @throws {RangeError} If `dimension` is not an integer in 1..512
 */
export function scramble(dimension: number, seed: number): SobolState {
  const directions = directionNumbers(dimension);
  const generator = new MT19937(seed);
  const bit = () => generator.nextUint32() & 1;
  const shift = new Int32Array(dimension);
  for (let j = 0; j < dimension; j++) {
    for (let k = 0; k < BITS; k++) shift[j] |= bit() << k;
  }
  const rows = new Int32Array(BITS);
  for (const v of directions) {
    for (let p = 0; p < BITS; p++) {
      rows[p] = 1 << (BITS - 1 - p);
      for (let k = 0; k < BITS; k++) {
        const drawn = bit();
        if (k < p) rows[p] |= drawn << (BITS - 1 - k);
      }
    }
    for (let i = 0; i < BITS; i++) {
      let scrambled = 0;
      for (let p = 0; p < BITS; p++) {
        scrambled |= parity(rows[p] & v[i]) << (BITS - 1 - p);
      }
      v[i] = scrambled;
    }
  }
  return { directions, shift };
}

function parity(x: number): number {
  x ^= x >> 16;
  x ^= x >> 8;
  x ^= x >> 4;
  return (0x6996 >> (x & 15)) & 1;
}

/**
 * A Sobol sequence that is drawn point by point.
 *
 * @example The first two points without scrambling
 * ```ts
 * import { assertEquals } from "@std/assert";
 *
 * const sequence = new SobolSequence(2);
 * assertEquals(sequence.next(), [0, 0]);
 * assertEquals(sequence.next(), [0.5, 0.5]);
 * ```
 */
export class SobolSequence {
  readonly #directions: readonly Int32Array[];
  readonly #point: Int32Array;
  #drawn = 0;

  /**
   * Starts a sequence at its first point.
   *
   * @param dimension Coordinates of a point, 1..512
   * @param seed Seed of torch's scrambling, 0..2^32 - 1; unscrambled without it
   * @throws {RangeError} If `dimension` is not an integer in 1..512
   */
  constructor(dimension: number, seed?: number) {
    if (seed === undefined) {
      this.#directions = directionNumbers(dimension);
      this.#point = new Int32Array(dimension);
    } else {
      const state = scramble(dimension, seed);
      this.#directions = state.directions;
      this.#point = state.shift;
    }
  }

  /** The next point as numerators over 2^30; the array is reused by later calls. */
  nextNumerators(): Int32Array {
    if (this.#drawn > 0) {
      const bit = trailingOnes(this.#drawn - 1);
      for (let j = 0; j < this.#point.length; j++) {
        this.#point[j] ^= this.#directions[j][bit];
      }
    }
    this.#drawn += 1;
    return this.#point;
  }

  /**
   * The next point in [0, 1)^dimension. torch computes the very first one in
   * float32, so that it may even be rounded to 1; later ones are exact.
   */
  next(): number[] {
    return Array.from(this.nextInto(new Float64Array(this.#point.length)));
  }

  /** The same, written into `point`, shape (dimension), and returned. */
  nextInto(point: Float64Array): Float64Array {
    const isFirst = this.#drawn === 0;
    const numerators = this.nextNumerators();
    for (let j = 0; j < point.length; j++) {
      const value = numerators[j] / 2 ** BITS;
      point[j] = isFirst ? Math.fround(value) : value;
    }
    return point;
  }
}

function trailingOnes(k: number): number {
  return 31 - Math.clz32(~k & (k + 1));
}
