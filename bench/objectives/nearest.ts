/**
 * A recorded table whose settings lie anywhere, as those of random search do:
 * a setting is answered by the nearest recorded one.
 *
 * @module
 */
import { paperSpace, type SearchSpace } from "../../optimizers/space.ts";
import type { Params } from "../../optimizers/types.ts";
import {
  bySetting,
  keyOf,
  type LookUp,
  recordedDistance,
  type RecordedSetting,
} from "./table.ts";

/**
 * Makes the look-up. The nearest recorded setting answers (the first in the
 * order of the table on ties), by the distance of {@linkcode recordedDistance}.
 * A setting that never unfreezes the encoder is only answered by one that does
 * not either, and the other way round: they are different experiments however
 * near they lie. Where none is within reach the trial fails.
 *
 * @param reach Largest distance at which a recorded setting answers
 * @throws {RangeError} If the table is empty or records one setting twice
 */
export function nearestObjective(
  rows: readonly RecordedSetting[],
  reach: number,
): LookUp {
  bySetting(rows);
  const distance = recordedDistance(rows);
  return (setting) => {
    let nearest: RecordedSetting | null = null;
    let least = Infinity;
    for (const row of rows) {
      if (isFrozen(row.params) !== isFrozen(setting)) continue;
      const away = distance(setting, row.params);
      if (away >= least) continue;
      least = away;
      nearest = row;
    }
    if (nearest === null) {
      return { snapped: null, moved: true, distance: null, value: null };
    }
    return {
      snapped: nearest.params,
      moved: keyOf(nearest.params) !== keyOf(setting),
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
 * The paper's space cut to what was recorded: from the smallest to the largest
 * recorded value, of `max_length` the recorded values.
 */
export function recordedRange(rows: readonly RecordedSetting[]): SearchSpace {
  return paperSpace().map((parameter) => {
    const values = rows.map(({ params }) => params[parameter.name]);
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
