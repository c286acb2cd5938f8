/**
 * What a replay searches: the paper's grid log, or a table that this suite
 * recorded.
 *
 * @module
 */
import { basename, dirname, join } from "@std/path";
import {
  paperSpace,
  type Params,
  type SearchSpace,
} from "../../optimizers/mod.ts";
import { HYPER_PARAMETERS, searchedValues } from "../plan/hyper_parameters.ts";
import { DataError } from "../command/exit_codes.ts";
import { parseJournal } from "../journal/journal.ts";
import { recordedRange } from "../recorded/nearest_objective.ts";
import {
  GRID_LOG,
  readRecorded,
  recordedSpace,
} from "../recorded/recorded_grid.ts";
import { isProductOfLevels, keyOf } from "../recorded/table_objective.ts";
import { sha256 } from "../plan/plan.ts";
import { mean } from "../stats/sums.ts";
import { UNSTATED } from "../trials/log.ts";
import type { LogColumns } from "../trials/log_columns.ts";
import type { LogParameter } from "../trials/log_parameters.ts";
import { configurationOf, readTrialTable } from "../trials/read_trials.ts";
import { columnNames } from "../tables/table.ts";
import { fault } from "../tables/text_table.ts";
import { TRIALS } from "../tables/trials.ts";
import type { RecordedTable, ScoredConfiguration } from "./objective.ts";

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
  /** Seeds of the partitions that the trials were scored on; none where the file does not say. */
  readonly splitSeeds: readonly number[];
  /** The parameters of its space, as columns have them. */
  readonly parameters: readonly LogParameter[];
  /** How the log of another program was read; `null` of the suite's own records. */
  readonly note: string | null;
  /** The whole space that was searched in print, of which the table is a part; `null` of another table. */
  readonly published: SearchSpace | null;
}

/** Distance up to which the nearest recorded configuration answers, unless told otherwise. */
export const REACH = 0.5;

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
    splitSeeds: [],
    parameters: HYPER_PARAMETERS,
    note: null,
    published: paperSpace(),
    rows,
    space: recordedSpace(rows),
    rule: "levels",
  };
}

/**
 * A table recorded by this suite, or by another program.
 *
 * @param path A table of trials, a `journal.jsonl`, or a folder that holds one
 * @param what Which configurations of studies, "corpus/protocol/encoder/recipe", where
 * the file holds several
 * @param reach Largest distance at which the nearest recorded configuration answers;
 * when not given, each value of a complete product of levels snaps to its nearest
 * level, and elsewhere it is {@linkcode REACH}
 * @param log What the columns of a log mean, beside what its format says
 * @throws {DataError} If the file cannot be used
 */
export async function recordedSource(
  path: string,
  what: string | undefined,
  reach: number | undefined,
  log?: LogColumns,
): Promise<RecordedSource> {
  const { file, bytes } = await readFirst(path);
  const read = file.endsWith(".jsonl")
    ? fromJournal(bytes, file)
    : fromTable(bytes, file, log);
  const { isGrid, ...recorded } = recordedTrials(read.trials, file, what);
  const { parameters, note } = read;
  const labels = Object.fromEntries(
    parameters.flatMap(({ name, labels }) => labels ? [[name, labels]] : []),
  );
  return {
    ...recorded,
    // A log does not say what it was run on.
    ...(recorded.title.startsWith(UNSTATED) ? { title: basename(file) } : {}),
    // Not where the user keeps it: results are handed on.
    file: join(basename(dirname(file)), basename(file)),
    sha256: await sha256(bytes),
    published: null,
    parameters,
    note,
    space: recordedRange(
      recorded.rows,
      parameters.map(({ parameter }) => parameter),
    ),
    labels,
    rule: reach ?? (isGrid ? "levels" : REACH),
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

/** Trials of a file. */
export type RecordedTrials = Pick<RecordedSource, "parameters" | "note"> & {
  /** Each trial but for probes, which have no configuration. */
  readonly trials: readonly RecordedTrial[];
};

/** One trial, as far as a replay needs it. */
export interface RecordedTrial {
  /** corpus/protocol/encoder/recipe. */
  readonly what: string;
  /** Its configuration. */
  readonly params: Params;
  /** Seed of its partition; `null` where the file does not say. */
  readonly splitSeed: number | null;
  /** BCA that the optimizer saw; `null` unless the trial is complete. */
  readonly validation: number | null;
  /** BCA on the test part; `null` where the protocol holds none out. */
  readonly test: number | null;
}

const CONDITION = ["corpus", "protocol", "encoder", "recipe"];

/** Trials of a journal; a study's key begins with what it was run on. */
function fromJournal(
  bytes: Uint8Array<ArrayBuffer>,
  file: string,
): RecordedTrials {
  const { records } = parseJournal(bytes, file);
  const splitSeeds = new Map(
    records.filter((record) => record.kind === "study")
      .map(({ study, split_seed }) => [study, split_seed]),
  );
  const trials = records.filter((record) => record.kind === "trial")
    .filter(({ phase }) => phase !== "probe")
    .map(({ study, params, state, validation, test }) => ({
      what: study.split("/").slice(0, CONDITION.length).join("/"),
      params: searchedValues(params),
      splitSeed: splitSeeds.get(study) ?? null,
      validation: state === "complete" && validation ? validation.bca : null,
      test: state === "complete" && test ? test.bca : null,
    }));
  return { trials, parameters: HYPER_PARAMETERS, note: null };
}

/** Columns of `trials.csv` that a replay does without. */
const NOT_NEEDED = columnNames(TRIALS).filter((name) =>
  ![
    ...CONDITION,
    ...HYPER_PARAMETERS.map(({ name }) => name),
    "state",
    "bca_validation",
  ].includes(name)
);

/**
 * Trials of a table.
 *
 * @throws {DataError} At the first line that is no trial
 */
export function fromTable(
  bytes: Uint8Array<ArrayBuffer>,
  file: string,
  log?: LogColumns,
): RecordedTrials {
  const { rows, parameters, note } = readTrialTable(file, bytes, {
    log,
    optional: NOT_NEEDED,
  });
  const trials = rows.flatMap((row) => {
    const { cells, line } = row;
    if (cells.phase === "probe") return [];
    const params = configurationOf(row, parameters);
    const complete = cells.state === "complete";
    const lacking = [
      ...parameters.map(({ name }) => name)
        .filter((name) => params[name] === undefined),
      ...complete && cells.bca_validation === null ? ["bca_validation"] : [],
    ];
    if (lacking.length > 0 && note !== null && !complete) return [];
    if (lacking.length > 0) {
      throw fault(file, line, lacking[0], 'found "", expected a number');
    }
    const score = (name: string) => {
      const value = cells[name] ?? null;
      return complete && value !== null ? Number(value) : null;
    };
    return [{
      what: CONDITION.map((column) => cells[column]).join("/"),
      params,
      splitSeed: cells.split_seed === null ? null : Number(cells.split_seed),
      validation: score("bca_validation"),
      test: score("bca_test"),
    }];
  });
  return { trials, parameters, note };
}

/**
 * Means over the complete trials of each configuration: of the BCA that the optimizer
 * saw, and of its test BCA where all of them have one.
 *
 * @param what Whose trials to take; may be left out where all are of one kind
 * @throws {DataError} If no trial is complete, or if trials of several corpora,
 * protocols, encoders or recipes are there and none is chosen
 */
export function recordedTrials(
  trials: readonly RecordedTrial[],
  file: string,
  what: string | undefined,
):
  & Pick<
    RecordedSource,
    "title" | "rows" | "trials" | "leftOut" | "splitSeeds"
  >
  & {
    /** Whether a complete grid was tried; what failed there is told as failed. */
    readonly isGrid: boolean;
  } {
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
  const complete = own.flatMap(({ params, validation, test }) =>
    validation === null ? [] : [{ params, value: validation, test }]
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
    splitSeeds: [
      ...new Set(own.flatMap(({ splitSeed }) => splitSeed ?? [])),
    ].sort((a, b) => a - b),
    isGrid: isProductOfLevels([
      ...new Map(own.map(({ params }) => [keyOf(params), { params }]))
        .values(),
    ]),
  };
}

/** One row for each configuration, in the order of its values, so that ties are decided. */
function meansOfRepeats(
  trials: readonly {
    readonly params: Params;
    readonly value: number;
    readonly test: number | null;
  }[],
): ScoredConfiguration[] {
  const groups = Map.groupBy(trials, ({ params }) => keyOf(params));
  return [...groups.values()]
    .map((repeats) => {
      const tested = repeats.flatMap(({ test }) => test ?? []);
      return {
        params: repeats[0].params,
        value: mean(repeats.map(({ value }) => value)),
        ...(tested.length === repeats.length ? { test: mean(tested) } : {}),
      };
    })
    .sort((a, b) => {
      const name = Object.keys(a.params)
        .find((name) => a.params[name] !== b.params[name]);
      return name ? a.params[name] - b.params[name] : 0;
    });
}
