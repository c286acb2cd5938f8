/**
 * What the commands that check recorded files have in common: reading the files,
 * agreement in words, the exit code.
 *
 * @module
 */
import { basename } from "@std/path";
import type { Definition } from "../command/definition.ts";
import { DataError, EXIT } from "../command/exit_codes.ts";
import { fromCaller } from "../command/root.ts";

/** One part of a checked file. */
export interface CheckedPart {
  /** Which part. */
  readonly name: string;
  /** How much of it agrees, in words. */
  readonly agreement: string;
  /** Where and how it first differs; `null` when all agrees. */
  readonly firstDifference: string | null;
}

/** A checked file. */
export interface CheckedFile {
  /** What is said of it beside its name; empty for nothing. */
  readonly kind: string;
  /** Its parts in order. */
  readonly parts: readonly CheckedPart[];
  /** How much agrees over all parts, one line for each unit. */
  readonly totals: readonly string[];
}

/** A title, one line for each part with its first difference, and totals. */
export function agreementLines(
  title: string,
  { parts, totals }: Pick<CheckedFile, "parts" | "totals">,
): string {
  const width = Math.max(0, ...parts.map(({ name }) => name.length));
  const line = (name: string, agreement: string) =>
    `  ${name.padEnd(width)}  ${agreement}`;
  return [
    title,
    ...parts.flatMap(({ name, agreement, firstDifference }) => [
      line(name, agreement),
      ...firstDifference === null
        ? []
        : [`    first difference: ${firstDifference}`],
    ]),
    ...totals.map((total) => line("all", total)),
  ].join("\n");
}

/** What the command lines of such commands have in common. */
export const CHECKING: Pick<Definition, "operands" | "flags" | "exits"> = {
  operands: {
    usage: "FILE...",
    what: "at least one recorded file",
    least: 1,
    most: Infinity,
  },
  flags: [],
  exits: {
    done: "all agree",
    fault: "a difference",
    data: "a file that cannot be read or is of no known kind",
  },
};

/**
 * Checks files one after the other, prints what each gives, and returns the exit
 * code: 0 when all agree, 1 on a difference, 3 when a file cannot be read (the
 * others are checked all the same).
 *
 * @param paths Files as the user gave them
 * @param check Checks the text of one file; throws a {@linkcode DataError} when
 * it is not of its kind
 */
export function checkFiles(
  paths: readonly string[],
  check: (name: string, text: string) => CheckedFile,
): number {
  let code: number = EXIT.done;
  for (const path of paths) {
    try {
      const checked = check(path, readFile(path));
      const title = [basename(path), checked.kind].filter(Boolean).join(": ");
      console.log(agreementLines(title, checked));
      if (checked.parts.some((part) => part.firstDifference !== null)) {
        code = Math.max(code, EXIT.fault);
      }
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      console.error(error.message);
      code = EXIT.data;
    }
  }
  return code;
}

function readFile(path: string): string {
  try {
    return Deno.readTextFileSync(fromCaller(path));
  } catch (error) {
    throw new DataError(`Cannot read "${path}": ${(error as Error).message}`);
  }
}
