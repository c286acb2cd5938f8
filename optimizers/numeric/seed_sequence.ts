/**
 * numpy's SeedSequence: one seed in, any number of independent states out.
 *
 * Notation:
 * - entropy, the seed as 32-bit words, low word first; a spawn key likewise
 * - pool, four 32-bit words in which all entropy is mixed
 *
 * Source: O'Neill 2015, "Developing a seed_seq Alternative"; numpy 2.3.5
 * (`bit_generator.pyx`).
 *
 * @module
 */
const POOL_SIZE = 4;
const INIT_A = 0x43b0d7e5;
const MULT_A = 0x931e8875;
const INIT_B = 0x8b51f9dd;
const MULT_B = 0x58f38ded;
const MIX_LEFT = 0xca01f9dd;
const MIX_RIGHT = 0x4973f715;

/** Equal to `numpy.random.SeedSequence(entropy, spawn_key=spawnKey)`. */
export class SeedSequence {
  readonly #pool: Uint32Array;

  /**
   * Mixes seed and spawn key into a pool.
   *
   * @param entropy Non-negative integer; beyond 2^53 - 1 as a `bigint`
   * @param spawnKey Which of the independent streams of this seed; numbers as above
   * @throws {RangeError} If a number is negative or not a safe integer
   */
  constructor(
    entropy: number | bigint,
    spawnKey: readonly (number | bigint)[] = [],
  ) {
    const words = wordsOf(entropy);
    // Padding keeps seed words and spawn words apart.
    while (spawnKey.length > 0 && words.length < POOL_SIZE) words.push(0);
    this.#pool = mixEntropy([...words, ...spawnKey.flatMap(wordsOf)]);
  }

  /** First `n` 32-bit words of the state, as `generate_state(n)`. */
  generateState(n: number): Uint32Array {
    const state = new Uint32Array(n);
    let hash = INIT_B;
    for (let i = 0; i < n; i++) {
      const value = this.#pool[i % POOL_SIZE] ^ hash;
      hash = Math.imul(hash, MULT_B);
      const scrambled = Math.imul(value, hash);
      state[i] = scrambled ^ (scrambled >>> 16);
    }
    return state;
  }

  /** First `n` 64-bit words of the state, as `generate_state(n, uint64)`. */
  generateUint64(n: number): bigint[] {
    const words = this.generateState(2 * n);
    return Array.from(
      { length: n },
      (_, i) => (BigInt(words[2 * i + 1]) << 32n) | BigInt(words[2 * i]),
    );
  }
}

function wordsOf(value: number | bigint): number[] {
  if (typeof value === "number" ? !Number.isSafeInteger(value) : false) {
    throw new RangeError(
      `Cannot use ${value} as seed: expected a non-negative integer, beyond 2^53 - 1 as a bigint`,
    );
  }
  let rest = BigInt(value);
  if (rest < 0n) {
    throw new RangeError(
      `Cannot use ${value} as seed: expected a non-negative integer`,
    );
  }
  const words: number[] = [];
  do {
    words.push(Number(rest & 0xffffffffn));
    rest >>= 32n;
  } while (rest > 0n);
  return words;
}

function mixEntropy(words: readonly number[]): Uint32Array {
  let hash = INIT_A;
  const hashmix = (word: number): number => {
    const value = word ^ hash;
    hash = Math.imul(hash, MULT_A);
    const scrambled = Math.imul(value, hash);
    return scrambled ^ (scrambled >>> 16);
  };
  const mix = (x: number, y: number): number => {
    const mixed = (Math.imul(MIX_LEFT, x) - Math.imul(MIX_RIGHT, y)) | 0;
    return mixed ^ (mixed >>> 16);
  };
  const pool = new Uint32Array(POOL_SIZE);
  for (let i = 0; i < POOL_SIZE; i++) pool[i] = hashmix(words[i] ?? 0);
  for (let i = 0; i < POOL_SIZE; i++) {
    for (let j = 0; j < POOL_SIZE; j++) {
      if (i !== j) pool[j] = mix(pool[j], hashmix(pool[i]));
    }
  }
  for (const word of words.slice(POOL_SIZE)) {
    for (let j = 0; j < POOL_SIZE; j++) pool[j] = mix(pool[j], hashmix(word));
  }
  return pool;
}
