/**
 * A recorded table whose configurations lie anywhere, as those of random search do:
 * a configuration is answered by the nearest recorded one.
 *
 * @module
 */
import type { SearchSpace } from "../../optimizers/space.ts";
import type { Params } from "../../optimizers/types.ts";
import { HYPER_PARAMETERS } from "../plan/hyper_parameters.ts";
import {
  byConfiguration,
  keyOf,
  type LookUp,
  type RecordedConfiguration,
  recordedDistance,
  type Scale,
} from "./table_objective.ts";

/**
 * Makes the look-up. The nearest recorded configuration answers (the first in the
 * order of the table on ties), by the distance of {@linkcode recordedDistance}.
 * A configuration that never unfreezes the encoder is only answered by one that does
 * not either, and the other way round: they are different experiments however
 * near they lie. Where none is within reach the trial fails.
 *
 * @param reach Largest distance at which a recorded configuration answers
 * @throws {RangeError} If the table is empty or records one configuration twice
 */
export function nearestObjective(
  rows: readonly RecordedConfiguration[],
  reach: number,
  scale?: Scale,
): LookUp {
  byConfiguration(rows);
  const distance = recordedDistance(rows, scale);
  return (configuration) => {
    let nearest: RecordedConfiguration | null = null;
    let least = Infinity;
    for (const row of rows) {
      if (isFrozen(row.params) !== isFrozen(configuration)) continue;
      const away = distance(configuration, row.params);
      if (away >= least) continue;
      least = away;
      nearest = row;
    }
    if (nearest === null) {
      return { snapped: null, moved: true, distance: null, value: null };
    }
    return {
      snapped: nearest.params,
      moved: keyOf(nearest.params) !== keyOf(configuration),
      distance: least,
      value: least <= reach ? nearest.value : null,
    };
  };
}

/** True when the encoder is never trained. */
function isFrozen({ num_epochs, unfreeze_epoch }: Params): boolean {
  return unfreeze_epoch >= num_epochs;
}

/**
 * The space of the parameters of a table, cut to what was recorded: from the
 * smallest to the largest recorded value, of choices the recorded ones.
 *
 * @param whole How they are searched; others are left out
 */
export function recordedRange(
  rows: readonly RecordedConfiguration[],
  whole: SearchSpace = HYPER_PARAMETERS.map(({ parameter }) => parameter),
): SearchSpace {
  const recorded = whole.filter(({ name }) =>
    rows.some(({ params }) => name in params)
  );
  return recorded.map((parameter) => {
    const { name } = parameter;
    const values = rows.map(({ params }) => params[name]);
    return parameter.kind === "categorical"
      ? {
        ...parameter,
        choices: [...new Set(values)].sort((a, b) => a - b),
      }
      : {
        ...parameter,
        low: Math.min(...values),
        high: Math.max(...values),
      };
  });
}
