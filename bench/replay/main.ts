/**
 * `deno task replay`: searches recorded results under many seeds.
 *
 * @module
 */
import { join } from "@std/path";
import { PRESETS } from "../../optimizers/mod.ts";
import { EXIT, UsageError } from "../command/exit_codes.ts";
import { type FlagValues, readFlags } from "../command/flags.ts";
import type { Flag } from "../command/usage.ts";
import { usage } from "../command/usage.ts";
import { listOf, oneOf, textOf, wholeNumber } from "../command/values.ts";
import { exitCodeOf } from "../command/explain.ts";
import { replaceFile } from "../command/files.ts";
import { readRecorded } from "../recorded/recorded_grid.ts";
import { replayFiles } from "./files.ts";
import { replayAll, type ReplayPlan, type TimedReplay } from "./pool.ts";
import { ENGINE_LOGS, type PublishedRow, publishedRows } from "./published.ts";
import { paperGrid, type RecordedSource, recordedSource } from "./recorded.ts";
import { publishedText, summaryText } from "./summary_text.ts";

const PUBLISHED = new URL("../../results/published/", import.meta.url);

const PURPOSE =
  `Searches the paper's grid log, or another recorded table, under many seeds
without any training. The space is restricted to what was recorded.`;
const OPTIMIZERS =
  "random,sobol,grid-shuffled,optuna-5.0,hyperopt-0.3,hyperopt-0.3-s5,ax-1.3";
const SEEDS = "0..999";
const TRIALS = "15";
const REACH = "0.5";

const FLAGS: readonly Flag[] = [
  {
    name: "optimizers",
    value: "NAME[,NAME]",
    byDefault: OPTIMIZERS,
    help: "optimizer presets to run",
  },
  {
    name: "search-seeds",
    value: "A..B",
    byDefault: SEEDS,
    help: "the optimizers' own seeds",
  },
  {
    name: "trials",
    value: "N",
    byDefault: TRIALS,
    help: "configurations tried in a search",
  },
  {
    name: "table",
    value: "FOLDER|FILE",
    byDefault: "the paper's grid log",
    help: "folder, trials.csv or journal.jsonl of deno task bench to search",
  },
  {
    name: "of",
    value: "A/B/C/D",
    help: "corpus/protocol/encoder/recipe to take where --table holds several",
  },
  {
    name: "reach",
    value: "X",
    byDefault: REACH,
    help:
      "distance up to which the nearest configuration of --table answers; 1 is the range of one parameter",
  },
  {
    name: "jobs",
    value: "N",
    byDefault: "processors",
    help: "workers side by side; does not change the results",
  },
  {
    name: "out",
    value: "FOLDER",
    help: "where the tables go; without it only the summary is printed",
  },
  {
    name: "no-trials",
    help: "leave out replay.csv, the table of every trial, from --out",
  },
  { name: "help", help: "print this text" },
];

async function replay(args: readonly string[]): Promise<number> {
  const flags = readFlags(args, FLAGS);
  if (flags.help) {
    console.log(usage("replay", PURPOSE, FLAGS));
    return EXIT.done;
  }
  const plan = planOf(flags);
  const jobs = wholeNumber(
    "jobs",
    textOf(flags, "jobs") ?? String(navigator.hardwareConcurrency),
    1,
    1024,
  );
  const source = await sourceOf(flags);

  const start = performance.now();
  const replays = await replayAll(plan, source, jobs);
  const wallS = (performance.now() - start) / 1000;
  console.log(summaryText(source, replays, plan.trials, wallS));

  const published = await publishedBeside(source, replays, plan.trials);
  if (published.length > 0) console.log(`\n${publishedText(published)}`);

  const out = textOf(flags, "out");
  if (out === undefined) return EXIT.done;
  const files = await replayFiles(
    { plan, source, replays, published },
    flags["no-trials"] === undefined,
  );
  await Deno.mkdir(out, { recursive: true });
  for (const [name, text] of files) await replaceFile(join(out, name), text);
  console.log(`\nTables: ${out}`);
  return EXIT.done;
}

function planOf(flags: FlagValues): ReplayPlan {
  return {
    optimizers: listOf(flags, "optimizers", OPTIMIZERS).map((optimizer) =>
      oneOf("optimizers", optimizer, PRESETS)
    ),
    seeds: seedRange(textOf(flags, "search-seeds") ?? SEEDS),
    trials: wholeNumber("trials", textOf(flags, "trials") ?? TRIALS, 1, 10_000),
  };
}

async function sourceOf(flags: FlagValues): Promise<RecordedSource> {
  const table = textOf(flags, "table");
  const onlyWithTable = ["of", "reach"].find((name) =>
    flags[name] !== undefined
  );
  if (table === undefined) {
    if (onlyWithTable === undefined) return await paperGrid(PUBLISHED);
    throw new UsageError(
      `Cannot use --${onlyWithTable} on the paper's grid log: it is for a table given with --table`,
    );
  }
  const given = textOf(flags, "reach") ?? REACH;
  const reach = Number(given);
  if (!/^\d*\.?\d+$/.test(given)) {
    throw new UsageError(
      `Cannot use --reach ${given}: expected a distance, such as 0.5`,
    );
  }
  return await recordedSource(table, textOf(flags, "of"), reach);
}

/** The published runs beside searches of the grid log, which come from one study. */
async function publishedBeside(
  source: RecordedSource,
  replays: readonly TimedReplay[],
  trials: number,
): Promise<PublishedRow[]> {
  if (source.rule !== "levels") return [];
  const logs = await Promise.all(ENGINE_LOGS.map(async (file) => {
    const text = await Deno.readTextFile(new URL(file, PUBLISHED));
    return [file, readRecorded(file, text)] as const;
  }));
  const highestLr = Math.max(...source.rows.map(({ params }) => params.lr));
  return publishedRows(replays, new Map(logs), trials, highestLr);
}

/** Reads "100..139" or "7". */
function seedRange(text: string): number[] {
  const match = text.match(/^(\d+)(?:\.\.(\d+))?$/);
  const from = Number(match?.[1]);
  const to = Number(match?.[2] ?? match?.[1]);
  if (!match || to < from || to > 2 ** 32 - 1) {
    throw new UsageError(
      `Cannot use --search-seeds ${text}: expected a seed or a range such as 0..999, from 0 to 4294967295`,
    );
  }
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

if (import.meta.main) Deno.exitCode = await exitCodeOf(() => replay(Deno.args));
