import type { EpochRecord } from "../journal/records.ts";
import type { Study } from "../plan/plan.ts";
import type { RunData } from "./run_data.ts";
import { studyColumns } from "./study_columns.ts";
import type { Table } from "./table.ts";

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
export const EPOCHS: Table<EpochRow> = {
  name: "epochs",
  description: "One row is one epoch of a trial",
  key: ["study", "trial", "epoch"],
  columns: [
    ...studyColumns<EpochRow>((row) => row.study),
    {
      name: "trial",
      type: "integer",
      description: "number of the trial in its study, from 0",
      value: (row) => row.trial,
    },
    {
      name: "epoch",
      type: "integer",
      description: "number of the epoch, from 0",
      value: ({ epoch }) => epoch.epoch,
    },
    {
      name: "frozen",
      type: "boolean",
      description: "only the head was trained",
      value: ({ epoch }) => epoch.frozen,
    },
    {
      name: "lr",
      type: "number",
      description: "learning rate of the epoch (cosine schedule)",
      value: ({ epoch }) => epoch.lr,
    },
    {
      name: "train_loss",
      type: "number",
      unit: "nats",
      description:
        "mean cross-entropy over the training utterances, before each step",
      value: ({ epoch }) => epoch.train_loss,
    },
    {
      name: "loss_validation",
      type: "number",
      unit: "nats",
      description: "mean cross-entropy on the validation part",
      value: ({ epoch }) => epoch.validation_loss,
    },
    {
      name: "bca_validation",
      type: "number",
      description: "balanced class accuracy on the validation part",
      value: ({ epoch }) => epoch.bca_validation,
    },
    {
      name: "gradient_norm",
      type: "number",
      description:
        "mean 2-norm of the gradient over all trained weights, before clipping",
      value: ({ epoch }) => epoch.gradient_norm,
    },
    {
      name: "work",
      type: "number",
      unit: "GFLOP",
      description: "multiply-adds x 2 of every matrix product of the epoch",
      value: ({ epoch }) => epoch.work_gflop,
    },
    {
      name: "train_s",
      type: "number",
      unit: "s",
      description: "time of training",
      time: true,
      value: ({ epoch }) => epoch.train_s,
    },
    {
      name: "eval_s",
      type: "number",
      unit: "s",
      description: "time of scoring",
      time: true,
      value: ({ epoch }) => epoch.eval_s,
    },
  ],
};

/** Rows of {@linkcode EPOCHS}. */
export function epochRows(run: RunData): EpochRow[] {
  return run.studies.flatMap(({ study, trials }) =>
    trials.flatMap((trial) =>
      trial.epochs.map((epoch) => ({ study, trial: trial.trial, epoch }))
    )
  );
}
