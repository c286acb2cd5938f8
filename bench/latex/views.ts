/**
 * Which columns of which tables go onto a page.
 *
 * @module
 */
import type { LatexView } from "./latex.ts";

/** What tells settings apart. */
const SETTING = ["corpus", "protocol", "encoder", "recipe"] as const;

/** Views by the name of their table. */
export const VIEWS: Readonly<Record<string, LatexView>> = {
  summary: {
    names: [...SETTING, "optimizer"],
    values: [
      { heading: "n", column: "n_studies" },
      {
        heading: "BCA",
        column: "bca_mean",
        interval: ["bca_low", "bca_high"],
      },
      { heading: "SD", column: "bca_sd" },
      { heading: "median", column: "bca_median" },
      { heading: "min", column: "bca_min" },
      { heading: "max", column: "bca_max" },
      { heading: "optimism", column: "optimism" },
      { heading: "collapsed", column: "collapsed_studies" },
    ],
  },
  listeners: {
    names: [...SETTING, "optimizer", "class"],
    values: [
      { heading: "n", column: "n_utterances" },
      {
        heading: "listeners",
        column: "listeners",
        interval: ["listeners_low", "listeners_high"],
      },
      {
        heading: "model",
        column: "model",
        interval: ["model_low", "model_high"],
      },
      {
        heading: "difference",
        column: "difference",
        interval: ["difference_low", "difference_high"],
      },
      { heading: "p", column: "mcnemar_p" },
    ],
    note: "p is exact, by McNemar",
  },
};
