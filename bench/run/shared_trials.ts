import type { TrialRecord } from "../journal/records.ts";

/** Complete trials that another study may ask for again, by identity. */
export class SharedTrials {
  readonly #complete = new Map<string, TrialRecord>();
  readonly #running = new Set<string>();

  /** The trial as it was trained, if it was. */
  find(identity: string): TrialRecord | undefined {
    return this.#complete.get(identity);
  }

  /** True while it is being trained. */
  isRunning(identity: string): boolean {
    return this.#running.has(identity);
  }

  /** Says that it is being trained. */
  start(identity: string): void {
    this.#running.add(identity);
  }

  /** Says how it ended; only complete trials can be asked for again. */
  end(identity: string, record: TrialRecord): void {
    this.#running.delete(identity);
    if (record.state === "complete") this.#complete.set(identity, record);
  }
}
