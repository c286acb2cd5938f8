/**
 * Whole runs of a real library beside ours: are the trials the same, and which
 * search ends nearer to the optimum?
 *
 * Notation:
 * - a study, one run of `trials` trials under one seed on one function
 * - simple regret after k trials, distance of the best of the first k values
 *   from the best value of the space, in the function's unit
 *
 * @module
 */
import type {
  Direction,
  Optimizer,
  Params,
} from "../../../optimizers/types.ts";
import { describe, studentTInterval } from "../../stats/describe.ts";
import {
  type RecordedX,
  sameConfiguration,
  toParams,
  toX,
} from "../../recorded/recorded_configuration.ts";

/** One study as a library ran it. */
export interface LibraryStudy {
  /** Test function. */
  readonly function: string;
  /** Seed of the library. */
  readonly seed: number;
  /** Configurations: lr, num_epochs, unfreeze_epoch, max_length; shape (trials). */
  readonly points: readonly RecordedX[];
  /** Values; null for a failed trial. */
  readonly values: readonly (number | null)[];
}

/** All studies of one library. */
export interface LibraryRuns {
  /** Installed version. */
  readonly version: string;
  /** numpy's order of a tied list, which tells the machine's order of ties. */
  readonly tieProbe: readonly number[];
  /** Its studies. */
  readonly studies: readonly LibraryStudy[];
}

/** How many proposals of a study ours makes too. */
export interface Identity {
  /** Proposals compared. */
  readonly proposals: number;
  /** Proposals that are the same. */
  readonly identical: number;
  /** Number of the first trial that differs, with both configurations; or null. */
  readonly firstDifference: string | null;
}

/** Reads the lines that `run_library.py` prints. */
export function parseRuns(lines: string): LibraryRuns {
  const [head, ...studies] = lines.trim().split("\n").map((line) =>
    JSON.parse(line)
  );
  return { version: head.version, tieProbe: head.tie_probe, studies };
}

/** Feeds a study to a fresh optimizer and counts equal proposals. */
export function compareStudy(
  study: LibraryStudy,
  optimizer: Optimizer,
): Identity {
  let identical = 0;
  let firstDifference: string | null = null;
  study.points.forEach((recorded, i) => {
    const trial = optimizer.ask();
    const found = trial && toX(trial.params);
    if (found && sameConfiguration(found, recorded)) identical++;
    else {
      firstDifference ??=
        `${study.function}, seed ${study.seed}, trial ${i}: ours [${found}], theirs [${recorded}]`;
    }
    if (trial === null) return;
    optimizer.amend(trial.number, toParams(recorded));
    tell(optimizer, trial.number, study.values[i]);
  });
  return { proposals: study.points.length, identical, firstDifference };
}

/**
 * Runs an optimizer on a function.
 *
 * @param noise Draws what is added to each value that is told
 * @returns True values in order; null where the trial failed
 */
export function runStudy(
  optimizer: Optimizer,
  value: (configuration: Params) => number | null,
  trials: number,
  noise: () => number = () => 0,
): (number | null)[] {
  const values: (number | null)[] = [];
  for (let i = 0; i < trials; i++) {
    const trial = optimizer.ask();
    if (trial === null) break;
    const found = value(trial.params);
    tell(optimizer, trial.number, found === null ? null : found + noise());
    values.push(found);
  }
  return values;
}

function tell(
  optimizer: Optimizer,
  trial: number,
  value: number | null,
): void {
  optimizer.tell(
    trial,
    value === null ? { state: "failed" } : { state: "complete", value },
  );
}

/** Simple regret after the first `k` values; null when none succeeded. */
export function simpleRegret(
  values: readonly (number | null)[],
  k: number,
  optimum: number,
  direction: Direction,
): number | null {
  const found = values.slice(0, k).filter((value) => value !== null);
  if (found.length === 0) return null;
  return direction === "maximize"
    ? optimum - Math.max(...found)
    : Math.min(...found) - optimum;
}

/** Paired comparison of two lists of regrets, one entry a seed. */
export interface PairedRegret {
  /** Seeds with a regret on both sides. */
  readonly n: number;
  /** Mean regret of ours. */
  readonly ours: number | null;
  /** Mean regret of the library. */
  readonly theirs: number | null;
  /** Mean of ours minus theirs; below 0 is better. */
  readonly difference: number | null;
  /** 95 % interval of the mean difference, Student's t on paired differences. */
  readonly low: number | null;
  /** Upper end of the interval. */
  readonly high: number | null;
}

/** Compares regrets seed by seed. */
export function pairRegrets(
  ours: readonly (number | null)[],
  theirs: readonly (number | null)[],
): PairedRegret {
  const pairs = ours.flatMap((a, i) => {
    const b = theirs[i];
    return a === null || b === null ? [] : [[a, b]];
  });
  const differences = pairs.map(([a, b]) => a - b);
  return {
    n: pairs.length,
    ours: describe(pairs.map(([a]) => a)).mean,
    theirs: describe(pairs.map(([, b]) => b)).mean,
    difference: describe(differences).mean,
    ...studentTInterval(differences),
  };
}
