/**
 * A recorded table of settings as an objective: the paper's grid, or any other
 * log with one score for each setting.
 *
 * Notation:
 * - levels, the distinct recorded values of a parameter, ascending
 * - snapped setting, each value moved to its nearest level
 *
 * @module
 */
import type { Params } from "../../optimizers/types.ts";

/** One recorded setting. */
export interface RecordedSetting {
  /** Recorded values of the four parameters. */
  readonly params: Params;
  /** Recorded score, such as the balanced class accuracy. */
  readonly value: number;
}

/** What a table answers for a setting. */
export interface TableAnswer {
  /** The setting that was looked up. */
  readonly snapped: Params;
  /** True when it differs from the one asked for. */
  readonly moved: boolean;
  /** Its recorded score, or null when it is not recorded: a failed trial. */
  readonly value: number | null;
}

/**
 * Makes the look-up of a recorded table.
 *
 * Each value snaps to the nearest level (`lr` by distance in log; ties to the
 * smaller). An `unfreeze_epoch` above the snapped `num_epochs` becomes the
 * largest level not above it: the same run, as the encoder is never unfrozen.
 *
 * @throws {RangeError} If the table is empty or records one setting twice
 */
export function tableObjective(
  rows: readonly RecordedSetting[],
): (setting: Params) => TableAnswer {
  if (rows.length === 0) {
    throw new RangeError(
      "Cannot make a table objective: found no rows, expected at least one recorded setting",
    );
  }
  const recorded = new Map<string, number>();
  for (const { params, value } of rows) {
    const key = keyOf(params);
    if (recorded.has(key)) {
      throw new RangeError(
        `Cannot make a table objective: found the setting ${key} twice, expected every setting once`,
      );
    }
    recorded.set(key, value);
  }
  const levels = (name: string) =>
    [...new Set(rows.map(({ params }) => params[name]))].sort((a, b) => a - b);
  const lr = levels("lr");
  const epochs = levels("num_epochs");
  const unfreeze = levels("unfreeze_epoch");
  const lengths = levels("max_length");

  return (setting) => {
    const num_epochs = nearest(epochs, setting.num_epochs);
    const unfrozen = nearest(unfreeze, setting.unfreeze_epoch);
    const snapped: Params = {
      lr: nearestInLog(lr, setting.lr),
      num_epochs,
      unfreeze_epoch: unfrozen > num_epochs
        ? unfreeze.findLast((level) => level <= num_epochs) ?? unfrozen
        : unfrozen,
      max_length: nearest(lengths, setting.max_length),
    };
    const moved = keyOf(snapped) !== keyOf(setting);
    return { snapped, moved, value: recorded.get(keyOf(snapped)) ?? null };
  };
}

function keyOf(p: Params): string {
  return `${p.lr},${p.num_epochs},${p.unfreeze_epoch},${p.max_length}`;
}

function nearest(levels: readonly number[], value: number): number {
  return nearestBy(levels, (a, b) => value - a <= b - value);
}

/** By distance in log, decided by a product so that no logarithm rounds. */
function nearestInLog(levels: readonly number[], value: number): number {
  return nearestBy(levels, (a, b) => value * value <= a * b);
}

/** First level that is at least as near as the next one. */
function nearestBy(
  levels: readonly number[],
  nearer: (level: number, next: number) => boolean,
): number {
  for (let i = 0; i + 1 < levels.length; i++) {
    if (nearer(levels[i], levels[i + 1])) return levels[i];
  }
  return levels[levels.length - 1];
}
