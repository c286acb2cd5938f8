/**
 * Whether a search space that a user wrote can be searched, by every preset.
 *
 * @module
 */
import {
  checkFields,
  checkWord,
  isObject,
  shown,
  typeFault,
} from "./check_value.ts";
import { log } from "./numeric/math.ts";
import { log10 } from "./numeric/power_of_ten.ts";
import {
  contains,
  type Parameter,
  type SearchSpace,
  valueCount,
} from "./space.ts";

/** Numbers that a kind of parameter is made of, beside kind and name. */
const NUMBERS = {
  "uniform": ["low", "high"],
  "log-uniform": ["low", "high"],
  "integer": ["low", "high"],
  "log-integer": ["low", "high"],
  "stepped": ["low", "high", "step"],
  "categorical": [],
} as const satisfies Record<Parameter["kind"], readonly string[]>;

/** Most values of a stepped parameter: beyond it steps are finer than draws of 32 bits. */
const MOST_STEPS = 2 ** 31;

/** Least range, and least number of a log scale: parts of smaller ones would be 0. */
const LEAST = 1e-300;

/**
 * Checks a space that a user wrote.
 *
 * @throws {TypeError} If the space or a part of it is of a wrong type
 * @throws {RangeError} If a kind or a field is unknown, a name is empty, odd or
 * double, if bounds, step or choices are not finite, span more than a double can
 * hold or fit together badly, if a condition names no parameter further ahead or no
 * value of it, or if there is no parameter
 */
export function checkSpace(space: SearchSpace): void {
  if (!Array.isArray(space)) {
    const start = "Cannot use a search space: found";
    throw typeFault(start, space, "a list of parameters");
  }
  if (space.length === 0) {
    throw new RangeError(
      "Cannot use a search space: found no parameter, expected at least one",
    );
  }
  const ahead = new Map<string, Parameter>();
  for (const [i, parameter] of space.entries()) {
    checkTypes(parameter, i);
    const fault = ahead.has(parameter.name)
      ? "its name is given more than once, expected each name once"
      : faultOf(parameter) ?? conditionFault(parameter, ahead);
    if (fault !== undefined) {
      throw new RangeError(`${startOf(parameter.name)}: ${fault}`);
    }
    ahead.set(parameter.name, parameter);
  }
}

/** What is wrong with where a parameter exists, given those ahead of it. */
function conditionFault(
  { when }: Parameter,
  ahead: ReadonlyMap<string, Parameter>,
): string | undefined {
  if (when === undefined) return undefined;
  const governing = ahead.get(when.parameter);
  if (governing === undefined) {
    return `found a condition on ${
      shown(when.parameter)
    }, expected the name of a parameter further ahead`;
  }
  if (governing.kind !== "categorical" && governing.kind !== "integer") {
    return `found a condition on ${governing.name} of kind ${governing.kind}, expected kind categorical or integer`;
  }
  if (when.values.length === 0) {
    return "found a condition without values, expected at least one";
  }
  const odd = when.values.find((value) => !contains(governing, value));
  return odd === undefined
    ? undefined
    : `found a condition that ${governing.name} is ${odd}, expected one of its values`;
}

const startOf = (name: string) =>
  `Cannot use parameter ${shown(name)} of a search space`;

/** Checks name, kind and the types of the fields that belong to it. */
function checkTypes(parameter: unknown, i: number): void {
  const place = `Cannot use parameter ${i} of a search space: found`;
  if (!isObject(parameter)) {
    throw typeFault(place, parameter, "an object with kind, name and range");
  }
  const { kind, name } = parameter;
  if (typeof name !== "string") {
    throw typeFault(`${place} name`, name, "a string");
  }
  const start = startOf(name);
  if (!/^[A-Za-z]\w*$/.test(name)) {
    throw new RangeError(
      `${start}: expected a name of letters, digits and underscores that starts with a letter`,
    );
  }
  checkWord(`${start}: found kind`, kind, Object.keys(NUMBERS));
  const numbers = NUMBERS[kind as Parameter["kind"]];
  const own = kind === "categorical" ? ["choices"] : numbers;
  checkFields(start, parameter, ["kind", "name", "when", ...own]);
  for (const field of numbers) {
    const value = parameter[field];
    if (typeof value === "number") continue;
    throw typeFault(`${start}: found ${field}`, value, "a number");
  }
  if (kind === "categorical") checkChoices(parameter.choices, start);
  if (parameter.when !== undefined) checkCondition(parameter.when, start);
}

function checkCondition(when: unknown, start: string): void {
  if (!isObject(when)) {
    const expected = "an object with parameter and values";
    throw typeFault(`${start}: found when`, when, expected);
  }
  checkFields(`${start}: when`, when, ["parameter", "values"]);
  const { parameter, values } = when;
  if (typeof parameter !== "string") {
    throw typeFault(`${start}: found when.parameter`, parameter, "a name");
  }
  if (
    !Array.isArray(values) ||
    !values.every((value) => typeof value === "number")
  ) {
    const expected = "a list of numbers";
    throw typeFault(`${start}: found when.values`, values, expected);
  }
}

function checkChoices(choices: unknown, start: string): void {
  if (!Array.isArray(choices)) {
    throw typeFault(`${start}: found choices`, choices, "a list of numbers");
  }
  // Not find(): a hole in the list is undefined, too.
  const i = choices.findIndex((choice) => typeof choice !== "number");
  if (i < 0) return;
  throw typeFault(
    `${start}: found choice`,
    choices[i],
    "a number; name a category by its index",
  );
}

/** What is wrong with the values of a parameter of sound types. */
function faultOf(parameter: Parameter): string | undefined {
  if (parameter.kind === "categorical") return choicesFault(parameter.choices);
  const { kind, low, high } = parameter;
  const found = `found bounds ${low} and ${high}, expected`;
  if (!Number.isFinite(low) || !Number.isFinite(high) || low > high) {
    return `${found} finite numbers, the lower one first`;
  }
  if (!Number.isFinite(high - low) || !Number.isFinite(high + low)) {
    return `${found} that their difference and their sum are at most ${Number.MAX_VALUE}`;
  }
  switch (kind) {
    case "uniform":
      return apartFault(low, high);
    case "log-uniform":
      if (!(low >= LEAST)) {
        return `found lower bound ${low}, expected more than 0 on a log scale, at least ${LEAST}`;
      }
      return low === high || (log(low) < log(high) && log10(low) < log10(high))
        ? undefined
        : `${found} equal ones or ones whose logarithms differ`;
    case "integer":
    case "log-integer":
      if (kind === "log-integer" && low < 1) {
        return `found lower bound ${low}, expected at least 1 on a log scale of integers`;
      }
      return Number.isSafeInteger(low) && Number.isSafeInteger(high)
        ? undefined
        : `${found} integers from ${Number.MIN_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}`;
    case "stepped":
      return stepFault(parameter);
  }
}

function apartFault(low: number, high: number): string | undefined {
  return low === high || high - low >= LEAST
    ? undefined
    : `found bounds ${low} and ${high}, expected equal ones or ones that differ by at least ${LEAST}`;
}

function choicesFault(choices: readonly number[]): string | undefined {
  if (choices.length === 0) return "found no choice, expected at least one";
  const odd = choices.find((choice) => !Number.isFinite(choice));
  if (odd !== undefined) {
    return `found the choice ${odd}, expected finite numbers`;
  }
  const seen = new Set<number>();
  for (const choice of choices) {
    if (seen.has(choice)) {
      return `found the choice ${choice} twice, expected each of them once`;
    }
    seen.add(choice);
  }
  let [least, most] = [Infinity, -Infinity];
  for (const choice of choices) {
    least = Math.min(least, choice);
    most = Math.max(most, choice);
  }
  return Number.isFinite(most - least)
    ? undefined
    : `found choices from ${least} to ${most}, expected that they differ by at most ${Number.MAX_VALUE}`;
}

function stepFault(
  parameter: Extract<Parameter, { kind: "stepped" }>,
): string | undefined {
  const { low, high, step } = parameter;
  if (!(step > 0 && Number.isFinite(step))) {
    return `found step ${step}, expected a finite number above 0`;
  }
  if (low === high) return undefined;
  const fault = apartFault(low, high);
  if (fault !== undefined) return fault;
  const count = valueCount(parameter);
  if (count > MOST_STEPS) {
    return `found ${count} values in steps of ${step}, expected at most ${MOST_STEPS}; choose a larger step or the kind uniform`;
  }
  if (!contains(parameter, high)) {
    return `found upper bound ${high}, expected ${low} plus a multiple of the step ${step}`;
  }
  if (!Number.isFinite(high + step) || !Number.isFinite(low - step)) {
    return `found bounds ${low} and ${high}, expected that a step of ${step} beyond them is at most ${Number.MAX_VALUE}`;
  }
  return low + step > low && high - step < high
    ? undefined
    : `found step ${step}, expected one that changes the bounds ${low} and ${high}`;
}
