/**
 * What the libraries and ours are run on: functions with their space and their
 * best value.
 *
 * @module
 */
import { paperSpace, type SearchSpace } from "../../../optimizers/space.ts";
import {
  bestConfiguration,
  RECORDED_FUNCTIONS,
  TEST_FUNCTIONS,
  type TestFunction,
} from "./functions.ts";
import {
  type RecordedConfiguration,
  tableObjective,
} from "../../recorded/table_objective.ts";

/** A function to be searched. */
export interface Problem extends TestFunction {
  /** Its search space. */
  readonly space: SearchSpace;
  /** Best value in the space. */
  readonly optimum: number;
  /** Deviation of the noise added to what is told. */
  readonly noise: number;
}

/** Largest learning rate that the paper's grid has recorded. */
const RECORDED_HIGH = 5e-5;

/** The test functions and, last, the recorded grid as a table. */
export function comparisonProblems(
  grid: readonly RecordedConfiguration[],
): Problem[] {
  const look = tableObjective(grid);
  return [
    ...TEST_FUNCTIONS.map((f) => toProblem(f, 0)),
    {
      name: "paper_grid",
      direction: "maximize",
      value: (configuration) => look(configuration).value,
      space: paperSpace().map((parameter) =>
        parameter.name === "lr" && parameter.kind === "log-uniform"
          ? { ...parameter, high: RECORDED_HIGH }
          : parameter
      ),
      optimum: Math.max(...grid.map(({ value }) => value)),
      noise: 0,
    },
  ];
}

/** The functions of the recorded runs of Ax. */
export function recordedProblems(): Problem[] {
  return RECORDED_FUNCTIONS.map((f) => toProblem(f, f.noise));
}

function toProblem(f: TestFunction, noise: number): Problem {
  return {
    ...f,
    space: paperSpace(),
    optimum: bestConfiguration(f).value,
    noise,
  };
}
