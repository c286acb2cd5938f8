/**
 * `deno task probe`: linear probes after every block of encoders.
 *
 * @module
 */
import { dirname, fromFileUrl, join } from "@std/path";
import { type Corpus, CorpusError, loadCorpus } from "../../corpora/mod.ts";
import { syntheticCorpus } from "../../corpora/synthetic/mod.ts";
import { encoderEntry, loadEncoder, ModelError } from "../../model/mod.ts";
import { EXIT } from "../cli/exit_codes.ts";
import { SYNTHETIC } from "../cli/options.ts";
import { readWeights } from "../encoder/install.ts";
import { folderSource, replaceFile } from "../files.ts";
import { sha256 } from "../plan.ts";
import { processor, suiteCommit, versions } from "../run/machine.ts";
import { toCsv, toPackage } from "../tables/table.ts";
import { probeFigure } from "./figure.ts";
import { CHOICE_SEEDS, RANDOM_SEEDS } from "./folds.ts";
import { helpText, type ProbeOptions, readOptions } from "./options.ts";
import { runJobs } from "./pool.ts";
import {
  choiceRows,
  foldsOf,
  jobsOf,
  layerFeatures,
  type PlacedJob,
  probeRow,
} from "./probe.ts";
import { type ChoiceRow, PROBE, PROBE_CHOICE, type ProbeRow } from "./table.ts";

const SUITE = dirname(dirname(dirname(fromFileUrl(import.meta.url))));

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args, navigator.hardwareConcurrency);
  if (!options) {
    console.log(helpText());
    return;
  }
  const started = new Date().toISOString();
  const corpus = await corpusOf(options);
  const folds = foldsOf(corpus, options.choose);
  const rows: ProbeRow[] = [];
  const choices: ChoiceRow[] = [];
  for (const name of options.encoders) {
    const placed = await jobsOfEncoder(name, corpus, folds, options);
    const scores = await runJobs(
      placed.map(({ job }) => job),
      options.jobs,
      progress(`${name}: probe`, placed.length),
    );
    rows.push(...placed.map((item, i) => probeRow(item, scores[i])));
    choices.push(...choiceRows(corpus, folds, placed, scores));
  }
  console.log(summary(rows));
  if (options.out === undefined) return;
  await write(options.out, corpus, options, started, rows, choices);
  console.log(`Tables, figure and manifest: ${options.out}`);
}

async function corpusOf(
  { corpus, data, allowAltered }: ProbeOptions,
): Promise<Corpus> {
  if (corpus === SYNTHETIC) return await syntheticCorpus({});
  return await loadCorpus(corpus, await folderSource(data ?? ""), {
    allowAltered,
  });
}

/** Loads an encoder, runs the corpus through it and lets it go again. */
async function jobsOfEncoder(
  name: string,
  corpus: Corpus,
  folds: ReturnType<typeof foldsOf>,
  { jobs, fits }: ProbeOptions,
): Promise<PlacedJob[]> {
  const file = await readWeights(encoderEntry(name), SUITE);
  const encoder = await loadEncoder(name, file);
  const features = await layerFeatures(
    encoder,
    corpus,
    jobs,
    progress(`${name}: utterance`, corpus.utterances.length),
  );
  return jobsOf(corpus, encoder, features, folds, fits);
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

/** Mean pooling of plain features, as people compare it. */
function summary(rows: readonly ProbeRow[]): string {
  const columns = ["encoder", "fit", "block", "bca_random", "bca_speakers"];
  const cells = columns.map((name) =>
    PROBE.columns.find((column) => column.name === name)!
  );
  const shown = rows.filter(({ normed, pooling }) =>
    !normed && pooling === "mean"
  );
  const text = shown.map((row) =>
    cells.map(({ value }) => {
      const cell = value(row);
      return typeof cell === "number" && !Number.isInteger(cell)
        ? cell.toFixed(3)
        : `${cell}`;
    })
  );
  return [columns, ...text].map((line) =>
    line.map((cell) => cell.padEnd(16)).join("").trimEnd()
  ).join("\n");
}

async function write(
  out: string,
  corpus: Corpus,
  options: ProbeOptions,
  started: string,
  rows: readonly ProbeRow[],
  choices: readonly ChoiceRow[],
): Promise<void> {
  const files: Record<string, string> = {
    "probe.csv": toCsv(PROBE, rows),
    ...(options.choose
      ? { "probe_choice.csv": toCsv(PROBE_CHOICE, choices) }
      : {}),
    "probe.svg": probeFigure(rows),
    "datapackage.json": toPackage(
      "probe",
      options.choose ? [PROBE, PROBE_CHOICE] : [PROBE],
    ),
  };
  const checksums: Record<string, string> = {};
  for (const [name, text] of Object.entries(files)) {
    checksums[name] = await sha256(new TextEncoder().encode(text));
  }
  const manifest = {
    command: "deno task probe",
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
    encoders: options.encoders.map((name) => {
      const { package: pin, file, sha256, licence } = encoderEntry(name);
      return { name, package: pin, file, sha256, licence };
    }),
    fits: options.fits,
    seeds: {
      random: RANDOM_SEEDS,
      ...(options.choose ? { nested: CHOICE_SEEDS } : {}),
    },
    jobs: options.jobs,
    sha256: checksums,
  };
  files["manifest.json"] = JSON.stringify(manifest, null, 2) + "\n";
  await Deno.mkdir(out, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await replaceFile(join(out, name), text);
  }
}

if (import.meta.main) {
  try {
    await main(Deno.args);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const data = error instanceof CorpusError || error instanceof ModelError;
    if (!data && !("exitCode" in error)) throw error;
    console.error(error.message);
    Deno.exitCode = data ? EXIT.data : error.exitCode as number;
  }
}
