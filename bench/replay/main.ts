/**
 * `deno task replay`: searches recorded results under many seeds.
 *
 * @module
 */
import { join } from "@std/path";
import { PRESETS } from "../../optimizers/mod.ts";
import { type Command, runCommand } from "../command/command.ts";
import type { Definition } from "../command/definition.ts";
import { UsageError } from "../command/exit_codes.ts";
import type { FlagValues } from "../command/flags.ts";
import { fromCaller, ROOT_URL } from "../command/root.ts";
import {
  countOf,
  distinct,
  listOf,
  oneOf,
  seedList,
  textOf,
} from "../command/values.ts";
import { SHORTHANDS, SHORTHANDS_TEXT } from "../plan/optimizer_name.ts";
import { makeFolder, replaceFile } from "../command/files.ts";
import { readRecorded } from "../recorded/recorded_grid.ts";
import { replayFiles } from "./files.ts";
import { replayAll, type ReplayPlan, type TimedReplay } from "./pool.ts";
import { ENGINE_LOGS, type PublishedRow, publishedRows } from "./published.ts";
import { paperGrid, type RecordedSource, recordedSource } from "./recorded.ts";
import { publishedText, summaryText } from "./summary_text.ts";

const PUBLISHED = new URL("results/published/", ROOT_URL);

const OPTIMIZERS =
  "random,sobol,grid-shuffled,optuna-5.0,hyperopt-0.3,hyperopt-0.3-s5,ax-1.3";
const SEEDS = "0..999";
const TRIALS = "15";
const REACH = "0.5";

const FLAGS: Definition["flags"] = [
  {
    name: "optimizers",
    aliases: ["optimisers", "optimizer", "optimiser"],
    value: "NAME[,NAME]",
    byDefault: OPTIMIZERS,
    help: `optimizer presets to run; ${SHORTHANDS_TEXT}`,
  },
  {
    name: "search-seeds",
    aliases: ["search-seed", "seeds", "seed"],
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
    help: "workers in parallel; does not change the results",
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
];

/** `deno task replay`. */
export const command: Command = {
  task: "replay",
  purpose:
    "Searches the paper's grid log, or another recorded table, under many seeds without any training. The space is restricted to what was recorded.",
  flags: FLAGS,
  run: ({ values }) => replay(values),
};

async function replay(flags: FlagValues): Promise<void> {
  const plan = planOf(flags);
  const jobs = countOf(flags, "jobs", navigator.hardwareConcurrency, 1, 1024);
  const source = await sourceOf(flags);

  const start = performance.now();
  const replays = await replayAll(plan, source, jobs);
  const wallS = (performance.now() - start) / 1000;
  console.log(summaryText(source, replays, plan.trials, wallS));

  const published = await publishedBeside(source, replays, plan.trials);
  if (published.length > 0) console.log(`\n${publishedText(published)}`);

  const out = textOf(flags, "out");
  if (out === undefined) return;
  const folder = fromCaller(out);
  const files = await replayFiles(
    { plan, source, replays, published },
    flags["no-trials"] === undefined,
  );
  await makeFolder("out", folder);
  for (const [name, text] of files) {
    await replaceFile(join(folder, name), text);
  }
  console.log(`\nTables: ${out}`);
}

function planOf(flags: FlagValues): ReplayPlan {
  return {
    optimizers: distinct(
      "optimizers",
      listOf(flags, "optimizers", OPTIMIZERS).map((name) =>
        oneOf("optimizers", name, PRESETS, SHORTHANDS)
      ),
    ),
    seeds: searchSeeds(textOf(flags, "search-seeds") ?? SEEDS),
    trials: countOf(flags, "trials", TRIALS, 1, 10_000),
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
  return await recordedSource(
    fromCaller(table),
    textOf(flags, "of"),
    reach,
  );
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

/** One range of seeds, such as "100..139" or "7": the manifest states its ends. */
function searchSeeds(text: string): number[] {
  if (!text.includes(",")) return seedList("search-seeds", text);
  throw new UsageError(
    `Cannot use --search-seeds ${text}: expected one seed or one range, such as 0..999`,
  );
}

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
