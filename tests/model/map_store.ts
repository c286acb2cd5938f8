import type { FeatureStore } from "../../model/mod.ts";

/** A store in memory that counts what is put. */
export class MapStore implements FeatureStore {
  /** What is kept. */
  readonly arrays = new Map<string, Float32Array>();
  /** How often something was put. */
  puts = 0;

  get(key: string): Promise<Float32Array | undefined> {
    return Promise.resolve(this.arrays.get(key)?.slice());
  }

  put(key: string, array: Float32Array): Promise<void> {
    this.puts++;
    this.arrays.set(key, array.slice());
    return Promise.resolve();
  }
}
