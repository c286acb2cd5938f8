/**
 * Tables of the AutoSpeech-like learner.
 *
 * @module
 */
import type { Protocol } from "../../corpora/mod.ts";
import {
  COUNT,
  defineTable,
  integer,
  number,
  SHARE,
  text,
} from "../tables/table.ts";
import type { Prediction } from "./learner.ts";

/** A prediction of a run. */
export interface PredictionRow {
  /** Corpus. */
  readonly corpus: string;
  /** How it was divided. */
  readonly protocol: Protocol;
  /** Master seed. */
  readonly seed: number;
  /** Number of the prediction, from 0. */
  readonly number: number;
  /** Processor time since the start, in s. */
  readonly cpu_s: number;
  /** What was predicted. */
  readonly prediction: Prediction;
}

const runColumns = {
  corpus: text(
    "corpus",
    (row: { readonly corpus: string }) => row.corpus,
  ),
  protocol: text(
    "how utterances were divided",
    (row: { readonly protocol: Protocol }) => row.protocol,
  ),
} as const;

/** Every prediction. */
export const AUTOSPEECH = defineTable<PredictionRow>()({
  name: "autospeech",
  description:
    "One row is a prediction of the AutoSpeech-like learner; a run is one master seed, its audio decoded before the clock starts",
  key: ["corpus", "protocol", "seed", "prediction"],
  columns: {
    ...runColumns,
    seed: integer("master seed of partition and training", (row) => row.seed),
    prediction: integer("number of the prediction", (row) => row.number),
    stage: text(
      "what made the newest member: linear (softmax regression on 30 mel bands) or network (convolutions on 64)",
      (row) => row.prediction.stage,
    ),
    epoch: integer(
      "epochs of the network so far",
      (row) => row.prediction.epoch,
    ),
    members: integer(
      "predictions in the geometric mean: those that reach 92 % of the best validation BCA so far",
      (row) => row.prediction.members,
      COUNT,
    ),
    bca_validation: number(
      "BCA of the mean on the validation part, by which members are chosen",
      (row) => row.prediction.bca.validation,
      SHARE,
    ),
    bca_test: number(
      "BCA of the mean on the test part; empty where the protocol has none",
      (row) => row.prediction.bca.test ?? null,
      SHARE,
    ),
    own_bca_validation: number(
      "BCA of the newest member alone on the validation part",
      (row) => row.prediction.own.validation,
      SHARE,
    ),
    own_bca_test: number(
      "BCA of the newest member alone on the test part",
      (row) => row.prediction.own.test ?? null,
      SHARE,
    ),
    nauc: number(
      "2 AUC - 1, each class against the rest, mean over classes, of the test part, or of the validation part where there is none",
      (row) => row.prediction.nauc,
      { minimum: -1, maximum: 1 },
    ),
    work: number(
      "matrix products since the start",
      (row) => row.prediction.flops / 1e9,
      { unit: "GFLOP" },
    ),
    cpu_s: number("processor time since the start", (row) => row.cpu_s, {
      unit: "s",
      time: true,
    }),
  },
});

/** What a learner has reached within a budget. */
export interface BudgetRow {
  /** Corpus. */
  readonly corpus: string;
  /** How it was divided. */
  readonly protocol: Protocol;
  /** "autospeech-like", or an optimizer with its encoder and recipe. */
  readonly learner: string;
  /** Processor time, in s. */
  readonly budget: number;
  /** Runs. */
  readonly seeds: readonly number[];
  /** BCA of each run that had predicted by then. */
  readonly bca: readonly number[];
  /** Mean of these and its interval. */
  readonly mean: number | null;
  /** Lower bound. */
  readonly low: number | null;
  /** Upper bound. */
  readonly high: number | null;
  /** Mean area under the BCA's curve. */
  readonly alc: number | null;
  /** Mean area under the curve of 2 AUC - 1. */
  readonly alcNauc: number | null;
}

const TIMED = { ...SHARE, time: true } as const;

/** BCA within budgets of processor time. */
export const AUTOSPEECH_BUDGET = defineTable<BudgetRow>()({
  name: "autospeech_budget",
  description:
    "One row is what a learner has reached within a budget of processor time, over master seeds; searches count training, scoring, suggestions and the probe of every trial",
  key: ["corpus", "protocol", "learner", "budget_s"],
  columns: {
    ...runColumns,
    learner: text(
      "autospeech-like, or optimizer, encoder and recipe of a search",
      (row) => row.learner,
    ),
    budget_s: integer("processor time", (row) => row.budget, { unit: "s" }),
    n: integer("runs", (row) => row.seeds.length, COUNT),
    n_predicted: integer(
      "runs that had predicted within the budget",
      (row) => row.bca.length,
      { ...COUNT, time: true },
    ),
    bca_mean: number(
      "mean BCA of the last prediction within the budget (test, else validation); empty until every run has predicted",
      (row) => row.mean,
      TIMED,
    ),
    bca_low: number(
      "lower 95 % bound of the mean on this corpus, Student's t over runs; empty below three",
      (row) => row.low,
      TIMED,
    ),
    bca_high: number("upper 95 % bound", (row) => row.high, TIMED),
    bca_min: number(
      "lowest run",
      (row) => row.mean === null ? null : Math.min(...row.bca),
      TIMED,
    ),
    bca_max: number(
      "highest run",
      (row) => row.mean === null ? null : Math.max(...row.bca),
      TIMED,
    ),
    alc_bca: number(
      "area under the curve of BCA over log(1 + t / 60 s) / log(1 + budget / 60 s), 0 before the first prediction; mean over runs",
      (row) => row.alc,
      TIMED,
    ),
    alc_nauc: number(
      "the same of 2 AUC - 1, the AutoDL challenges' score; only where class probabilities were kept",
      (row) => row.alcNauc,
      { minimum: -1, maximum: 1, time: true },
    ),
  },
});
