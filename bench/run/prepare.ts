/**
 * From planned studies to studies ready to run: seeds, partition, engine.
 *
 * @module
 */
import { type Corpus, partOf, splitCorpus } from "../../corpora/mod.ts";
import {
  createOptimizer,
  paperSpace,
  PUBLISHED_LEVELS,
} from "../../optimizers/mod.ts";
import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import { engineOf } from "../engine_name.ts";
import type {
  JournalRecord,
  StudyRecord,
  TrialRecord,
} from "../journal/records.ts";
import type { Plan, Study } from "../plan.ts";
import { searchSeed, splitSeed, trainSeed } from "../seeds.ts";
import type { PreparedStudy } from "./run_plan.ts";

/**
 * Prepares studies of a plan, noting new ones in the journal.
 *
 * @param planned Those of its studies that work on the corpus
 * @param append Makes a record durable
 * @throws {CorpusError} When the corpus cannot serve the protocol
 */
export async function prepareStudies(
  plan: Plan,
  planned: readonly Study[],
  hash: string,
  corpus: Corpus,
  records: readonly JournalRecord[],
  append: (record: JournalRecord) => Promise<void>,
): Promise<PreparedStudy[]> {
  const started = new Set<string>();
  const done = new Map<string, Map<number, TrialRecord>>();
  for (const record of records) {
    if (record.kind === "study") started.add(record.study);
    if (record.kind !== "trial") continue;
    if (!done.has(record.study)) done.set(record.study, new Map());
    done.get(record.study)!.set(record.trial, record);
  }
  const studies: PreparedStudy[] = [];
  for (const study of planned) {
    const prepared = prepare(plan, study, hash, corpus);
    if (!started.has(study.key)) await append(prepared.start);
    studies.push({ ...prepared, done: done.get(study.key) ?? new Map() });
  }
  return studies;
}

function prepare(
  plan: Plan,
  study: Study,
  hash: string,
  corpus: Corpus,
): Omit<PreparedStudy, "done"> {
  // "nested" walks through the speakers by consecutive seeds, so it takes the seed itself.
  const partitionSeed = plan.streams.split ??
    (study.protocol === "nested"
      ? study.seeds.split
      : splitSeed(study.seeds.split));
  const split = splitCorpus(
    corpus,
    study.protocol,
    partitionSeed,
    new RandomState(partitionSeed),
  );
  const engineSeed = plan.streams.search ?? searchSeed(study.seeds.search);
  const { preset, pruner } = engineOf(study.optimizer);
  const start: StudyRecord = {
    kind: "study",
    plan_hash: hash,
    study: study.key,
    search_seed: engineSeed,
    split_seed: partitionSeed,
    parts: split.parts.map((part) => ({
      part: part.name,
      seen: part.name === split.seen,
      reported: part.name === split.reported,
      utterances: part.indices.length,
      classes: Object.fromEntries(
        corpus.classes.map((emotion, c) => [emotion, part.counts[c]]),
      ),
      speakers: [...part.speakers],
      sentences: part.sentences.length,
      shared_speakers: part.shared.speakers.length,
      shared_sentences: part.shared.sentences.length,
      shared_recordings: part.shared.recordings.length,
      shared_takes: part.shared.takes.length,
    })),
  };
  return {
    study,
    start,
    optimizer: createOptimizer(preset, paperSpace(), {
      seed: engineSeed,
      pruner,
      direction: "maximize",
      ...(plan.grid ? { grid: { ...PUBLISHED_LEVELS, ...plan.grid } } : {}),
    }),
    parts: {
      train: partOf(split, "train").indices,
      seen: partOf(split, split.seen).indices,
      ...(split.reported === split.seen
        ? {}
        : { reported: partOf(split, split.reported).indices }),
    },
    trainSeed: (trial) =>
      trainSeed(
        plan.streams.train ?? study.seeds.train,
        plan.trainNoise === "fresh" ? trial : undefined,
      ),
  };
}
