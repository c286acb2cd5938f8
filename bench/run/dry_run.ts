/**
 * What a plan would run, and how long it may take by trials that were measured.
 *
 * @module
 */
import { inSuite } from "../command/root.ts";
import { parse } from "@std/csv";
import { join } from "@std/path";
import type { RunOptions } from "./options.ts";
import { type Plan, studiesOf, type Study } from "../plan/plan.ts";

const RESULTS = inSuite("results");

/** Seconds that trials of a corpus, encoder and recipe took. */
export interface Measured {
  /** Trials. */
  readonly trials: number;
  /** Their seconds together. */
  readonly seconds: number;
}

/** How long a plan may take. */
export interface Estimate {
  /** Minutes of all trials; `null` where some were never measured. */
  readonly minutes: number | null;
  /** Trials it rests on. */
  readonly measured: number;
  /** What was never measured: corpus/encoder/recipe. */
  readonly unknown: readonly string[];
}

/**
 * Prints the studies that a plan stands for, with an estimate of their time.
 * Writes nothing.
 */
export async function dryRun(plan: Plan, run: RunOptions): Promise<void> {
  const studies = studiesOf(plan);
  const guess = estimate(studies, await measuredTrials(RESULTS));
  if (run.json) {
    console.log(JSON.stringify({ plan, studies, estimate: guess }, null, 2));
    return;
  }
  for (const { key, trials } of studies) {
    console.log(`${key}  ${trials} trials`);
  }
  const total = studies.reduce((sum, { trials }) => sum + trials, 0);
  console.log(
    `${studies.length} studies, ${total} trials, ${run.jobs} side by side`,
  );
  console.log(estimateText(guess, run.jobs));
}

/** The estimate as a sentence. */
export function estimateText(
  { minutes, measured, unknown }: Estimate,
  jobs: number,
): string {
  if (minutes === null) {
    return `Time: unknown, as no trial of ${
      unknown.join(", ")
    } was measured yet`;
  }
  const wall = minutes / jobs;
  return `Time: about ${
    wall.toFixed(wall < 10 ? 1 : 0)
  } min, by ${measured} trials in results/; another machine takes another time`;
}

/** Minutes of studies, by what their kind of trial took. */
export function estimate(
  studies: readonly Study[],
  measured: ReadonlyMap<string, Measured>,
): Estimate {
  const kinds = new Set(studies.map(kindOf));
  const unknown = [...kinds].filter((kind) => !measured.has(kind));
  const seconds = studies.reduce((sum, study) => {
    const known = measured.get(kindOf(study));
    return known ? sum + study.trials * known.seconds / known.trials : sum;
  }, 0);
  return {
    minutes: unknown.length > 0 ? null : seconds / 60,
    measured: [...kinds].reduce(
      (sum, kind) => sum + (measured.get(kind)?.trials ?? 0),
      0,
    ),
    unknown,
  };
}

function kindOf({ corpus, encoder, recipe }: Study): string {
  return [corpus, encoder, recipe].join("/");
}

/** What every `trials.csv` below a folder measured. */
async function measuredTrials(folder: string): Promise<Map<string, Measured>> {
  const found = new Map<string, Measured>();
  for (const path of await trialFiles(folder)) {
    const rows = parse(await Deno.readTextFile(path), { skipFirstRow: true });
    for (const row of rows as Record<string, string>[]) {
      if (row.reused === "true") continue;
      const seconds = Number(row.train_s) + Number(row.eval_s) +
        Number(row.suggest_s);
      if (!Number.isFinite(seconds)) continue;
      const kind = [row.corpus, row.encoder, row.recipe].join("/");
      const old = found.get(kind) ?? { trials: 0, seconds: 0 };
      found.set(kind, {
        trials: old.trials + 1,
        seconds: old.seconds + seconds,
      });
    }
  }
  return found;
}

async function trialFiles(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (isDirectory) found.push(...await trialFiles(path));
    else if (name === "trials.csv") found.push(path);
  }
  return found;
}
