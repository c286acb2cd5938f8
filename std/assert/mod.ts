/**
 * Stand-in for `@std/assert` 1.0.19 (JSR), for machines that cannot reach JSR.
 *
 * Same names, signatures, verdicts and messages as the real package. What
 * differs is how unequal values are shown below "Values are not equal": words
 * within lines are not marked, of several shortest differences another one may
 * be shown, and values too large to align are shown one after the other. Calls
 * that the types do not allow may fail otherwise. `unstable-*` modules are left
 * out.
 *
 * @module
 */
export * from "./almost_equals.ts";
export * from "./array_includes.ts";
export * from "./assert.ts";
export * from "./assertion_error.ts";
export * from "./equal.ts";
export * from "./equals.ts";
export * from "./exists.ts";
export * from "./fail.ts";
export * from "./false.ts";
export * from "./greater.ts";
export * from "./greater_or_equal.ts";
export * from "./instance_of.ts";
export * from "./is_error.ts";
export * from "./less.ts";
export * from "./less_or_equal.ts";
export * from "./match.ts";
export * from "./not_equals.ts";
export * from "./not_instance_of.ts";
export * from "./not_match.ts";
export * from "./not_strict_equals.ts";
export * from "./object_match.ts";
export * from "./rejects.ts";
export * from "./strict_equals.ts";
export * from "./string_includes.ts";
export * from "./throws.ts";
export * from "./unimplemented.ts";
export * from "./unreachable.ts";
