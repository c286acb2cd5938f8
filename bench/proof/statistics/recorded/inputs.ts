/**
 * Forms of the inputs in files of recorded statistics.
 *
 * @module
 */
import * as v from "valibot";

/** A list of numbers. */
export const numbers = v.array(v.number());
/** Lists of numbers. */
export const matrix = v.array(numbers);
/** A number or nothing. */
export const maybe = v.nullable(v.number());
/** A list of yes or no. */
export const flags = v.array(v.boolean());
/** Which way is better. */
export const direction = v.picklist(["maximize", "minimize"]);
/** Confidence level. */
export const level = v.number();

/** One recorded case. */
export const CASE = v.object({
  statistic: v.string(),
  inputs: v.record(v.string(), v.unknown()),
  expected: v.record(v.string(), v.unknown()),
  tolerance: v.object({ relative: v.number(), absolute: v.number() }),
});

/** A file of recorded cases. */
export const CASE_FILE = v.object({ cases: v.array(CASE) });

/** One recorded case. */
export type Case = v.InferOutput<typeof CASE>;
