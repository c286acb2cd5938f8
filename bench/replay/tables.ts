/**
 * The tables of a replay: every trial, and how incumbents spread over seeds.
 *
 * @module
 */
import { HYPER_PARAMETERS, isWholeNumbered } from "../plan/hyper_parameters.ts";
import type { Params } from "../../optimizers/mod.ts";
import type { LogParameter } from "../trials/log_parameters.ts";
import { SMALLEST_N } from "../stats/mean_interval.ts";
import {
  type PairedDifference,
  pairedMeanDifference,
} from "../stats/paired.ts";
import { quantiles } from "../stats/quantile.ts";
import { mean } from "../stats/sums.ts";
import { NO_INTERVAL } from "../stats/types.ts";
import {
  type ColumnDefinition,
  type Columns,
  COUNT,
  defineTable,
  integer,
  number,
  SHARE,
  type Table,
  text,
} from "../tables/table.ts";
import { incumbents, type ReplayTrial } from "./search.ts";

/** The searches of one optimizer. */
export interface OptimizerReplay {
  /** Optimizer preset. */
  readonly optimizer: string;
  /** One search for each seed. */
  readonly searches: readonly {
    readonly seed: number;
    readonly trials: readonly ReplayTrial[];
  }[];
}

/** A trial beside its optimizer and seed. */
export interface ReplayRow extends ReplayTrial {
  /** Optimizer preset. */
  readonly optimizer: string;
  /** The optimizer's own seed. */
  readonly seed: number;
}

/** What every table of a replay says of its space. */
export const RESTRICTED =
  "The space is restricted to what was recorded, so figures hold for that space only";

/** The optimizer a row is about. */
export function optimizerColumn<Row extends { readonly optimizer: string }>() {
  return text<Row>("optimizer preset", (row) => row.optimizer);
}

/** How many trials of each search a row counts. */
export function trialsColumn<Row extends { readonly trials: number }>() {
  return integer<Row>(
    "trials of each search that count",
    (row) => row.trials,
    { unit: "trials", minimum: 1 },
  );
}

/** How much of a row is the work of an optimizer's model. */
export function modelColumn<Row extends { readonly shareModel: number }>() {
  return number<Row>(
    "share of these trials that the optimizer's model proposed; 0 where its start-up lasts longer, which is random or quasi-random search",
    (row) => row.shareModel,
    SHARE,
  );
}

/** Columns of a configuration; of a choice of texts, the text. */
export function configurationColumns<Row extends { readonly params: Params }>(
  parameters: readonly LogParameter[],
  about: (
    parameter: LogParameter,
  ) => Pick<ColumnDefinition<Row>, "description" | "unit">,
): Columns<Row> {
  return Object.fromEntries(parameters.map((parameter) => {
    const { name, labels } = parameter;
    const { description, unit } = about(parameter);
    if (labels) {
      return [
        name,
        text<Row>(description, ({ params }) => labels[params[name]] ?? null),
      ];
    }
    const ofNumbers = isWholeNumbered(parameter.parameter) ? integer : number;
    return [
      name,
      ofNumbers<Row>(description, ({ params }) => params[name] ?? null, {
        unit,
      }),
    ];
  }));
}

/** Every trial of every search, with a column for each of some parameters. */
export function replayTable(
  parameters: readonly LogParameter[],
): Table<ReplayRow> {
  return defineTable<ReplayRow>()({
    name: "replay",
    description:
      `One row is one trial of a search on a recorded table. ${RESTRICTED}`,
    key: ["optimizer", "search_seed", "trial"],
    columns: {
      optimizer: optimizerColumn(),
      search_seed: integer(
        "the optimizer's own seed",
        (row) => row.seed,
        COUNT,
      ),
      trial: integer(
        "number of the trial in its search, from 0",
        (row) => row.trial,
        COUNT,
      ),
      ...configurationColumns<ReplayRow>(parameters, ({ name }) => ({
        description: `proposed ${name}, before it moves to a recorded value`,
      })),
      bca_validation: number(
        "validation BCA recorded for the configuration that answers: what is searched",
        (row) => row.validation,
        SHARE,
      ),
      bca_test: number(
        "its test BCA, which no optimizer sees, where one is recorded",
        (row) => row.test,
        SHARE,
      ),
      state: text(
        "complete, or failed where no recorded configuration answers",
        (row) => row.validation === null ? "failed" : "complete",
        { enum: ["complete", "failed"] },
      ),
    },
  });
}

/** The same of the suite's own hyper-parameters. */
export const REPLAY: Table<ReplayRow> = replayTable(HYPER_PARAMETERS);

/** Rows of {@linkcode REPLAY}. */
export function replayRows(replays: readonly OptimizerReplay[]): ReplayRow[] {
  return replays.flatMap(({ optimizer, searches }) =>
    searches.flatMap(({ seed, trials }) =>
      trials.map((trial) => ({ optimizer, seed, ...trial }))
    )
  );
}

/** Incumbents of an optimizer after so many trials. */
export interface IncumbentRow {
  /** Optimizer preset. */
  readonly optimizer: string;
  /** Trials of each search that count. */
  readonly trials: number;
  /** Share of these trials that a model proposed. */
  readonly shareModel: number;
  /** Searches. */
  readonly seeds: number;
  /** Validation BCA of the incumbent of each search that has one. */
  readonly best: readonly number[];
  /** Test BCA of these incumbents, where one is recorded. */
  readonly test: readonly number[];
  /** Mean difference to random search of the same seeds, where both have one. */
  readonly overRandom: PairedDifference | null;
}

/** A quantile of the incumbents' validation BCA. */
function quantileColumn(p: number) {
  return number<IncumbentRow>(
    `${100 * p} % quantile (type 7) of the incumbent's validation BCA`,
    ({ best }) => quantiles(best, [p])[0],
    SHARE,
  );
}

/** How the incumbent is spread over seeds, after each number of trials. */
export const REPLAY_INCUMBENTS: Table<IncumbentRow> = defineTable<
  IncumbentRow
>()({
  name: "replay_incumbents",
  description:
    `One row is an optimizer after so many trials of each search. The replicate is a search seed; quantiles and means are over seeds; the difference to random search is paired by seed, with Student's t interval. ${RESTRICTED}`,
  key: ["optimizer", "trials"],
  columns: {
    optimizer: optimizerColumn(),
    trials: trialsColumn(),
    share_model: modelColumn(),
    n_seeds: integer("searches", (row) => row.seeds, COUNT),
    n_incumbents: integer(
      "searches of which a trial is complete so far",
      (row) => row.best.length,
      COUNT,
    ),
    bca_validation_mean: number(
      "mean validation BCA of the incumbent",
      ({ best }) => best.length > 0 ? mean(best) : null,
      SHARE,
    ),
    bca_validation_min: quantileColumn(0),
    bca_validation_q05: quantileColumn(0.05),
    bca_validation_q25: quantileColumn(0.25),
    bca_validation_q50: quantileColumn(0.5),
    bca_validation_q75: quantileColumn(0.75),
    bca_validation_q95: quantileColumn(0.95),
    bca_validation_max: quantileColumn(1),
    n_test: integer(
      "incumbents whose test BCA is recorded",
      (row) => row.test.length,
      COUNT,
    ),
    bca_test_mean: number(
      "mean test BCA of the incumbent, chosen by validation",
      ({ test }) => test.length > 0 ? mean(test) : null,
      SHARE,
    ),
    n_pairs: integer(
      "seeds of which random search has an incumbent too",
      ({ overRandom }) => overRandom?.n ?? null,
    ),
    validation_minus_random: number(
      "mean over these of the validation BCA minus that of random search",
      ({ overRandom }) => overRandom?.meanDifference ?? null,
    ),
    difference_low: number(
      "lower end of its 95 % interval; empty below 3 seeds and where all differences are equal",
      ({ overRandom }) => overRandom?.low ?? null,
    ),
    difference_high: number(
      "upper end of its 95 % interval",
      ({ overRandom }) => overRandom?.high ?? null,
    ),
  },
});

/** Rows of {@linkcode REPLAY_INCUMBENTS}, one for each optimizer and number of trials. */
export function incumbentRows(
  replays: readonly OptimizerReplay[],
  trials: number,
): IncumbentRow[] {
  const random = randomAmong(replays);
  return replays.flatMap((replay) =>
    numbersTo(trials).map((count) => {
      const best = bestAfter(replay, count);
      return {
        optimizer: replay.optimizer,
        trials: count,
        shareModel: modelShare(replay, count),
        seeds: best.length,
        best: best.filter((bca) => bca !== null),
        test: incumbentsAfter(replay, count).flatMap((trial) =>
          trial?.test ?? []
        ),
        overRandom: random && random !== replay
          ? paired(best, bestAfter(random, count))
          : null,
      };
    })
  );
}

/** Random search among the optimizers, the control of the others. */
export function randomAmong(
  replays: readonly OptimizerReplay[],
): OptimizerReplay | undefined {
  return replays.find(({ optimizer }) => optimizer === "random");
}

/** Validation BCA of each incumbent after so many trials; `null` where there is none. */
export function bestAfter(
  replay: OptimizerReplay,
  trials: number,
): (number | null)[] {
  return incumbentsAfter(replay, trials).map((trial) =>
    trial?.validation ?? null
  );
}

/** The incumbent of each search after so many trials. */
function incumbentsAfter(
  { searches }: OptimizerReplay,
  trials: number,
): (ReplayTrial | null)[] {
  return searches.map((search) =>
    incumbents(search.trials.slice(0, trials)).at(-1) ?? null
  );
}

/** Share of the first trials of each search that a model proposed. */
export function modelShare(
  { searches }: OptimizerReplay,
  trials: number,
): number {
  const counted = searches.flatMap((search) => search.trials.slice(0, trials));
  const model = counted.filter(({ phase }) => phase === "model");
  return model.length / counted.length;
}

/** 1, 2, ... n. */
export function numbersTo(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i + 1);
}

function paired(
  own: readonly (number | null)[],
  random: readonly (number | null)[],
): PairedDifference {
  const pairs = own.flatMap((bca, i) => {
    const other = random[i];
    return bca === null || other === null ? [] : [[bca, other]];
  });
  const found = pairedMeanDifference(
    pairs.map(([bca]) => bca),
    pairs.map(([, other]) => other),
  );
  return found.n < SMALLEST_N || found.sdDifference === 0
    ? { ...found, ...NO_INTERVAL }
    : found;
}
