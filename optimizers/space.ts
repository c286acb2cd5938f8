/**
 * Search spaces: what a configuration consists of, and which values it may take.
 *
 * @module
 */
import { isObject, typeFault } from "./check_value.ts";
import type { Params } from "./types.ts";

/** Where a conditional parameter exists. */
export interface Condition {
  /** Name of a parameter further ahead in the space. */
  readonly parameter: string;
  /** Values of it under which the conditional one exists. */
  readonly values: readonly number[];
}

/** One dimension of a search space, in every configuration unless it says `when`. */
export type Parameter = ValueRange & {
  /** Absent: in every configuration. */
  readonly when?: Condition;
};

/** Values of a parameter. Bounds belong to it. */
export type ValueRange =
  | {
    /** Any number, spread evenly ("uniform") or evenly in its logarithm. */
    readonly kind: "log-uniform" | "uniform";
    /** Letters, digits and underscores, a letter first. */
    readonly name: string;
    readonly low: number;
    readonly high: number;
  }
  | {
    /** Whole numbers. */
    readonly kind: "integer";
    readonly name: string;
    readonly low: number;
    readonly high: number;
  }
  | {
    /** Whole numbers from 1 up, spread evenly in their logarithm. */
    readonly kind: "log-integer";
    readonly name: string;
    readonly low: number;
    readonly high: number;
  }
  | {
    /** low, low + step, low + 2 step, ... up to high. */
    readonly kind: "stepped";
    readonly name: string;
    readonly low: number;
    readonly high: number;
    readonly step: number;
  }
  | {
    /** Values without order, named by a number each. */
    readonly kind: "categorical";
    readonly name: string;
    readonly choices: readonly number[];
  };

/** Parameters in the order in which configurations list them. */
export type SearchSpace = readonly Parameter[];

/** The space of the paper: learning rate, epochs, unfreeze epoch, length in samples. */
export function paperSpace(): SearchSpace {
  return [
    { kind: "log-uniform", name: "lr", low: 1e-6, high: 1e-3 },
    { kind: "integer", name: "num_epochs", low: 1, high: 10 },
    { kind: "integer", name: "unfreeze_epoch", low: 0, high: 5 },
    {
      kind: "categorical",
      name: "max_length",
      choices: [32000, 48000, 64000, 80000, 112000, 160000],
    },
  ];
}

/** Largest deviation from a step or a bound that counts as rounding, relative. */
const ROUNDING = 1e-8;

/**
 * Number of values a parameter can take; Infinity for a continuous one, 1 for
 * one whose bounds coincide.
 */
export function valueCount(parameter: Parameter): number {
  if (parameter.kind === "categorical") return parameter.choices.length;
  const { low, high } = parameter;
  if (low === high) return 1;
  switch (parameter.kind) {
    case "integer":
    case "log-integer":
      return high - low + 1;
    case "stepped":
      return Math.round((high - low) / parameter.step) + 1;
    default:
      return Infinity;
  }
}

/** Whether a parameter exists in a configuration of the parameters ahead of it. */
export function isActive({ when }: Parameter, params: Params): boolean {
  return when === undefined ||
    Object.hasOwn(params, when.parameter) &&
      when.values.includes(params[when.parameter]);
}

/** Whether `value` is one that the parameter can take, up to rounding. */
export function contains(parameter: Parameter, value: number): boolean {
  if (parameter.kind === "categorical") {
    return parameter.choices.includes(value);
  }
  const { low, high } = parameter;
  // exp(log(high)) may lie an ulp above high. On a log scale a slack of the range
  // would let 0 in.
  const isLog = parameter.kind === "log-uniform";
  const below = ROUNDING * (isLog ? low : high - low);
  const above = ROUNDING * (isLog ? high : high - low);
  if (!(value >= low - below && value <= high + above)) return false;
  switch (parameter.kind) {
    case "integer":
    case "log-integer":
      return Number.isInteger(value);
    case "stepped": {
      const steps = (value - low) / parameter.step;
      return Math.abs(steps - Math.round(steps)) <= ROUNDING * (1 + steps);
    }
    default:
      return true;
  }
}

/**
 * Checks that a configuration lies in a space.
 *
 * @param action Start of the message, such as `Cannot amend trial 3`
 * @throws {TypeError} If it, or a value, is of a wrong type
 * @throws {RangeError} If a parameter is missing, does not exist in it or at all, or is
 * outside its range
 */
export function checkParams(
  space: SearchSpace,
  params: Params,
  action: string,
): void {
  if (!isObject(params)) {
    throw typeFault(`${action}: found`, params, "an object of values by name");
  }
  for (const parameter of space) {
    const isGiven = Object.hasOwn(params, parameter.name);
    const { when } = parameter;
    if (when !== undefined && !isActive(parameter, params)) {
      if (!isGiven) continue;
      throw new RangeError(
        `${action}: found a value for "${parameter.name}", expected it only where "${when.parameter}" is ${
          when.values.join(" or ")
        }`,
      );
    }
    if (!isGiven) {
      throw new RangeError(`${action}: found no value for "${parameter.name}"`);
    }
    const value: unknown = params[parameter.name];
    if (typeof value !== "number") {
      throw typeFault(
        `${action}: found ${parameter.name} =`,
        value,
        describe(parameter),
      );
    }
    if (!contains(parameter, value)) {
      throw new RangeError(
        `${action}: found ${parameter.name} = ${value}, expected ${
          describe(parameter)
        }`,
      );
    }
  }
  const unknown = Object.keys(params).find((name) =>
    !space.some((parameter) => parameter.name === name)
  );
  if (unknown !== undefined) {
    throw new RangeError(
      `${action}: found a value for "${unknown}", expected only ${
        space.map(({ name }) => name).join(", ")
      }`,
    );
  }
}

function describe(parameter: Parameter): string {
  if (parameter.kind === "categorical") {
    return `one of ${parameter.choices.join(", ")}`;
  }
  const range = `from ${parameter.low} to ${parameter.high}`;
  switch (parameter.kind) {
    case "integer":
    case "log-integer":
      return `an integer ${range}`;
    case "stepped":
      return `a number ${range} in steps of ${parameter.step}`;
    default:
      return `a number ${range}`;
  }
}
