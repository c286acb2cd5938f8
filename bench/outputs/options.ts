/**
 * Command line of `deno task tables`.
 *
 * @module
 */
import { UsageError } from "../command/exit_codes.ts";
import type { CommandLine } from "../command/flags.ts";
import type { Definition } from "../command/definition.ts";
import { fromCaller } from "../command/root.ts";
import { textOf, wholeNumber } from "../command/values.ts";
import { LOG_PLAN_FLAG } from "../trials/log_plan.ts";

/** What to make tables of, and where they go. */
export interface RemakeOptions {
  /** Folder of a run or of folders of runs, or file of trials. */
  readonly source: string;
  /** True for a file of trials. */
  readonly isFile: boolean;
  /** Folder of the tables. */
  readonly out: string;
  /** Seed of the resamples; absent: that of the journal, or 0. */
  readonly bootstrapSeed?: number;
  /** Plan that says what the columns of a log mean. */
  readonly plan?: string;
  /** Whether LaTeX tables are written too. */
  readonly latex: boolean;
}

/** `deno task tables`, without what it does. */
export const TABLES_COMMAND: Definition = {
  task: "tables",
  operands: {
    usage: "FOLDER|FILE",
    what: "the folder of a run or a file of trials",
    least: 1,
    most: 1,
  },
  purpose:
    "Makes tables, figures and report of a run again from its journal (FOLDER), or what follows from trials alone from a published trials.csv or a log of another program (FILE). Of a folder without a journal, every run below it and one package of them all.",
  flags: [
    {
      name: "out",
      value: "FOLDER",
      byDefault: "the run's own folder",
      help: "where the tables go; a file of trials needs it",
    },
    {
      name: "bootstrap-seed",
      value: "N",
      byDefault: "the run's own, or 0",
      help: "seed of the resamples behind bootstrap intervals",
    },
    LOG_PLAN_FLAG,
    { name: "latex", help: "write LaTeX tables too, in booktabs style" },
  ],
};

/**
 * Checks a command line.
 *
 * @throws {UsageError} On the first value that cannot be used
 */
export function readOptions(
  { values, operands: [source] }: CommandLine,
): RemakeOptions {
  const isFile = isTable(source);
  const out = textOf(values, "out") ?? (isFile ? undefined : source);
  if (out === undefined) {
    throw new UsageError(
      `Cannot make tables of the file "${source}" without --out: give the folder they go to`,
    );
  }
  const seed = textOf(values, "bootstrap-seed");
  const plan = textOf(values, "plan");
  if (plan !== undefined && !isFile) {
    throw new UsageError(
      `Cannot use --plan with the folder "${source}": it is for a file of trials`,
    );
  }
  return {
    source,
    isFile,
    out,
    ...(seed === undefined
      ? {}
      : { bootstrapSeed: wholeNumber("bootstrap-seed", seed, 0, 2 ** 32 - 1) }),
    ...plan === undefined ? {} : { plan },
    latex: values.latex === true,
  };
}

/** Whether the source is a file, whatever its name; of what is not there the name decides. */
function isTable(source: string): boolean {
  try {
    return Deno.statSync(fromCaller(source)).isFile;
  } catch {
    return /\.[ct]sv$/i.test(source);
  }
}
