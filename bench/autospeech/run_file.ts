/**
 * The runs of a folder: `runs.jsonl`, one line a run, from which tables are made.
 *
 * @module
 */
import type { Protocol } from "../../corpora/mod.ts";
import { DataError, RefusedError } from "../command/exit_codes.ts";
import type { Prediction } from "./learner.ts";
import type { PredictionRow } from "./table.ts";

/** Name of the file. */
export const RUNS_FILE = "runs.jsonl";

/** One run: a protocol and a master seed. */
export interface RunRecord {
  /** Kind of the line. */
  readonly kind: "autospeech-like";
  /** Corpus and the checksum of what was read. */
  readonly corpus: { readonly name: string; readonly checksum: string };
  /** How it was divided. */
  readonly protocol: Protocol;
  /** Master seed. */
  readonly seed: number;
  /** Processor time of the run, in s. */
  readonly budget_s: number;
  /** What was predicted, and when. */
  readonly predictions: readonly (Prediction & { readonly cpu_s: number })[];
}

/**
 * Runs of a file.
 *
 * @param file Name for messages
 * @throws {DataError} At the first line that is none
 */
export function readRuns(file: string, text: string): RunRecord[] {
  return text.split("\n").flatMap((line, i) => {
    if (line === "") return [];
    let record: Partial<RunRecord> | null = null;
    try {
      record = JSON.parse(line);
    } catch {
      // Said below
    }
    if (record?.kind !== "autospeech-like" || !record.predictions) {
      throw new DataError(
        `Cannot read "${file}" at line ${
          i + 1
        }: found no run of an AutoSpeech-like learner; choose another folder, or move the file away`,
      );
    }
    return [record as RunRecord];
  });
}

/**
 * Checks that runs of a folder can stand beside those asked for.
 *
 * @throws {RefusedError} If they are of other recordings or another budget
 */
export function checkRuns(
  runs: readonly RunRecord[],
  corpus: RunRecord["corpus"],
  budget: number,
): void {
  const other = runs.find((run) =>
    run.corpus.name !== corpus.name ||
    run.corpus.checksum !== corpus.checksum || run.budget_s !== budget
  );
  if (other === undefined) return;
  throw new RefusedError(
    `Cannot go on with these runs: they are of ${other.corpus.name} (checksum ${other.corpus.checksum}) with ${other.budget_s} s, expected ${corpus.name} (checksum ${corpus.checksum}) with ${budget} s; choose another --out`,
  );
}

/** Rows of `AUTOSPEECH`. */
export function predictionRows(runs: readonly RunRecord[]): PredictionRow[] {
  return runs.flatMap(({ corpus, protocol, seed, predictions }) =>
    predictions.map(({ cpu_s, ...prediction }, number) => ({
      corpus: corpus.name,
      protocol,
      seed,
      number,
      cpu_s,
      prediction,
    }))
  );
}
