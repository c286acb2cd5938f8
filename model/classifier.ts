import { float32, Session } from "./ort.ts";

/** A classifier out of a `.onnx` file that `classifierGraph` wrote. */
export class Classifier {
  readonly #session: Session;

  private constructor(session: Session) {
    this.#session = session;
  }

  /**
   * Compiles it.
   *
   * @param model Bytes of the file
   * @param threads Threads of one run
   */
  static async open(model: Uint8Array, threads: number): Promise<Classifier> {
    return new Classifier(await Session.create(model, { threads }));
  }

  /**
   * Probabilities [C] of one recording.
   *
   * @param samples Mono at 16 kHz in [-1, 1]
   */
  async probabilities(samples: Float32Array): Promise<Float32Array> {
    const { probabilities } = await this.#session.run(
      { audio: float32(samples, [1, samples.length]) },
      { probabilities: null },
    );
    return probabilities;
  }

  /** Frees native memory. */
  async release(): Promise<void> {
    await this.#session.release();
  }
}
