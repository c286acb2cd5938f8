/**
 * Trial bookkeeping, the same for every optimizer: who was asked, reported, told.
 *
 * @module
 */
import { checkWord } from "./check_value.ts";
import { checkParams, type SearchSpace } from "./space.ts";
import type {
  Direction,
  Optimizer,
  Outcome,
  Params,
  Pruner,
  Report,
  Sampler,
  Trial,
  TrialRecord,
} from "./types.ts";

/** Ways in which a trial ends. */
const STATES: readonly Outcome["state"][] = ["complete", "pruned", "failed"];

/** The parts of which a study is made. */
export interface StudyParts {
  /** Name under which it was created. */
  readonly preset: string;
  readonly space: SearchSpace;
  readonly direction: Direction;
  readonly sampler: Sampler;
  /** `null` lets every trial run to its end. */
  readonly pruner: Pruner | null;
}

/** An optimizer made of a sampler and a pruner. */
export class Study implements Optimizer {
  readonly preset: string;
  readonly independent: boolean;
  readonly #parts: StudyParts;
  readonly #trials: TrialRecord[] = [];

  /**
   * Starts a study without trials.
   *
   * @param parts Its sampler and pruner must not serve another study
   */
  constructor(parts: StudyParts) {
    this.#parts = parts;
    this.preset = parts.preset;
    this.independent = parts.sampler.independent && parts.pruner === null;
  }

  ask(): Trial | null {
    const proposal = this.#parts.sampler.propose(this.#trials);
    if (proposal === null) return null;
    const trial: Trial = {
      number: this.#trials.length,
      params: this.#inOrder(proposal.params),
      phase: proposal.phase,
    };
    this.#trials.push({ ...trial, state: "running", reports: [] });
    return trial;
  }

  amend(trial: number, params: Params): void {
    const record = this.#running(trial, "amend");
    checkParams(this.#parts.space, params, `Cannot amend trial ${trial}`);
    this.#trials[trial] = { ...record, params: this.#inOrder(params) };
  }

  report(trial: number, step: number, value: number): boolean {
    const record = this.#running(trial, "report on");
    if (!Number.isSafeInteger(step) || step < 0) {
      throw new RangeError(
        `Cannot report on trial ${trial}: found step ${step}, expected an integer from 0 up`,
      );
    }
    checkNumber(value, `Cannot report on trial ${trial}`);
    const reported: TrialRecord = {
      ...record,
      reports: withReport(record.reports, { step, value }),
    };
    this.#trials[trial] = reported;
    const { pruner, direction } = this.#parts;
    return pruner === null ||
      !pruner.prune(this.#trials, reported, direction);
  }

  tell(trial: number, outcome: Outcome): void {
    const record = this.#running(trial, "tell");
    checkWord(
      `Cannot tell trial ${trial}: found state`,
      outcome?.state,
      STATES,
    );
    if (outcome.state === "complete") {
      checkNumber(outcome.value, `Cannot tell trial ${trial}`);
    }
    this.#trials[trial] = { ...record, ...outcome };
  }

  #inOrder(params: Params): Params {
    return Object.freeze(Object.fromEntries(
      this.#parts.space.map(({ name }) => [name, params[name]]),
    ));
  }

  #running(trial: number, action: string): TrialRecord {
    const record = this.#trials[trial];
    if (record === undefined) {
      throw new RangeError(
        `Cannot ${action} trial ${trial}: found ${this.#trials.length} trials asked so far, expected the number of one of them`,
      );
    }
    if (record.state !== "running") {
      throw new RangeError(
        `Cannot ${action} trial ${trial}: it was told as ${record.state}, expected a running trial`,
      );
    }
    return record;
  }
}

function checkNumber(value: number, action: string): void {
  if (typeof value !== "number") {
    throw new TypeError(
      `${action}: found a value of type ${typeof value}, expected a number`,
    );
  }
}

/** Adds a report in order of steps, unless its step was reported before. */
function withReport(
  reports: readonly Report[],
  report: Report,
): readonly Report[] {
  const place = reports.findLastIndex(({ step }) => step <= report.step) + 1;
  return reports[place - 1]?.step === report.step
    ? reports
    : reports.toSpliced(place, 0, report);
}
