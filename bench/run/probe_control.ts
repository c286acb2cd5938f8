import { GridSampler } from "../../optimizers/grid.ts";
import { Study } from "../../optimizers/study.ts";
import type { SearchSpace } from "../../optimizers/space.ts";
import type { Direction, Optimizer } from "../../optimizers/types.ts";
import { PROBE } from "../plan/optimizer_name.ts";

/**
 * Proposes the linear probe, then nothing: one trial of phase "probe" that has no
 * hyper-parameter but the largest `max_length` of a space, so that audio is as
 * whole as in any trial.
 *
 * @throws {RangeError} If the space has no `max_length`
 */
export function probeControl(
  space: SearchSpace,
  direction: Direction,
): Optimizer {
  const length = space.find(({ name }) => name === "max_length");
  if (length === undefined) {
    throw new RangeError(
      `Cannot use optimizer "${PROBE}": the space has no max_length among ${
        space.map(({ name }) => name).join(", ")
      }; leave the optimizer out`,
    );
  }
  const max_length = length.kind === "categorical"
    ? Math.max(...length.choices)
    : length.high;
  return new Study({
    preset: PROBE,
    space: [length],
    direction,
    sampler: new GridSampler([{ max_length }], "probe"),
    pruner: null,
  });
}
