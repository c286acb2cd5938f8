/**
 * `deno task autospeech`: an AutoSpeech-like learner beside searches.
 *
 * @module
 */
import { join, resolve } from "@std/path";
import process from "node:process";
import {
  type Corpus,
  corpusLoader,
  homepageOf,
  type Protocol,
  splitCorpus,
} from "../../corpora/mod.ts";
import { syntheticCorpus } from "../../corpora/synthetic/mod.ts";
import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import { type Command, runCommand } from "../command/command.ts";
import { corpusSource, makeFolder, replaceFile } from "../command/files.ts";
import { fromCaller } from "../command/root.ts";
import { splitSeed, trainSeed } from "../plan/seeds.ts";
import { SYNTHETIC } from "../run/options.ts";
import { recordIn, writeTables } from "../run/table_folder.ts";
import { alignedText } from "../tables/aligned_text.ts";
import { materialSources } from "../tables/package.ts";
import { toCsv } from "../tables/table.ts";
import { budgetRows, runsOf } from "./budgets.ts";
import { learn, type Prediction } from "./learner.ts";
import {
  AUTOSPEECH_COMMAND,
  type AutospeechOptions,
  readOptions,
} from "./options.ts";
import {
  checkRuns,
  predictionRows,
  readRuns,
  type RunRecord,
  RUNS_FILE,
} from "./run_file.ts";
import { searchesOf } from "./searches.ts";
import { AUTOSPEECH, AUTOSPEECH_BUDGET } from "./table.ts";

/** `deno task autospeech`. */
export const command: Command = {
  ...AUTOSPEECH_COMMAND,
  run: ({ args, values }) => autospeech(args, readOptions(values)),
};

async function autospeech(
  args: readonly string[],
  options: AutospeechOptions,
): Promise<void> {
  const out = resolve(fromCaller(options.out));
  const searches = (await Promise.all(options.beside.map(async (folder) => {
    const path = join(resolve(fromCaller(folder)), "incumbents.csv");
    return searchesOf(path, await Deno.readTextFile(path));
  }))).flat();
  const corpus = await corpusOf(options);
  const { name, checksum } = corpus;
  const runs = readRuns(
    join(out, RUNS_FILE),
    await recordIn(out, RUNS_FILE, [AUTOSPEECH, AUTOSPEECH_BUDGET]),
  );
  checkRuns(runs, { name, checksum }, options.budget);
  await makeFolder("out", out);
  for (const protocol of options.protocols) {
    for (const seed of options.seeds) {
      if (runs.some((run) => run.protocol === protocol && run.seed === seed)) {
        continue;
      }
      const predictions = await timed(corpus, protocol, seed, options.budget);
      runs.push({
        kind: "autospeech-like",
        corpus: { name, checksum },
        protocol,
        seed,
        budget_s: options.budget,
        predictions,
      });
      await replaceFile(
        join(out, RUNS_FILE),
        runs.map((run) => JSON.stringify(run) + "\n").join(""),
      );
    }
  }
  const rows = predictionRows(runs);
  const budgets = budgetRows([...runsOf(rows), ...searches], options.budget);
  console.log(alignedText(AUTOSPEECH_BUDGET, budgets, [
    ["protocol", 0],
    ["learner", 0],
    ["budget_s", 0],
    ["n", 0],
    ["bca_mean", 3],
    ["bca_low", 3],
    ["bca_high", 3],
    ["alc_bca", 3],
  ]));
  await writeTables(
    out,
    [
      { table: AUTOSPEECH, csv: toCsv(AUTOSPEECH, rows) },
      { table: AUTOSPEECH_BUDGET, csv: toCsv(AUTOSPEECH_BUDGET, budgets) },
    ],
    {
      command: ["deno", "task", "autospeech", ...args],
      corpus: {
        name,
        checksum,
        utterances: corpus.utterances.length,
        classes: corpus.classes,
        notices: corpus.notices,
      },
    },
    {
      name: "autospeech-like",
      title: `An AutoSpeech-like learner on ${name}`,
      description:
        "Balanced class accuracy within budgets of processor time, from scratch, beside searches",
      sources: materialSources([corpus], []),
    },
  );
  console.log(`Tables and manifest: ${out}`);
}

async function corpusOf(
  { corpus, data, allowAltered }: AutospeechOptions,
): Promise<Corpus> {
  if (corpus === SYNTHETIC) return await syntheticCorpus({});
  const folder = resolve(fromCaller(data ?? ""));
  const source = await corpusSource(folder, homepageOf(corpus));
  return await corpusLoader(corpus, source).load(source, { allowAltered });
}

/** Predictions of one run that are there within the budget of processor time. */
async function timed(
  corpus: Corpus,
  protocol: Protocol,
  seed: number,
  budget: number,
): Promise<RunRecord["predictions"]> {
  const partitionSeed = splitSeed(protocol, seed);
  const split = splitCorpus(
    corpus,
    protocol,
    partitionSeed,
    new RandomState(partitionSeed),
  );
  const predictions: (Prediction & { cpu_s: number })[] = [];
  const start = process.cpuUsage();
  for await (
    const prediction of learn(corpus, split, new RandomState(trainSeed(seed)))
  ) {
    const { user, system } = process.cpuUsage(start);
    const cpu_s = (user + system) / 1e6;
    if (cpu_s > budget) break;
    predictions.push({ ...prediction, cpu_s });
    const { bca, epoch } = prediction;
    console.error(
      `${protocol} s${seed}: epoch ${epoch}, ${cpu_s.toFixed(1)} s, BCA ${
        (bca.test ?? bca.validation).toFixed(3)
      }`,
    );
  }
  return predictions;
}

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
