/**
 * Arrays by key within a budget of memory. When it is exceeded those used
 * longest ago are dropped; asking for one again computes it again.
 */
export class RecentArrays {
  readonly #budget: number;
  /** A Map keeps insertion order: the first is the one used longest ago. */
  readonly #arrays = new Map<string, Float32Array>();
  #bytes = 0;

  /** @param budget Bytes to keep at most */
  constructor(budget: number) {
    this.#budget = budget;
  }

  /** Bytes kept. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The array of that key, computed if it is not kept. */
  async get(
    key: string,
    compute: () => Promise<Float32Array>,
  ): Promise<Float32Array> {
    const array = this.#take(key) ?? await compute();
    this.#put(key, array);
    for (const oldest of this.#arrays.keys()) {
      if (this.#bytes <= this.#budget) break;
      this.#take(oldest);
    }
    return array;
  }

  #put(key: string, array: Float32Array): void {
    this.#take(key);
    this.#arrays.set(key, array);
    this.#bytes += array.byteLength;
  }

  #take(key: string): Float32Array | undefined {
    const array = this.#arrays.get(key);
    if (array) {
      this.#arrays.delete(key);
      this.#bytes -= array.byteLength;
    }
    return array;
  }
}
