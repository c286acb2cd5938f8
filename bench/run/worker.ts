/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
/**
 * A training worker: holds nothing but the native library, and the folder of
 * kept features where there is one; takes one trial at a time and asks after each
 * epoch whether to go on.
 *
 * @module
 */
import {
  fineTune,
  fitAndScoreProbe,
  ModelError,
  ModelRuntime,
  openEncoder,
  recipeFor,
} from "../../model/mod.ts";
import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import { FolderStore } from "./feature_store.ts";
import type {
  FromWorker,
  ToWorker,
  TrialJob,
  WorkerMaterial,
} from "./messages.ts";

type Runner = (job: TrialJob) => ReturnType<typeof fineTune>;

let runner: Runner | undefined;
let verdict: ((goOn: boolean) => void) | undefined;

self.onmessage = async (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  try {
    if (message.kind === "verdict") verdict?.(message.goOn);
    else if (message.kind === "material") {
      runner = await makeRunner(message.material);
      post({ kind: "ready" });
    } else if (runner) {
      post({ kind: "done", result: await runner(message.job) });
    }
  } catch (error) {
    post({
      kind: "error",
      message: error instanceof Error ? error.message : String(error),
      badData: error instanceof ModelError,
    });
  }
};

function post(message: FromWorker): void {
  self.postMessage(message);
}

async function makeRunner(material: WorkerMaterial): Promise<Runner> {
  const encoder = await openEncoder(
    material.encoder,
    material.encoderFiles,
  );
  const { cache } = material;
  const runtime = new ModelRuntime({
    encoder,
    recipe: recipeFor(material.recipe, encoder),
    classes: material.classes,
    threads: material.threads,
    ...(cache
      ? { store: await FolderStore.open(cache.folder, cache.source) }
      : {}),
  });
  const at = (indices: readonly number[]) =>
    indices.map((i) => material.examples[i]);
  return (job) => {
    const parts = {
      train: at(job.train),
      validation: at(job.validation),
      ...(job.test ? { test: at(job.test) } : {}),
      now: () => performance.now(),
      keepModel: job.keepModel ?? false,
    };
    const { max_length } = job.configuration;
    if (job.probe) return fitAndScoreProbe(runtime, { ...parts, max_length });
    return fineTune(runtime, {
      ...parts,
      configuration: job.configuration,
      random: new RandomState(job.trainSeed),
      report: (report) => {
        post({ kind: "epoch", report });
        return new Promise<boolean>((resolve) => verdict = resolve);
      },
    });
  };
}
