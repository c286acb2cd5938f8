import { hasNested, type Nested, setNested } from "./_nested.ts";

/** The options of `parseArgs` without their types' detail. */
export interface LooseOptions {
  "--"?: boolean;
  alias?: Record<string, string | readonly string[] | undefined>;
  boolean?: boolean | string | readonly string[];
  collect?: string | readonly string[];
  default?: Record<string, unknown>;
  negatable?: string | readonly string[];
  stopEarly?: boolean;
  string?: string | readonly string[];
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

type Value = string | number | boolean;
type Result = Nested & { _: (string | number)[]; "--"?: string[] };

/** Reads command-line arguments, as `parseArgs` describes it. */
export function readArguments(
  args: readonly string[],
  options: LooseOptions,
): Result {
  return new ArgumentReader(args, options).read();
}

class ArgumentReader {
  readonly #args: readonly string[];
  readonly #afterDashes: readonly string[];
  readonly #options: LooseOptions;
  /** Other names of a name, in either direction. */
  readonly #aliases: Map<string, Set<string>>;
  readonly #booleans: Set<string>;
  readonly #strings: Set<string>;
  readonly #collected: Set<string>;
  readonly #negatables: Set<string>;
  readonly #everyFlagBoolean: boolean;
  readonly #result: Result = { _: [] };
  /** Index of the next argument. */
  #next = 0;

  constructor(args: readonly string[], options: LooseOptions) {
    const dashes = args.indexOf("--");
    this.#args = dashes < 0 ? args : args.slice(0, dashes);
    this.#afterDashes = dashes < 0 ? [] : args.slice(dashes + 1);
    this.#options = options;
    this.#aliases = readAliases(options.alias ?? {});
    this.#everyFlagBoolean = options.boolean === true;
    this.#booleans = this.#names(
      typeof options.boolean === "boolean" ? [] : options.boolean,
    );
    this.#strings = this.#names(options.string);
    this.#collected = this.#names(options.collect);
    this.#negatables = this.#names(options.negatable);
  }

  read(): Result {
    while (this.#next < this.#args.length) {
      const arg = this.#args[this.#next++];
      if (arg.startsWith("--")) this.#readLong(arg);
      else if (arg.length > 1 && arg.startsWith("-")) this.#readShort(arg);
      else {
        this.#readPositional(arg);
        if (this.#options.stopEarly) {
          this.#result._.push(...this.#args.slice(this.#next));
          break;
        }
      }
    }
    this.#addMissing();
    if (this.#options["--"]) this.#result["--"] = [...this.#afterDashes];
    else this.#result._.push(...this.#afterDashes);
    return this.#result;
  }

  /** Names declared by an option, with their aliases. */
  #names(names: string | readonly string[] = []): Set<string> {
    const declared = [names].flat().filter((name) => name !== "");
    return new Set(
      declared.flatMap((name) => [name, ...this.#aliases.get(name) ?? []]),
    );
  }

  /** `--name`, `--name=value`, `--name value`, `--no-name`. */
  #readLong(arg: string): void {
    const negated = /^--no-./s.test(arg);
    const text = arg.slice(negated ? 5 : 2);
    const equals = text.indexOf("=", 1);
    if (equals > 0) {
      const name = text.slice(0, equals);
      const value = text.slice(equals + 1);
      this.#set(
        name,
        this.#booleans.has(name) ? value !== "false" : value,
        arg,
      );
    } else if (negated && this.#negatables.has(text)) {
      this.#set(text, false, arg, false);
    } else {
      const name = negated ? `no-${text}` : text;
      const takesNext = !this.#everyFlagBoolean && !this.#isFlag(name);
      const isValue = (next: string) => takesNext && !next.startsWith("-");
      this.#set(name, this.#takeValue(name, isValue), arg);
    }
  }

  /** `-abc`, `-n5`, `-n=5`, `-n 5`: letters, the last of which may have a value. */
  #readShort(arg: string): void {
    for (let i = 1; i < arg.length - 1; i++) {
      const letter = arg[i];
      const rest = arg.slice(i + 1);
      const value = valueWithin(letter, rest);
      if (value !== undefined) {
        this.#set(letter, value, arg);
        return;
      }
      if (rest === "-") {
        this.#set(letter, "-", arg);
        return;
      }
      this.#set(letter, this.#strings.has(letter) ? "" : true, arg);
    }
    const last = arg[arg.length - 1];
    if (last === "-") return;
    const isValue = (next: string) =>
      !this.#isFlag(last) && !/^--?[^-]/.test(next);
    this.#set(last, this.#takeValue(last, isValue), arg);
  }

  #readPositional(arg: string): void {
    if (this.#options.unknown?.(arg) === false) return;
    this.#result._.push(this.#strings.has("_") ? arg : toNumber(arg));
  }

  /** Whether a name, or one that it is an alias of, is declared boolean. */
  #isFlag(name: string): boolean {
    return this.#booleans.has(name) ||
      [...this.#aliases.get(name) ?? []].some((alias) =>
        this.#booleans.has(alias)
      );
  }

  /** Value of a name out of the next argument, or what the name alone means. */
  #takeValue(name: string, isValue: (next: string) => boolean): Value {
    const next = this.#args[this.#next];
    if (next && (isValue(next) || next === "true" || next === "false")) {
      this.#next++;
      return isValue(next) ? next : next === "true";
    }
    return this.#strings.has(name) ? "" : true;
  }

  /** Enters a value under a name and its aliases, if the caller lets it. */
  #set(name: string, value: Value, arg: string, collect = true): void {
    if (
      !this.#isDeclared(name, arg) &&
      this.#options.unknown?.(arg, name, value) === false
    ) return;
    const entry = typeof value === "string" && !this.#strings.has(name)
      ? toNumber(value)
      : value;
    const collected = collect && this.#collected.has(name);
    for (const key of [name, ...this.#aliases.get(name) ?? []]) {
      setNested(this.#result, key.split("."), entry, collected);
    }
  }

  #isDeclared(name: string, arg: string): boolean {
    return this.#booleans.has(name) || this.#strings.has(name) ||
      this.#collected.has(name) || this.#aliases.has(name) ||
      this.#everyFlagBoolean && /^--[^=]+$/.test(arg);
  }

  /** Enters defaults, `false` for absent booleans, `[]` for absent collected names. */
  #addMissing(): void {
    const has = (name: string) => hasNested(this.#result, name.split("."));
    const add = (name: string, value: unknown) =>
      setNested(this.#result, name.split("."), value);
    for (const [name, value] of Object.entries(this.#options.default ?? {})) {
      if (has(name)) continue;
      for (const key of [name, ...this.#aliases.get(name) ?? []]) {
        add(key, value);
      }
    }
    for (const name of this.#booleans) {
      if (!has(name)) add(name, this.#collected.has(name) ? [] : false);
    }
    for (const name of this.#strings) {
      if (!has(name) && this.#collected.has(name)) add(name, []);
    }
  }
}

function readAliases(
  alias: NonNullable<LooseOptions["alias"]>,
): Map<string, Set<string>> {
  const aliases = new Map<string, Set<string>>();
  for (const [name, value] of Object.entries(alias)) {
    if (value === undefined) throw new TypeError("Alias value must be defined");
    const group = [name, ...[value].flat()];
    for (const member of group) {
      aliases.set(member, new Set(group.filter((other) => other !== member)));
    }
  }
  return aliases;
}

/** Value that follows a letter in the same argument, such as 5 in `-n5` and `-n=5`. */
function valueWithin(letter: string, rest: string): string | undefined {
  if (rest === "-") return undefined;
  if (rest === "=") return "";
  if (/[A-Za-z]/.test(letter)) {
    const afterEquals = /=(.+)/.exec(rest)?.[1];
    if (afterEquals !== undefined) return afterEquals;
    // As the real package: a number at the end makes all of the rest the value.
    if (/\d+(\.\d*)?(e-?\d+)?$/.test(rest)) return rest;
  }
  return rest.length > 1 && /\W/.test(rest[0]) ? rest : undefined;
}

/** A text as a number if it is one, by JavaScript's rules. */
function toNumber(text: string): string | number {
  return /\S/.test(text) && Number.isFinite(Number(text)) ? Number(text) : text;
}
