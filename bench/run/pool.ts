/**
 * Training workers side by side, one trial each at a time.
 *
 * @module
 */
import suite from "../../deno.json" with { type: "json" };
import type { EpochReport, TrialResult } from "../../model/mod.ts";
import { DataError } from "../command/exit_codes.ts";
import { ROOT_URL } from "../command/root.ts";
import { unlessAborted } from "./abort.ts";
import type {
  FromWorker,
  ToWorker,
  TrialJob,
  WorkerMaterial,
} from "./messages.ts";

/** Called after each epoch; `false` stops the trial. */
export type OnEpoch = (report: EpochReport) => boolean;

/** True where the suite lies on this machine, not in a registry. */
const LOCAL = ROOT_URL.protocol === "file:";

/**
 * The native library, which a worker may touch; paths as in deno.json. Where the
 * suite was imported from a registry, nobody knows where its packages lie: a
 * worker may then load what the program may.
 */
const NATIVE_LIBRARY = LOCAL
  ? suite.permissions.bench.ffi.map((path) => new URL(path, ROOT_URL))
  : "inherit";

/** One worker and the promise it is working on. */
class Seat {
  #worker: Worker;
  #settle?: {
    resolve: (result: TrialResult | undefined) => void;
    reject: (error: Error) => void;
    onEpoch?: OnEpoch;
  };

  /** @param cache Folder that it may touch, too */
  constructor(cache?: string) {
    const kept = cache === undefined ? false : [cache];
    this.#worker = new Worker(import.meta.resolve("./worker.ts"), {
      type: "module",
      deno: {
        permissions: {
          ffi: NATIVE_LIBRARY,
          read: kept,
          write: kept,
          net: false,
          env: false,
          sys: false,
          run: false,
          import: LOCAL ? false : "inherit",
        },
      },
    });
    this.#worker.onmessage = (event: MessageEvent<FromWorker>) =>
      this.#receive(event.data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#settle?.reject(
        new Error(`Training worker failed: ${event.message}`),
      );
    };
  }

  #receive(message: FromWorker): void {
    if (message.kind === "epoch") {
      const goOn = this.#settle?.onEpoch?.(message.report) ?? true;
      this.#send({ kind: "verdict", goOn });
    } else if (message.kind === "error") {
      this.#settle?.reject(
        message.badData
          ? new DataError(message.message)
          : new Error(message.message),
      );
    } else {
      this.#settle?.resolve(
        message.kind === "done" ? message.result : undefined,
      );
    }
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  /** Sends a message and waits for the answer that settles it. */
  request(
    message: ToWorker,
    onEpoch?: OnEpoch,
  ): Promise<TrialResult | undefined> {
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject, onEpoch };
      this.#send(message);
    });
  }

  close(): void {
    this.#worker.terminate();
  }
}

/** A fixed number of workers that share nothing but their material. */
export class WorkerPool {
  #free: Seat[];
  #seats: Seat[];

  private constructor(seats: Seat[]) {
    this.#seats = seats;
    this.#free = [...seats];
  }

  /**
   * Starts workers and hands each the corpus and the encoder.
   *
   * @param signal Ends them while they start
   * @throws {DataError} When the weights cannot be used
   * @throws The signal's reason
   */
  static async start(
    jobs: number,
    material: WorkerMaterial,
    signal?: AbortSignal,
  ): Promise<WorkerPool> {
    const seats = Array.from(
      { length: jobs },
      () => new Seat(material.cache?.folder),
    );
    try {
      await unlessAborted(
        Promise.all(
          seats.map((seat) => seat.request({ kind: "material", material })),
        ),
        signal,
      );
    } catch (error) {
      for (const seat of seats) seat.close();
      throw error;
    }
    return new WorkerPool(seats);
  }

  /** True when a trial could start at once. */
  get idle(): boolean {
    return this.#free.length > 0;
  }

  /**
   * Runs one trial on a free worker.
   *
   * @throws {Error} When no worker is free, or when the worker fails
   */
  async run(job: TrialJob, onEpoch: OnEpoch): Promise<TrialResult> {
    const seat = this.#free.pop();
    if (!seat) throw new Error("Cannot start a trial: no worker is free");
    try {
      const result = await seat.request({ kind: "trial", job }, onEpoch);
      if (!result) throw new Error("Training worker ended without a result");
      return result;
    } finally {
      this.#free.push(seat);
    }
  }

  /** Ends all workers, also in the middle of a trial. */
  close(): void {
    for (const seat of this.#seats) seat.close();
  }

  /** The same, at the end of a block. */
  [Symbol.dispose](): void {
    this.close();
  }
}
