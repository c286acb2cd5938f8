/**
 * A study of a finished run, ready to train its trials again.
 *
 * @module
 */
import type { Corpus } from "../../corpora/mod.ts";
import type { JournalRecord } from "../journal/records.ts";
import { dataFolders } from "../plan/data_folders.ts";
import type { Plan } from "../plan/plan.ts";
import { loadMaterial, type Material, openCorpus } from "../run/material.ts";
import { SYNTHETIC } from "../run/options.ts";
import { WorkerPool } from "../run/pool.ts";
import { prepareStudies } from "../run/prepare.ts";
import type { PreparedStudy } from "../run/run_plan.ts";
import type { StudyData } from "../tables/run_data.ts";
import { differenceOf } from "./compare_trials.ts";

/** Where corpora and weights are. */
export interface Sources {
  /** Folder of the corpus, or of each by name; absent: where the main job looks for it. */
  readonly data?: string;
  /** Folder of the encoder's weights, where npm does not have them. */
  readonly weights?: string;
  /** Use a copy of the corpus that is known not to be the original. */
  readonly allowAltered: boolean;
}

/** A study with what it trains on. */
export interface OpenStudy {
  /** The corpus. */
  readonly corpus: Corpus;
  /** Encoder, recipe and examples. */
  readonly material: Material;
  /** Parts and seeds. */
  readonly prepared: PreparedStudy;
  /** How the partition differs from the recorded one; empty where it does not. */
  readonly moved: readonly string[];
}

/** The corpora of a plan by their folders. */
export function foldersOf(
  plan: Pick<Plan, "corpora">,
  data: string | undefined,
): Readonly<Record<string, string>> {
  return dataFolders(
    data,
    plan.corpora.filter((name) => name !== SYNTHETIC),
  );
}

/**
 * Loads corpus and encoder of a study and checks that they are those of the run.
 *
 * @throws {DataError} When corpus or weights are missing or not those of the run
 */
export async function openStudy(
  plan: Plan,
  { study, material, start, scored }: StudyData,
  { data, weights, allowAltered }: Sources,
): Promise<OpenStudy> {
  const corpus = await openCorpus(
    study.corpus,
    plan,
    { data: foldersOf(plan, data), allowAltered },
    () => {},
  );
  const loaded = await loadMaterial(
    corpus,
    study,
    { ...weights === undefined ? {} : { weights }, threads: 1 },
    start.plan_hash,
    [material],
  );
  const splits: JournalRecord[] = [];
  const [prepared] = await prepareStudies(
    plan,
    [study],
    start.plan_hash,
    corpus,
    [start],
    (record) => Promise.resolve(void splits.push(record)),
  );
  const moved = splits.flatMap((split) =>
    split.kind === "split" ? differenceOf(split.scored, scored) ?? [] : []
  );
  return { corpus, material: loaded, prepared, moved };
}

/** A worker for a study's trials; close it when done. */
export async function workerFor({ material }: OpenStudy): Promise<WorkerPool> {
  return await WorkerPool.start(1, material.forWorkers);
}
