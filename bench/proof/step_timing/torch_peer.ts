import type { Product } from "./products.ts";
import type { Timing } from "./timing.ts";
import type { Variant } from "./variants.ts";

/** What PyTorch says about itself. */
export interface TorchAbout {
  readonly python: string;
  readonly torch: string;
  readonly onnx: string;
  /** Vector instructions its own kernels use. */
  readonly kernels: string;
  /** Whether products go to Intel's MKL. */
  readonly mkl: boolean;
  readonly threads: number;
}

/** Thrown when PyTorch cannot be had; the message says how to get it. */
export class TorchMissing extends Error {}

/** PyTorch's side of the comparison: torch_peer.py, asked line by line. */
export class TorchPeer {
  readonly #process: Deno.ChildProcess;
  readonly #answers: AsyncIterator<string>;
  readonly #requests: WritableStreamDefaultWriter<Uint8Array>;

  private constructor(process: Deno.ChildProcess) {
    this.#process = process;
    this.#answers = linesOf(process.stdout);
    this.#requests = process.stdin.getWriter();
  }

  /**
   * Starts the script.
   *
   * @param python Interpreter, by name or path
   * @param family Which of its models
   * @param weights Path of the encoder's file, or its folder
   * @throws {TorchMissing} If the interpreter or one of its packages is missing
   */
  static async start(
    python: string,
    family: string,
    weights: string,
    threads: number,
  ): Promise<{ peer: TorchPeer; about: TorchAbout }> {
    const script = new URL("torch_peer.py", import.meta.url).pathname;
    let peer: TorchPeer;
    try {
      peer = new TorchPeer(
        new Deno.Command(python, {
          args: [script, family, weights],
          stdin: "piped",
          stdout: "piped",
        }).spawn(),
      );
    } catch (error) {
      throw missing(python, (error as Error).message);
    }
    try {
      const about = await peer.#ask<TorchAbout>({ op: "about", threads });
      return { peer, about };
    } catch (error) {
      await peer.release();
      throw missing(python, (error as Error).message);
    }
  }

  /** Hands over the audio of the steps to come. */
  async listen(samples: Float32Array<ArrayBuffer>): Promise<void> {
    const audio = new Uint8Array(samples.buffer).toBase64();
    await this.#ask({ op: "speech", audio });
  }

  /** Times steps of a variant on the audio last handed over. */
  async steps(variant: Variant, times: number): Promise<Timing[]> {
    const request = { op: "step", variant, times };
    return (await this.#ask<{ times: Timing[] }>(request)).times;
  }

  /** Times a square product. */
  async sgemm(size: number, times: number): Promise<Timing[]> {
    const request = { op: "sgemm", size, times };
    return (await this.#ask<{ times: Timing[] }>(request)).times;
  }

  /** Times products of linear layers. */
  async products(product: Product, times: number): Promise<Timing[]> {
    const request = { op: "products", product, times };
    return (await this.#ask<{ times: Timing[] }>(request)).times;
  }

  /** Ends the script. */
  async release(): Promise<void> {
    await this.#requests.close().catch(() => {}); // it may have ended already
    await this.#process.status;
  }

  async #ask<Answer extends object>(request: unknown): Promise<Answer> {
    await this.#requests.write(
      new TextEncoder().encode(JSON.stringify(request) + "\n"),
    ).catch(() => {}); // the missing answer says it better
    const { value, done } = await this.#answers.next();
    if (done) {
      throw new Error(
        "Cannot time PyTorch: its script ended, see its message above",
      );
    }
    const answer = JSON.parse(value);
    if ("missing" in answer) throw new Error(answer.missing);
    return answer;
  }
}

function missing(python: string, found: string): TorchMissing {
  return new TorchMissing(
    `Cannot compare with PyTorch as "${python}" does not have it: ${found}; make one by "python3 -m venv .venv && .venv/bin/pip install torch onnx numpy librosa" and give --python .venv/bin/python`,
  );
}

async function* linesOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
