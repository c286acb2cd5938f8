/**
 * Recorded numbers of BoTorch: model, acquisition, helpers, and Ax's first
 * trials.
 *
 * @module
 */
import { axStartTally, type RecordedStart } from "./ax_start.ts";
import { checkAcquisition, checkOptimum } from "./botorch_acquisition.ts";
import { checkHelpers } from "./botorch_helpers.ts";
import { checkModel, type Dataset } from "./botorch_model.ts";
import { type Checker, type Fields, isFields } from "./checker.ts";
import type { RecordedX } from "../../../recorded/recorded_configuration.ts";
import { type Agreement, Tally } from "../../../recorded/tally.ts";

interface RecordedExperiment {
  readonly api: "client" | "legacy";
  readonly seed: number;
  readonly trials: readonly { readonly x: RecordedX; readonly by: string }[];
}

/** Blocks that depend on clocks or on what is drawn elsewhere. */
const NOT_COMPARED = ["regret", "timing"];

/** Checks files of Gaussian-process numbers. */
export const botorch: Checker = {
  kind: "botorch",
  recognises: (content) =>
    isFields(content.datasets) &&
    (Array.isArray(content.map_objective) || Array.isArray(content.posterior)),
  check(content: Fields): Agreement[] {
    const datasets = content.datasets as Record<string, Dataset>;
    return [
      ...checkModel(content, datasets),
      ...checkHelpers(content),
      ...checkAcquisition(content, datasets),
      checkOptimum(content, datasets),
      axStartTally(recordedStarts(content)),
    ].filter(({ compared }) => compared > 0)
      .concat(
        NOT_COMPARED.filter((name) => name in content)
          .map((name) => new Tally(name, "numbers").result()),
      );
  },
};

/** The trials of each experiment that came before its model. */
function recordedStarts(content: Fields): RecordedStart[] {
  const runs = content.ax_experiments as RecordedExperiment[] ?? [];
  return runs.map(({ api, seed, trials }) => {
    const model = trials.findIndex(({ by }) =>
      by !== "Sobol" && by !== "CenterOfSearchSpace"
    );
    const start = model < 0 ? trials : trials.slice(0, model);
    return { api, seed, first: 0, trials: start.map(({ x }) => x) };
  });
}
