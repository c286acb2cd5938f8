/**
 * `deno task probe`: linear probes after every block of encoders.
 *
 * @module
 */
import { fromCaller, ROOT } from "../command/root.ts";
import { join, resolve } from "@std/path";
import { type Corpus, corpusLoader, homepageOf } from "../../corpora/mod.ts";
import { syntheticCorpus } from "../../corpora/synthetic/mod.ts";
import { openEncoder } from "../../model/mod.ts";
import { alignedText } from "../tables/aligned_text.ts";
import { type Command, runCommand } from "../command/command.ts";
import { SYNTHETIC } from "../run/options.ts";
import { type EncoderSource, readSource } from "../encoder/source.ts";
import { corpusSource, makeFolder, replaceFile } from "../command/files.ts";
import { sha256 } from "../plan/plan.ts";
import { processor, suiteCommit, versions } from "../run/machine.ts";
import { toCsv } from "../tables/table.ts";
import { probeFigure } from "./figure.ts";
import { CHOICE_SEEDS, RANDOM_SEEDS } from "./folds.ts";
import { PROBE_COMMAND, type ProbeOptions, readOptions } from "./options.ts";
import { probePackage } from "./package.ts";
import { inWorkers } from "../workers/in_workers.ts";
import type { ProbeJob, ProbeScores } from "./scores.ts";
import {
  choiceRows,
  foldsOf,
  jobsOf,
  layerFeatures,
  type PlacedJob,
  probeRow,
} from "./probe.ts";
import { type ChoiceRow, PROBE, PROBE_CHOICE, type ProbeRow } from "./table.ts";

/** `deno task probe`. */
export const command: Command = {
  ...PROBE_COMMAND,
  run: ({ args, values }) =>
    probe(args, readOptions(values, navigator.hardwareConcurrency)),
};

async function probe(
  args: readonly string[],
  options: ProbeOptions,
): Promise<void> {
  const started = new Date().toISOString();
  const corpus = await corpusOf(options);
  // All of them before the first probe: a missing one is told at once
  const sources = await Promise.all(
    options.encoders.map((name) => sourceOf(name, options)),
  );
  const folds = foldsOf(corpus, options.choose);
  const rows: ProbeRow[] = [];
  const choices: ChoiceRow[] = [];
  for (const source of sources) {
    const { name } = source.record;
    const placed = await jobsOfEncoder(source, corpus, folds, options);
    const scores = await inWorkers<ProbeJob, ProbeScores>(
      import.meta.resolve("./worker.ts"),
      placed.map(({ job }) => job),
      options.jobs,
      progress(`${name}: probe`, placed.length),
    );
    rows.push(...placed.map((item, i) => probeRow(item, scores[i])));
    choices.push(...choiceRows(corpus, folds, placed, scores));
  }
  console.log(summary(rows));
  if (options.out === undefined) return;
  const out = resolve(fromCaller(options.out));
  const command = ["deno", "task", "probe", ...args];
  const encoders = sources.map(({ record }) => record);
  await write(out, command, corpus, options, started, encoders, rows, choices);
  console.log(`Tables and manifest: ${out}`);
}

async function corpusOf(
  { corpus, data, allowAltered }: ProbeOptions,
): Promise<Corpus> {
  if (corpus === SYNTHETIC) return await syntheticCorpus({});
  const folder = resolve(fromCaller(data ?? ""));
  const source = await corpusSource(folder, homepageOf(corpus));
  return await corpusLoader(corpus, source).load(source, { allowAltered });
}

async function sourceOf(
  name: string,
  { weights }: ProbeOptions,
): Promise<EncoderSource> {
  const folder = weights === undefined
    ? undefined
    : resolve(fromCaller(weights));
  return await readSource(name, folder, ROOT);
}

/** Runs the corpus through an encoder and lets it go again. */
async function jobsOfEncoder(
  { files, record: { name } }: EncoderSource,
  corpus: Corpus,
  folds: ReturnType<typeof foldsOf>,
  { jobs, ...probed }: ProbeOptions,
): Promise<PlacedJob[]> {
  const encoder = await openEncoder(name, files);
  const features = await layerFeatures(
    encoder,
    corpus,
    jobs,
    progress(`${name}: utterance`, corpus.utterances.length),
  );
  return jobsOf(corpus, encoder, features, folds, probed);
}

/** Counts on stderr: one line on a terminal, ten lines elsewhere. */
function progress(what: string, total: number): (done: number) => void {
  const terminal = Deno.stderr.isTerminal();
  const write = (text: string) =>
    Deno.stderr.writeSync(new TextEncoder().encode(text));
  return (done) => {
    const end = done === total;
    if (terminal) {
      write(`\r\x1b[K${what} ${done}/${total}${end ? "\n" : ""}`);
    } else if (end || done % Math.ceil(total / 10) === 0) {
      write(`${what} ${done}/${total}\n`);
    }
  };
}

/** One pooling, of plain features where there are any, as people compare it. */
function summary(rows: readonly ProbeRow[]): string {
  const allNormed = rows.every(({ normed }) => normed);
  const shown = rows.filter(({ normed, pooling }) =>
    normed === allNormed && pooling === rows[0].pooling
  );
  return alignedText(PROBE, shown, [
    ["encoder", 0],
    ["fit", 0],
    ["blocks", 0],
    ["bca_random", 3],
    ["bca_speakers", 3],
  ]);
}

async function write(
  out: string,
  command: readonly string[],
  corpus: Corpus,
  options: ProbeOptions,
  started: string,
  encoders: readonly EncoderSource["record"][],
  rows: readonly ProbeRow[],
  choices: readonly ChoiceRow[],
): Promise<void> {
  const files: Record<string, string> = {
    "probe.csv": toCsv(PROBE, rows),
    ...(options.choose
      ? { "probe_choice.csv": toCsv(PROBE_CHOICE, choices) }
      : {}),
    ...(options.blocks ? {} : { "probe.svg": probeFigure(rows) }),
  };
  const checksums: Record<string, string> = {};
  for (const [name, text] of Object.entries(files)) {
    checksums[name] = await sha256(new TextEncoder().encode(text));
  }
  const manifest = {
    command,
    suite: { ...versions(), commit: await suiteCommit() },
    machine: processor(),
    started,
    ended: new Date().toISOString(),
    corpus: {
      name: corpus.name,
      checksum: corpus.checksum,
      utterances: corpus.utterances.length,
      classes: corpus.classes,
      notices: corpus.notices,
    },
    encoders,
    fits: options.fits,
    poolings: options.poolings,
    ...(options.blocks === undefined ? {} : { blocks: options.blocks }),
    seeds: {
      random: RANDOM_SEEDS,
      ...(options.choose ? { nested: CHOICE_SEEDS } : {}),
    },
    jobs: options.jobs,
    sha256: checksums,
  };
  files["manifest.json"] = JSON.stringify(manifest, null, 2) + "\n";
  files["datapackage.json"] = await probePackage(files, corpus, encoders);
  await makeFolder("out", out);
  for (const [name, text] of Object.entries(files)) {
    await replaceFile(join(out, name), text);
  }
}

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
