/**
 * What the commands that check recorded files have in common: reading the files,
 * agreement in words, the exit code.
 *
 * @module
 */
import { basename } from "@std/path";
import { DataError, EXIT, UsageError } from "../command/exit_codes.ts";

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

/**
 * Checks the files of a command line one after the other, prints what each
 * gives, and returns the exit code: 0 when all agree, 1 on a difference, 3 when
 * a file cannot be read (the others are checked all the same).
 *
 * @param args Arguments after the program's name
 * @param help Text of `--help`
 * @param check Checks the text of one file; throws a {@linkcode DataError} when
 * it is not of its kind
 * @throws {UsageError} If there is no file or an unknown flag
 */
export function checkFiles(
  args: readonly string[],
  help: string,
  check: (name: string, text: string) => CheckedFile,
): number {
  if (args.includes("--help")) {
    console.log(help);
    return EXIT.done;
  }
  const flag = args.find((arg) => arg.startsWith("-"));
  if (flag !== undefined || args.length === 0) {
    throw new UsageError(
      flag === undefined
        ? "Cannot check: found no file, expected at least one; see --help"
        : `Cannot read the command line: unknown argument "${flag}"; see --help`,
    );
  }
  let code: number = EXIT.done;
  for (const path of args) {
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

/** Ends the program by a checking command; wrong usage is one sentence. */
export function exitByCheck(main: (args: readonly string[]) => number): void {
  try {
    Deno.exitCode = main(Deno.args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    Deno.exitCode = error.exitCode;
  }
}

function readFile(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    throw new DataError(`Cannot read "${path}": ${(error as Error).message}`);
  }
}
