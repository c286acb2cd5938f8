/**
 * The paper's grid log as an objective, with the space it was recorded on.
 *
 * @module
 */
import { paperSpace, type SearchSpace } from "../../optimizers/space.ts";
import { readTrialLog } from "./published_log.ts";
import type { RecordedConfiguration } from "./table_objective.ts";

/** File of the log under `results/published/`. */
export const GRID_LOG = "result_exhaustive_bca.csv";

/**
 * Reads a published log as configurations with their BCA.
 *
 * @param file Name of the file, for messages
 * @param text Its text
 * @throws {DataError} If a value is missing or not a number
 */
export function readRecorded(
  file: string,
  text: string,
): RecordedConfiguration[] {
  return readTrialLog(file, text).map((trial) => ({
    params: {
      lr: trial.lr,
      num_epochs: trial.numEpochs,
      unfreeze_epoch: trial.unfreezeEpoch,
      max_length: trial.maxLength,
    },
    value: trial.bca,
  }));
}

/**
 * The paper's space, with `lr` up to the largest recorded value only: above it
 * nothing is recorded.
 */
export function recordedSpace(
  rows: readonly RecordedConfiguration[],
): SearchSpace {
  const high = Math.max(...rows.map(({ params }) => params.lr));
  return paperSpace().map((parameter) =>
    parameter.kind === "log-uniform" ? { ...parameter, high } : parameter
  );
}
