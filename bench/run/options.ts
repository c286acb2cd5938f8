/**
 * Checked options of a run.
 *
 * @module
 */
import { type Plan, studiesOf } from "../plan/plan.ts";
import type { Shard } from "../plan/shard.ts";
import { dataFolders } from "../plan/data_folders.ts";
import { UsageError } from "../command/exit_codes.ts";
import { checkWeights } from "../encoder/weights_folder.ts";
import type { FlagValues } from "../command/flags.ts";
import { inPlanFile, planFileFlags } from "../plan/plan_file.ts";
import {
  type Choices,
  KNOWN_CORPORA,
  PLAN_FLAGS,
  readPlan,
  SYNTHETIC,
} from "../plan/plan_options.ts";
import { didYouMean } from "../command/suggest.ts";
import { countOf, textOf } from "../command/values.ts";

export { SYNTHETIC };

/** How a run is carried out; changes no result. */
export interface RunOptions {
  /** Folder of each recorded corpus. */
  readonly data: Readonly<Record<string, string>>;
  /** Folder of the encoder's weights; absent where npm has them. */
  readonly weights?: string;
  /** Use a copy of the corpus that is known not to be the original. */
  readonly allowAltered: boolean;
  /** Where the run is written; absent: a folder under results/runs. */
  readonly out?: string;
  /** The part of the plan that is run; absent: all of it. */
  readonly shard?: Shard;
  /** Where features are kept for other workers and later runs, if anywhere. */
  readonly cache?: string;
  /** Trials side by side. */
  readonly jobs: number;
  /** Threads of one trial. */
  readonly threads: number;
  /** Go on with a run that is there. */
  readonly resume: boolean;
  /** Print the plan only. */
  readonly dryRun: boolean;
  /** Seed of the resamples behind the intervals of the tables. */
  readonly bootstrapSeed: number;
  /** Write LaTeX tables, too. */
  readonly latex: boolean;
  /** Print the summary as JSON. */
  readonly json: boolean;
  /** No progress. */
  readonly quiet: boolean;
}

/** Bounds of the whole numbers among the options. */
export const COUNTS = {
  jobs: [1, 1024],
  threads: [1, 1024],
  bootstrapSeed: [0, 2 ** 32 - 1],
} as const satisfies Partial<Record<keyof RunOptions, [number, number]>>;

/** A checked command line. */
export interface Options {
  /** What decides the results. */
  readonly plan: Plan;
  /** The rest. */
  readonly run: RunOptions;
}

/**
 * Checks the flags of a command line.
 *
 * @param flags Their values
 * @param choices Names that can be chosen
 * @param processors Default of `--jobs`
 * @param readFile Text of a plan file
 * @throws {UsageError} On the first value that cannot be used
 */
export function readOptions(
  flags: FlagValues,
  choices: Choices,
  processors: number,
  readFile: (path: string) => string,
): Options {
  const plan = planOf(flags, choices, readFile);
  const recorded = plan.corpora.filter((name) => name !== SYNTHETIC);
  checkRecorded(flags, recorded);
  const own = recorded.filter((name) => !KNOWN_CORPORA.includes(name));
  if (own.length > 0 && textOf(flags, "data") === undefined) {
    throw new UsageError(
      `Cannot use --corpus ${own[0]}: expected ${
        KNOWN_CORPORA.join(", ")
      }, or a name of your own with --data, the table of its recordings or their folder${
        didYouMean(own[0], KNOWN_CORPORA)
      }`,
    );
  }
  const weights = textOf(flags, "weights");
  checkWeights(plan.encoders, weights);
  const out = textOf(flags, "out");
  const cache = textOf(flags, "cache");
  const shard = textOf(flags, "shard");
  return {
    plan,
    run: {
      data: dataFolders(textOf(flags, "data"), recorded),
      ...(weights === undefined ? {} : { weights }),
      allowAltered: flags["allow-altered"] === true,
      ...(out === undefined ? {} : { out }),
      ...(cache === undefined ? {} : { cache }),
      ...(shard === undefined ? {} : { shard: shardOf(shard, plan) }),
      jobs: countOf(flags, "jobs", processors, ...COUNTS.jobs),
      threads: countOf(flags, "threads", 1, ...COUNTS.threads),
      bootstrapSeed: countOf(
        flags,
        "bootstrap-seed",
        0,
        ...COUNTS.bootstrapSeed,
      ),
      resume: flags.resume === true,
      dryRun: flags["dry-run"] === true,
      latex: flags.latex === true,
      json: flags.json === true,
      quiet: flags.quiet === true,
    },
  };
}

function shardOf(text: string, plan: Plan): Shard {
  const match = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text);
  const [number, of] = match ? [Number(match[1]), Number(match[2])] : [1, 0];
  const studies = studiesOf(plan).length;
  if (number <= of && of <= studies) return { number, of };
  throw new UsageError(
    `Cannot read --shard at "${text}": expected a number and a count, such as 2/12, of at most ${studies} shards, as many as the plan has studies`,
  );
}

/** The plan of the flags, or of the file that stands in their place. */
function planOf(
  flags: FlagValues,
  choices: Choices,
  readFile: (path: string) => string,
): Plan {
  const path = textOf(flags, "plan");
  if (path === undefined) return readPlan(flags, choices);
  const stranger = PLAN_FLAGS.find((name) => flags[name] !== undefined);
  if (stranger !== undefined) {
    throw new UsageError(
      `Cannot use --${stranger} with --plan: the file says all that decides results; change it there`,
    );
  }
  const planned = planFileFlags(path, readFile(path));
  return inPlanFile(path, () => readPlan(planned, choices));
}

/** Refuses flags of recorded corpora where there is none. */
function checkRecorded(flags: FlagValues, recorded: readonly string[]): void {
  if (recorded.length > 0) return;
  const stranger = ["data", "allow-altered"].find((name) =>
    flags[name] !== undefined
  );
  if (stranger === undefined) return;
  throw new UsageError(
    `Cannot use --${stranger} with --corpus ${SYNTHETIC}: it belongs to recorded corpora; leave it out`,
  );
}
