/**
 * A run out of its trials table alone, for readers who have nothing else.
 *
 * @module
 */
import { objectiveOf } from "../journal/objective.ts";
import type { MaterialRecord, TrialRecord } from "../journal/records.ts";
import { PUBLISHED_NAMES } from "../plan/hyper_parameters.ts";
import {
  type Plan,
  SEED_RULE,
  type StreamSeeds,
  type Study,
} from "../plan/plan.ts";
import type { RunData, StudyData } from "../tables/run_data.ts";
import type { ReadRow } from "../tables/read_table.ts";
import { fault } from "../tables/text_table.ts";
import {
  configurationOf,
  type ReadOptions,
  type ReadTrials,
  readTrialTable,
} from "../trials/read_trials.ts";

/** Columns that are the same in all trials of a study. */
const OF_STUDY = [
  "corpus",
  "protocol",
  "encoder",
  "recipe",
  "optimizer",
  "search_master",
  "train_master",
  "split_master",
  "search_seed",
  "split_seed",
] as const;

/** Columns that older tables lack, of which nothing is made. */
const NOT_NEEDED = ["bca_validation_start", "bca_test_start", "reused"];

/** Stands where a trials table says nothing; a table that used it would not be written. */
const UNKNOWN = NaN;

/** A run out of its trials. */
export interface TrialsRun extends ReadTrials {
  /** The run. */
  readonly run: RunData;
}

/**
 * Reads a table of trials as the run that it is from. What only a journal holds
 * is missing: partitions, epochs, predictions, material.
 *
 * @param file Name for messages
 * @param bytes Content
 * @param bootstrapSeed Seed of the resamples behind bootstrap intervals
 * @throws {DataError} At the first line that is no trial, or not of its study
 */
export function readTrials(
  file: string,
  bytes: Uint8Array<ArrayBuffer>,
  bootstrapSeed: number,
  options: Omit<ReadOptions, "optional"> = {},
): TrialsRun {
  const read = readTrialTable(file, bytes, {
    ...options,
    optional: NOT_NEEDED,
  });
  const studies = [
    ...Map.groupBy(read.rows, ({ cells }) => cells.study).values(),
  ]
    .map((rows) => studyOf(read, rows))
    .sort((a, b) => compareSeeds(a.study.seeds, b.study.seeds));
  const plan = planOf(studies.map(({ study }) => study));
  const objective = objectiveOf(plan);
  return { ...read, run: { plan, objective, bootstrapSeed, studies } };
}

function studyOf(read: ReadTrials, rows: readonly ReadRow[]): StudyData {
  const { file, parameters, note } = read;
  const [first] = rows;
  const needed = note === null ? PUBLISHED_NAMES : [];
  for (const { line, cells } of rows) {
    const lacking = needed.find((name) => cells[name] === null);
    if (lacking !== undefined && cells.phase !== "probe") {
      throw fault(
        file,
        line,
        lacking,
        'found "", expected a value, as only a probe has none',
      );
    }
    for (const name of OF_STUDY) {
      if (cells[name] === first.cells[name]) continue;
      throw fault(
        file,
        line,
        name,
        `found ${JSON.stringify(cells[name])}, expected ${
          JSON.stringify(first.cells[name])
        } as in line ${first.line} of the same study`,
      );
    }
  }
  const text = (name: string) => String(first.cells[name]);
  const number = (name: string) => Number(first.cells[name]);
  // A log has one seed: whether its trials share a partition, it does not say.
  const seed = (name: "search" | "split") =>
    Number(first.cells[`${name}_seed`] ?? first.cells[`${name}_master`]);
  const trials = rows.map((row) => trialOf(row, parameters))
    .sort((a, b) => a.trial - b.trial);
  const study: Study = {
    key: text("study"),
    corpus: text("corpus"),
    protocol: text("protocol") as Study["protocol"],
    encoder: text("encoder"),
    recipe: text("recipe"),
    optimizer: text("optimizer"),
    seeds: {
      search: number("search_master"),
      train: number("train_master"),
      split: number("split_master"),
    },
    trials: trials[trials.length - 1].trial + 1,
  };
  return {
    study,
    start: {
      kind: "study",
      plan_hash: "",
      study: study.key,
      search_seed: seed("search"),
      split_seed: seed("split"),
      parts: [],
    },
    material: materialOf(study),
    scored: [],
    trials,
  };
}

function trialOf(
  row: ReadRow,
  parameters: ReadTrials["parameters"],
): TrialRecord {
  const { cells } = row;
  const number = (name: string) => Number(cells[name] ?? UNKNOWN);
  const score = (part: "validation" | "test") => {
    const bca = cells[`bca_${part}`];
    // The other measures are of the part that counts.
    const counts = cells.scored_on === part;
    return bca === null ? null : {
      bca: Number(bca),
      collapsed: cells.collapsed === true,
      predicted: "",
      p_true: "",
      accuracy: counts ? number("accuracy") : UNKNOWN,
      macro_f1: counts ? number("macro_f1") : UNKNOWN,
      absent_classes: counts ? number("absent_classes") : UNKNOWN,
    };
  };
  return {
    kind: "trial",
    plan_hash: "",
    study: String(cells.study),
    trial: number("trial"),
    train_seed: number("train_seed"),
    phase: String(cells.phase),
    params: configurationOf(row, parameters),
    state: cells.state as TrialRecord["state"],
    reason: cells.reason === null ? null : String(cells.reason),
    validation: score("validation"),
    test: score("test"),
    epochs: [],
    work_gflop: number("work"),
    train_s: number("train_s"),
    // The time of a trial in a log is all that it took.
    eval_s: Number(cells.eval_s ?? 0),
    suggest_s: Number(cells.suggest_s ?? 0),
  };
}

function materialOf({ corpus, encoder, recipe }: Study): MaterialRecord {
  return {
    kind: "material",
    plan_hash: "",
    corpus: {
      name: corpus,
      checksum: "",
      classes: [],
      utterances: UNKNOWN,
      speakers: UNKNOWN,
      seconds: UNKNOWN,
      notices: [],
    },
    encoder: { name: encoder, package: "", file: "", sha256: "", licence: "" },
    recipe: { name: recipe },
  };
}

function planOf(studies: readonly Study[]): Plan {
  const all = <T>(of: (study: Study) => T) => [...new Set(studies.map(of))];
  return {
    seedRule: SEED_RULE,
    corpora: all(({ corpus }) => corpus),
    protocols: all(({ protocol }) => protocol),
    encoders: all(({ encoder }) => encoder),
    recipes: all(({ recipe }) => recipe),
    optimizers: all(({ optimizer }) => optimizer),
    trials: Math.max(0, ...studies.map(({ trials }) => trials)),
    seeds: [
      ...new Map(
        studies.map(({ seeds }) => [Object.values(seeds).join(), seeds]),
      )
        .values(),
    ],
    streams: {},
    trainNoise: "fresh",
  };
}

/** A table in text order has seed 10 before seed 2. */
function compareSeeds(a: StreamSeeds, b: StreamSeeds): number {
  return a.search - b.search || a.train - b.train || a.split - b.split;
}
