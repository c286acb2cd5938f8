/**
 * What a plan would run, and how long it may take.
 *
 * @module
 */
import { inSuite } from "../command/root.ts";
import { parse } from "@std/csv";
import { dirname, join } from "@std/path";
import * as v from "valibot";
import { productRate } from "../../model/mod.ts";
import { MANIFEST_FILE } from "../outputs/run_files.ts";
import {
  type CorpusSize,
  estimate,
  estimateText,
  kindOf,
  type Machine,
  type MeasuredTrial,
} from "./estimate.ts";
import { processor } from "./machine.ts";
import { checkCorpora } from "./material.ts";
import type { RunOptions } from "./options.ts";
import type { Plan } from "../plan/plan.ts";
import { shardStudies } from "../plan/shard.ts";

const RESULTS = inSuite("results");

/**
 * Prints the studies that a plan stands for, with an estimate of their time.
 * Writes nothing.
 *
 * @throws {DataError} When a corpus is missing, as the run would say
 * @throws {CorpusError} When its folder holds something else
 */
export async function dryRun(plan: Plan, run: RunOptions): Promise<void> {
  const corpora = await checkCorpora(plan, run);
  const studies = shardStudies(plan, run.shard);
  const guess = estimate(studies, plan, await measuredTrials(RESULTS), {
    cpu: processor().cpu,
    productGflops: await productRate(() => performance.now()),
  });
  if (run.json) {
    console.log(JSON.stringify({ plan, studies, estimate: guess }, null, 2));
    return;
  }
  for (const line of corpora) console.log(line);
  for (const { key, trials } of studies) {
    console.log(`${key}  ${trials} trials`);
  }
  const total = studies.reduce((sum, { trials }) => sum + trials, 0);
  console.log(
    `${studies.length} studies, ${total} trials, ${run.jobs} in parallel`,
  );
  console.log(estimateText(guess, run.jobs));
}

/** The trials of every run below a folder: its `trials.csv` with the manifest beside. */
async function measuredTrials(folder: string): Promise<MeasuredTrial[]> {
  const found: MeasuredTrial[] = [];
  for (const path of await trialFiles(folder)) {
    const origin = await originOf(join(dirname(path), MANIFEST_FILE));
    const rows = parse(await Deno.readTextFile(path), { skipFirstRow: true });
    for (const row of rows as Record<string, string>[]) {
      const seconds = Number(row.train_s) + Number(row.eval_s) +
        Number(row.suggest_s);
      if (row.reused === "true" || !Number.isFinite(seconds)) continue;
      // It trains nothing, so that it says nothing of a trial that does.
      if (row.phase === "probe") continue;
      const { corpus, encoder, recipe } = row;
      found.push({
        ...origin,
        kind: kindOf({ corpus, encoder, recipe }),
        seconds,
      });
    }
  }
  return found;
}

/** Where and with which corpus a run trained; nothing known where its manifest is of another form. */
async function originOf(path: string): Promise<Machine & CorpusSize> {
  const read = v.safeParse(
    v.object({
      plan: v.object({
        utterances: v.optional(v.number()),
        syllables: v.optional(v.number()),
      }),
      runs: v.array(v.object({
        cpu: v.string(),
        product_gflops: v.optional(v.number()),
      })),
    }),
    await jsonOf(path),
  );
  if (!read.success || read.output.runs.length === 0) return { cpu: "" };
  const { plan, runs } = read.output;
  const { cpu, product_gflops } = runs[runs.length - 1];
  return { ...plan, cpu, productGflops: product_gflops };
}

async function jsonOf(path: string): Promise<unknown> {
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch {
    return undefined;
  }
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
