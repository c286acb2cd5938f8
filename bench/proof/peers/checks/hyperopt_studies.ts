/**
 * Recorded runs of Hyperopt's `fmin`, trial by trial.
 *
 * Every proposal is made from the recorded history, so that one difference does
 * not spread to the trials after it.
 *
 * @module
 */
import type { TieOrder } from "../../../../optimizers/numeric/argsort.ts";
import { log } from "../../../../optimizers/numeric/math.ts";
import { Pcg64 } from "../../../../optimizers/numeric/pcg64.ts";
import {
  modelPoint,
  type Observation,
  type Prior,
  randomPoint,
} from "../../../../optimizers/tpe/hyperopt_suggest.ts";
import {
  type Checker,
  type Fields,
  isListOf,
  recordedTies,
} from "./checker.ts";
import {
  LENGTHS,
  type RecordedX,
  sameConfiguration,
} from "../../../recorded/recorded_configuration.ts";
import { type Agreement, Tally, toNumber } from "../../../recorded/tally.ts";

interface RecordedTrial {
  readonly x: RecordedX;
  readonly loss: unknown;
}

interface RecordedStudy {
  readonly algo: string;
  readonly seed: number;
  readonly objective: string;
  readonly max_queue_len: number;
  readonly trials: readonly RecordedTrial[];
}

/** The recorded space, in the order of the sorted names. */
const PRIORS: readonly Prior[] = [
  { kind: "loguniform", low: log(1e-6), high: log(1e-3) },
  { kind: "choice", size: LENGTHS.length },
  { kind: "quniform", low: 1, high: 10, q: 1 },
  { kind: "quniform", low: 0, high: 5, q: 1 },
];

const SEEDS = 2 ** 31 - 1;

/** Checks files of `fmin` runs. */
export const hyperoptStudies: Checker = {
  kind: "hyperopt studies",
  recognises: (content) =>
    isListOf(content.studies, "algo", "seed", "max_queue_len", "trials"),
  check(content: Fields): Agreement[] {
    const ties = recordedTies(content);
    return (content.studies as RecordedStudy[]).map((study) =>
      checkStudy(study, ties)
    );
  },
};

/** Start-up trials of a recorded algorithm; Infinity for random search. */
function startupOf(algo: string): number {
  if (algo.includes("rand.suggest")) return Infinity;
  const options = [...algo.matchAll(/(\w+)\s*=\s*([\w.]+)/g)];
  const unknown = options.find(([, name]) => name !== "n_startup_jobs");
  if (!algo.includes("tpe.suggest") || unknown) {
    throw new RangeError(
      `Cannot check a Hyperopt study: found the algorithm "${algo}", expected tpe.suggest or rand.suggest with no option but n_startup_jobs`,
    );
  }
  return options.length > 0 ? Number(options[0][2]) : 20;
}

function checkStudy(study: RecordedStudy, ties: TieOrder): Agreement {
  const tally = new Tally(
    `${study.algo} seed ${study.seed} ${study.objective}` +
      (study.max_queue_len > 1 ? ` queue ${study.max_queue_len}` : ""),
    "proposals",
  );
  const startup = startupOf(study.algo);
  const seeds = new Pcg64(study.seed);
  const history: Observation[] = [];
  const { trials } = study;

  for (let told = 0; told < trials.length;) {
    // The queue is filled with trials that have no loss yet, then all are run.
    let queued = told;
    const full = Math.min(told + study.max_queue_len, trials.length);
    while (queued < full) {
      const running = trials.slice(told, queued).map((t) =>
        observe(t.x, Infinity)
      );
      const seen = [...history, ...running];
      const rng = new Pcg64(seeds.integers(SEEDS));
      const points = seen.length < startup
        ? Array.from({ length: full - queued }, () => randomPoint(PRIORS, rng))
        : [modelPoint(PRIORS, seen, ties, rng)];
      for (const point of points) {
        const recorded = trials[queued];
        const x = configurationOf(point);
        tally.count(
          sameConfiguration(x, recorded.x),
          () => `trial ${queued}: proposed [${x}], recorded [${recorded.x}]`,
        );
        queued++;
      }
    }
    for (const { x, loss } of trials.slice(told, queued)) {
      const value = loss === null ? Infinity : toNumber(loss);
      if (!Number.isNaN(value)) history.push(observe(x, value));
    }
    told = queued;
  }
  return tally.result();
}

function configurationOf(point: readonly number[]): RecordedX {
  return [point[0], point[2], point[3], LENGTHS[point[1]]];
}

function observe(x: RecordedX, loss: number): Observation {
  return { point: [x[0], LENGTHS.indexOf(x[3]), x[1], x[2]], loss };
}
