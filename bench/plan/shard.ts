/**
 * A plan in parts that machines run side by side, each into a folder of its own.
 *
 * @module
 */
import { type Plan, studiesOf, type Study } from "./plan.ts";

/** One part of a plan. */
export interface Shard {
  /** Its number, from 1. */
  readonly number: number;
  /** How many there are. */
  readonly of: number;
}

/** A shard as the flag has it: "2/12". */
export function shardText({ number, of }: Shard): string {
  return `${number}/${of}`;
}

/**
 * The studies of a shard, in the order of the plan; of no shard, all.
 *
 * Each study goes to one shard: the one that has the fewest trials of its corpus,
 * encoder and recipe, which decide what a trial costs, then the fewest in all,
 * then the first. So shards have equal work whatever each kind of trial costs,
 * and every machine deals alike.
 */
export function shardStudies(plan: Plan, shard?: Shard): Study[] {
  const studies = studiesOf(plan);
  if (!shard) return studies;
  const totals = new Array<number>(shard.of).fill(0);
  const byKind = new Map<string, number[]>();
  return studies.filter(({ corpus, encoder, recipe, trials }) => {
    const kind = [corpus, encoder, recipe].join("/");
    const own = byKind.get(kind) ?? new Array<number>(shard.of).fill(0);
    byKind.set(kind, own);
    let least = 0;
    for (let i = 1; i < shard.of; i++) {
      const less = own[i] - own[least] || totals[i] - totals[least];
      if (less < 0) least = i;
    }
    own[least] += trials;
    totals[least] += trials;
    return least === shard.number - 1;
  });
}
