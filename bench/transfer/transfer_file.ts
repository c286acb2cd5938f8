/**
 * What a transfer recorded: `transfer.jsonl`, a line a target and a line for each
 * study on each target, from which all tables are made.
 *
 * @module
 */
import { DataError, RefusedError } from "../command/exit_codes.ts";
import type { Method } from "./answers.ts";

/** Name of the file. */
export const TRANSFER_FILE = "transfer.jsonl";

/** A corpus that models are scored on. */
export interface TargetRecord {
  /** Kind of the line. */
  readonly kind: "target";
  /** Name. */
  readonly name: string;
  /** Checksum of what was read. */
  readonly checksum: string;
  /** Name of each utterance. */
  readonly ids: readonly string[];
  /** Label of each, as the corpus has it. */
  readonly labels: readonly string[];
  /** Speaker of each; empty where the corpus does not tell. */
  readonly speakers: readonly string[];
}

/** Answers of a study's incumbent and of what it is compared with. */
export interface AnswerRecord {
  /** Kind of the line. */
  readonly kind: "answers";
  /** Hash of the run's plan. */
  readonly plan_hash: string;
  /** Key of the study. */
  readonly study: string;
  /** Its incumbent. */
  readonly trial: number;
  /** Name of the target. */
  readonly target: string;
  /** Classes that can be answered, in the order of their numbers. */
  readonly classes: readonly string[];
  /** Number of the class predicted of each utterance of the target. */
  readonly predicted: Readonly<
    Record<
      Method,
      {
        readonly plain: readonly number[];
        readonly standardised: readonly number[];
      }
    >
  >;
}

/** A line of the file. */
export type TransferRecord = TargetRecord | AnswerRecord;

/**
 * Records of a file.
 *
 * @param file Name for messages
 * @throws {DataError} At the first line that is none
 */
export function readTransfer(file: string, text: string): TransferRecord[] {
  return text.split("\n").flatMap((line, i) => {
    if (line === "") return [];
    let record: Partial<TransferRecord> | null = null;
    try {
      record = JSON.parse(line);
    } catch {
      // Said below
    }
    if (record?.kind !== "target" && record?.kind !== "answers") {
      throw new DataError(
        `Cannot read "${file}" at line ${
          i + 1
        }: found no record of a transfer; choose another --out, or move the file away`,
      );
    }
    return [record as TransferRecord];
  });
}

/**
 * Checks that what is recorded belongs to this run and these corpora.
 *
 * @throws {RefusedError} If it does not
 */
export function checkRecords(
  records: readonly TransferRecord[],
  planHash: string,
  targets: readonly Pick<TargetRecord, "name" | "checksum">[],
): void {
  for (const record of records) {
    const wrong = record.kind === "answers"
      ? record.plan_hash !== planHash && "the answers of another plan"
      : targets.some(({ name, checksum }) =>
        name === record.name && checksum !== record.checksum
      ) && `another copy of ${record.name}`;
    if (wrong) {
      throw new RefusedError(
        `Cannot go on in this folder: its ${TRANSFER_FILE} holds ${wrong}; choose another --out`,
      );
    }
  }
}
