/**
 * A search space as Optuna's distributions see it.
 *
 * @module
 */
import { exp, log, roundHalfEven } from "../numeric/math.ts";
import { type Parameter, valueCount } from "../space.ts";

/** A continuous or stepped parameter. */
export interface NumericAxis {
  readonly kind: "numeric";
  readonly name: string;
  /** The parameter's own bounds. */
  readonly first: number;
  readonly last: number;
  /** Distance of its values; 0 for a continuous parameter. */
  readonly step: number;
  readonly logScale: boolean;
  /** Ends of the axis: half a step outside the bounds, in logarithms on a log scale. */
  readonly low: number;
  readonly high: number;
}

/** A categorical parameter; its values on the axis are indices. */
export interface CategoricalAxis {
  readonly kind: "categorical";
  readonly name: string;
  readonly choices: readonly number[];
  readonly size: number;
}

/** One dimension of Optuna's internal space. */
export type Axis = NumericAxis | CategoricalAxis;

/**
 * Axis of a parameter. A stepped parameter is `suggest_float(step=...)`.
 */
export function axisOf(parameter: Parameter): Axis {
  const { kind, name } = parameter;
  if (kind === "categorical") {
    const { choices } = parameter;
    return { kind, name, choices, size: choices.length };
  }
  const { low, high } = parameter;
  const logScale = kind === "log-uniform" || kind === "log-integer";
  const step = kind === "integer" || kind === "log-integer"
    ? 1
    : kind === "stepped"
    ? parameter.step
    : 0;
  const toScale = (bound: number) => logScale ? log(bound) : bound;
  return {
    kind: "numeric",
    name,
    first: low,
    last: high,
    step,
    logScale,
    low: toScale(low - step / 2),
    high: toScale(high + step / 2),
  };
}

/** The value of a parameter that has only one, for which Optuna draws nothing. */
export function fixedValue(parameter: Parameter): number | null {
  if (valueCount(parameter) > 1) return null;
  return parameter.kind === "categorical"
    ? parameter.choices[0]
    : parameter.low;
}

/** Position of a value on its axis. */
export function toAxis(axis: Axis, value: number): number {
  if (axis.kind === "categorical") return axis.choices.indexOf(value);
  return axis.logScale ? log(value) : value;
}

/** Value of a numeric parameter at a drawn position. */
export function fromAxis(axis: NumericAxis, position: number): number {
  const { first, last, step, logScale } = axis;
  const drawn = logScale ? exp(position) : position;
  if (step === 0) return drawn;
  const value = first + roundHalfEven((drawn - first) / step) * step;
  return Math.min(Math.max(value, first), last);
}
