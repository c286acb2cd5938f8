/**
 * Which columns of which tables go onto a page.
 *
 * @module
 */
import type { LatexView } from "./latex.ts";

/** What tells conditions apart. */
const SETTING = ["corpus", "protocol", "encoder", "recipe"] as const;

/** What is shown of A and B on the same seeds. */
const COMPARISON: Omit<LatexView, "names"> = {
  values: [
    { heading: "n", column: "n_units" },
    {
      heading: "difference",
      column: "difference",
      interval: ["difference_low", "difference_high"],
    },
    { heading: "p", column: "p_holm" },
    { heading: "A12", column: "a12" },
    {
      heading: "P(A > B)",
      column: "p_a_better",
      interval: ["wilson_low", "wilson_high"],
    },
  ],
  note:
    "p is of the exact signed-rank test, after Holm; A12 is Vargha and Delaney's; the interval of P(A > B) is Wilson's",
};

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
  pairwise: { names: [...SETTING, "a", "b"], ...COMPARISON },
  conditions: {
    names: [
      ...["corpus", "protocol", "optimizer"],
      ...["encoder_a", "recipe_a", "encoder_b", "recipe_b"],
    ],
    ...COMPARISON,
  },
  ranks: {
    names: [...SETTING, "optimizer"],
    values: [
      { heading: "blocks", column: "n_blocks" },
      { heading: "mean rank", column: "mean_rank" },
      { heading: "critical difference", column: "critical_difference" },
      { heading: "p", column: "f_p" },
      { heading: "W", column: "kendall_w" },
    ],
    note:
      "p is Iman and Davenport's of Friedman's test; W is Kendall's concordance",
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
