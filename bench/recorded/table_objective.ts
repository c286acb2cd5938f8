/**
 * A recorded table of configurations as an objective: the paper's grid, or any other
 * log with one score for each configuration of a product of levels.
 *
 * Notation:
 * - levels, the distinct recorded values of a parameter, ascending
 * - space, how parameters are searched: which of them in their logarithm
 * - snapped configuration, each value moved to its nearest level
 * - distance, Euclidean, after each parameter's recorded range (of `lr`: of its
 *   logarithm) is scaled to 0..1
 *
 * @module
 */
import type { Parameter, SearchSpace } from "../../optimizers/space.ts";
import type { Params } from "../../optimizers/types.ts";
import { HYPER_PARAMETERS } from "../plan/hyper_parameters.ts";

/** One recorded configuration. */
export interface RecordedConfiguration {
  /** Recorded values of the hyper-parameters, the same ones in every row of a table. */
  readonly params: Params;
  /** Recorded score, such as the balanced class accuracy. */
  readonly value: number;
}

/** What a table answers for a configuration. */
export interface TableAnswer {
  /** The configuration that was looked up; `null` when nothing comparable is recorded. */
  readonly snapped: Params | null;
  /** True when it differs from the one asked for. */
  readonly moved: boolean;
  /** How far it was moved; 0 between configurations that are the same run. */
  readonly distance: number | null;
  /** Its recorded score, or null when it is not recorded: a failed trial. */
  readonly value: number | null;
}

/** How parameters are searched, as far as a look-up needs it. */
export interface Scale {
  /** The parameters of the table, in its order. */
  readonly space: SearchSpace;
  /** Choices without order, by parameter: two of them are a whole range apart. */
  readonly labels?: Readonly<Record<string, readonly string[]>>;
}

/** That of the suite's own hyper-parameters. */
const OWN_SCALE: Scale = {
  space: HYPER_PARAMETERS.map(({ parameter }) => parameter),
};

/** What a recorded table answers for any configuration. */
export type LookUp = (configuration: Params) => TableAnswer;

/**
 * Makes the look-up of a recorded table.
 *
 * Each value snaps to the nearest level (by distance in log where it is searched
 * there; ties to the smaller). An `unfreeze_epoch` above the snapped `num_epochs` means that the
 * encoder is never unfrozen. Where it is not recorded itself, the smallest level
 * that means the same answers: it is the same run.
 *
 * @throws {RangeError} If the table is empty or records one configuration twice
 */
export function tableObjective(
  rows: readonly RecordedConfiguration[],
  scale: Scale = OWN_SCALE,
): LookUp {
  const recorded = byConfiguration(rows);
  const distance = recordedDistance(rows, scale);
  const levels = levelsOf(rows);
  const snaps = parametersOf(rows, scale).map(({ name, kind }) => {
    const nearest = kind === "log-uniform" ? nearestInLog : nearestEvenly;
    return [name, (value: number) => nearest(levels[name], value)] as const;
  });

  return (configuration) => {
    const near: Params = Object.fromEntries(
      snaps.map(([name, snap]) => [name, snap(configuration[name])]),
    );
    const { num_epochs, unfreeze_epoch } = near;
    const snapped = !(unfreeze_epoch > num_epochs) || recorded.has(keyOf(near))
      ? near
      : {
        ...near,
        unfreeze_epoch: levels.unfreeze_epoch.find((u) => u >= num_epochs)!,
      };
    const key = keyOf(snapped);
    const moved = key !== keyOf(configuration);
    return {
      snapped,
      moved,
      distance: moved ? distance(configuration, snapped) : 0,
      value: recorded.get(key) ?? null,
    };
  };
}

/** The parameters that a table has. */
function parametersOf(
  rows: readonly RecordedConfiguration[],
  { space }: Scale,
): Parameter[] {
  return space.filter(({ name }) => name in rows[0].params);
}

/** Distinct values of each parameter, ascending. */
function levelsOf(
  rows: readonly Pick<RecordedConfiguration, "params">[],
): Record<string, number[]> {
  return Object.fromEntries(
    Object.keys(rows[0]?.params ?? {}).map((name) => [
      name,
      [...new Set(rows.map(({ params }) => params[name]))]
        .sort((a, b) => a - b),
    ]),
  );
}

/**
 * Whether the configurations are a complete product of levels, as those of a grid
 * are; those that would unfreeze the encoder after the last epoch may all be absent.
 *
 * @param rows Configurations, each once
 */
export function isProductOfLevels(
  rows: readonly Pick<RecordedConfiguration, "params">[],
): boolean {
  const { num_epochs = [Infinity], unfreeze_epoch = [0], ...others } = levelsOf(
    rows,
  );
  const other = Object.values(others)
    .reduce((product, levels) => product * levels.length, 1);
  const pairs = num_epochs.flatMap((epochs) =>
    unfreeze_epoch.map((unfreeze) => unfreeze <= epochs)
  );
  // Every configuration lies in the product of its own levels, so counts decide.
  return rows.length === other * pairs.length ||
    rows.length === other * pairs.filter(Boolean).length &&
      rows.every(({ params }) => params.unfreeze_epoch <= params.num_epochs);
}

/**
 * Scores by {@linkcode keyOf}.
 *
 * @throws {RangeError} If the table is empty or records one configuration twice
 */
export function byConfiguration(
  rows: readonly RecordedConfiguration[],
): Map<string, number> {
  if (rows.length === 0) {
    throw new RangeError(
      "Cannot make a table objective: found no rows, expected at least one recorded configuration",
    );
  }
  const recorded = new Map<string, number>();
  for (const { params, value } of rows) {
    const key = keyOf(params);
    if (recorded.has(key)) {
      throw new RangeError(
        `Cannot make a table objective: found the configuration ${key} twice, expected every configuration once`,
      );
    }
    recorded.set(key, value);
  }
  return recorded;
}

/**
 * Distance of two configurations on the scale of a table. An `unfreeze_epoch` above
 * `num_epochs` counts as at it: the same run.
 */
export function recordedDistance(
  rows: readonly RecordedConfiguration[],
  scale: Scale = OWN_SCALE,
): (a: Params, b: Params) => number {
  const differences = parametersOf(rows, scale).map((parameter) => {
    const { name } = parameter;
    if (scale.labels?.[name]) {
      return (a: Params, b: Params) => a[name] === b[name] ? 0 : 1;
    }
    const coordinate = scaleOf(rows, coordinateOf(parameter));
    return (a: Params, b: Params) => coordinate(a) - coordinate(b);
  });
  return (a, b) => Math.hypot(...differences.map((of) => of(a, b)));
}

/** A parameter's value where distances count: in its logarithm where it is searched there. */
function coordinateOf(
  { name, kind }: Parameter,
): (configuration: Params) => number {
  if (name === "unfreeze_epoch") {
    return ({ num_epochs = Infinity, unfreeze_epoch }) =>
      Math.min(unfreeze_epoch, num_epochs);
  }
  return kind === "log-uniform"
    ? (configuration) => Math.log(configuration[name])
    : (configuration) => configuration[name];
}

/** A coordinate of a configuration in units of its recorded range. */
function scaleOf(
  rows: readonly RecordedConfiguration[],
  coordinate: (configuration: Params) => number,
): (configuration: Params) => number {
  const recorded = rows.map(({ params }) => coordinate(params));
  const range = Math.max(...recorded) - Math.min(...recorded);
  return (configuration) => coordinate(configuration) / (range || 1);
}

/** The values of a configuration, in the order of its table, as text. */
export function keyOf(configuration: Params): string {
  return Object.values(configuration).join();
}

function nearestEvenly(levels: readonly number[], value: number): number {
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
