/**
 * From planned studies to studies ready to run: seeds, partition, optimizer.
 *
 * @module
 */
import { type Corpus, partOf, splitCorpus } from "../../corpora/mod.ts";
import { createOptimizer, takesGrid } from "../../optimizers/mod.ts";
import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import { presetOf, PROBE } from "../plan/optimizer_name.ts";
import type {
  JournalRecord,
  SplitRecord,
  StudyRecord,
  TrialRecord,
} from "../journal/records.ts";
import { type Objective, objectiveOf } from "../journal/objective.ts";
import type { Plan, Study } from "../plan/plan.ts";
import { searchSeed, splitSeed, trainSeed } from "../plan/seeds.ts";
import { gridLevelsOf, spaceOf } from "../plan/space.ts";
import { probeControl } from "./probe_control.ts";
import type { PreparedStudy } from "./run_plan.ts";

/**
 * Prepares studies of a plan, noting new ones in the journal.
 *
 * @param planned Those of its studies that work on the corpus
 * @param append Makes a record durable
 * @param objective What the optimizers are told, and which way it is better
 * @throws {CorpusError} When the corpus cannot serve the protocol
 */
export async function prepareStudies(
  plan: Plan,
  planned: readonly Study[],
  hash: string,
  corpus: Corpus,
  records: readonly JournalRecord[],
  append: (record: JournalRecord) => Promise<void>,
  objective: Objective = objectiveOf(plan),
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
    const prepared = prepare(plan, study, hash, corpus, objective);
    const { split } = prepared;
    if (
      !records.some((old) => old.kind === "split" && isSameSplit(old, split))
    ) {
      await append(split);
    }
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
  objective: Objective,
): Omit<PreparedStudy, "done"> & { readonly split: SplitRecord } {
  const partitionSeed = plan.streams.split ??
    splitSeed(study.protocol, study.seeds.split);
  const split = splitCorpus(
    corpus,
    study.protocol,
    partitionSeed,
    new RandomState(partitionSeed),
  );
  const { preset, pruner } = presetOf(study.optimizer);
  const grid = gridLevelsOf(plan);
  const searchStream = plan.streams.search ??
    searchSeed(study.seeds.search, preset, plan.seedRule);
  const start: StudyRecord = {
    kind: "study",
    plan_hash: hash,
    study: study.key,
    search_seed: searchStream,
    split_seed: partitionSeed,
    parts: split.parts.map((part) => ({
      part: part.name,
      utterances: part.indices.length,
      classes: Object.fromEntries(
        corpus.classes.map((emotion, c) => [emotion, part.counts[c]]),
      ),
      speakers: [...part.speakers ?? []],
      sentences: part.sentences?.length ?? null,
      shared_speakers: part.shared.speakers?.length ?? null,
      shared_sentences: part.shared.sentences?.length ?? null,
      shared_recordings: part.shared.recordings.length,
      shared_takes: part.shared.takes?.length ?? null,
    })),
  };
  return {
    study,
    start,
    split: {
      kind: "split",
      plan_hash: hash,
      corpus: corpus.name,
      protocol: study.protocol,
      split_seed: partitionSeed,
      scored: split.parts.flatMap(({ name, indices }) =>
        name === "train" ? [] : [{
          part: name,
          ids: indices.map((i) => corpus.utterances[i].id),
          labels: indices.map((i) =>
            corpus.classes.indexOf(corpus.utterances[i].emotion)
          ),
        }]
      ),
    },
    objective,
    optimizer: preset === PROBE
      ? probeControl(spaceOf(plan), objective.direction)
      : createOptimizer(preset, spaceOf(plan), {
        seed: searchStream,
        pruner,
        direction: objective.direction,
        ...(grid && takesGrid(preset) ? { grid } : {}),
      }),
    parts: {
      train: partOf(split, "train").indices,
      validation: partOf(split, "validation").indices,
      ...(split.parts.some(({ name }) => name === "test")
        ? { test: partOf(split, "test").indices }
        : {}),
    },
    trainSeed: (trial) =>
      trainSeed(
        plan.streams.train ?? study.seeds.train,
        plan.trainNoise === "fresh" ? trial : undefined,
      ),
  };
}

function isSameSplit(a: SplitRecord, b: SplitRecord): boolean {
  return a.corpus === b.corpus && a.protocol === b.protocol &&
    a.split_seed === b.split_seed;
}
