import { type LooseOptions, readArguments } from "./_reader.ts";
import type { Defaults, Values } from "./_values.ts";

/**
 * Names in `boolean`, or whether it is `true`.
 * @internal
 */
type BooleanType = boolean | string | undefined;

/**
 * Names in `string`.
 * @internal
 */
type StringType = string | undefined;

/**
 * Names in `collect`.
 * @internal
 */
type Collectable = string | undefined;

/**
 * Names in `negatable`.
 * @internal
 */
type Negatable = string | undefined;

/**
 * Aliases by name.
 * @internal
 */
type Aliases<TArgNames = string, TAliasNames extends string = string> = Partial<
  Record<Extract<TArgNames, string>, TAliasNames | ReadonlyArray<TAliasNames>>
>;

/**
 * What the option `--` adds to the result.
 * @internal
 */
type DoubleDash = {
  /** Arguments after `--`. */
  "--"?: Array<string>;
};

/**
 * An intersection as one type.
 * @internal
 */
type Flatten<T> = { [K in keyof T]: T[K] };

/** What {@linkcode parseArgs} returns. */
export type Args<
  // deno-lint-ignore no-explicit-any
  TArgs extends Record<string, unknown> = Record<string, any>,
  TDoubleDash extends boolean | undefined = undefined,
> = Flatten<
  & TArgs
  & {
    /** Arguments that belong to no name. */
    _: Array<string | number>;
  }
  & (boolean extends TDoubleDash ? DoubleDash
    : true extends TDoubleDash ? Required<DoubleDash>
    : Record<never, never>)
>;

/** Options of {@linkcode parseArgs}. */
export interface ParseOptions<
  TBooleans extends BooleanType = BooleanType,
  TStrings extends StringType = StringType,
  TCollectable extends Collectable = Collectable,
  TNegatable extends Negatable = Negatable,
  TDefault extends Record<string, unknown> | undefined =
    | Record<string, unknown>
    | undefined,
  TAliases extends Aliases | undefined = Aliases | undefined,
  TDoubleDash extends boolean | undefined = boolean | undefined,
> {
  /** Whether what follows `--` is put under the key `--` instead of `_`. */
  "--"?: TDoubleDash;
  /** Other names of a name. */
  alias?: TAliases;
  /**
   * Names that are flags, `false` if absent; `true` makes every `--name` without
   * `=` one.
   */
  boolean?: TBooleans | ReadonlyArray<Extract<TBooleans, string>>;
  /** Values of names that are absent. */
  default?: TDefault & Defaults<TBooleans, TStrings>;
  /** Whether all after the first argument without a name is left as it is. */
  stopEarly?: boolean;
  /** Names whose values stay text; `"_"` for arguments without a name. */
  string?: TStrings | ReadonlyArray<Extract<TStrings, string>>;
  /** Names whose values are gathered; of other names the last value counts. */
  collect?: TCollectable | ReadonlyArray<Extract<TCollectable, string>>;
  /** Names that `--no-name` sets to `false`. */
  negatable?: TNegatable | ReadonlyArray<Extract<TNegatable, string>>;
  /**
   * Called with each argument that the options do not declare, positional ones
   * included; `false` leaves it out of the result.
   */
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

/**
 * Values of a program's arguments by name.
 *
 * Texts that are numbers become numbers unless the name is in `string`.
 * Undeclared names are accepted: pass `unknown` to refuse them. A value that
 * begins with `-` needs `=` (`--seed=-1`; `--seed -1` are two names). Names with
 * dots give nested objects.
 *
 * @param args Arguments, such as `Deno.args`
 * @param options Names and their kinds
 * @returns Values by name, and `_` with the other arguments
 * @throws {TypeError} If an alias is `undefined`
 */
export function parseArgs<
  TArgs extends Values<
    TBooleans,
    TStrings,
    TCollectable,
    TNegatable,
    TDefaults,
    TAliases
  >,
  TDoubleDash extends boolean | undefined = undefined,
  TBooleans extends BooleanType = undefined,
  TStrings extends StringType = undefined,
  TCollectable extends Collectable = undefined,
  TNegatable extends Negatable = undefined,
  TDefaults extends Record<string, unknown> | undefined = undefined,
  TAliases extends Aliases<TAliasArgNames, TAliasNames> | undefined = undefined,
  TAliasArgNames extends string = string,
  TAliasNames extends string = string,
>(
  args: readonly string[],
  options?: ParseOptions<
    TBooleans,
    TStrings,
    TCollectable,
    TNegatable,
    TDefaults,
    TAliases,
    TDoubleDash
  >,
): Args<TArgs, TDoubleDash> {
  return readArguments(args, (options ?? {}) as LooseOptions) as Args<
    TArgs,
    TDoubleDash
  >;
}
