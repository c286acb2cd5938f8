/**
 * Recorded statistics beside our own, field by field.
 *
 * @module
 */
import type { Case } from "./inputs.ts";
import { type Recompute, STATISTICS } from "./statistics.ts";

/** How far one case agrees. */
export interface CaseResult {
  /** Name of the statistic. */
  readonly statistic: string;
  /** Largest difference of a number, relative to it, or to absolute over relative tolerance where the number is smaller. */
  readonly largest: number;
  /** First field that differs, and how; `null` when all agree. */
  readonly difference: string | null;
}

/** An iterative fit of another program, recorded as information. */
const NOT_COMPARED = /^reml(_|$)/;

/** Computes one case and compares every recorded field. */
export function compareCase(
  { statistic, inputs, expected, tolerance }: Case,
  statistics: ReadonlyMap<string, Recompute> = STATISTICS,
): CaseResult {
  const recompute = statistics.get(statistic);
  if (recompute === undefined) {
    return failed(statistic, "no statistic of this name here");
  }
  let found: object;
  try {
    found = recompute(inputs);
  } catch (error) {
    return failed(statistic, (error as Error).message);
  }
  const comparison = new Comparison(tolerance);
  comparison.compare("", found, expected);
  return {
    statistic,
    largest: comparison.largest,
    difference: comparison.difference,
  };
}

function failed(statistic: string, difference: string): CaseResult {
  return { statistic, largest: Infinity, difference };
}

/** Walks through recorded fields and keeps the largest and the first difference. */
class Comparison {
  largest = 0;
  difference: string | null = null;

  constructor(
    readonly tolerance: {
      readonly relative: number;
      readonly absolute: number;
    },
  ) {}

  compare(path: string, found: unknown, expected: unknown): void {
    if (typeof expected === "number" && typeof found === "number") {
      this.#number(path, found, expected);
    } else if (Array.isArray(expected) && Array.isArray(found)) {
      this.#list(path, found, expected);
    } else if (isObject(expected) && isObject(found)) {
      for (const [name, value] of Object.entries(expected)) {
        if (NOT_COMPARED.test(name)) continue;
        const inner = path === "" ? name : `${path}.${name}`;
        this.compare(inner, found[toCamelCase(name)], value);
      }
    } else if (found !== expected) {
      this.#differ(path, found, expected);
      this.largest = Infinity;
    }
  }

  #number(path: string, found: number, expected: number): void {
    const { relative, absolute } = this.tolerance;
    const distance = Math.abs(found - expected);
    const size = Math.max(Math.abs(found), Math.abs(expected));
    // A number near 0 has few digits to agree in: the floor is where both
    // tolerances are equal.
    const floor = relative === 0 ? 0 : absolute / relative;
    const relativeDistance = distance === 0
      ? 0
      : distance / Math.max(size, floor);
    this.largest = Math.max(this.largest, relativeDistance);
    if (!(distance <= absolute + relative * size)) {
      this.#differ(path, found, expected);
    }
  }

  #list(path: string, found: unknown[], expected: unknown[]): void {
    if (found.length !== expected.length) {
      this.#differ(`${path}.length`, found.length, expected.length);
      this.largest = Infinity;
      return;
    }
    expected.forEach((value, i) =>
      this.compare(`${path}[${i}]`, found[i], value)
    );
  }

  #differ(path: string, found: unknown, expected: unknown): void {
    this.difference ??= `${path}: found ${JSON.stringify(found)}, recorded ${
      JSON.stringify(expected)
    }`;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The name of a recorded field in code. */
function toCamelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

/** What a file's cases of one statistic come to. */
export interface StatisticSummary {
  /** Its name. */
  readonly statistic: string;
  /** Number of cases. */
  readonly cases: number;
  /** How many agree. */
  readonly agreeing: number;
  /** Largest relative difference, as in a {@linkcode CaseResult}. */
  readonly largest: number;
  /** First difference, with the number of its case in the file; `null` when all agree. */
  readonly difference: string | null;
}

/** Compares all cases, statistic by statistic, in the order of the file. */
export function compareCases(cases: readonly Case[]): StatisticSummary[] {
  const results = cases.map((one, index) => ({ index, ...compareCase(one) }));
  const groups = Map.groupBy(results, ({ statistic }) => statistic);
  return [...groups].map(([statistic, group]) => {
    const wrong = group.filter(({ difference }) => difference !== null);
    return {
      statistic,
      cases: group.length,
      agreeing: group.length - wrong.length,
      largest: Math.max(...group.map(({ largest }) => largest)),
      difference: wrong.length === 0
        ? null
        : `case ${wrong[0].index}, ${wrong[0].difference}`,
    };
  });
}
