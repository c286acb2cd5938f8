import type { TrialRecord } from "../journal/records.ts";
import { isWhole } from "../journal/trial_identity.ts";

/** Trials that another study may ask for again, by identity. */
export class SharedTrials {
  readonly #whole = new Map<string, TrialRecord>();
  readonly #running = new Set<string>();

  /** The trial as it was trained, if it was. */
  find(identity: string): TrialRecord | undefined {
    return this.#whole.get(identity);
  }

  /** True while it is being trained. */
  isRunning(identity: string): boolean {
    return this.#running.has(identity);
  }

  /** Says that it is being trained. */
  start(identity: string): void {
    this.#running.add(identity);
  }

  /** Says how it ended; one that was stopped early cannot be asked for again. */
  end(identity: string, record: TrialRecord): void {
    this.#running.delete(identity);
    if (isWhole(record)) this.#whole.set(identity, record);
  }
}
