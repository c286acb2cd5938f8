/**
 * The only file that touches the native runtime.
 *
 * Models go in as bytes, never as paths, and no option that names a file can
 * be set: the library behind the ffi permission is trusted, and this keeps
 * what it is asked to do in one place.
 *
 * @module
 */
import type * as Ort from "onnxruntime-node";

/** What is fed to a graph or fetched from it. */
export interface Tensor {
  /** Values in row-major order; fetched ones are written here in place. */
  readonly data: Float32Array | BigInt64Array;
  /** Shape. */
  readonly dims: readonly number[];
}

/** Options of {@linkcode Session.create}. */
export interface SessionOptions {
  /** Threads of one run. The results have the same bits with one or two. */
  readonly threads: number;
}

/** A float32 tensor; the array is not copied. */
export function float32(data: Float32Array, dims: readonly number[]): Tensor {
  return { data, dims };
}

/** An int64 vector. */
export function int64(values: readonly number[]): Tensor {
  return { data: BigInt64Array.from(values, BigInt), dims: [values.length] };
}

let runtime: Promise<typeof Ort> | undefined;

/** Loads the library on first use, so that importing this file needs no permission. */
function loadRuntime(): Promise<typeof Ort> {
  runtime ??= import("onnxruntime-node").then((module) => {
    module.env.logLevel = "fatal";
    return module;
  });
  return runtime;
}

/** A compiled graph. It keeps no state between runs. */
export class Session {
  readonly #ort: typeof Ort;
  readonly #session: Ort.InferenceSession;
  /** Long-lived tensors are wrapped once. */
  readonly #wrapped = new WeakMap<Tensor, Ort.Tensor>();

  private constructor(ort: typeof Ort, session: Ort.InferenceSession) {
    this.#ort = ort;
    this.#session = session;
  }

  /**
   * Compiles a model.
   *
   * @param model Bytes of a `.onnx` file
   * @throws {TypeError} If `model` is not bytes
   */
  static async create(
    model: Uint8Array,
    { threads }: SessionOptions,
  ): Promise<Session> {
    if (!(model instanceof Uint8Array)) {
      throw new TypeError(
        `Cannot create session: found ${typeof model}, expected the bytes of a model`,
      );
    }
    const ort = await loadRuntime();
    const session = await ort.InferenceSession.create(model, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: "sequential",
      // Graphs run as written: rewriting gains nothing here, and would undo
      // orders that are quicker than what it knows
      graphOptimizationLevel: "disabled",
      enableMemPattern: false,
      logSeverityLevel: 4,
      // A packed constant and the same weight as an input give products that
      // differ in the last bits; unpacked, they are equal
      extra: { session: { disable_prepacking: "1" } },
    });
    return new Session(ort, session);
  }

  /**
   * Runs the graph.
   *
   * @param feeds Every input by name
   * @param outputs Outputs wanted; a tensor is written in place, null asks for
   *   a new array
   * @returns The values of the outputs asked for by null
   */
  async run<Name extends string>(
    feeds: Readonly<Record<string, Tensor>>,
    outputs: Readonly<Record<Name, Tensor | null>>,
  ): Promise<Record<Name, Float32Array>> {
    const fed: Record<string, Ort.Tensor> = {};
    for (const name in feeds) fed[name] = this.#wrap(feeds[name]);
    const fetched: Record<string, Ort.Tensor | null> = {};
    for (const name in outputs) {
      const tensor = outputs[name];
      fetched[name] = tensor && this.#wrap(tensor);
    }
    const results = await this.#session.run(fed, fetched);
    const values = {} as Record<Name, Float32Array>;
    for (const name in outputs) {
      if (outputs[name] === null) {
        values[name] = results[name].data as Float32Array;
      }
    }
    return values;
  }

  /** Frees native memory; the session cannot be used afterwards. */
  async release(): Promise<void> {
    await this.#session.release();
  }

  #wrap(tensor: Tensor): Ort.Tensor {
    let wrapped = this.#wrapped.get(tensor);
    if (!wrapped) {
      const { data, dims } = tensor;
      wrapped = data instanceof Float32Array
        ? new this.#ort.Tensor("float32", data, dims)
        : new this.#ort.Tensor("int64", data, dims);
      this.#wrapped.set(tensor, wrapped);
    }
    return wrapped;
  }
}
