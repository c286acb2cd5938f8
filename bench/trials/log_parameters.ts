/**
 * How the parameters of a log are searched, which says their values alone.
 *
 * @module
 */
import type { Parameter } from "../../optimizers/mod.ts";
import { HYPER_PARAMETERS } from "../plan/hyper_parameters.ts";
import { isDecimal } from "../tables/read_table.ts";

/** A parameter of a log. */
export interface LogParameter {
  /** Name, as in configurations and columns. */
  readonly name: string;
  /** How it is searched: between the least and the largest value of the log. */
  readonly parameter: Parameter;
  /** Unit of its column. */
  readonly unit?: string;
  /** Description of its column. */
  readonly description: string;
  /** Of choices that are no numbers, the text of each: their values count them from 0. */
  readonly labels?: readonly string[];
}

/** A positive range that spans such a factor is searched in its logarithm. */
const WIDE = 100;

/**
 * A parameter of a log. One of the suite's own names is searched as the suite
 * does; another one in whole numbers, evenly, or in its logarithm where its values
 * span a factor of 100; text by choice.
 *
 * @param values Its value in each trial, as text
 */
export function logParameter(
  name: string,
  values: readonly string[],
): LogParameter {
  if (!values.every(isDecimal)) {
    const labels = [...new Set(values)].sort((a, b) => (a < b ? -1 : 1));
    return {
      name,
      description: "as the log has it",
      parameter: {
        kind: "categorical",
        name,
        choices: labels.map((_, i) => i),
      },
      labels,
    };
  }
  const numbers = [...new Set(values.map(Number))].sort((a, b) => a - b);
  const own = HYPER_PARAMETERS.find((known) => known.name === name);
  if (own && fits(own.parameter, numbers)) return own;
  const [low, high] = [numbers[0], numbers[numbers.length - 1]];
  const kind = numbers.every(Number.isInteger)
    ? "integer"
    : low > 0 && high >= WIDE * low
    ? "log-uniform"
    : "uniform";
  return {
    name,
    description: "as the log has it",
    parameter: { kind, name, low, high },
  };
}

function fits(parameter: Parameter, numbers: readonly number[]): boolean {
  return parameter.kind === "log-uniform"
    ? numbers[0] > 0
    : numbers.every(Number.isInteger);
}
