import { batchOf, type Frames } from "./training/batch.ts";
import type { Encoder } from "./encoders/encoder.ts";
import {
  frontGraph,
  type Graph,
  type GraphOptions,
  pooledGraph,
} from "./graph/graphs.ts";
import { float32, int64, Session } from "./ort.ts";
import { RecentArrays } from "./recent_arrays.ts";
import type { Recipe } from "./recipe.ts";
import type { Example } from "./types.ts";
import { flopsOf } from "./work.ts";

/** Options of {@linkcode FeatureCache.create}. */
export interface FeatureOptions extends GraphOptions {
  /** Threads of one run. */
  readonly threads: number;
  /** Bytes of features to keep in memory; 1 GiB by default. */
  readonly budget?: number;
  /** Where features are kept beyond memory, such as a folder. */
  readonly store?: FeatureStore;
}

/**
 * Keeps features beyond a runtime. It belongs to one corpus, encoder, recipe
 * and kind of processor: keys tell apart what these have in common.
 */
export interface FeatureStore {
  /** The array kept under a key, if there is one. */
  get(key: string): Promise<Float32Array | undefined>;
  /** Keeps an array; keeping one under a key again changes nothing. */
  put(key: string, array: Float32Array): Promise<void>;
}

/** Holds EmoDB for the tiny encoder at every length of the paper's space. */
const DEFAULT_BUDGET = 2 ** 30;

/** What one utterance gives, and the work it takes. */
export interface Features {
  /** What enters the first trained block. */
  readonly frames: Frames;
  /** Pooled features [f] of the untouched encoder, where asked for. */
  readonly pooled?: Float32Array;
  /**
   * Multiply-adds x 2 for what was asked for, whether or not it was
   * kept from before.
   */
  readonly flops: number;
}

/**
 * What never changes while training, kept: the frames that enter the
 * first trained block, and the pooled features of the untouched encoder.
 *
 * An entry belongs to an utterance and the length of it that is used, so all
 * values of `max_length` above an utterance's own length share one entry where
 * nothing is padded. What was dropped is computed again to the same bits.
 */
export class FeatureCache {
  readonly #encoder: Encoder;
  readonly #recipe: Recipe;
  readonly #front: { readonly graph: Graph; readonly session: Session };
  readonly #pooled: { readonly graph: Graph; readonly session: Session };
  readonly #kept: RecentArrays;
  readonly #store: FeatureStore | undefined;

  private constructor(
    { encoder, recipe, budget = DEFAULT_BUDGET, store }: FeatureOptions,
    front: { readonly graph: Graph; readonly session: Session },
    pooled: { readonly graph: Graph; readonly session: Session },
  ) {
    this.#encoder = encoder;
    this.#recipe = recipe;
    this.#front = front;
    this.#pooled = pooled;
    this.#kept = new RecentArrays(budget);
    this.#store = store;
  }

  /** Writes and compiles the two graphs. */
  static async create(options: FeatureOptions): Promise<FeatureCache> {
    const compile = async (graph: Graph, threads: number) => ({
      graph,
      session: await Session.create(graph.model, { threads }),
    });
    return new FeatureCache(
      options,
      // Whisper's front end sums in another order with more threads; one
      // thread gives one set of bits, and its frames are kept anyway.
      await compile(frontGraph(options), 1),
      await compile(pooledGraph(options), options.threads),
    );
  }

  /**
   * Features of one utterance.
   *
   * @param maxLength Audio used at most, in samples
   * @param pool Whether pooled features are wanted
   */
  async of(
    example: Example,
    maxLength: number,
    pool: boolean,
  ): Promise<Features> {
    const length = usedLength(
      example.samples.length,
      maxLength,
      this.#recipe.padding,
      this.#encoder.minSamples,
    );
    const key = `${length} ${example.id}`;
    const sizes = this.#encoder.stemSizes(length);
    const T = sizes.T;
    const frames = {
      count: T,
      data: await this.#keep(`frames ${key}`, async () => {
        const audio = new Float32Array(length);
        audio.set(example.samples.subarray(0, length));
        const { frames } = await this.#front.session.run({
          audio: float32(audio, [1, length]),
          shape: int64(this.#encoder.blockShape(1, T)),
        }, { frames: null });
        return frames;
      }),
    };
    const batch = batchOf(this.#encoder, [frames], this.#recipe.stem);
    const flops = flopsOf(this.#front.graph.products, {
      ...sizes,
      ...batch.sizes,
    });
    if (!pool) return { frames, flops };
    const pooled = await this.#keep(
      `pooled ${key}`,
      async () =>
        (await this.#pooled.session.run(batch.feeds, { pooled: null })).pooled,
    );
    return {
      frames,
      pooled,
      flops: flops +
        flopsOf(this.#pooled.graph.products, batch.sizes),
    };
  }

  /** From memory, else from the store, else computed and kept in both. */
  #keep(
    key: string,
    compute: () => Promise<Float32Array>,
  ): Promise<Float32Array> {
    return this.#kept.get(key, async () => {
      const stored = await this.#store?.get(key);
      if (stored) return stored;
      const computed = await compute();
      await this.#store?.put(key, computed);
      return computed;
    });
  }

  /** Frees native memory; features are left to the garbage collector. */
  async release(): Promise<void> {
    await this.#front.session.release();
    await this.#pooled.session.release();
  }
}

/**
 * Samples of audio that enter the front end: cut at `maxLength`, filled with
 * zeros up to it if the recipe says so, and never fewer than one frame needs.
 */
export function usedLength(
  samples: number,
  maxLength: number,
  padding: Recipe["padding"],
  minSamples: number,
): number {
  const used = padding === "zeros" ? maxLength : Math.min(samples, maxLength);
  return Math.max(used, minSamples);
}
