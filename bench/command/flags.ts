/**
 * Reads the flags of a command line by the list that `--help` prints.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import { UsageError } from "./exit_codes.ts";
import type { Flag } from "./usage.ts";

/** Raw values of the flags that were given; switches hold `true`. */
export type FlagValues = Readonly<Record<string, string | true | undefined>>;

/**
 * Reads the flags of a command line.
 *
 * @param args Arguments after the program's name
 * @param flags Flags that are accepted
 * @returns The value of each flag that was given
 * @throws {UsageError} On an unknown flag, a word that is no flag, a flag without
 * its value, or a flag given twice
 */
export function readFlags(
  args: readonly string[],
  flags: readonly Flag[],
): FlagValues {
  const valued = flags.filter((flag) => flag.value).map((flag) => flag.name);
  const switches = flags.filter((flag) => !flag.value).map((flag) => flag.name);
  const strangers: string[] = [];
  // A value may start with a dash ("--seed -1"), which the parser would take for a flag.
  const joined: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const bare = args[i].startsWith("--") ? args[i].slice(2) : "";
    const next = args[i + 1];
    if (valued.includes(bare) && next !== undefined && !next.startsWith("--")) {
      joined.push(`--${bare}=${next}`);
      i++;
    } else joined.push(args[i]);
  }
  const parsed = parseArgs(joined, {
    string: valued,
    boolean: switches,
    collect: valued,
    unknown: (arg: string) => {
      strangers.push(arg);
      return false;
    },
  }) as Record<string, unknown>;
  if (strangers.length > 0) {
    throw new UsageError(
      `Cannot read the command line: unknown argument "${
        strangers[0]
      }"; see --help for the flags`,
    );
  }
  const values: Record<string, string | true | undefined> = {};
  for (const name of valued) {
    const given = (parsed[name] ?? []) as string[];
    if (given.length > 1) {
      throw new UsageError(
        `Cannot read --${name}: given ${given.length} times; give it once`,
      );
    }
    if (given.length === 1 && given[0] === "") {
      throw new UsageError(`Cannot read --${name}: its value is missing`);
    }
    values[name] = given[0];
  }
  for (const name of switches) {
    values[name] = parsed[name] === true || undefined;
  }
  return values;
}
