/**
 * Runs the studies of a plan: asks the optimizers, hands configurations to the workers,
 * writes each finished trial to the journal.
 *
 * Everything that decides a result comes from the plan; the number of workers
 * and the order in which trials end do not.
 *
 * @module
 */
import type { Optimizer, Trial } from "../../optimizers/types.ts";
import type { EpochReport, TrialResult } from "../../model/mod.ts";
import type {
  EpochRecord,
  StudyRecord,
  TrialRecord,
} from "../journal/records.ts";
import type { Study } from "../plan/plan.ts";
import type { OnEpoch } from "./pool.ts";
import type { Objective } from "../journal/objective.ts";
import { trialIdentity } from "../journal/trial_identity.ts";
import { type TrialJob, trialJob } from "./messages.ts";
import { SharedTrials } from "./shared_trials.ts";
import { toTrialRecord } from "./trial_record.ts";

/** Where trials are trained. */
export interface Trainer {
  /** True when a trial could start at once. */
  readonly idle: boolean;
  /** Trains and scores one configuration. */
  run(job: TrialJob, onEpoch: OnEpoch): Promise<TrialResult>;
}

/** A study ready to run. */
export interface PreparedStudy {
  /** The study. */
  readonly study: Study;
  /** Its seeds and partition, already in the journal. */
  readonly start: StudyRecord;
  /** What it optimises. */
  readonly objective: Objective;
  /** Its optimizer, fresh. */
  readonly optimizer: Optimizer;
  /** Trials that the journal holds. */
  readonly done: ReadonlyMap<number, TrialRecord>;
  /** Utterances of each part. */
  readonly parts: Pick<TrialJob, "train" | "validation" | "test">;
  /** Training seed of a trial. */
  readonly trainSeed: (trial: number) => number;
}

/** What the runner reaches the world by. */
export interface RunPorts {
  /** Trains trials. */
  readonly trainer: Trainer;
  /** Makes a record durable. */
  readonly append: (record: TrialRecord) => Promise<void>;
  /** Told of each finished trial. */
  readonly finished: (record: TrialRecord) => void;
  /** Milliseconds of some clock. */
  readonly now: () => number;
}

/**
 * Runs studies until all trials are in the journal.
 *
 * @param studies Studies in the order of the plan
 * @param ports Trainer, journal, clock
 * @throws The first error of a worker or of the journal
 */
export async function runStudies(
  studies: readonly PreparedStudy[],
  ports: RunPorts,
): Promise<void> {
  const shared = new SharedTrials();
  for (const { study, start, done } of studies) {
    for (const record of done.values()) {
      shared.end(trialIdentity(study, start, record), record);
    }
  }
  const searches = studies.map((study) => new Search(study, ports, shared));
  const running = new Set<Promise<void>>();
  // Kept, since a race that another trial wins would lose it.
  const failures: unknown[] = [];
  for (;;) {
    while (ports.trainer.idle) {
      const start = searches.find((search) => search.ready)?.next();
      if (!start) break;
      const work: Promise<void> = start
        .catch((error) => void failures.push(error))
        .finally(() => running.delete(work));
      running.add(work);
    }
    if (running.size === 0) break;
    await Promise.race(running);
    if (failures.length > 0) throw failures[0];
  }
}

/** What an optimizer proposed. */
interface Proposed {
  readonly trial: Trial;
  readonly suggestS: number;
  /** Its training seed. */
  readonly seed: number;
  /** What it has in common with trials that may answer for it. */
  readonly identity: string;
}

/** One study's optimizer with what it has been asked and told. */
class Search {
  readonly #prepared: PreparedStudy;
  readonly #ports: RunPorts;
  readonly #shared: SharedTrials;
  #next: Proposed | null = null;
  #asked = 0;
  #running = 0;

  constructor(
    prepared: PreparedStudy,
    ports: RunPorts,
    shared: SharedTrials,
  ) {
    this.#prepared = prepared;
    this.#ports = ports;
    this.#shared = shared;
  }

  /** True when a trial can start now. Past trials are replayed on the way. */
  get ready(): boolean {
    const { optimizer, study, done } = this.#prepared;
    while (this.#next === null) {
      if (this.#running > 0 && !optimizer.independent) return false;
      if (this.#asked >= study.trials) return false;
      const before = this.#ports.now();
      const trial = optimizer.ask();
      const suggestS = (this.#ports.now() - before) / 1000;
      if (trial === null) {
        this.#asked = study.trials;
        return false;
      }
      this.#asked++;
      const record = done.get(trial.number);
      if (record) this.#replay(record);
      else this.#next = this.#proposed(trial, suggestS);
    }
    // An equal trial that is being trained will answer for this one.
    return !this.#shared.isRunning(this.#next.identity);
  }

  #proposed(trial: Trial, suggestS: number): Proposed {
    const { study, start, trainSeed } = this.#prepared;
    const seed = trainSeed(trial.number);
    const { params } = trial;
    const identity = trialIdentity(study, start, { params, train_seed: seed });
    return { trial, suggestS, seed, identity };
  }

  /** Reports and tells what the journal holds, so that the optimizer stands where it stood. */
  #replay(record: TrialRecord): void {
    const { optimizer, objective } = this.#prepared;
    for (const epoch of record.epochs) {
      optimizer.report(
        record.trial,
        epoch.epoch,
        objective.ofEpoch(epoch),
      );
    }
    this.#tell(record);
  }

  /** Starts the next trial. */
  async next(): Promise<void> {
    const { append, finished, now } = this.#ports;
    const proposed = this.#next!;
    this.#next = null;
    this.#running++;
    const equal = this.#shared.find(proposed.identity);
    const stop = equal ? this.#stopOf(equal, proposed) : undefined;
    if (!equal || stop) this.#shared.start(proposed.identity);
    const record = equal && !stop
      ? this.#again(equal, proposed)
      : await this.#train(proposed, stop);
    this.#shared.end(proposed.identity, record);
    const before = now();
    this.#tell(record);
    record.suggest_s += (now() - before) / 1000;
    await append(record);
    this.#running--;
    finished(record);
  }

  /** Reports an equal trial; gives the epoch after which the optimizer stops it. */
  #stopOf(equal: TrialRecord, { trial }: Proposed): EpochRecord | undefined {
    const { optimizer, objective } = this.#prepared;
    return equal.epochs.find((epoch) =>
      !optimizer.report(trial.number, epoch.epoch, objective.ofEpoch(epoch))
    );
  }

  /** What an equal trial gave, with what that cost. */
  #again(equal: TrialRecord, { trial, suggestS }: Proposed): TrialRecord {
    return {
      ...equal,
      study: this.#prepared.study.key,
      trial: trial.number,
      phase: trial.phase,
      suggest_s: suggestS,
    };
  }

  /**
   * @param stop Where the optimizer has said to stop it already: the journal keeps no
   * scores of epochs within a trial, so that it is trained up to there
   */
  async #train(
    { trial, suggestS, seed }: Proposed,
    stop: EpochRecord | undefined,
  ): Promise<TrialRecord> {
    const { study, optimizer, objective, parts } = this.#prepared;
    const { trainer } = this.#ports;
    const epochs: EpochReport[] = [];
    const result = await trainer.run(
      trialJob(trial, seed, parts),
      (report) => {
        epochs.push(report);
        return stop ? report.epoch < stop.epoch : optimizer.report(
          trial.number,
          report.epoch,
          objective.ofEpoch(report),
        );
      },
    );
    return toTrialRecord(result, {
      plan_hash: this.#prepared.start.plan_hash,
      study: study.key,
      trial,
      trainSeed: seed,
      epochs,
      suggestS,
    });
  }

  #tell(record: TrialRecord): void {
    const { optimizer, objective } = this.#prepared;
    const value = objective.validation(record);
    optimizer.tell(
      record.trial,
      record.state === "complete" && value !== null
        ? { state: "complete", value }
        : { state: record.state === "pruned" ? "pruned" : "failed" },
    );
  }
}
