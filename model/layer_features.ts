/**
 * Pooled features after every layer of an encoder, for linear probes.
 *
 * @module
 */
import { batchOf } from "./training/batch.ts";
import type { Encoder } from "./encoders/encoder.ts";
import { Tape, type Value } from "./graph/tape.ts";
import { ElementType } from "./onnx/types.ts";
import { meanDeviationPool } from "./ops/pooling.ts";
import { float32, Session } from "./ort.ts";

/** Means over frames, then deviations: [2 d], before and after the norm. */
export interface LayerFeatures {
  /** As the layer gives them. */
  readonly plain: Float32Array;
  /** Through the norm that stands before pooling in every recipe. */
  readonly normed: Float32Array;
}

/** All layers of one encoder, compiled. */
export class LayerSession {
  readonly #encoder: Encoder;
  readonly #session: Session;

  private constructor(encoder: Encoder, session: Session) {
    this.#encoder = encoder;
    this.#session = session;
  }

  /**
   * Writes and compiles the graph.
   *
   * @param options Threads of one run
   */
  static async create(
    encoder: Encoder,
    options: { readonly threads: number },
  ): Promise<LayerSession> {
    const model = layersGraph(encoder);
    return new LayerSession(encoder, await Session.create(model, options));
  }

  /**
   * Features of one utterance after the front end and after each block: an
   * array of blocks + 1.
   *
   * @param audio Mono audio at 16 kHz; filled up with zeros if it is shorter
   *   than the encoder can take
   */
  async of(audio: Float32Array): Promise<LayerFeatures[]> {
    const { blocks, minSamples, stemSizes, width } = this.#encoder;
    const length = Math.max(audio.length, minSamples);
    const samples = new Float32Array(length);
    samples.set(audio);
    const { T } = stemSizes(length);
    const { feeds: { pool, shape } } = batchOf(this.#encoder, [
      { count: T, data: new Float32Array(T * width) },
    ]);
    const names = Array.from({ length: blocks + 1 }, (_, i) => outputs(i));
    const found = await this.#session.run(
      { audio: float32(samples, [1, length]), pool, shape },
      Object.fromEntries(names.flat().map((name) => [name, null])),
    );
    return names.map(([plain, normed]) => ({
      plain: found[plain],
      normed: found[normed],
    }));
  }

  /** Frees native memory. */
  release(): Promise<void> {
    return this.#session.release();
  }
}

/** Outputs of a layer; 0 is the front end. */
const outputs = (layer: number) =>
  [`plain ${layer}`, `normed ${layer}`] as const;

/** Inputs `audio` [1, S], `pool` [1, T], `shape`; two outputs for each layer. */
function layersGraph(encoder: Encoder): Uint8Array {
  const tape = new Tape();
  const weight = (name: string) => {
    const { data, dims } = encoder.weights.get(name)!;
    return tape.constant(name, data, dims);
  };
  const pool = tape.input("pool", ["B", "N"]);
  const { length } = encoder.blockShape(1, 1);
  const shape = tape.input("shape", [length], ElementType.int64);
  const tap = (frames: Value, layer: number) => {
    const [plain, normed] = outputs(layer);
    const norm = encoder.emitNorm(tape, frames, weight, pool);
    tape.output(meanDeviationPool(tape, pool, frames), plain);
    tape.output(meanDeviationPool(tape, pool, norm), normed);
  };
  let frames = encoder.emitStem(tape, tape.input("audio", [1, "S"]), weight);
  tap(frames, 0);
  const emit = encoder.blockEmitter(tape, weight, shape);
  for (let i = 0; i < encoder.blocks; i++) {
    frames = emit(frames, i);
    tap(frames, i + 1);
  }
  return tape.build("layers");
}
