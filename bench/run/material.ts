/**
 * Corpus and encoder of a run.
 *
 * @module
 */
import { dirname, fromFileUrl } from "@std/path";
import { type Corpus, loadCorpus, SAMPLE_RATE_HZ } from "../../corpora/mod.ts";
import { syntheticCorpus } from "../../corpora/synthetic/mod.ts";
import { openEncoder, recipeFor } from "../../model/mod.ts";
import { DataError } from "../cli/exit_codes.ts";
import { type RunOptions, SYNTHETIC } from "../cli/options.ts";
import { readSource } from "../encoder/source.ts";
import { folderSource } from "../files.ts";
import type { JournalRecord, MaterialRecord } from "../journal/records.ts";
import type { Plan } from "../plan.ts";
import type { WorkerMaterial } from "./messages.ts";

const ROOT = dirname(dirname(dirname(fromFileUrl(import.meta.url))));

/** What a run works on. */
export interface Material {
  /** The corpus. */
  readonly corpus: Corpus;
  /** What the workers need of it. */
  readonly forWorkers: WorkerMaterial;
  /** Its record. */
  readonly record: MaterialRecord;
}

/**
 * Loads corpus and encoder, and checks that a resumed run has the same.
 *
 * @param onProgress Told of each recording that was read
 * @throws {DataError} When either is missing, unreadable or another one
 */
export async function loadMaterial(
  plan: Plan,
  run: RunOptions,
  hash: string,
  records: readonly JournalRecord[],
  onProgress: (done: number, total: number) => void,
): Promise<Material> {
  const corpus = plan.corpora[0] === SYNTHETIC
    ? await syntheticCorpus({
      utterances: plan.utterances,
      difficulty: plan.difficulty,
    })
    : await loadCorpus(plan.corpora[0], await folderSource(run.data ?? ""), {
      allowAltered: run.allowAltered,
      onProgress,
    });
  const source = await readSource(plan.encoders[0], run.weights, ROOT);
  const encoder = await openEncoder(plan.encoders[0], source.files);
  const record: MaterialRecord = {
    kind: "material",
    plan_hash: hash,
    corpus: {
      name: corpus.name,
      checksum: corpus.checksum,
      classes: [...corpus.classes],
      utterances: corpus.utterances.length,
      speakers: new Set(corpus.utterances.map(({ speaker }) => speaker)).size,
      seconds: corpus.utterances.reduce(
        (sum, { samples }) => sum + samples.length,
        0,
      ) / SAMPLE_RATE_HZ,
      notices: corpus.notices.map((notice) => ({ ...notice })),
    },
    encoder: source.record,
    recipe: { ...recipeFor(plan.recipes[0], encoder) },
  };
  const old = records.find((item) => item.kind === "material");
  if (old && old.corpus.checksum !== corpus.checksum) {
    throw new DataError(
      `Cannot resume on corpus "${corpus.name}": its checksum is ${corpus.checksum}, the run began with ${old.corpus.checksum}; give the folder of that run with --data, or choose another --out`,
    );
  }
  if (old && old.encoder.sha256 !== source.record.sha256) {
    throw new DataError(
      `Cannot resume on encoder "${
        plan.encoders[0]
      }": its SHA-256 is ${source.record.sha256}, the run began with ${old.encoder.sha256}; give the folder of that run with --weights, or choose another --out`,
    );
  }
  return {
    corpus,
    record,
    forWorkers: {
      encoder: plan.encoders[0],
      encoderFiles: source.files,
      recipe: plan.recipes[0],
      classes: corpus.classes.length,
      threads: run.threads,
      examples: corpus.utterances.map(({ id, samples, emotion }) => ({
        id,
        samples,
        label: corpus.classes.indexOf(emotion),
      })),
    },
  };
}
