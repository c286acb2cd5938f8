/**
 * What a replay searches: the paper's grid log, or a table that this suite
 * recorded.
 *
 * @module
 */
import { parse } from "@std/csv";
import { join } from "@std/path";
import type { Params } from "../../optimizers/mod.ts";
import { HYPER_PARAMETERS } from "../plan/hyper_parameters.ts";
import { DataError } from "../command/exit_codes.ts";
import { parseJournal } from "../journal/journal.ts";
import { GRID_LOG, readRecorded } from "../recorded/recorded_grid.ts";
import {
  keyOf,
  type RecordedConfiguration,
} from "../recorded/table_objective.ts";
import { sha256 } from "../plan/plan.ts";
import { mean } from "../stats/sums.ts";
import type { RecordedTable } from "./objective.ts";

/** A table with what it is. */
export interface RecordedSource extends RecordedTable {
  /** What was recorded, for people. */
  readonly title: string;
  /** File it came from. */
  readonly file: string;
  /** Checksum of the file. */
  readonly sha256: string;
  /** Trials that were averaged into the rows. */
  readonly trials: number;
  /** Trials without a score of all their epochs, which are not in the rows. */
  readonly leftOut: number;
}

/** The paper's grid log out of the folder of the published logs. */
export async function paperGrid(folder: URL): Promise<RecordedSource> {
  const bytes = await Deno.readFile(new URL(GRID_LOG, folder));
  const rows = readRecorded(GRID_LOG, new TextDecoder().decode(bytes));
  return {
    title: "the paper's grid log",
    file: `results/published/${GRID_LOG}`,
    sha256: await sha256(bytes),
    trials: rows.length,
    leftOut: 0,
    rows,
    rule: "levels",
  };
}

/**
 * A table recorded by this suite.
 *
 * @param path A `trials.csv`, a `journal.jsonl`, or a folder that holds one
 * @param what Which configurations of studies, "corpus/protocol/encoder/recipe", where
 * the file holds several
 * @param reach Largest distance at which a recorded configuration answers
 * @throws {DataError} If the file cannot be used
 */
export async function recordedSource(
  path: string,
  what: string | undefined,
  reach: number,
): Promise<RecordedSource> {
  const { file, bytes } = await readFirst(path);
  const trials = file.endsWith(".jsonl")
    ? fromJournal(bytes, file)
    : fromTable(new TextDecoder().decode(bytes), file);
  return {
    ...recordedTrials(trials, file, what),
    file,
    sha256: await sha256(bytes),
    rule: reach,
  };
}

async function readFirst(
  path: string,
): Promise<{ file: string; bytes: Uint8Array<ArrayBuffer> }> {
  for (
    const file of [join(path, "trials.csv"), join(path, "journal.jsonl"), path]
  ) {
    try {
      return { file, bytes: await Deno.readFile(file) };
    } catch (error) {
      const isElsewhere = error instanceof Deno.errors.NotFound ||
        error instanceof Deno.errors.NotADirectory ||
        error instanceof Deno.errors.IsADirectory;
      if (!isElsewhere) throw error;
    }
  }
  throw new DataError(
    `Cannot replay "${path}": found neither such a file nor trials.csv or journal.jsonl in it; give a folder of deno task bench`,
  );
}

/** One trial of this suite, as far as a replay needs it. */
export interface RecordedTrial {
  /** corpus/protocol/encoder/recipe. */
  readonly what: string;
  /** Its configuration. */
  readonly params: Params;
  /** Score that the optimizer saw; `null` unless the trial is complete. */
  readonly bca: number | null;
}

const CONDITION = ["corpus", "protocol", "encoder", "recipe"];
const SEARCHED = HYPER_PARAMETERS.map(({ parameter }) => parameter.name);

/** Trials of a journal but for probes, which have no configuration; a study's key begins with what it was run on. */
function fromJournal(bytes: Uint8Array, file: string): RecordedTrial[] {
  return parseJournal(bytes, file).records
    .filter((record) => record.kind === "trial")
    .filter(({ phase }) => phase !== "probe")
    .map(({ study, params, state, validation }) => ({
      what: study.split("/").slice(0, CONDITION.length).join("/"),
      params: Object.fromEntries(SEARCHED.map((name) => [name, params[name]])),
      bca: state === "complete" && validation ? validation.bca : null,
    }));
}

/**
 * Trials of a `trials.csv`, likewise.
 *
 * @throws {DataError} If a column is missing or holds no number
 */
export function fromTable(csv: string, file: string): RecordedTrial[] {
  const rows = parse(csv, { skipFirstRow: true }) as Record<string, string>[];
  const missing = [...CONDITION, ...SEARCHED, "state", "bca_validation"]
    .filter((column) => rows.length > 0 && !(column in rows[0]));
  if (missing.length > 0) {
    throw new DataError(
      `Cannot replay "${file}": found no column ${
        missing.join(", ")
      }, expected those of trials.csv`,
    );
  }
  return rows.flatMap((row, i) => {
    if (row.phase === "probe") return [];
    const number = (column: string) => {
      const value = Number(row[column] || NaN);
      if (Number.isFinite(value)) return value;
      throw new DataError(
        `Cannot replay "${file}" at row ${i + 1}: found "${
          row[column]
        }" in column "${column}", expected a number`,
      );
    };
    return {
      what: CONDITION.map((column) => row[column]).join("/"),
      params: Object.fromEntries(SEARCHED.map((name) => [name, number(name)])),
      bca: row.state === "complete" ? number("bca_validation") : null,
    };
  });
}

/**
 * Means over the complete trials of each configuration, of the score that the optimizer
 * saw.
 *
 * @param what Whose trials to take; may be left out where all are of one kind
 * @throws {DataError} If no trial is complete, or if trials of several corpora,
 * protocols, encoders or recipes are there and none is chosen
 */
export function recordedTrials(
  trials: readonly RecordedTrial[],
  file: string,
  what: string | undefined,
): Pick<RecordedSource, "title" | "rows" | "trials" | "leftOut"> {
  const kinds = [...new Set(trials.map((trial) => trial.what))].sort();
  const chosen = what ?? (kinds.length === 1 ? kinds[0] : undefined);
  if (chosen === undefined || !kinds.includes(chosen)) {
    throw new DataError(
      `Cannot replay "${file}": found ${
        kinds.length > 0 ? `trials of ${kinds.join(", ")}` : "no trial"
      }, expected those of ${chosen ?? "one; choose it with --of"}`,
    );
  }
  const own = trials.filter((trial) => trial.what === chosen);
  const complete = own.flatMap(({ params, bca }) =>
    bca === null ? [] : [{ params, value: bca }]
  );
  if (complete.length === 0) {
    throw new DataError(
      `Cannot replay "${file}": found no complete trial of ${chosen}, expected at least one`,
    );
  }
  return {
    title: chosen,
    rows: meansOfRepeats(complete),
    trials: complete.length,
    leftOut: own.length - complete.length,
  };
}

/** One row for each configuration, in the order of its values, so that ties are decided. */
function meansOfRepeats(
  trials: readonly RecordedConfiguration[],
): RecordedConfiguration[] {
  const groups = Map.groupBy(trials, ({ params }) => keyOf(params));
  return [...groups.values()]
    .map((repeats) => ({
      params: repeats[0].params,
      value: mean(repeats.map(({ value }) => value)),
    }))
    .sort((a, b) => {
      const name = SEARCHED.find((name) => a.params[name] !== b.params[name]);
      return name ? a.params[name] - b.params[name] : 0;
    });
}
