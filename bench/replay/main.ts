/**
 * `deno task replay`: searches the paper's grid log under many seeds.
 *
 * @module
 */
import { join } from "@std/path";
import { PRESETS } from "../../optimizers/mod.ts";
import { EXIT, UsageError } from "../cli/exit_codes.ts";
import { type Flag, readFlags } from "../cli/flags.ts";
import { usage } from "../cli/usage.ts";
import { listOf, oneOf, textOf, wholeNumber } from "../cli/values.ts";
import { replaceFile } from "../files.ts";
import { GRID_LOG, readRecorded } from "../objectives/recorded_grid.ts";
import { PUBLISHED_LOGS } from "../peers/checks/published.ts";
import type { RecordedSetting } from "../objectives/table.ts";
import { toCsv, toPackage } from "../tables/table.ts";
import type { ReplayJob, ReplayResult } from "./messages.ts";
import {
  type EngineReplay,
  incumbentsAfter,
  REACH,
  REACHED,
  reachRows,
  REPLAY,
  replayRows,
} from "./tables.ts";

const PUBLISHED = new URL("../../results/published/", import.meta.url);

const PURPOSE =
  `Searches the paper's grid log under many seeds, without any training. The
space is restricted to what was recorded.`;
const ENGINES = "random,optuna-5.0,hyperopt-0.3,ax-1.3,grid-shuffled";
const SEEDS = "0..999";

const FLAGS: readonly Flag[] = [
  {
    name: "engines",
    value: "NAME[,NAME]",
    byDefault: ENGINES,
    help: "optimizer presets to run",
  },
  {
    name: "search-seeds",
    value: "A..B",
    byDefault: SEEDS,
    help: "the engines' own seeds",
  },
  {
    name: "trials",
    value: "N",
    byDefault: "15",
    help: "settings tried in a search",
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
  { name: "help", help: "print this text" },
];

/** One engine's work is cut into parts of so many seeds, so that workers end together. */
const SEEDS_IN_A_PART = 20;

async function main(args: readonly string[]): Promise<void> {
  const flags = readFlags(args, FLAGS);
  if (flags.help) {
    console.log(usage("replay", PURPOSE, FLAGS));
    return;
  }
  const engines = listOf(flags, "engines", ENGINES).map((engine) =>
    oneOf("engines", engine, PRESETS)
  );
  const seeds = seedRange(textOf(flags, "search-seeds") ?? SEEDS);
  const trials = wholeNumber(
    "trials",
    textOf(flags, "trials") ?? "15",
    1,
    10_000,
  );
  const jobs = wholeNumber(
    "jobs",
    textOf(flags, "jobs") ?? String(navigator.hardwareConcurrency),
    1,
    1024,
  );
  const table = readRecorded(
    await Deno.readTextFile(new URL(GRID_LOG, PUBLISHED)),
  );

  const start = performance.now();
  const { replays, seconds } = await replayAll(
    engines,
    seeds,
    trials,
    table,
    jobs,
  );
  const wall = (performance.now() - start) / 1000;
  print(replays, trials, seconds, wall);
  await printPublished(replays, trials);
  const out = textOf(flags, "out");
  if (out === undefined) return;
  await Deno.mkdir(out, { recursive: true });
  await replaceFile(
    join(out, "replay.csv"),
    toCsv(REPLAY, replayRows(replays)),
  );
  await replaceFile(
    join(out, "replay_summary.csv"),
    toCsv(REACH, reachRows(replays, trials)),
  );
  await replaceFile(
    join(out, "datapackage.json"),
    toPackage("replay", [REPLAY, REACH]),
  );
  console.log(`Tables: ${out}`);
}

/** Runs every engine on every seed, side by side; the result does not depend on who ran what. */
async function replayAll(
  engines: readonly string[],
  seeds: readonly number[],
  trials: number,
  table: readonly RecordedSetting[],
  jobs: number,
): Promise<{ replays: EngineReplay[]; seconds: Map<string, number> }> {
  const parts = engines.flatMap((engine) =>
    Array.from(
      { length: Math.ceil(seeds.length / SEEDS_IN_A_PART) },
      (_, i) => ({
        engine,
        seeds: seeds.slice(i * SEEDS_IN_A_PART, (i + 1) * SEEDS_IN_A_PART),
      }),
    )
  );
  const results: ReplayResult[] = new Array(parts.length);
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(jobs, parts.length) }, async () => {
      const worker = new Worker(import.meta.resolve("./worker.ts"), {
        type: "module",
        deno: { permissions: "none" },
      });
      try {
        while (next < parts.length) {
          const part = next++;
          results[part] = await ask(worker, { ...parts[part], trials, table });
        }
      } finally {
        worker.terminate();
      }
    }),
  );
  const seconds = new Map<string, number>();
  parts.forEach(({ engine }, i) =>
    seconds.set(engine, (seconds.get(engine) ?? 0) + results[i].seconds)
  );
  const replays = engines.map((engine) => ({
    engine,
    searches: parts.flatMap((part, i) =>
      part.engine === engine
        ? part.seeds.map((seed, k) => ({
          seed,
          trials: results[i].searches[k],
        }))
        : []
    ),
  }));
  return { replays, seconds };
}

function ask(worker: Worker, job: ReplayJob): Promise<ReplayResult> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<ReplayResult>) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`Replay worker failed: ${event.message}`));
    };
    worker.postMessage(job);
  });
}

function print(
  replays: readonly EngineReplay[],
  trials: number,
  seconds: ReadonlyMap<string, number>,
  wall: number,
): void {
  const rows = reachRows(replays, trials).filter((row) =>
    row.trials === trials
  );
  const cell = (row: typeof rows[number], name: string) => {
    const value = REACH.columns.find((column) => column.name === name)!
      .value(row);
    return typeof value === "number" && !Number.isInteger(value)
      ? value.toFixed(3)
      : String(value ?? "-");
  };
  console.log(
    `Paper's grid log: searches that exceed a BCA of ${REACHED} within ${trials} trials`,
  );
  for (const row of rows) {
    console.log(
      `${row.replay.engine.padEnd(16)} ${cell(row, "reached")} of ${
        cell(row, "n_seeds")
      } (${cell(row, "share_reached")}, 95 % CI ${cell(row, "share_low")} to ${
        cell(row, "share_high")
      }), random ${cell(row, "share_minus_random")} away, median best ${
        cell(row, "bca_q50")
      }, ${(seconds.get(row.replay.engine) ?? 0).toFixed(1)} s`,
    );
  }
  console.log(`${wall.toFixed(1)} s in all`);
}

/** Where the first rows of each published log would fall among our searches. */
async function printPublished(
  replays: readonly EngineReplay[],
  trials: number,
): Promise<void> {
  for (const { preset, file } of PUBLISHED_LOGS) {
    const family = preset.split("-")[0];
    const replay = replays.find(({ engine }) =>
      engine.split("-")[0] === family
    );
    if (!replay || family === "grid") continue;
    const log = readRecorded(await Deno.readTextFile(new URL(file, PUBLISHED)));
    const bca = Math.max(...log.slice(0, trials).map(({ value }) => value));
    const best = incumbentsAfter(replay, trials);
    const below = best.filter((value) => value < bca).length / best.length;
    console.log(
      `The best of the first ${trials} rows of ${file} (BCA ${
        bca.toFixed(4)
      }) lies above ${
        (100 * below).toFixed(1)
      } % of ${replay.engine}'s searches`,
    );
  }
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

if (import.meta.main) {
  try {
    await main(Deno.args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    Deno.exitCode = EXIT.usage;
  }
}
