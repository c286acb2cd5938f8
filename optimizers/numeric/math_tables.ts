/**
 * Tables behind `exp` and `log`, computed once in integer arithmetic so that
 * their bits are the same everywhere.
 *
 * Notation: fixed point with 140 fraction bits, X standing for X / 2^140; a table
 * entry is a pair (high, low) of doubles whose sum is right to some 105 bits.
 *
 * @module
 */

/** Intervals to the octave. */
export const N = 128;

const BITS = 140n;
const ONE = 1n << BITS;

/** 2 atanh(p / q) by its series; the logarithm of (q + p) / (q - p). */
function twoAtanh(p: bigint, q: bigint): bigint {
  let power = (ONE * p) / q;
  let sum = 0n;
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += power / n;
    power = (power * p * p) / (q * q);
  }
  return 2n * sum;
}

/** e^X by its series. */
function expOf(x: bigint): bigint {
  let term = ONE;
  let sum = 0n;
  for (let n = 1n; term !== 0n; n++) {
    sum += term;
    term = ((term * x) >> BITS) / n;
  }
  return sum;
}

/** Nearest double to X / 2^140 for |X| < 2^141, and the nearest to the rest. */
function pairOf(x: bigint): [high: number, low: number] {
  const high = Number(x) / 2 ** Number(BITS);
  const rest = x - BigInt(high * 2 ** Number(BITS));
  return [high, Number(rest) / 2 ** Number(BITS)];
}

/** 2^(j / N), j = 0..N-1, at [2 j] and [2 j + 1]. */
export const EXP_TABLE: Float64Array = new Float64Array(2 * N);

/**
 * For i = round(z N), z in [sqrt(1/2), sqrt(2)]: c, near N / i and a multiple of
 * 1 / 512, at [3 i]; -ln c as a pair at [3 i + 1] and [3 i + 2].
 */
export const LOG_TABLE: Float64Array = new Float64Array(3 * 2 * N);

const ln2 = twoAtanh(1n, 3n);
for (let j = 0; j < N; j++) {
  EXP_TABLE.set(pairOf(expOf((ln2 * BigInt(j)) / BigInt(N))), 2 * j);
}
for (let i = N / 2; i < 2 * N; i++) {
  const c = Math.round((512 * N) / i);
  const [high, low] = pairOf(twoAtanh(512n - BigInt(c), 512n + BigInt(c)));
  LOG_TABLE.set([c / 512, high, low], 3 * i);
}
