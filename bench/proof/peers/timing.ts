/**
 * `deno task bench:optimizers`: time of one suggestion of every preset, beside
 * the real libraries in the same run.
 *
 * @module
 */
import {
  createOptimizer,
  paperSpace,
  PRESETS,
  publishedGrid,
} from "../../../optimizers/mod.ts";
import type { Optimizer } from "../../../optimizers/types.ts";
import { type Command, runCommand } from "../../command/command.ts";
import { fromCaller } from "../../command/root.ts";
import { countOf, textOf } from "../../command/values.ts";
import { TEST_FUNCTIONS } from "./functions.ts";
import { defaultFolder, findEnvironment, runScript } from "./environment.ts";
import { LIBRARIES } from "./libraries.ts";
import { summarise, type Timing, timingText } from "./timing_text.ts";

/** Observations before the timed suggestion. */
const COUNTS = [5, 15, 50, 200];
/** Suggestions that are not timed, while the compiler warms up. */
const WARM_UP = 5;

/** `deno task bench:optimizers`. */
export const command: Command = {
  task: "bench:optimizers",
  purpose:
    "Prints milliseconds of one suggestion (median and 95th percentile) after 5, 15, 50 and 200 observations, for every preset and every installed library.",
  flags: [
    {
      name: "env",
      value: "FOLDER",
      byDefault: "the user's cache",
      help: "where the virtual environments of deno task peers are",
    },
    {
      name: "repeats",
      value: "N",
      byDefault: "30",
      help: "timed suggestions for each number of observations",
    },
    { name: "json", help: "print JSON instead of a table" },
  ],
  run: async ({ values }) => {
    const repeats = countOf(values, "repeats", 30, 1, 1e6);
    // "center" has one trial: none is left to time after n values.
    const timed = PRESETS.filter((preset) => preset !== "center");
    const ours = timed.flatMap((preset) =>
      COUNTS.map((n) => summarise(preset, n, timePreset(preset, n, repeats)))
    );
    const env = textOf(values, "env");
    const folder = env === undefined ? defaultFolder() : fromCaller(env);
    const theirs = await timeLibraries(folder, repeats);
    if (values.json) console.log(JSON.stringify([...ours, ...theirs], null, 2));
    else console.log(timingText(ours, theirs, COUNTS));
  },
};

/** Milliseconds of each timed suggestion of a preset. */
function timePreset(preset: string, n: number, repeats: number): number[] {
  const times: number[] = [];
  // A failed trial is an observation for Hyperopt only: there every suggestion
  // is timed on a search of its own.
  const fresh = preset.startsWith("hyperopt");
  let optimizer = prepared(preset, n);
  for (let i = 0; i < WARM_UP + repeats; i++) {
    if (fresh && i > 0) optimizer = prepared(preset, n);
    const start = performance.now();
    const trial = optimizer.ask();
    const end = performance.now();
    if (i >= WARM_UP) times.push(end - start);
    if (trial !== null) optimizer.tell(trial.number, { state: "failed" });
  }
  return times;
}

/** A search of `hartmann4` that has seen `n` values. */
function prepared(preset: string, n: number): Optimizer {
  const hartmann4 = TEST_FUNCTIONS.find(({ name }) => name === "hartmann4")!;
  const optimizer = createOptimizer(preset, paperSpace(), {
    seed: 1,
    direction: "maximize",
    ...preset === "grid-published" ? { grid: publishedGrid() } : {},
  });
  for (let i = 0; i < n; i++) {
    const trial = optimizer.ask()!;
    const value = hartmann4.value(trial.params)!;
    optimizer.tell(trial.number, { state: "complete", value });
  }
  return optimizer;
}

async function timeLibraries(
  folder: string,
  repeats: number,
): Promise<Timing[]> {
  const timings: Timing[] = [];
  for (const { name, group, runner, preset, heavy } of LIBRARIES) {
    const environment = await findEnvironment(folder, group);
    if ("missing" in environment) {
      console.error(
        `${name}: not installed, left out; "deno task peers${
          heavy ? " --with-ax" : ""
        }" installs it`,
      );
      continue;
    }
    // Seconds a suggestion: a few of them tell enough of Ax.
    const counts = heavy ? COUNTS.filter((n) => n <= 50) : COUNTS;
    const output = await runScript(environment.python, "time_library.py", [
      runner,
      String(heavy ? Math.min(3, repeats) : repeats),
      ...counts.map(String),
    ]);
    const { seconds } = JSON.parse(output.trim().split("\n").at(-1)!) as {
      seconds: Record<string, number[]>;
    };
    for (const n of counts) {
      const times = seconds[n].map((s) => s * 1000);
      timings.push({ ...summarise(name, n, times), preset });
    }
  }
  return timings;
}

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
