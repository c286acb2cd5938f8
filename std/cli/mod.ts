/**
 * Stand-in for `@std/cli` 1.0.32 (JSR), for machines that cannot reach JSR:
 * `parseArgs` only, with the real package's options, results and type
 * parameters. One difference in types: names with dots (`"a.b"`) are not broken
 * into nested objects there, though they are at run time.
 *
 * @module
 */
export * from "./parse_args.ts";
