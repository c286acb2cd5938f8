/**
 * Reads a command line by the definition that `--help` prints.
 *
 * @module
 */
import { parseArgs } from "@std/cli/parse-args";
import type { Definition, Flag } from "./definition.ts";
import { UsageError } from "./exit_codes.ts";
import { didYouMean } from "./suggest.ts";

/** Raw values of the flags that were given; switches hold `true`. */
export type FlagValues = Readonly<Record<string, string | true | undefined>>;

/** A command line that was read. */
export interface CommandLine {
  /** As it was given, after the program's name. */
  readonly args: readonly string[];
  /** Values of its flags. */
  readonly values: FlagValues;
  /** Its words that are no flags, in order. */
  readonly operands: readonly string[];
}

/**
 * Reads a command line.
 *
 * @param definition What is accepted
 * @param args Arguments after the program's name
 * @throws {UsageError} On an unknown flag, a flag without its value or given
 * twice, or other than the wanted number of operands
 */
export function readCommandLine(
  { task, flags, operands: wanted }: Pick<
    Definition,
    "task" | "flags" | "operands"
  >,
  args: readonly string[],
): CommandLine {
  const valued = flags.filter((flag) => flag.value).map((flag) => flag.name);
  const switches = flags.filter((flag) => !flag.value).map((flag) => flag.name);
  const operands: string[] = [];
  const parsed = parseArgs(joined(args, flags, valued), {
    string: valued,
    boolean: switches,
    collect: valued,
    unknown: (arg: string) => {
      if (arg.startsWith("-")) throw unknownFlag(arg, flags);
      operands.push(arg);
      return false;
    },
  }) as Record<string, unknown>;
  const values: Record<string, string | true | undefined> = {};
  for (const name of valued) {
    const given = (parsed[name] ?? []) as string[];
    if (given.length > 1) {
      throw new UsageError(
        `Cannot read --${name}: given ${given.length} times; give it once`,
      );
    }
    if (given.length === 1 && given[0].trim() === "") {
      throw new UsageError(`Cannot read --${name}: its value is missing`);
    }
    values[name] = given[0];
  }
  for (const name of switches) {
    values[name] = parsed[name] === true || undefined;
  }
  const { least, most, what } = wanted ?? { least: 0, most: 0, what: "" };
  if (operands.length > most) {
    throw new UsageError(
      `Cannot read the command line: unknown argument "${
        operands[most]
      }"; see "deno task ${task} --help"`,
    );
  }
  if (operands.length < least) {
    throw new UsageError(
      `Cannot run "deno task ${task}": found nothing, expected ${what}; see "deno task ${task} --help"`,
    );
  }
  return { args, values, operands };
}

/**
 * Arguments as the parser takes them: under the flags' own names, and with values
 * that may start with a dash ("--seed -1") joined to their flags. The "--" that npm
 * wants before flags is left out.
 */
function joined(
  args: readonly string[],
  flags: readonly Flag[],
  valued: readonly string[],
): string[] {
  const names = new Map<string, string>(
    flags.flatMap(({ name, aliases = [] }) =>
      aliases.map((alias) => [`--${alias}`, `--${name}`])
    ),
  );
  const given = args[0] === "--" ? args.slice(1) : args;
  const found: string[] = [];
  for (let i = 0; i < given.length; i++) {
    if (given[i] === "--") throw unknownFlag("--", flags);
    const [, typed, value = ""] = given[i].match(/^([^=]*)(=.*)?$/s)!;
    const flag = names.get(typed) ?? typed;
    const next = given[i + 1];
    if (
      value === "" && flag.startsWith("--") && valued.includes(flag.slice(2)) &&
      next !== undefined && !next.startsWith("--")
    ) {
      found.push(`${flag}=${next}`);
      i++;
    } else found.push(flag + value);
  }
  return found;
}

function unknownFlag(arg: string, flags: readonly Flag[]): UsageError {
  const typed = arg.replace(/=.*$/s, "");
  const names = flags.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const guess = didYouMean(
    typed.replace(/^-+/, ""),
    [...names, "help"],
    (name) => `--${name}`,
  );
  return new UsageError(
    `Cannot read the command line: there is no flag "${typed}"${
      guess || "; see --help for the flags"
    }`,
  );
}
