/**
 * The integer formulas of formulas.py, to the same bits: inputs that fixtures
 * need not hold, and the sketch that stands for a gradient too large to store.
 *
 * All integers are unsigned 32-bit; `mix` is the finaliser of MurmurHash3.
 *
 * @module
 */

/** Length of a sketch. */
const BUCKETS = 128;
/** Elements of a sketched tensor that are stored as they are. */
const SAMPLES = 8;

function mix(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** Hash of a counter under a seed. */
function hash(seed: number, counter: number): number {
  return mix(counter + mix(seed) | 0);
}

/** Element `counter` of a stream in [-1, 1). */
function uniform(seed: number, counter: number): number {
  return hash(seed, counter) / 2 ** 31 - 1;
}

/** Triangle wave in [-1, 1] that advances step / 2^32 of a period a sample. */
function triangle(step: number, sample: number): number {
  const phase = Math.imul(step, sample) >>> 0;
  return Math.abs(phase / 2 ** 31 - 1) * 2 - 1;
}

/** Audio: three harmonics of 110 Hz and up, an envelope and noise. */
export function utterance(number: number, samples: number): Float32Array {
  const step = 29_527_900 + 4_000_037 * number;
  return Float32Array.from({ length: samples }, (_, i) => {
    const voice = triangle(step, i) + triangle(2 * step, i) / 2 +
      triangle(5 * step, i) / 4;
    const envelope = 1.25 + triangle(671_089, i);
    return voice * envelope / 8 + uniform(number, i) / 64;
  });
}

/** A stream of uniform numbers in [0, 1): hashes of a counter. */
export function stream(seed: number): { random(): number } {
  let drawn = 0;
  return { random: () => hash(seed, drawn++) / 2 ** 32 };
}

/**
 * Count sketch of a vector (Charikar, Chen and Farach-Colton 2002): element i
 * is added to bucket h(i) with sign s(i). It is linear, so the sketch of a
 * difference is the difference of the sketches, and its squared 2-norm has the
 * expectation of the squared 2-norm of what was sketched.
 */
export function sketch(values: ArrayLike<number>): Float64Array {
  const buckets = new Float64Array(BUCKETS);
  for (let i = 0; i < values.length; i++) {
    const h = hash(0, i);
    buckets[h % BUCKETS] += h >>> 31 ? -values[i] : values[i];
  }
  return buckets;
}

/** The elements of a vector that a fixture stores as they are. */
export function sampled(values: ArrayLike<number>): number[] {
  return Array.from(
    { length: SAMPLES },
    (_, i) => values[hash(1, i) % values.length],
  );
}
