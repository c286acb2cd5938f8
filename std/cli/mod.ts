/**
 * Stand-in for `@std/cli` 1.0.32 (JSR), for machines that cannot reach JSR:
 * `parseArgs` only, with the real package's options, results and type
 * parameters. Two things differ: names with dots (`"a.b"`) give nested objects
 * at run time but not in types, and a collected name that is its own alias gets
 * each value once.
 *
 * @module
 */
export * from "./parse_args.ts";
