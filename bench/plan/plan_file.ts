/**
 * Plan files: the flags of a plan as TOML or JSON, so that a study has one file
 * that says what it is.
 *
 * @module
 */
import { parse as parseToml } from "smol-toml";
import * as v from "valibot";
import { UsageError } from "../command/exit_codes.ts";
import type { FlagValues } from "../command/flags.ts";
import { PLAN_FLAGS } from "./plan_options.ts";

const number = v.pipe(
  v.number("expected a number"),
  v.finite("expected a finite number"),
);
const text = v.string("expected text, a number or a list of these");

/** Chosen by what was found, so that an error names the item it is in. */
const value = v.lazy((found) => typeof found === "number" ? number : text);
const listOf = <S extends v.GenericSchema>(item: S) =>
  v.pipe(v.array(item), v.minLength(1, "expected an item at least"));
const values = v.lazy((found) => Array.isArray(found) ? listOf(value) : value);
const table = v.record(
  v.string(),
  v.lazy((found) => Array.isArray(found) ? listOf(number) : number),
  "expected a table of numbers, such as lr = [1e-5, 1e-4]",
);
const tableOrText = v.lazy((found) => typeof found === "string" ? text : table);

/** Flags by name; lists as arrays, grid and cross also as tables. */
const Schema = v.strictObject(
  Object.fromEntries(
    PLAN_FLAGS.map((flag) => [
      flag,
      v.optional(flag === "grid" || flag === "cross" ? tableOrText : values),
    ]),
  ),
);

/**
 * The flags that a plan file stands for.
 *
 * @param path Its path, ending in .toml or .json
 * @param text Its text
 * @throws {UsageError} If it has another form, naming field or line
 */
export function planFileFlags(path: string, text: string): FlagValues {
  const content = parsed(path, text);
  if (
    typeof content !== "object" || content === null || Array.isArray(content)
  ) {
    throw new UsageError(
      `Cannot read plan "${path}": expected fields such as "optimizer" and "trials"`,
    );
  }
  const result = v.safeParse(Schema, content);
  if (!result.success) {
    const [issue] = result.issues;
    const field = v.getDotPath(issue) ?? "";
    throw new UsageError(
      issue.type === "strict_object"
        ? `Cannot read plan "${path}": there is no field "${field}", expected some of ${
          PLAN_FLAGS.join(", ")
        }`
        : `Cannot read plan "${path}": field "${field}" holds ${
          JSON.stringify(issue.input)
        }, ${issue.message}`,
    );
  }
  return Object.fromEntries(
    Object.entries(result.output).map(([flag, value]) => [flag, asFlag(value)]),
  );
}

/** Says of an error in a value that it stands in the file, not on the command line. */
export function inPlanFile<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(
      `In plan "${path}": ${error.message.replaceAll("--", "")}`,
    );
  }
}

type Value = string | number;

function asFlag(
  value: Value | Value[] | Record<string, Value | Value[]> | undefined,
): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.join(",");
  return Object.entries(value)
    .map(([name, values]) => `${name}=${[values].flat().join(",")}`)
    .join(";");
}

function parsed(path: string, text: string): unknown {
  try {
    if (path.endsWith(".toml")) return parseToml(text);
    if (path.endsWith(".json")) return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    // TOML: the first line says what is wrong, the rest draws where. JSON: the
    // line breaks are those of the file, which it quotes.
    const [at, wrong] = "line" in (error as Error)
      ? [
        ` at line ${(error as Error & { line: number }).line}`,
        message.split("\n")[0],
      ]
      : ["", message.replaceAll(/\s+/g, " ")];
    throw new UsageError(`Cannot read plan "${path}"${at}: ${wrong}`);
  }
  throw new UsageError(
    `Cannot read plan "${path}": expected a name that ends in .toml or .json`,
  );
}
