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
import { fromCaller, inSuite, ROOT_URL } from "../command/root.ts";
import {
  countOf,
  distinct,
  listOf,
  oneOf,
  seedList,
  textOf,
} from "../command/values.ts";
import { SHORTHANDS, SHORTHANDS_TEXT } from "../plan/optimizer_name.ts";
import { readRecorded } from "../recorded/recorded_grid.ts";
import { LOG_PLAN_FLAG, readLogPlan } from "../trials/log_plan.ts";
import { answerText } from "./answer_text.ts";
import { replayFiles, type ReplayOutcome } from "./files.ts";
import { checkFolder, writeFolder } from "./out_folder.ts";
import { replayAll, type ReplayPlan } from "./pool.ts";
import { OPTIMIZER_LOGS, publishedRows, trialsBeyond } from "./published.ts";
import { thresholdsOf } from "./reached.ts";
import {
  paperGrid,
  REACH,
  type RecordedSource,
  recordedSource,
} from "./recorded.ts";
import { PAGE_FILE } from "./report.ts";
import type { OptimizerReplay } from "./tables.ts";

const PUBLISHED = new URL("results/published/", ROOT_URL);

/** Optimizers that are replayed unless told otherwise: they answer in seconds. */
export const OPTIMIZERS = "random,optuna-5.0";
/** What --optimizers all stands for. */
const ALL_OPTIMIZERS = [
  "random",
  "sobol",
  "grid-shuffled",
  "optuna-5.0",
  "hyperopt-0.3",
  "hyperopt-0.3-s5",
  "ax-1.3",
];
const SEEDS = "0..999";
const TRIALS = "15";
/** Where a replay goes unless told otherwise, below the suite's folder. */
export const OUT = "results/runs/replay";

const FLAGS: Definition["flags"] = [
  {
    name: "optimizers",
    aliases: ["optimisers", "optimizer", "optimiser"],
    value: "NAME[,NAME]",
    byDefault: OPTIMIZERS,
    help: `optimizer presets to run; all stands for ${
      ALL_OPTIMIZERS.join(", ")
    }; ${SHORTHANDS_TEXT}`,
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
    help:
      "folder, trials.csv or journal.jsonl of deno task bench to search, or a log of another program",
  },
  LOG_PLAN_FLAG,
  {
    name: "of",
    value: "A/B/C/D",
    help: "corpus/protocol/encoder/recipe to take where --table holds several",
  },
  {
    name: "reach",
    value: "X",
    help:
      `distance up to which the nearest configuration of --table answers, 1 being the range of one parameter [${REACH}; of a complete grid, each value snaps to its nearest level]`,
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
    byDefault: OUT,
    help: "where tables, figure and page go; the page is replay.html",
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
    "Asks whether random search would have found it: searches the paper's grid log, or another recorded table, under many seeds without any training. The space is restricted to what was recorded.",
  flags: FLAGS,
  exits: { refused: "refused (permission, another's files in --out)" },
  run: ({ values }) => replay(values),
};

async function replay(flags: FlagValues): Promise<void> {
  const plan = planOf(flags);
  const jobs = countOf(flags, "jobs", navigator.hardwareConcurrency, 1, 1024);
  const out = textOf(flags, "out");
  const folder = out === undefined ? inSuite(OUT) : fromCaller(out);
  await checkFolder(folder);
  const source = await sourceOf(flags);
  if (source.note !== null) console.error(source.note);

  const replays = await replayAll(plan, source, jobs);
  const { answer, files } = await replayFiles(
    {
      plan,
      source,
      replays,
      ...await publishedBeside(source, replays, plan.trials),
    },
    flags["no-trials"] === undefined,
  );
  await writeFolder(folder, files);
  console.log(answerText(answer, join(out ?? OUT, PAGE_FILE)));
}

function planOf(flags: FlagValues): ReplayPlan {
  return {
    optimizers: distinct(
      "optimizers",
      listOf(flags, "optimizers", OPTIMIZERS).flatMap((name) =>
        name === "all"
          ? ALL_OPTIMIZERS
          : oneOf("optimizers", name, PRESETS, SHORTHANDS)
      ),
    ),
    seeds: searchSeeds(textOf(flags, "search-seeds") ?? SEEDS),
    trials: countOf(flags, "trials", TRIALS, 1, 10_000),
  };
}

async function sourceOf(flags: FlagValues): Promise<RecordedSource> {
  const table = textOf(flags, "table");
  const onlyWithTable = ["of", "reach", "plan"].find((name) =>
    flags[name] !== undefined
  );
  if (table === undefined) {
    if (onlyWithTable === undefined) return await paperGrid(PUBLISHED);
    throw new UsageError(
      `Cannot use --${onlyWithTable} on the paper's grid log: it is for a table given with --table`,
    );
  }
  const given = textOf(flags, "reach");
  if (given !== undefined && !/^\d*\.?\d+$/.test(given)) {
    throw new UsageError(
      `Cannot use --reach ${given}: expected a distance, such as 0.5`,
    );
  }
  const plan = textOf(flags, "plan");
  return await recordedSource(
    fromCaller(table),
    textOf(flags, "of"),
    given === undefined ? undefined : Number(given),
    readLogPlan(plan === undefined ? undefined : fromCaller(plan)),
  );
}

/** What the authors' other logs hold: runs beside searches of their grid log, and trials beyond it. */
async function publishedBeside(
  source: RecordedSource,
  replays: readonly OptimizerReplay[],
  trials: number,
): Promise<Pick<ReplayOutcome, "published" | "beyond">> {
  if (source.published === null) return { published: [], beyond: null };
  const logs = new Map(
    await Promise.all(OPTIMIZER_LOGS.map(async (file) => {
      const text = await Deno.readTextFile(new URL(file, PUBLISHED));
      return [file, readRecorded(file, text)] as const;
    })),
  );
  const highestLr = Math.max(...source.rows.map(({ params }) => params.lr));
  return {
    published: publishedRows(replays, logs, trials, highestLr),
    beyond: trialsBeyond(logs, highestLr, thresholdsOf(source)),
  };
}

/** One range of seeds, such as "100..139" or "7": the manifest states its ends. */
function searchSeeds(text: string): number[] {
  if (!text.includes(",")) return seedList("search-seeds", text);
  throw new UsageError(
    `Cannot use --search-seeds ${text}: expected one seed or one range, such as 0..999`,
  );
}

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
