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
import { RefusedError } from "../command/exit_codes.ts";
import { corpusSource, makeFolder, replaceFile } from "../command/files.ts";
import { fromCaller } from "../command/root.ts";
import { sha256 } from "../plan/plan.ts";
import { splitSeed, trainSeed } from "../plan/seeds.ts";
import { processor, suiteCommit, versions } from "../run/machine.ts";
import { SYNTHETIC } from "../run/options.ts";
import { alignedText } from "../tables/aligned_text.ts";
import { dataPackage, materialSources } from "../tables/package.ts";
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
import { AUTOSPEECH, AUTOSPEECH_BUDGET, type BudgetRow } from "./table.ts";

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
  const runs = await knownRuns(out);
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
  const machine = ["deno", "task", "autospeech", ...args];
  await write(out, machine, corpus, runs, budgets);
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

/** Files that the command writes. */
const FILES = [
  "autospeech.csv",
  "autospeech_budget.csv",
  "manifest.json",
  "datapackage.json",
];

/** Runs that are in a folder; none where it holds none of the command's files. */
async function knownRuns(out: string): Promise<RunRecord[]> {
  const path = join(out, RUNS_FILE);
  try {
    return readRuns(path, await Deno.readTextFile(path));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  for (const name of FILES) {
    const there = await Deno.stat(join(out, name)).catch(() => undefined);
    if (there) {
      throw new RefusedError(
        `Cannot write to --out "${out}": it holds ${name} without ${RUNS_FILE}; choose another folder`,
      );
    }
  }
  return [];
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

async function write(
  out: string,
  command: readonly string[],
  corpus: Corpus,
  runs: readonly RunRecord[],
  budgets: readonly BudgetRow[],
): Promise<void> {
  const tables = [
    { table: AUTOSPEECH, csv: toCsv(AUTOSPEECH, predictionRows(runs)) },
    { table: AUTOSPEECH_BUDGET, csv: toCsv(AUTOSPEECH_BUDGET, budgets) },
  ];
  const checksums: Record<string, string> = {};
  for (const { table, csv } of tables) {
    const name = `${table.name}.csv`;
    checksums[name] = await sha256(new TextEncoder().encode(csv));
    await replaceFile(join(out, name), csv);
  }
  const manifest = JSON.stringify(
    {
      command,
      suite: { ...versions(), commit: await suiteCommit() },
      machine: processor(),
      written: new Date().toISOString(),
      corpus: {
        name: corpus.name,
        checksum: corpus.checksum,
        utterances: corpus.utterances.length,
        classes: corpus.classes,
        notices: corpus.notices,
      },
      sha256: checksums,
    },
    null,
    2,
  ) + "\n";
  await replaceFile(join(out, "manifest.json"), manifest);
  const descriptor = await dataPackage(
    {
      name: "autospeech-like",
      title: `An AutoSpeech-like learner on ${corpus.name}`,
      description:
        "Balanced class accuracy within budgets of processor time, from scratch, beside searches",
      sources: materialSources([corpus], []),
    },
    tables,
    [{
      path: "manifest.json",
      description:
        "what made the files, on which machine, with the checksums of the tables",
      format: "json",
      mediatype: "application/json",
      content: manifest,
    }],
  );
  await replaceFile(join(out, "datapackage.json"), descriptor);
}

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
