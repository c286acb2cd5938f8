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
import { didYouMean } from "../command/suggest.ts";
import { ROLES } from "../../corpora/mod.ts";
import { TableSchema } from "./plan.ts";
import { PLAN_FLAGS, TABLES_FIELD } from "./plan_options.ts";

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
const tableOf = <S extends v.GenericSchema>(item: S, example: string) => {
  const table = v.record(
    v.string(),
    v.lazy((found) => Array.isArray(found) ? listOf(item) : item),
    `expected a table, such as ${example}`,
  );
  return v.lazy((found) => typeof found === "string" ? text : table);
};

/** Fields that may be tables. */
const TABLES: Readonly<Record<string, v.GenericSchema>> = {
  grid: tableOf(number, "lr = [1e-5, 1e-4]"),
  cross: tableOf(value, 'search = [1, 2] or "1..10"'),
};

/** Flags by name; lists as arrays, grid and cross also as tables. */
const Schema = v.strictObject(
  Object.fromEntries(
    PLAN_FLAGS.map((flag) => [
      flag,
      v.optional(TABLES[flag] ?? values),
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
  const content = planFileContent(path, text);
  if (
    typeof content !== "object" || content === null || Array.isArray(content)
  ) {
    return fieldFlags(path, content);
  }
  // What the columns of a log mean is for those who read it.
  const { log: _, ...fields } = content as Record<string, unknown>;
  return fieldFlags(path, fields);
}

/** How tables of corpora are read, "[table.NAME]" of a plan. */
const Tables = v.record(v.string(), TableSchema);

/**
 * Checks the tables of a plan and hands them over as a flag's text.
 *
 * @throws {UsageError} If one has another form, naming the field
 */
function tablesFlag(path: string, content: unknown): FlagValues {
  if (content === undefined) return {};
  const result = v.safeParse(Tables, content);
  if (result.success) return { [TABLES_FIELD]: JSON.stringify(result.output) };
  const [issue] = result.issues;
  throw new UsageError(
    `Cannot read plan "${path}": field "table.${
      v.getDotPath(issue) ?? ""
    }" holds ${
      shown(issue.input)
    }, expected [table.NAME] with table, columns (${
      ROLES.join(", ")
    }), labels, missing ("refuse" or "skip"), languages, licence`,
  );
}

/**
 * The fields of a plan file, unchecked.
 *
 * @throws {UsageError} If it is neither TOML nor JSON, naming the line
 */
export function planFileContent(path: string, text: string): unknown {
  // Some editors begin a file with a mark of its encoding.
  return parsed(path, text.replace(/^\uFEFF/, ""));
}

/**
 * The flags that the fields of a plan stand for.
 *
 * @param path Name of the plan for messages
 * @param content Its fields
 * @throws {UsageError} If it has another form, naming the field
 */
export function fieldFlags(path: string, content: unknown): FlagValues {
  if (
    typeof content !== "object" || content === null || Array.isArray(content) ||
    Object.keys(content).length === 0
  ) {
    throw new UsageError(
      `Cannot read plan "${path}": found no field, expected some such as "optimizer" and "trials"`,
    );
  }
  const { table, ...fields } = content as Record<string, unknown>;
  const tables = tablesFlag(path, table);
  const result = v.safeParse(Schema, fields);
  if (!result.success) {
    const [issue] = result.issues;
    const field = v.getDotPath(issue) ?? "";
    throw new UsageError(
      issue.type === "strict_object"
        ? `Cannot read plan "${path}": there is no field "${field}", expected some of ${
          PLAN_FLAGS.join(", ")
        }${didYouMean(field, PLAN_FLAGS)}`
        : `Cannot read plan "${path}": field "${field}" holds ${
          shown(issue.input)
        }, ${issue.message}`,
    );
  }
  return {
    ...Object.fromEntries(
      Object.entries(result.output as Record<string, Field>)
        .map(([flag, value]) => [flag, asFlag(value)]),
    ),
    ...tables,
  };
}

/** A value as the file has it: JSON knows neither NaN nor Infinity. */
function shown(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return `[${value.map(shown).join(", ")}]`;
  return JSON.stringify(value) ?? String(value);
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
type Field = Value | Value[] | Record<string, Value | Value[]> | undefined;

function asFlag(value: Field): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.join(",");
  return Object.entries(value)
    .map(([name, values]) => `${name}=${[values].flat().join(",")}`)
    .join(";");
}

function parsed(path: string, text: string): unknown {
  try {
    if (/\.toml$/i.test(path)) return parseToml(text);
    if (/\.json$/i.test(path)) return parseJson(path, text);
  } catch (error) {
    if (error instanceof UsageError) throw error;
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

/** JSON in which no object names a field twice: `JSON.parse` would keep the last one. */
function parseJson(path: string, text: string): unknown {
  const content = JSON.parse(text);
  const open: Set<string>[] = [];
  // In valid JSON, a string before a colon is a name.
  for (
    const { 0: token, 1: name, index } of text.matchAll(
      /[{}]|("(?:[^"\\]|\\.)*")(?:\s*:)?/g,
    )
  ) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    else if (token.endsWith(":")) {
      const names = open[open.length - 1];
      const field = JSON.parse(name);
      if (names.has(field)) {
        const line = text.slice(0, index).split("\n").length;
        throw new UsageError(
          `Cannot read plan "${path}" at line ${line}: field "${field}" is given more than once; keep one of them`,
        );
      }
      names.add(field);
    }
  }
  return content;
}
