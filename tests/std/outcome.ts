import { parseArgs, type ParseOptions } from "@std/cli/parse-args";
import * as csv from "@std/csv";
import * as path from "@std/path";

/** What a call did, in a form that JSON keeps. */
export type Outcome =
  | { returns: unknown }
  | { throws: string; message: string };

/** A call of a recorded function. */
export interface RecordedCall {
  args: unknown[];
  outcome: Outcome;
}

/** Recorded calls by function, and the packages that were called. */
export interface Recording {
  origin: string;
  seed: number;
  calls: Record<string, RecordedCall[]>;
}

type AnyFunction = (...args: never[]) => unknown;

/** Functions that are recorded, by the name in the recordings. */
const FUNCTIONS: Record<string, AnyFunction> = {
  "path.basename": path.basename,
  "path.common": path.common,
  "path.dirname": path.dirname,
  "path.extname": path.extname,
  "path.format": path.format,
  "path.fromFileUrl": path.fromFileUrl,
  "path.globToRegExp": path.globToRegExp,
  "path.isAbsolute": path.isAbsolute,
  "path.isGlob": path.isGlob,
  "path.join": path.join,
  "path.normalize": path.normalize,
  "path.parse": path.parse,
  "path.relative": path.relative,
  "path.resolve": path.resolve,
  "path.toFileUrl": path.toFileUrl,
  "csv.parse": csv.parse,
  "csv.stringify": csv.stringify,
  "cli.parseArgs": parseArgsTold,
};

/** Calls a recorded function. */
export function outcomeOf(name: string, args: unknown[]): Outcome {
  try {
    return { returns: toJson(FUNCTIONS[name](...args as never[])) };
  } catch (error) {
    const { constructor, message } = error as Error;
    return { throws: constructor.name, message };
  }
}

/** `parseArgs` that returns also what `unknown` was told; it answers with `options.answer`. */
function parseArgsTold(
  args: string[],
  options?: ParseOptions & { answer?: boolean },
): unknown {
  const told: unknown[][] = [];
  if (options?.answer === undefined) return parseArgs(args, options);
  const unknown = (...call: unknown[]) => {
    told.push(call);
    return options.answer;
  };
  return { values: parseArgs(args, { ...options, unknown }), told };
}

function toJson(value: unknown): unknown {
  if (value instanceof RegExp) return String(value);
  return JSON.parse(JSON.stringify(value));
}
