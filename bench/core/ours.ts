import type { Encoder } from "../../model/encoders/encoder.ts";
import { GraphBuilder } from "../../model/graph/builder.ts";
import { xavierHead } from "../../model/head_session.ts";
import { float32, Session } from "../../model/ort.ts";
import { recipeFor } from "../../model/recipes.ts";
import { TrainingSession } from "../../model/training_session.ts";
import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import { timed, type Timing } from "./timing.ts";
import type { Variant } from "./variants.ts";

const CLASSES = 7;
/** Too small to change what is computed. */
const RATE = 1e-6;

/** A block of our steps. */
export interface OurSteps {
  readonly times: Timing[];
  /** Matrix products of one step, multiply-adds x 2, in 1e9. */
  readonly work_gflop: number;
}

/** Our side of the comparison, with a number of threads. */
export class OurPeer {
  readonly #encoder: Encoder;
  readonly #threads: number;
  readonly #sessions = new Map<string, TrainingSession>();

  constructor(encoder: Encoder, threads: number) {
    this.#encoder = encoder;
    this.#threads = threads;
  }

  /** Times steps of a variant on `samples` of audio. */
  async steps(
    variant: Variant,
    samples: number,
    times: number,
  ): Promise<OurSteps> {
    const session = await this.#session(variant);
    const count = this.#encoder.stemSizes(samples).T;
    const { width } = this.#encoder;
    const frames = { count, data: noise(count * width) };
    let work_gflop = 0;
    const marks = await timed(async () => {
      work_gflop = (await session.step([frames], [1], RATE)).flops / 1e9;
    }, times);
    return { times: marks, work_gflop };
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
    const square = () => float32(noise(size * size), dims);
    const [feeds, outputs] = [{ a: square(), b: square() }, { c: square() }];
    const marks = await timed(() => session.run(feeds, outputs), times);
    await session.release();
    return marks;
  }

  /** Frees native memory. */
  async release(): Promise<void> {
    for (const session of this.#sessions.values()) await session.release();
  }

  async #session({ first_block, pooled_after }: Variant) {
    const key = `${first_block} ${pooled_after}`;
    const known = this.#sessions.get(key);
    if (known) return known;
    const encoder = this.#encoder;
    const session = await TrainingSession.create({
      encoder,
      recipe: {
        ...recipeFor("published", encoder),
        first_block,
        pooled_after,
      },
      classes: CLASSES,
      threads: this.#threads,
    });
    session.start(xavierHead(encoder.width, CLASSES, new RandomState(1)));
    this.#sessions.set(key, session);
    return session;
  }
}

function noise(length: number): Float32Array {
  const stream = new RandomState(2);
  return Float32Array.from({ length }, () => stream.random() - 0.5);
}
