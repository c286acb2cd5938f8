import { assert, assertEquals } from "@std/assert";
import { createOptimizer } from "../../../optimizers/create.ts";
import type { SearchSpace } from "../../../optimizers/space.ts";
import type { Direction, Outcome, Params } from "../../../optimizers/types.ts";

type Recorded = number | "inf" | "-inf" | "nan";

interface Run {
  optuna: string;
  space: string;
  parameters: SearchSpace;
  seed: number;
  direction: Direction;
  batch: number;
  pruner: "none" | "median" | "halving" | "hyperband";
  trials: {
    x: number[];
    reports: [step: number, value: Recorded, pruned: boolean][];
    state: Outcome["state"];
    value: Recorded | null;
  }[];
}

// optuna 4.8.0, 4.9.0 and 5.0.0, made by fixtures/make_optuna_spaces.py
const runs: Run[] = JSON.parse(
  Deno.readTextFileSync(
    new URL("../fixtures/optuna_spaces.json", import.meta.url),
  ),
);

const PRESET: Record<string, string> = {
  "4.8.0": "optuna-4.0",
  "4.9.0": "optuna-4.9",
  "5.0.0": "optuna-5.0",
};

function toNumber(recorded: Recorded): number {
  switch (recorded) {
    case "inf":
      return Infinity;
    case "-inf":
      return -Infinity;
    case "nan":
      return NaN;
    default:
      return recorded;
  }
}

function assertProposal(run: Run, params: Params, trial: number): void {
  run.parameters.forEach(({ kind, name }, i) => {
    const found = params[name];
    const recorded = run.trials[trial].x[i];
    const continuous = kind === "uniform" || kind === "log-uniform";
    assert(
      continuous
        ? Math.abs(found - recorded) <= 1e-12 * Math.abs(recorded)
        : found === recorded,
      `trial ${trial}, ${name}: proposed ${found}, recorded ${recorded}`,
    );
  });
}

for (const run of runs) {
  const { optuna, space, seed, direction, pruner, batch, trials } = run;
  const name = `${
    PRESET[optuna]
  } equals optuna ${optuna} over "${space}", ${direction}, pruner ${pruner}, ${batch} at once`;
  Deno.test(name, () => {
    const optimizer = createOptimizer(PRESET[optuna], run.parameters, {
      seed,
      direction,
      pruner,
    });
    for (let first = 0; first < trials.length; first += batch) {
      const together = trials.slice(first, first + batch);
      for (let i = 0; i < together.length; i++) {
        const { number, params } = optimizer.ask()!;
        assertEquals(number, first + i);
        assertProposal(run, params, number);
      }
      together.forEach(({ reports, state, value }, i) => {
        for (const [step, reported, pruned] of reports) {
          assertEquals(
            optimizer.report(first + i, step, toNumber(reported)),
            !pruned,
            `trial ${first + i}, step ${step}`,
          );
        }
        optimizer.tell(
          first + i,
          state === "complete" ? { state, value: toNumber(value!) } : { state },
        );
      });
    }
  });
}
