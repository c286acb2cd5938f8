/**
 * The paper's grid log as an objective, with the space it was recorded on.
 *
 * @module
 */
import { paperSpace, type SearchSpace } from "../../optimizers/space.ts";
import { parse } from "@std/csv";
import type { RecordedSetting } from "./table.ts";

/** File of the log under `results/published/`. */
export const GRID_LOG = "result_exhaustive_bca.csv";

const PARAMETERS = paperSpace().map(({ name }) => name);

/**
 * Reads a log with a column for each parameter and `validation_accuracy` (BCA).
 *
 * @param csv Text of the file
 * @throws {RangeError} If a value is missing or not a number
 */
export function readRecorded(csv: string): RecordedSetting[] {
  const rows = parse(csv, { skipFirstRow: true }) as Record<string, string>[];
  return rows.map((row, i) => {
    const number = (column: string) => {
      const value = Number(row[column] || NaN);
      if (Number.isNaN(value)) {
        throw new RangeError(
          `Cannot read row ${i + 1} of a recorded table: found "${
            row[column]
          }" in column "${column}", expected a number`,
        );
      }
      return value;
    };
    return {
      params: Object.fromEntries(
        PARAMETERS.map((name) => [name, number(name)]),
      ),
      value: number("validation_accuracy"),
    };
  });
}

/**
 * The paper's space, with `lr` up to the largest recorded value only: above it
 * nothing is recorded.
 */
export function recordedSpace(
  rows: readonly RecordedSetting[],
): SearchSpace {
  const high = Math.max(...rows.map(({ params }) => params.lr));
  return paperSpace().map((parameter) =>
    parameter.kind === "log-uniform" ? { ...parameter, high } : parameter
  );
}
