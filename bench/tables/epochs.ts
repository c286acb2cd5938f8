import type { EpochRecord } from "../journal/records.ts";
import type { Study } from "../plan/plan.ts";
import type { RunData } from "./run_data.ts";
import { studyColumns } from "./study_columns.ts";
import { defineTable, flag, integer, number } from "./table.ts";

/** An epoch beside its study and trial. */
export interface EpochRow {
  /** The study. */
  readonly study: Study;
  /** Number of the trial. */
  readonly trial: number;
  /** The epoch. */
  readonly epoch: EpochRecord;
}

/** Every epoch of every trial. */
export const EPOCHS = defineTable<EpochRow>()({
  name: "epochs",
  description: "One row is one epoch of a trial",
  key: ["study", "trial", "epoch"],
  columns: {
    ...studyColumns<EpochRow>((row) => row.study),
    trial: integer(
      "number of the trial in its study, from 0",
      (row) => row.trial,
    ),
    epoch: integer("number of the epoch, from 0", ({ epoch }) => epoch.epoch),
    frozen: flag("only the head was trained", ({ epoch }) => epoch.frozen),
    lr: number(
      "learning rate of the epoch (cosine schedule)",
      ({ epoch }) => epoch.lr,
    ),
    train_loss: number(
      "mean cross-entropy over the training utterances, before each step",
      ({ epoch }) => epoch.train_loss,
      { unit: "nats" },
    ),
    loss_validation: number(
      "mean cross-entropy on the validation part",
      ({ epoch }) => epoch.validation_loss,
      { unit: "nats" },
    ),
    bca_validation: number(
      "balanced class accuracy on the validation part",
      ({ epoch }) => epoch.bca_validation,
    ),
    gradient_norm: number(
      "mean 2-norm of the gradient over all trained weights, before clipping",
      ({ epoch }) => epoch.gradient_norm,
    ),
    work: number(
      "multiply-adds x 2 of every matrix product of the epoch",
      ({ epoch }) => epoch.work_gflop,
      { unit: "GFLOP" },
    ),
    train_s: number("time of training", ({ epoch }) => epoch.train_s, {
      unit: "s",
      time: true,
    }),
    eval_s: number("time of scoring", ({ epoch }) => epoch.eval_s, {
      unit: "s",
      time: true,
    }),
  },
});

/** Rows of {@linkcode EPOCHS}. */
export function epochRows(run: RunData): EpochRow[] {
  return run.studies.flatMap(({ study, trials }) =>
    trials.flatMap((trial) =>
      trial.epochs.map((epoch) => ({ study, trial: trial.trial, epoch }))
    )
  );
}
