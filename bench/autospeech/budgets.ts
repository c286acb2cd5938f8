import type { Protocol } from "../../corpora/mod.ts";
import { studentTInterval } from "../stats/describe.ts";
import { SMALLEST_N } from "../stats/mean_interval.ts";
import { isConstant, mean } from "../stats/sums.ts";
import { areaUnderCurve, scoreAt, type Scored } from "./learning_curve.ts";
import type { BudgetRow, PredictionRow } from "./table.ts";

/** Budgets of the published comparison and around it, in s of processor time. */
export const BUDGETS_S = [60, 300, 660, 1800] as const;

/** Name of the learner in tables. */
export const LEARNER = "autospeech-like";

/** One run of a learner: scores as time passes. */
export interface Run {
  /** Corpus. */
  readonly corpus: string;
  /** How it was divided. */
  readonly protocol: Protocol;
  /** Name in tables. */
  readonly learner: string;
  /** Master seed. */
  readonly seed: number;
  /** BCA of each prediction. */
  readonly bca: readonly Scored[];
  /** 2 AUC - 1 of each prediction, where there is one. */
  readonly nauc?: readonly Scored[];
}

/** Runs of the AutoSpeech-like learner. */
export function runsOf(rows: readonly PredictionRow[]): Run[] {
  const groups = Map.groupBy(
    rows,
    ({ corpus, protocol, seed }) => `${corpus}/${protocol}/${seed}`,
  );
  return [...groups.values()].map((predictions) => {
    const { corpus, protocol, seed } = predictions[0];
    const scored = (score: (row: PredictionRow) => number) =>
      predictions.map((row) => ({ seconds: row.cpu_s, score: score(row) }));
    return {
      corpus,
      protocol,
      learner: LEARNER,
      seed,
      bca: scored(({ prediction: { bca } }) => bca.test ?? bca.validation),
      nauc: scored(({ prediction }) => prediction.nauc),
    };
  });
}

/** Rows of `AUTOSPEECH_BUDGET` up to a largest budget. */
export function budgetRows(
  runs: readonly Run[],
  largest: number,
): BudgetRow[] {
  const groups = Map.groupBy(
    runs,
    ({ corpus, protocol, learner }) => `${corpus}/${protocol}/${learner}`,
  );
  return [...groups.values()].flatMap((group) =>
    BUDGETS_S.filter((budget) => budget <= largest).map((budget) =>
      budgetRow(group, budget)
    )
  );
}

function budgetRow(runs: readonly Run[], budget: number): BudgetRow {
  const { corpus, protocol, learner } = runs[0];
  const bca = runs.flatMap((run) => scoreAt(run.bca, budget) ?? []);
  const whole = bca.length === runs.length;
  const interval = whole && bca.length >= SMALLEST_N && !isConstant(bca)
    ? studentTInterval(bca, 0.95)
    : { low: null, high: null };
  const area = (curves: readonly (readonly Scored[])[]) =>
    curves.length < runs.length
      ? null
      : mean(curves.map((curve) => areaUnderCurve(curve, budget)));
  return {
    corpus,
    protocol,
    learner,
    budget,
    seeds: runs.map(({ seed }) => seed),
    bca,
    mean: whole ? mean(bca) : null,
    low: interval.low,
    high: interval.high,
    alc: area(runs.map((run) => run.bca)),
    alcNauc: area(runs.flatMap(({ nauc }) => nauc ? [nauc] : [])),
  };
}
