/**
 * Corpus and encoder of a run.
 *
 * @module
 */
import { ROOT } from "../command/root.ts";
import { resolve } from "@std/path";
import {
  type Corpus,
  corpusLoader,
  homepageOf,
  SAMPLE_RATE_HZ,
} from "../../corpora/mod.ts";
import { syntheticCorpus } from "../../corpora/synthetic/mod.ts";
import { type Encoder, openEncoder, recipeFor } from "../../model/mod.ts";
import { DataError } from "../command/exit_codes.ts";
import { type RunOptions, SYNTHETIC } from "./options.ts";
import { type EncoderSource, readSource } from "../encoder/source.ts";
import { corpusSource } from "../command/files.ts";
import type { JournalRecord, MaterialRecord } from "../journal/records.ts";
import type { Plan } from "../plan/plan.ts";
import { processor, suiteCommit, versions } from "./machine.ts";
import type { CacheFolder, WorkerMaterial } from "./messages.ts";

/** What the trials of a group of workers have in common. */
export interface Condition {
  /** Encoder name. */
  readonly encoder: string;
  /** Recipe name. */
  readonly recipe: string;
}

/** What studies of a condition work on. */
export interface Material {
  /** What the workers need. */
  readonly forWorkers: WorkerMaterial;
  /** Its record. */
  readonly record: MaterialRecord;
}

/**
 * Loads a corpus.
 *
 * @param onProgress Told of each recording that was read
 * @throws {DataError} When it is missing or unreadable
 */
export async function openCorpus(
  name: string,
  plan: Plan,
  run: Pick<RunOptions, "data" | "allowAltered">,
  onProgress: (done: number, total: number) => void,
): Promise<Corpus> {
  if (name === SYNTHETIC) {
    return await syntheticCorpus({
      utterances: plan.utterances,
      difficulty: plan.difficulty,
      syllables: plan.syllables,
    });
  }
  const source = await corpusSource(run.data[name], homepageOf(name));
  return await corpusLoader(name, source, plan.tables?.[name]).load(source, {
    allowAltered: run.allowAltered,
    onProgress,
  });
}

/**
 * Checks, without reading a recording, that the folders of a plan hold its corpora.
 *
 * @returns What each holds, a sentence
 * @throws {DataError} When one is missing or empty
 * @throws {CorpusError} When one holds something else
 */
export async function checkCorpora(
  { corpora, tables }: Pick<Plan, "corpora" | "tables">,
  { data }: Pick<RunOptions, "data">,
): Promise<string[]> {
  const found: string[] = [];
  for (const name of corpora) {
    if (name === SYNTHETIC) continue;
    const source = await corpusSource(data[name], homepageOf(name));
    const what = await corpusLoader(name, source, tables?.[name]).check(source);
    found.push(`Corpus ${name}: ${what}`);
  }
  return found;
}

/**
 * Checks that encoders can be loaded.
 *
 * @throws {DataError} When one is missing
 * @throws {ModelError} When one is damaged
 */
export async function checkEncoders(
  names: readonly string[],
  { weights }: Pick<RunOptions, "weights">,
): Promise<void> {
  for (const name of names) await openSource(name, weights);
}

async function openSource(
  name: string,
  folder: string | undefined,
): Promise<{ source: EncoderSource; encoder: Encoder }> {
  const source = await readSource(name, folder, ROOT);
  return { source, encoder: await openEncoder(name, source.files) };
}

/**
 * Loads an encoder for a corpus, and checks that a resumed run has the same two.
 *
 * @throws {DataError} When the encoder is missing, unreadable or another one, or
 * the corpus is another one
 */
export async function loadMaterial(
  corpus: Corpus,
  condition: Condition,
  run: Pick<RunOptions, "weights" | "threads" | "cache">,
  hash: string,
  records: readonly JournalRecord[],
): Promise<Material> {
  const { source, encoder } = await openSource(condition.encoder, run.weights);
  const record: MaterialRecord = {
    kind: "material",
    plan_hash: hash,
    corpus: {
      name: corpus.name,
      checksum: corpus.checksum,
      classes: [...corpus.classes],
      utterances: corpus.utterances.length,
      speakers: speakersIn(corpus),
      seconds: corpus.utterances.reduce(
        (sum, { samples }) => sum + samples.length,
        0,
      ) / SAMPLE_RATE_HZ,
      notices: corpus.notices.map((notice) => ({ ...notice })),
      ...(corpus.languages ? { languages: [...corpus.languages] } : {}),
      ...(corpus.licence ? { licence: corpus.licence } : {}),
    },
    encoder: source.record,
    recipe: { ...recipeFor(condition.recipe, encoder) },
  };
  checkSame(record, records);
  return {
    record,
    forWorkers: {
      encoder: condition.encoder,
      encoderFiles: source.files,
      recipe: condition.recipe,
      classes: corpus.classes.length,
      threads: run.threads,
      examples: corpus.utterances.map(({ id, samples, emotion }) => ({
        id,
        samples,
        label: corpus.classes.indexOf(emotion),
      })),
      ...(run.cache === undefined
        ? {}
        : { cache: await cacheFolder(run.cache, record) }),
    },
  };
}

/** Number of speakers, or null where the corpus does not tell them. */
function speakersIn({ utterances }: Corpus): number | null {
  const speakers = new Set(utterances.map(({ speaker }) => speaker));
  return speakers.has(undefined) ? null : speakers.size;
}

/** A folder of kept features, with all that decides their bits. */
async function cacheFolder(
  folder: string,
  { corpus, encoder, recipe }: MaterialRecord,
): Promise<CacheFolder> {
  return {
    folder: resolve(folder),
    source: {
      corpus: corpus.checksum,
      encoder: encoder.sha256,
      recipe,
      versions: versions(),
      commit: await suiteCommit(),
      cpu: processor().cpu,
    },
  };
}

/** Refuses to go on with other recordings or weights than a run began with. */
function checkSame(
  { corpus, encoder }: MaterialRecord,
  records: readonly JournalRecord[],
): void {
  for (const old of records) {
    if (old.kind !== "material") continue;
    if (
      old.corpus.name === corpus.name && old.corpus.checksum !== corpus.checksum
    ) {
      throw new DataError(
        `Cannot resume on corpus "${corpus.name}": its checksum is ${corpus.checksum}, the run began with ${old.corpus.checksum}; give the folder of that run with --data, or choose another --out`,
      );
    }
    if (
      old.encoder.name === encoder.name && old.encoder.sha256 !== encoder.sha256
    ) {
      throw new DataError(
        `Cannot resume on encoder "${encoder.name}": its SHA-256 is ${encoder.sha256}, the run began with ${old.encoder.sha256}; give the folder of that run with --weights, or choose another --out`,
      );
    }
  }
}
