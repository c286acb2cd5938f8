/**
 * Recorded orders of Optuna's GridSampler.
 *
 * @module
 */
import { createOptimizer } from "../../../../optimizers/create.ts";
import type { GridLevels } from "../../../../optimizers/grid.ts";
import { paperSpace } from "../../../../optimizers/space.ts";
import { type Checker, type Fields, isListOf } from "./checker.ts";
import { type Agreement, Tally } from "../../../recorded/tally.ts";

interface RecordedGrid {
  /** None stands for 0. */
  readonly seed: number | null;
  /** Levels; the file's small space where absent. */
  readonly space?: GridLevels;
  readonly param_order: readonly string[];
  readonly points: readonly (readonly number[])[];
}

/** Checks files of grid orders. */
export const optunaGrid: Checker = {
  kind: "optuna grid",
  recognises: (content) =>
    isListOf(content.cases, "seed", "param_order", "points"),
  check(content: Fields): Agreement[] {
    const small = content.small_space_as_given as GridLevels;
    return (content.cases as RecordedGrid[]).map((grid, i) => {
      const tally = new Tally(`case ${i}, seed ${grid.seed}`, "proposals");
      const optimizer = createOptimizer("grid-optuna", paperSpace(), {
        seed: grid.seed ?? 0,
        direction: "maximize",
        grid: grid.space ?? small,
      });
      grid.points.forEach((recorded, k) => {
        const params = optimizer.ask()?.params;
        const found = grid.param_order.map((name) => params?.[name]);
        tally.count(
          found.join() === recorded.join(),
          () => `trial ${k}: proposed [${found}], recorded [${recorded}]`,
        );
      });
      const extra = optimizer.ask();
      tally.count(
        extra === null,
        () =>
          `after the last point: proposed trial ${extra?.number}, recorded none`,
      );
      return tally.result();
    });
  },
};
