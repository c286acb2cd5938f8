import type { Size } from "../graph/builder.ts";
import { Tape } from "../graph/tape.ts";
import { type MelOptions, melPower, minSamples } from "../ops/mel.ts";
import { float32, Session } from "../ort.ts";
import { flopsOf } from "../work.ts";

/** Range that is kept below the loudest value, in dB. */
const RANGE_DB = 80;

/** Levels of an utterance in mel bands. */
export interface MelLevels {
  /** dB, band by band: [M, F]. */
  readonly levels: Float32Array;
  /** F. */
  readonly frames: number;
}

/**
 * Levels in mel bands, 10 log10 max(power, 1e-10) dB, at least 80 dB below the
 * loudest of the utterance: as `librosa.power_to_db` with `top_db=80`.
 */
export class MelLevelsSession {
  readonly #options: MelOptions;
  readonly #products: readonly (readonly Size[])[];
  readonly #session: Session;
  #flops = 0;

  private constructor(
    options: MelOptions,
    products: readonly (readonly Size[])[],
    session: Session,
  ) {
    this.#options = options;
    this.#products = products;
    this.#session = session;
  }

  /** Matrix products so far, multiply-adds x 2. */
  get flops(): number {
    return this.#flops;
  }

  /** Writes and compiles the graph. */
  static async create(
    options: MelOptions,
    threads: number,
  ): Promise<MelLevelsSession> {
    const tape = new Tape();
    const mel = melPower(tape, tape.input("audio", [1, "S"]), options);
    const { dims } = mel;
    const floored = tape.op("Max", [mel, tape.scalar(1e-10)], dims);
    const log = tape.op("Log", [floored], dims);
    const level = tape.op("Mul", [log, tape.scalar(10 * Math.LOG10E)], dims);
    const loudest = tape.op("ReduceMax", [level], [], { keepdims: 0n });
    const quietest = tape.op("Sub", [loudest, tape.scalar(RANGE_DB)], []);
    tape.output(tape.op("Max", [level, quietest], dims), "levels");
    return new MelLevelsSession(
      options,
      tape.products,
      await Session.create(tape.build("mel levels"), { threads }),
    );
  }

  /**
   * Levels of one utterance; audio too short for a frame is taken with silence
   * after it.
   *
   * @param samples At 16 kHz
   */
  async levels(samples: Float32Array): Promise<MelLevels> {
    const least = minSamples(this.#options);
    let audio = samples;
    if (audio.length < least) {
      audio = new Float32Array(least);
      audio.set(samples);
    }
    const { levels } = await this.#session.run(
      { audio: float32(audio, [1, audio.length]) },
      { levels: null },
    );
    const frames = levels.length / this.#options.bands;
    this.#flops += flopsOf(this.#products, { F: frames });
    return { levels, frames };
  }

  /** Frees native memory. */
  async release(): Promise<void> {
    await this.#session.release();
  }
}

/** Mean and standard deviation of each band over the frames: [2 M], means first. */
export function meanAndDeviation(
  { levels, frames }: MelLevels,
): Float32Array {
  const bands = levels.length / frames;
  const out = new Float32Array(2 * bands);
  for (let m = 0; m < bands; m++) {
    const row = levels.subarray(m * frames, (m + 1) * frames);
    const mean = row.reduce((sum, x) => sum + x, 0) / frames;
    const square = row.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    out[m] = mean;
    out[bands + m] = Math.sqrt(square / frames);
  }
  return out;
}
