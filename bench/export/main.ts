/**
 * `deno task export`: the model that a study found, as a file. Started by
 * `launch.ts`, which gives it its permissions.
 *
 * @module
 */
import { join } from "@std/path";
import { listenersOf } from "../../corpora/listeners/mod.ts";
import { Classifier, classifierGraph, scoreOf } from "../../model/mod.ts";
import { type Command, runCommand } from "../command/command.ts";
import { DataError, RefusedError, UsageError } from "../command/exit_codes.ts";
import { makeFolder, replaceFile } from "../command/files.ts";
import { exists } from "../outputs/out_folder.ts";
import { readRunData } from "../outputs/read_run.ts";
import { trainIncumbent } from "../retrain/incumbent.ts";
import { SUITE_VERSION } from "../run/machine.ts";
import {
  finalScore,
  incumbentOf,
  type RunData,
  scoredOn,
  type StudyData,
} from "../tables/run_data.ts";
import { summaryRows } from "../tables/summary.ts";
import {
  type CardFacts,
  EXAMPLE,
  metadataOf,
  modelCard,
} from "./model_card.ts";
import { EXPORT_COMMAND, type ExportOptions, readOptions } from "./options.ts";

/** `deno task export`. */
export const command: Command = {
  ...EXPORT_COMMAND,
  run: async (line) => await exportModel(readOptions(line)),
};

const MODEL = "model.onnx";
const CARD = "MODEL_CARD.md";
const SCRIPT = "predict.py";

async function exportModel(options: ExportOptions): Promise<void> {
  const { folder, out } = options;
  const run = await readRunData(folder);
  for (const name of [MODEL, CARD, SCRIPT]) {
    if (await exists(join(out, name))) {
      throw new RefusedError(
        `Cannot write to --out "${out}": it holds ${name}; choose another folder`,
      );
    }
  }
  const data = studyOf(run, options.study);
  console.error(`Training the incumbent of ${data.study.key} again`);
  const trained = await trainIncumbent(run, data, options);
  const { open: { corpus, prepared }, trial } = trained;
  const facts: CardFacts = {
    data,
    trial,
    summary: summaryRows(run).find(({ studies }) =>
      studies.some(({ study }) => study.key === data.study.key)
    )!,
    corpus,
    listeners:
      listenersOf(corpus.name)?.baselines.findLast((row) =>
        row.class === "balanced"
      )?.rate ?? null,
    suite: SUITE_VERSION,
  };
  const model = classifierGraph({
    encoder: trained.tuned,
    recipe: trained.recipe,
    classes: corpus.classes.length,
    head: trained.head,
    maxLength: trained.maxLength,
    metadata: metadataOf(facts),
  });
  const part = scoredOn(trial)!;
  const bca = await bcaOfFile(model, corpus, prepared.parts[part]!);
  const recorded = finalScore(trial)!.bca;
  if (bca !== recorded) {
    throw new DataError(
      `Cannot export the incumbent of study "${data.study.key}": the file's BCA is ${bca}, recorded ${recorded}; please report this`,
    );
  }
  await makeFolder("out", out);
  await Deno.writeFile(join(out, MODEL), model, { createNew: true });
  await replaceFile(join(out, CARD), modelCard(facts));
  await replaceFile(join(out, SCRIPT), EXAMPLE);
  console.log(
    `${join(out, MODEL)}: BCA ${
      bca.toFixed(3)
    } on the ${part} part, as recorded; ${(model.length / 1e6).toFixed(1)} MB`,
  );
}

/**
 * The study that was asked for, or the one whose incumbent is best on validation.
 *
 * @throws {UsageError} If there is no such study
 */
export function studyOf(run: RunData, key?: string): StudyData {
  if (key !== undefined) {
    const found = run.studies.find(({ study }) => study.key === key);
    if (found) return found;
    throw new UsageError(
      `Cannot find --study "${key}": expected one of ${
        run.studies.map(({ study }) => study.key).join(", ")
      }`,
    );
  }
  const { objective } = run;
  const all = run.studies.map(({ trials }) => incumbentOf(trials, objective));
  const best = incumbentOf(all.filter((trial) => trial !== null), objective);
  const found = run.studies[all.indexOf(best)];
  if (best === null || !found) {
    throw new DataError(
      "Cannot export from this run: none of its trials is complete; go on with --resume",
    );
  }
  return found;
}

async function bcaOfFile(
  model: Uint8Array,
  { utterances, classes }: CardFacts["corpus"] & {
    readonly utterances: readonly {
      readonly id: string;
      readonly emotion: string;
      readonly samples: Float32Array;
    }[];
  },
  indices: readonly number[],
): Promise<number> {
  const classifier = await Classifier.open(model, 1);
  const answers = [];
  for (const i of indices) {
    const { id, emotion, samples } = utterances[i];
    const probabilities = await classifier.probabilities(samples);
    answers.push({
      id,
      truth: (classes as readonly string[]).indexOf(emotion),
      logProbabilities: probabilities.map(Math.log),
    });
  }
  await classifier.release();
  return scoreOf(answers, classes.length).bca;
}

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
