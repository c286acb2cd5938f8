/**
 * How Ax sees a search space: as unit cubes, one for the model, one for Sobol points.
 *
 * Notation
 *   u   a point of the model's cube, shape (d); parameters that can take one
 *       value only have no coordinate
 *   s   a point of the Sobol cube, shape (d)
 *
 * Model: u = (x - low) / (high - low), x the value itself, or log10 of it on a log
 * scale. Categories are numbers, so Ax sorts them and keeps their distances.
 * Sobol: an integer takes the range low - 0.49999 .. high + 0.49999 and is rounded
 * half to even; categories and steps do so by their index.
 *
 * Source: Ax 1.3.1 `adapter/transforms/` (`log.py`, `int_to_float.py`,
 * `choice_encode.py`) and `generation_strategy/center_generation_node.py`.
 */
import { log, roundHalfEven } from "../numeric/math.ts";
import { log10, powerOfTen } from "../numeric/power_of_ten.ts";
import { type Parameter, type SearchSpace, valueCount } from "../space.ts";
import type { Params } from "../types.ts";
import type { UnitDimension } from "./acquisition_search.ts";
import type { Point } from "./kernel.ts";

/**
 * Where the model puts categories and steps: at their values (Ax since 1.2), or
 * evenly, by index (before).
 */
export type ChoiceSpacing = "value" | "index";

/** Integers and steps with more values than this are searched as if continuous. */
const MAX_LEVELS = 256;

/** Half a unit, less a little: how far an integer's Sobol range reaches out. */
const ROUNDING_REACH = 0.49999;

/** One parameter as a coordinate of both cubes. */
interface Coordinate {
  readonly name: string;
  readonly dimension: UnitDimension;
  toUnit(value: number): number;
  fromUnit(u: number): number;
  fromSobol(s: number): number;
  readonly centre: number;
}

/** A search space in Ax's coordinates. */
export class AxSpace {
  /** Coordinates of the model's cube, shape (d); d may be 0. */
  readonly dimensions: readonly UnitDimension[];
  readonly #space: SearchSpace;
  readonly #coordinates: readonly Coordinate[];

  /**
   * Fixes the coordinates of a space.
   *
   * @param space A checked space
   */
  constructor(space: SearchSpace, spacing: ChoiceSpacing) {
    this.#space = space;
    this.#coordinates = space
      .filter((parameter) => valueCount(parameter) > 1)
      .map((parameter) => coordinateOf(parameter, spacing));
    this.dimensions = this.#coordinates.map(({ dimension }) => dimension);
  }

  /** The model's point of a configuration. */
  toUnit(params: Params): Point {
    return this.#coordinates.map(({ name, toUnit }) => toUnit(params[name]));
  }

  /** The configuration at, or nearest to, a point of the model's cube. */
  fromUnit(u: Point): Params {
    return this.#configuration(({ fromUnit }, j) => fromUnit(u[j]));
  }

  /** The configuration of a point of the Sobol cube. */
  fromSobol(s: Point): Params {
    return this.#configuration(({ fromSobol }, j) => fromSobol(s[j]));
  }

  /** The middle of every range; integers are cut, categories take number floor(k / 2). */
  centre(): Params {
    return this.#configuration(({ centre }) => centre);
  }

  #configuration(value: (coordinate: Coordinate, j: number) => number): Params {
    const found = new Map(
      this.#coordinates.map((c, j) => [c.name, value(c, j)]),
    );
    return Object.fromEntries(
      this.#space.map((p) => [p.name, found.get(p.name) ?? onlyValue(p)]),
    );
  }
}

function onlyValue(parameter: Parameter): number {
  return parameter.kind === "categorical"
    ? parameter.choices[0]
    : parameter.low;
}

function coordinateOf(
  parameter: Parameter,
  spacing: ChoiceSpacing,
): Coordinate {
  switch (parameter.kind) {
    case "log-uniform":
    case "uniform":
      return continuous(parameter);
    case "integer":
      return integer(parameter);
    case "log-integer":
      throw new RangeError(
        `Cannot put "${parameter.name}" into a unit cube: found kind log-integer, expected another`,
      );
    case "stepped":
      return stepped(parameter, spacing);
    case "categorical": {
      const sorted = parameter.choices.toSorted((a, b) => a - b);
      return ordered(
        parameter.name,
        { count: sorted.length, valueAt: (i) => sorted[i] },
        spacing,
      );
    }
  }
}

function continuous(
  parameter: Extract<Parameter, { kind: "log-uniform" | "uniform" }>,
): Coordinate {
  const { name, low, high } = parameter;
  const isLog = parameter.kind === "log-uniform";
  const start = isLog ? log10(low) : low;
  const width = (isLog ? log10(high) : high) - start;
  const at = (u: number) => {
    const x = u * width + start;
    return Math.min(Math.max(isLog ? powerOfTen(x) : x, low), high);
  };
  return {
    name,
    dimension: { kind: "continuous" },
    toUnit: (value) => {
      const x = isLog ? log(value) / Math.LN10 : value;
      return Math.min(Math.max((x - start) / width, 0), 1);
    },
    fromUnit: at,
    fromSobol: at,
    centre: at(0.5),
  };
}

function integer(
  parameter: Extract<Parameter, { kind: "integer" }>,
): Coordinate {
  const { name, low, high } = parameter;
  const count = valueCount(parameter);
  const toUnit = (value: number) => (value - low) / (high - low);
  return {
    name,
    dimension: count > MAX_LEVELS ? { kind: "continuous" } : {
      kind: "discrete",
      levels: Array.from({ length: count }, (_, i) => toUnit(low + i)),
    },
    toUnit,
    fromUnit: (u) => Math.round(low + u * (high - low)),
    fromSobol: (s) => roundedRange(s, low, high),
    centre: Math.trunc((low + high) / 2),
  };
}

function stepped(
  parameter: Extract<Parameter, { kind: "stepped" }>,
  spacing: ChoiceSpacing,
): Coordinate {
  const { name, low, high, step } = parameter;
  const count = valueCount(parameter);
  const valueAt = (i: number) => Math.min(low + i * step, high);
  return ordered(name, { count, valueAt }, spacing);
}

/** Ascending values by index; there may be too many to list. */
interface Values {
  readonly count: number;
  valueAt(i: number): number;
}

/** Ascending values, at their distances or evenly spaced. */
function ordered(
  name: string,
  { count, valueAt }: Values,
  spacing: ChoiceSpacing,
): Coordinate {
  const last = count - 1;
  const first = valueAt(0);
  const width = valueAt(last) - first;
  const levelAt = (i: number) =>
    spacing === "index" ? i / last : (valueAt(i) - first) / width;
  return {
    name,
    dimension: count > MAX_LEVELS ? { kind: "continuous" } : {
      kind: "discrete",
      levels: Array.from({ length: count }, (_, i) => levelAt(i)),
    },
    toUnit: (value) => levelAt(nearest({ count, valueAt }, value)),
    fromUnit: (u) => valueAt(nearest({ count, valueAt: levelAt }, u)),
    fromSobol: (s) => valueAt(roundedRange(s, 0, last)),
    centre: valueAt(Math.floor(count / 2)),
  };
}

/** Index of the value nearest to a target, the smaller one on ties. */
function nearest({ count, valueAt }: Values, target: number): number {
  let [below, above] = [0, count - 1];
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (valueAt(middle) < target) below = middle;
    else above = middle;
  }
  const distance = (i: number) => Math.abs(valueAt(i) - target);
  return distance(above) < distance(below) ? above : below;
}

/** The integer of a Sobol coordinate. */
function roundedRange(s: number, low: number, high: number): number {
  const start = low - ROUNDING_REACH;
  return roundHalfEven(s * (high + ROUNDING_REACH - start) + start);
}
