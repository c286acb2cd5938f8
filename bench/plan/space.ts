import type { GridLevels, SearchSpace } from "../../optimizers/mod.ts";
import { HYPER_PARAMETERS } from "./hyper_parameters.ts";
import type { Plan } from "./plan.ts";

/**
 * The space that a plan searches: that of every hyper-parameter, with at most
 * `maxEpochs` epochs where the plan sets it. The encoder is then unfrozen after
 * half of them at the latest, as in the published space.
 */
export function spaceOf({ maxEpochs }: Pick<Plan, "maxEpochs">): SearchSpace {
  return HYPER_PARAMETERS.map(({ parameter }) => {
    if (maxEpochs === undefined || parameter.kind !== "integer") {
      return parameter;
    }
    const most = parameter.name === "num_epochs"
      ? maxEpochs
      : parameter.name === "unfreeze_epoch"
      ? Math.floor(maxEpochs / 2)
      : parameter.high;
    return { ...parameter, high: Math.min(parameter.high, most) };
  });
}

/**
 * Values that the grids of a plan combine, or `undefined` where they are the
 * published ones: those of the plan, else the published ones within its space.
 */
export function gridLevelsOf(
  plan: Pick<Plan, "grid" | "maxEpochs">,
): GridLevels | undefined {
  if (plan.grid === undefined && plan.maxEpochs === undefined) return undefined;
  const space = new Map(spaceOf(plan).map((p) => [p.name, p]));
  return Object.fromEntries(
    HYPER_PARAMETERS.map(({ parameter: { name }, levels }) => {
      const parameter = space.get(name)!;
      const within = parameter.kind === "categorical"
        ? levels
        : levels.filter((x) => parameter.low <= x && x <= parameter.high);
      return [name, plan.grid?.[name] ?? within];
    }),
  );
}
