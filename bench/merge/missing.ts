/**
 * What a merged run lacks, as the commands that would fill it.
 *
 * @module
 */
import { join } from "@std/path";
import type { JournalRecord } from "../journal/records.ts";
import type { Plan } from "../plan/plan.ts";
import { type Shard, shardStudies, shardText } from "../plan/shard.ts";
import { shellWord } from "../command/shell.ts";
import type { NamedRecords } from "./merge_records.ts";

/**
 * Commands that would run the studies that are not done.
 *
 * @param plan Plan of all journals
 * @param journals What was merged
 * @param out Folder that new shards are put into
 */
export function missingCommands(
  plan: Plan,
  journals: readonly NamedRecords[],
  out: string,
): string[] {
  const done = new Set(journals.flatMap(({ records }) => finished(records)));
  const args = journals.map(({ records }) => commandOf(records));
  const commands: string[] = [];
  const left = new Set(
    shardStudies(plan).map(({ key }) => key).filter((key) => !done.has(key)),
  );
  journals.forEach(({ folder }, i) => {
    const own = shardStudies(plan, shardOf(args[i]))
      .filter(({ key }) => left.delete(key));
    if (own.length > 0) {
      commands.push(command([...args[i], `--out=${folder}`, "--resume"]));
    }
  });
  const shard = args.map(shardOf).find((shard) => shard !== undefined);
  for (let number = 1; shard && number <= shard.of; number++) {
    const other = { number, of: shard.of };
    const own = shardStudies(plan, other).filter(({ key }) => left.delete(key));
    if (own.length === 0) continue;
    commands.push(command([
      ...args[0].filter((arg) => !arg.startsWith("--shard=")),
      `--shard=${shardText(other)}`,
      `--out=${join(out, "shards", String(number))}`,
    ]));
  }
  return commands;
}

/** Studies of a journal that have ended: as it did, or with all their trials. */
function finished(records: readonly JournalRecord[]): string[] {
  const plan = records.find(({ kind }) => kind === "plan");
  const counts = Map.groupBy(
    records.filter((record) => record.kind === "trial"),
    ({ study }) => study,
  );
  const ended = records.at(-1)?.kind === "end";
  return plan?.kind !== "plan" ? [] : shardStudies(plan.plan)
    .filter(({ key, trials }) => {
      const count = counts.get(key)?.length ?? 0;
      // An optimizer may propose fewer trials than were planned.
      return count >= trials || ended && count > 0;
    })
    .map(({ key }) => key);
}

/** Arguments of the last command on a journal, each flag with its value, without where it wrote. */
function commandOf(records: readonly JournalRecord[]): string[] {
  const run = records.findLast((record) => record.kind === "run");
  const args: string[] = [];
  for (const arg of run?.command ?? []) {
    const last = args.at(-1);
    // A value after its flag is joined to it.
    if (!arg.startsWith("--") && last && !last.includes("=")) {
      args[args.length - 1] = `${last}=${arg}`;
    } else args.push(arg);
  }
  return args.filter((arg) => arg !== "--resume" && !arg.startsWith("--out="));
}

function shardOf(args: readonly string[]): Shard | undefined {
  const text = args.findLast((arg) => arg.startsWith("--shard="));
  const match = /^--shard=(\d+)\/(\d+)$/.exec(text ?? "");
  return match ? { number: Number(match[1]), of: Number(match[2]) } : undefined;
}

function command(args: readonly string[]): string {
  return ["deno", "task", "bench", ...args].map(shellWord).join(" ");
}
