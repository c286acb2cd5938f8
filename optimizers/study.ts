/**
 * Trial bookkeeping, the same for every optimizer: who was asked, reported, told.
 *
 * @module
 */
import { checkWord, typeFault } from "./check_value.ts";
import { checkParams, isActive, type SearchSpace } from "./space.ts";
import type {
  Direction,
  Directions,
  Optimizer,
  Outcome,
  Params,
  Proposal,
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
  readonly direction: Directions;
  readonly sampler: Sampler;
  /** `null` lets every trial run to its end, as several objectives must. */
  readonly pruner: Pruner | null;
}

/** An optimizer made of a sampler and a pruner. */
export class Study implements Optimizer {
  readonly preset: string;
  readonly independent: boolean;
  readonly #parts: StudyParts;
  readonly #directions: readonly Direction[];
  readonly #trials: TrialRecord[] = [];

  /**
   * Starts a study without trials.
   *
   * @param parts Its sampler and pruner must not serve another study
   */
  constructor(parts: StudyParts) {
    this.#parts = parts;
    this.#directions = [parts.direction].flat();
    this.preset = parts.preset;
    this.independent = parts.sampler.independent && parts.pruner === null;
  }

  ask(): Trial | null {
    const proposal = this.#parts.sampler.propose(this.#trials);
    return proposal === null ? null : this.#start(proposal);
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
    const { pruner } = this.#parts;
    return pruner === null ||
      !pruner.prune(this.#trials, reported, this.#directions[0]);
  }

  tell(trial: number, outcome: Outcome): void {
    const record = this.#running(trial, "tell");
    checkWord(
      `Cannot tell trial ${trial}: found state`,
      outcome?.state,
      STATES,
    );
    this.#trials[trial] = {
      ...record,
      state: outcome.state,
      ...outcome.state === "complete" && this.#valuesOf(outcome, trial),
    };
  }

  /** The values of a complete trial, one for each objective. */
  #valuesOf(
    outcome: Extract<Outcome, { state: "complete" }>,
    trial: number,
  ): Pick<TrialRecord, "value" | "values"> {
    const action = `Cannot tell trial ${trial}`;
    const values = "values" in outcome ? outcome.values : [outcome.value];
    const objectives = this.#directions.length;
    if (!Array.isArray(values)) {
      throw typeFault(`${action}: found values`, values, "a list of numbers");
    }
    if (values.length !== objectives) {
      throw new RangeError(
        `${action}: found ${values.length} objective values, expected ${objectives}`,
      );
    }
    for (const value of values) checkNumber(value, action);
    return objectives === 1 ? { value: values[0] } : { values: [...values] };
  }

  #start({ params, phase }: Proposal): Trial {
    const trial: Trial = {
      number: this.#trials.length,
      params: this.#inOrder(params),
      phase,
    };
    this.#trials.push({ ...trial, state: "running", reports: [] });
    return trial;
  }

  #inOrder(params: Params): Params {
    return Object.freeze(Object.fromEntries(
      this.#parts.space.filter((parameter) => isActive(parameter, params))
        .map(({ name }) => [name, params[name]]),
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
