/**
 * Types of the values that `parseArgs` returns.
 *
 * B, S, C, N: the names in `boolean`, `string`, `collect`, `negatable`, each a
 * union of literals, or `undefined` if the option is not given; D: the type of
 * `default`; A: the type of `alias`.
 */

/** Names as literals; `boolean: true` and absent options name none. */
type Names<T> = Extract<T, string>;

/** All names that have a type. */
type Declared<B, S, C> = Names<B> | Names<S> | Names<C>;

type Scalar<K, B, S> = K extends Names<S> ? string
  : K extends Names<B> ? boolean
  : unknown;

type ValueOf<K, B, S, C, N> =
  | (K extends Names<C> ? Scalar<K, B, S>[] : Scalar<K, B, S>)
  | (K extends Names<N> ? K extends Names<B> ? never : false : never);

/** Names that are set whatever the arguments: all but single strings. */
type AlwaysSet<B, S, C> = Names<B> | Names<C> extends infer K
  ? K extends Names<S> ? (K extends Names<C> ? K : never) : K
  : never;

type Flatten<T> = { [K in keyof T]: T[K] };

type Parsed<B, S, C, N> = Flatten<
  & {
    [K in AlwaysSet<B, S, C> & Declared<B, S, C>]: ValueOf<K, B, S, C, N>;
  }
  & {
    [K in Exclude<Declared<B, S, C>, AlwaysSet<B, S, C>>]?: ValueOf<
      K,
      B,
      S,
      C,
      N
    >;
  }
>;

type WithDefaults<T, D> = D extends Record<string, unknown> ? Flatten<
    & Omit<T, keyof D>
    & {
      [K in keyof D]: K extends keyof T ? D[K] | NonNullable<T[K]> : unknown;
    }
  >
  : T;

type AliasesOf<K, A> = K extends keyof A ? A[K] extends string ? A[K]
  : A[K] extends readonly (infer Name extends string)[] ? Name
  : never
  : never;

/** Every name also under its aliases; aliases that are not literals are left out. */
type WithAliases<T, A> = {
  [
    K in keyof T as
      | K
      | (string extends AliasesOf<K, A> ? never : AliasesOf<K, A>)
  ]: T[K];
};

/** Whether an option names nothing: it is absent, or may be. */
type Open<T> = undefined extends T ? true : false extends T ? true : false;

/**
 * Values by name; `any` if the options name nothing.
 * @internal
 */
export type Values<B, S, C, N, D, A> = false extends Open<B> | Open<S> | Open<C>
  ?
    & Record<string, unknown>
    & WithAliases<WithDefaults<Parsed<B, S, C, N>, D>, A>
  // deno-lint-ignore no-explicit-any
  : Record<string, any>;

/**
 * Names that a default may be given for, as hints for editors.
 * @internal
 */
export type Defaults<B, S> = Flatten<
  & Record<string, unknown>
  & { [K in Names<B> | Names<S>]?: unknown }
>;
