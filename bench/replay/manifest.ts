/**
 * What a replay searched, and how: what its tables leave out.
 *
 * @module
 */
import suite from "../../deno.json" with { type: "json" };
import type { SearchSpace } from "../../optimizers/mod.ts";
import type { ReplayPlan } from "./pool.ts";
import type { TrialsBeyond } from "./published.ts";
import { thresholdsOf } from "./reached.ts";
import type { RecordedSource } from "./recorded.ts";

/** Content of `manifest.json`. */
export interface ReplayManifest {
  /** Version of the suite. */
  readonly suite: string;
  /** Optimizer presets. */
  readonly optimizers: readonly string[];
  /** First and last of the optimizers' own seeds. */
  readonly search_seeds: { readonly from: number; readonly to: number };
  /** Trials of a search. */
  readonly trials: number;
  /** Validation BCA that is looked for. */
  readonly thresholds: readonly number[];
  /** What was searched. */
  readonly table: {
    readonly title: string;
    readonly file: string;
    readonly sha256: string;
    readonly configurations: number;
    readonly best: number;
    readonly trials: number;
    readonly trials_left_out: number;
    readonly split_seeds: readonly number[];
    readonly rule: string;
  };
  /** The space that was searched. */
  readonly space: SearchSpace;
  /** The published space that it is a part of; absent of another table than the paper's. */
  readonly published_space?: SearchSpace;
  /** Trials that the authors' other logs hold outside of the space that was searched. */
  readonly published_beyond?: TrialsBeyond;
}

/** The manifest; nothing in it depends on clock, machine or workers. */
export function manifestOf(
  plan: ReplayPlan,
  source: RecordedSource,
  beyond: TrialsBeyond | null,
): ReplayManifest {
  const { rule, published } = source;
  return {
    suite: suite.version,
    optimizers: plan.optimizers,
    search_seeds: { from: plan.seeds[0], to: plan.seeds.at(-1)! },
    trials: plan.trials,
    thresholds: thresholdsOf(source),
    table: {
      title: source.title,
      file: source.file,
      sha256: source.sha256,
      configurations: source.rows.length,
      best: Math.max(...source.rows.map(({ value }) => value)),
      trials: source.trials,
      trials_left_out: source.leftOut,
      split_seeds: source.splitSeeds,
      rule: rule === "levels"
        ? "each value snaps to its nearest level"
        : `the nearest one, up to a distance of ${rule}`,
    },
    space: source.space,
    ...(published === null ? {} : { published_space: published }),
    ...(beyond === null ? {} : { published_beyond: beyond }),
  };
}
