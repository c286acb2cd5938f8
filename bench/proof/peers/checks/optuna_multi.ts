/**
 * Recorded studies of Optuna with several objectives, conditional parameters or trials
 * side by side: the proposals, and the Pareto set of each study.
 *
 * @module
 */
import {
  createOptimizer,
  type OptimizerOptions,
} from "../../../../optimizers/create.ts";
import type { TieOrder } from "../../../../optimizers/numeric/argsort.ts";
import {
  paretoSet,
  toLosses,
} from "../../../../optimizers/pareto/dominance.ts";
import type { SearchSpace } from "../../../../optimizers/space.ts";
import type { Direction, Params } from "../../../../optimizers/types.ts";
import { type Agreement, Tally, toNumber } from "../../../recorded/tally.ts";
import { type Checker, isFields, isListOf, recordedTies } from "./checker.ts";
import { presetOf } from "./optuna_studies.ts";
import { RECORDED_SPACES, type Words } from "./recorded_spaces.ts";

interface RecordedTrial {
  readonly x: Readonly<Record<string, number | string>>;
  /** Complete, pruned or failed. */
  readonly state: "C" | "P" | "F";
  /** One for each objective of a complete trial. */
  readonly values?: readonly unknown[];
}

interface RecordedStudy {
  readonly sampler: string;
  /** Python's names of the sampler's arguments. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly space: string;
  readonly directions: readonly Direction[];
  /** Trials that were asked for before the first of them was told. */
  readonly batch?: number;
  readonly trials: readonly RecordedTrial[];
  /** Numbers of the best trials at the end. */
  readonly pareto?: readonly number[];
}

/** Largest relative distance between equal learning rates. */
const CLOSE = 1e-12;

/** Checks files of such studies. */
export const optunaMulti: Checker = {
  kind: "optuna studies of several objectives",
  recognises: (content) =>
    isListOf(
      content.studies,
      "sampler",
      "options",
      "seed",
      "space",
      "directions",
      "trials",
    ),
  check(content): Agreement[] {
    const ties = recordedTies(content);
    const versions = isFields(content.versions) ? content.versions : {};
    const tpe = presetOf(String(versions.optuna));
    const blocks = Map.groupBy(content.studies as RecordedStudy[], titleOf);
    return [...blocks].flatMap(([title, studies]) => {
      const proposals = new Tally(title, "proposals");
      const sets = new Tally(title, "Pareto sets");
      for (const study of studies) {
        checkStudy(study, { tpe, ties, proposals, sets });
      }
      return [proposals.result(), sets.result()]
        .filter(({ compared }) => compared > 0);
    });
  },
};

function titleOf(
  { sampler, options, space, directions, batch = 1 }: RecordedStudy,
): string {
  const given = Object.entries(options).map(([name, value]) =>
    `${name}=${value}`
  );
  return [
    `${sampler}(${given.join(", ")})`,
    space,
    `${directions.length} objective${directions.length === 1 ? "" : "s"}`,
    ...batch > 1 ? [`batch ${batch}`] : [],
  ].join(", ");
}

function checkStudy(
  study: RecordedStudy,
  { tpe, ties, proposals, sets }: {
    tpe: string;
    ties: TieOrder;
    proposals: Tally;
    sets: Tally;
  },
): void {
  const { seed, directions, trials, batch = 1, pareto } = study;
  const { space, words } = spaceOf(study);
  const { preset, options } = samplerOf(study, tpe);
  const optimizer = createOptimizer(preset, space, {
    ...options,
    seed,
    direction: directions,
    pruner: "none",
    ties,
  });
  for (let first = 0; first < trials.length; first += batch) {
    const together = trials.slice(first, first + batch);
    const asked = together.map(() => optimizer.ask()!);
    together.forEach(({ x }, i) => {
      const recorded = toParams(x, words);
      const { number, params } = asked[i];
      proposals.count(
        isSame(params, recorded, space),
        () =>
          `seed ${seed}, trial ${number}: proposed ${
            JSON.stringify(params)
          }, recorded ${JSON.stringify(recorded)}`,
      );
      optimizer.amend(number, recorded);
    });
    together.forEach(({ state, values = [] }, i) =>
      optimizer.tell(
        asked[i].number,
        state === "C"
          ? { state: "complete", values: values.map(toNumber) }
          : { state: state === "P" ? "pruned" : "failed" },
      )
    );
  }
  if (pareto === undefined) return;
  const found = bestTrials(study);
  sets.count(
    found.join() === pareto.join(),
    () => `seed ${seed}: found [${found}], recorded [${pareto}]`,
  );
}

/** Numbers of the complete trials that no other dominates. */
function bestTrials({ trials, directions }: RecordedStudy): number[] {
  const complete = trials.flatMap(({ state, values }, number) =>
    state === "C"
      ? [{ number, losses: toLosses(values!.map(toNumber), directions) }]
      : []
  );
  return paretoSet(complete.map(({ losses }) => losses))
    .map((i) => complete[i].number);
}

function spaceOf(
  { space }: RecordedStudy,
): { space: SearchSpace; words: Words } {
  if (Object.hasOwn(RECORDED_SPACES, space)) return RECORDED_SPACES[space];
  throw new RangeError(
    `Cannot check an Optuna study: found the space "${space}", expected one of ${
      Object.keys(RECORDED_SPACES).join(", ")
    }`,
  );
}

/** What Python's arguments are called here. */
const TPE_OPTIONS: Readonly<Record<string, string>> = {
  multivariate: "multivariate",
  group: "group",
  constant_liar: "constantLiar",
};

function samplerOf(
  { sampler, options }: RecordedStudy,
  tpe: string,
): { preset: string; options: Partial<OptimizerOptions> } {
  switch (sampler) {
    case "tpe":
      return { preset: tpe, options: { tpe: renamed(options, TPE_OPTIONS) } };
    case "nsga2":
      return {
        preset: "optuna-nsga2",
        options: renamed(options, { population_size: "populationSize" }),
      };
    case "random":
      return { preset: "optuna-random", options: renamed(options, {}) };
  }
  throw new RangeError(
    `Cannot check an Optuna study: found the sampler "${sampler}", expected tpe, nsga2 or random`,
  );
}

function renamed(
  options: RecordedStudy["options"],
  names: Readonly<Record<string, string>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => {
      if (Object.hasOwn(names, name)) return [names[name], value];
      throw new RangeError(
        `Cannot check an Optuna study: found the option "${name}", expected one of ${
          Object.keys(names).join(", ")
        }`,
      );
    }),
  );
}

/** A recorded configuration with numbers for words. */
function toParams(x: RecordedTrial["x"], words: Words): Params {
  return Object.fromEntries(
    Object.entries(x).map(([name, value]) => [
      name,
      typeof value === "number" ? value : words[name].indexOf(value),
    ]),
  );
}

/** The same parameters, discrete ones exactly. */
function isSame(found: Params, recorded: Params, space: SearchSpace): boolean {
  return space.every(({ name, kind }) => {
    const [a, b] = [found[name], recorded[name]];
    const isClose = kind === "log-uniform" && Math.abs(a - b) <= CLOSE * b;
    return a === b || isClose;
  });
}
