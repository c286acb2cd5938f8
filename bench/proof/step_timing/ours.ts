import type { Encoder } from "../../../model/encoders/encoder.ts";
import { GraphBuilder } from "../../../model/graph/builder.ts";
import { xavierHead } from "../../../model/training/head_session.ts";
import { float32, Session } from "../../../model/ort.ts";
import { recipeFor } from "../../../model/recipes.ts";
import { ModelRuntime } from "../../../model/runtime.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";
import { timed, type Timing } from "./timing.ts";
import type { Variant } from "./variants.ts";

const CLASSES = 7;
/** Too small to change what is computed. */
const RATE = 1e-6;

/** A block of our steps. */
export interface OurSteps {
  /** One for each step. */
  readonly times: Timing[];
  /** Matrix products of one step, multiply-adds x 2, in 1e9. */
  readonly work_gflop: number;
}

/** Our side of the comparison, with a number of threads. */
export class OurPeer {
  readonly #encoder: Encoder;
  readonly #threads: number;
  readonly #runtimes = new Map<string, ModelRuntime>();

  /** Compiles nothing yet. */
  constructor(encoder: Encoder, threads: number) {
    this.#encoder = encoder;
    this.#threads = threads;
  }

  /** Times steps of a variant on some audio. */
  async steps(
    variant: Variant,
    samples: Float32Array,
    times: number,
  ): Promise<OurSteps> {
    const runtime = await this.#runtime(variant);
    const cache = await runtime.features();
    const example = { id: "speech", samples, label: 1 };
    const { frames } = await cache.of(example, samples.length, false);
    const session = await runtime.training();
    let flops = 0;
    const marks = await timed(async () => {
      flops = (await session.step([frames], [example.label], RATE)).flops;
    }, times);
    return { times: marks, work_gflop: flops / 1e9 };
  }

  /** Times a square product. */
  async sgemm(size: number, times: number): Promise<Timing[]> {
    const dims = [size, size];
    const graph = new GraphBuilder();
    const [a, b] = [graph.input("a", dims), graph.input("b", dims)];
    graph.output(graph.op("MatMul", [a, b], dims), "c");
    const session = await Session.create(graph.build("sgemm"), {
      threads: this.#threads,
    });
    const stream = new RandomState(1);
    const square = () =>
      float32(
        Float32Array.from({ length: size * size }, () => stream.random()),
        dims,
      );
    const [feeds, outputs] = [{ a: square(), b: square() }, { c: square() }];
    const marks = await timed(() => session.run(feeds, outputs), times);
    await session.release();
    return marks;
  }

  /** Frees native memory. */
  async release(): Promise<void> {
    for (const runtime of this.#runtimes.values()) await runtime.release();
  }

  async #runtime({ first_block, pooled_after, tuning = "full" }: Variant) {
    const key = `${first_block} ${pooled_after} ${tuning}`;
    const known = this.#runtimes.get(key);
    if (known) return known;
    const encoder = this.#encoder;
    const recipe = {
      ...recipeFor(`published+tuning=${tuning}`, encoder),
      first_block,
      pooled_after,
    };
    const runtime = new ModelRuntime({
      encoder,
      recipe,
      classes: CLASSES,
      threads: this.#threads,
    });
    const random = new RandomState(1);
    const head = xavierHead(encoder.width, CLASSES, random);
    (await runtime.training()).start(head, { random });
    this.#runtimes.set(key, runtime);
    return runtime;
  }
}
