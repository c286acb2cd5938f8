/**
 * Optuna pruners from the text with which a study was recorded.
 *
 * @module
 */
import { HyperbandPruner } from "../../../../optimizers/pruners/hyperband.ts";
import { PercentilePruner } from "../../../../optimizers/pruners/percentile.ts";
import { SuccessiveHalvingPruner } from "../../../../optimizers/pruners/successive_halving.ts";
import type { Pruner } from "../../../../optimizers/types.ts";

/** Names of arguments in the order in which Python takes them. */
const POSITIONS: Readonly<Record<string, readonly string[]>> = {
  MedianPruner: ["n_startup_trials", "n_warmup_steps", "interval_steps"],
  PercentilePruner: [
    "percentile",
    "n_startup_trials",
    "n_warmup_steps",
    "interval_steps",
  ],
  SuccessiveHalvingPruner: [
    "min_resource",
    "reduction_factor",
    "min_early_stopping_rate",
    "bootstrap_count",
  ],
  HyperbandPruner: [
    "min_resource",
    "max_resource",
    "reduction_factor",
    "bootstrap_count",
  ],
};

/** Python's names in ours. */
const NAMES: Readonly<Record<string, string>> = {
  percentile: "percentile",
  n_startup_trials: "startupTrials",
  n_warmup_steps: "warmupSteps",
  interval_steps: "intervalSteps",
  n_min_trials: "minTrials",
  min_resource: "minResource",
  max_resource: "maxResource",
  reduction_factor: "reductionFactor",
  min_early_stopping_rate: "minEarlyStoppingRate",
  bootstrap_count: "bootstrapCount",
};

/**
 * The pruner that a text such as `PercentilePruner(25.0, n_warmup_steps=2)`
 * names; null for `NopPruner`.
 *
 * @param studyName Name of the study, which decides Hyperband's brackets
 * @throws {RangeError} If the pruner or an argument is not known
 */
export function recordedPruner(
  text: string,
  studyName: string,
): Pruner | null {
  const [, kind, list] = text.match(/^(\w+)(?:\((.*)\))?$/) ?? [];
  const options = readArguments(kind, list ?? "");
  switch (kind) {
    case "NopPruner":
      return null;
    case "MedianPruner":
    case "PercentilePruner":
      return new PercentilePruner(options);
    case "SuccessiveHalvingPruner":
      return new SuccessiveHalvingPruner(options);
    case "HyperbandPruner":
      return new HyperbandPruner({ ...options, studyName });
  }
  throw new RangeError(
    `Cannot make the recorded pruner: found "${text}", expected one of NopPruner, ${
      Object.keys(POSITIONS).join(", ")
    }`,
  );
}

function readArguments(
  kind: string,
  list: string,
): Record<string, number | undefined> {
  const given = list.split(",").map((item) => item.trim()).filter(Boolean);
  return Object.fromEntries(
    given.map((item, i) => {
      const [last, first] = item.split("=").reverse();
      const python = first ?? POSITIONS[kind]?.[i];
      const name = NAMES[python];
      if (name === undefined) {
        throw new RangeError(
          `Cannot make the recorded pruner ${kind}: found the argument "${item}", which it does not take`,
        );
      }
      const value = last.replaceAll(/['"]/g, "");
      return [name, value === "auto" ? undefined : Number(value)];
    }).filter(([, value]) => value !== undefined),
  );
}
