/**
 * Which figures a condition has, what each is drawn from, and what its caption says.
 *
 * @module
 */
import {
  bcaDistributions,
  type StudyScore,
} from "../figures/bca_distributions.ts";
import {
  type ConfusionCell,
  confusionMatrices,
} from "../figures/confusion_matrices.ts";
import { criticalDifferenceDiagram } from "../figures/critical_difference.ts";
import { bestOfK } from "../figures/best_of_k.ts";
import { incumbentCurves } from "../figures/incumbent_curves.ts";
import { listenerRecalls } from "../figures/listener_recalls.ts";
import {
  flagOf,
  numberOf,
  type Row,
  type RowIn,
  textOf,
} from "../figures/records.ts";
import type { Reference } from "../figures/references.ts";
import { configurationsTried } from "../figures/configurations.ts";
import { thresholdTimes } from "../figures/threshold_times.ts";
import { reachedShares } from "../figures/reached_shares.ts";
import { varianceComponents } from "../figures/variance_components.ts";
import { standings } from "./answer.ts";
import { signed } from "./numbers.ts";
import type { TableRows } from "../tables/rows.ts";
import { type Condition, rowsOf, type RunTables } from "./condition.ts";

/** A figure with what stands below it. */
export interface Figure {
  /** Name of its file without condition and ending. */
  readonly name: string;
  /** The drawing. */
  readonly svg: string;
  /** What is seen, the replicate and the interval. */
  readonly caption: string;
  /** True when it depends on the clock. */
  readonly time: boolean;
}

/** The figures of a condition that have something to show; the first answers the question. */
export function figuresOf(tables: RunTables, condition: Condition): Figure[] {
  const rows: RowsOf = (table) => rowsOf(tables, table, condition);
  const leader = standings(rows("summary"))[0]?.optimizer;
  if (leader === undefined) return [];
  const ofLeader: RowsOf = (table) =>
    rows(table).filter((row) => row.optimizer === leader);
  return [
    ...searchFigures(rows, [
      ...listenersLine(ofLeader("listeners")),
      ...publishedLine(ofLeader("published")),
    ]),
    ...selectionFigures(rows("best_of_k"), leader),
    ...listenerFigures(leader, ofLeader),
    ...comparisonFigures(rows),
  ];
}

/** Rows of a table of optimizers by its name. */
type RowsOf = <Name extends TableOfOptimizers>(
  table: Name,
) => readonly RowIn<Name>[];

/** Tables whose rows are of one optimizer each. */
type TableOfOptimizers = Exclude<keyof TableRows, "pairwise">;

/** What was found, and when. */
function searchFigures(
  rows: RowsOf,
  references: readonly Reference[],
): Figure[] {
  const summary = rows("summary");
  const n = studiesText(summary);
  return [
    {
      name: "bca",
      svg: bcaDistributions(
        summary,
        studyScores(rows("incumbents"), rows("trials")),
        references,
      ),
      caption:
        `Each dot is a study (${n}): the BCA of the configuration it found, on the part that counts (test, else validation); hollow if it collapsed. Tick: mean over studies. Bar: its 95 % interval, where it can be computed.`,
      time: false,
    },
    {
      name: "incumbents",
      svg: incumbentCurves(rows("curves"), references),
      caption:
        `BCA of the best configuration so far after each trial, on the part that counts (test, else validation): mean over studies (${n}). Band: pointwise 95 % interval of the mean, where it can be computed.`,
      time: false,
    },
    {
      name: "configurations",
      svg: configurationsTried(rows("trials"), foundBy(rows("incumbents"))),
      caption:
        `Configurations in the space searched: a tick for each trial, dots for what studies found, larger where several found the same, hollow where the encoder was never trained.${
          tuningText(summary)
        }`,
      time: false,
    },
  ];
}

/** What tuning was worth over the probe that it starts from, for recipes with such a start. */
function tuningText(summary: readonly RowIn<"summary">[]): string {
  const gains = summary.flatMap((row) => {
    const gain = numberOf(row, "tuning_gain");
    if (gain === null) return [];
    const low = numberOf(row, "tuning_gain_low");
    const high = numberOf(row, "tuning_gain_high");
    return [
      `${textOf(row, "optimizer")} ${signed(gain)}${
        low === null || high === null
          ? ""
          : ` (95 % interval ${signed(low)} to ${signed(high)})`
      }`,
    ];
  });
  return gains.length === 0
    ? ""
    : ` Gain in BCA over the linear probe that training starts from: ${
      gains.join(", ")
    }.`;
}

/** The optimizer whose trials are drawn: random search, whose trials are independent, else the leader. */
const INDEPENDENT = "random";

/** What selection by validation is worth and costs, where there is a test part. */
function selectionFigures(
  rows: readonly RowIn<"best_of_k">[],
  leader: string,
): Figure[] {
  const measured = rows.filter((row) =>
    numberOf(row, "selection_tax") !== null
  );
  const own = [INDEPENDENT, leader].map((name) =>
    measured.filter((row) => textOf(row, "optimizer") === name)
  ).find((found) => found.length > 1);
  if (own === undefined) return [];
  const last = own[own.length - 1];
  return [{
    name: "selection",
    svg: bestOfK(own),
    caption: `Expected BCA of the best of k trials of ${
      textOf(last, "optimizer")
    }, mean over studies. Solid, with its 95 % interval on this corpus: the trial selected by validation, on the test part; dotted above: its validation BCA; dashed: the best test BCA among the k. The selection tax, dashed minus solid, is ${
      signed(numberOf(last, "selection_tax")!)
    } at k = ${numberOf(last, "k")}; selection gains ${
      signed(numberOf(last, "expected_best")! - numberOf(last, "mean_trial")!)
    } over the mean trial.`,
    time: false,
  }];
}

/** The optimizer with the highest mean beside people. */
function listenerFigures(leader: string, ofLeader: RowsOf): Figure[] {
  const listeners = ofLeader("listeners");
  const confusion = confusionCells(leader, ofLeader("confusion"));
  const figures: Figure[] = [];
  if (listeners.length > 0) {
    figures.push({
      name: "listeners",
      svg: listenerRecalls(listeners),
      caption:
        `Share of utterances recognised by ${leader}, which has the highest mean, and by listeners, on the same utterances. Bars: 95 % intervals over speakers.`,
      time: false,
    });
  }
  if (confusion.length > 0) {
    figures.push({
      name: "confusion",
      svg: confusionMatrices(confusion),
      caption:
        `Percent of the answers to each emotion (rows), mean over utterances: ${leader} over its studies, and listeners where their answers are known.`,
      time: false,
    });
  }
  return figures;
}

/** Optimizers against each other: ranks, costs, and what makes results vary. */
function comparisonFigures(rows: RowsOf): Figure[] {
  // Without seeds that all optimizers have there is nothing to rank.
  const ranks = rows("ranks").filter((row) =>
    numberOf(row, "mean_rank") !== null
  );
  // Shares need crossed seeds: where one stream varies alone there are none.
  const variance = rows("variance").filter((row) =>
    numberOf(row, "share") !== null
  );
  const figures: Figure[] = [];
  if (ranks.length > 1) {
    figures.push({
      name: "ranks",
      svg: criticalDifferenceDiagram(ranks),
      caption:
        "Mean rank of each optimizer over sets of seeds, 1 is best. Optimizers joined by a bar cannot be distinguished at 5 %: their ranks differ by less than the critical difference.",
      time: false,
    });
  }
  for (const { table, measure, label, time } of MEASURES) {
    const thresholds = rows(table).filter((row) =>
      textOf(row, "measure") === measure &&
      numberOf(row, "restricted_mean") !== null
    );
    if (thresholds.length === 0) continue;
    figures.push({
      name: `thresholds_${measure}`,
      svg: thresholdTimes(thresholds, label),
      caption:
        "Restricted mean cost until the incumbent reaches a validation BCA, over studies; its 95 % interval from 10 studies on. Each optimizer is followed up to its own tau, the smallest total cost of its studies and of random search. Hollow: some studies had not reached the threshold by then and count up to tau, so the mean is too small. Right: number of studies that had.",
      time,
    });
  }
  for (const { measure, label, time } of MEASURES) {
    const reached = rows("reached").filter((row) =>
      textOf(row, "measure") === measure
    );
    if (!reached.some((row) => numberOf(row, "reached")! > 0)) continue;
    figures.push({
      name: `reached_${measure}`,
      svg: reachedShares(reached, label),
      caption:
        "Share of studies whose incumbent has reached a validation BCA, against what each spent. Labels stand where the studies end; where a threshold has no panel, no study reached it.",
      time,
    });
  }
  if (variance.length > 0) {
    figures.push({
      name: "variance",
      svg: varianceComponents(variance),
      caption:
        "Sources of variation of an optimizer's BCA: shares of variance by the seeds that are crossed. A negative estimate counts as 0 here; the table has its value.",
      time: false,
    });
  }
  return figures;
}

/** What is counted until a threshold is reached, and which table has it. */
const MEASURES = [
  { table: "thresholds", measure: "trials", label: "trials", time: false },
  { table: "thresholds", measure: "work", label: "work, GFLOP", time: false },
  {
    table: "threshold_minutes",
    measure: "minutes",
    label: "minutes",
    time: true,
  },
] as const;

/** How many studies stand behind the means of a condition. */
function studiesText(summary: readonly RowIn<"summary">[]): string {
  const counts = summary.map((row) => numberOf(row, "n_incumbents")!);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return `n = ${least === most ? least : `${least} to ${most}`} per optimizer`;
}

/** The last incumbent of each study. */
function lastOf(incumbents: readonly RowIn<"incumbents">[]): Map<string, Row> {
  return new Map(incumbents.map((row) => [textOf(row, "study"), row]));
}

/** Whether a trial is what its study found. */
function foundBy(
  incumbents: readonly RowIn<"incumbents">[],
): (trial: Row) => boolean {
  const found = new Set(
    [...lastOf(incumbents).values()].map((row) => trialKey(row, "incumbent")),
  );
  return (trial) => found.has(trialKey(trial, "trial"));
}

/** What each study found, and whether that trial collapsed. */
function studyScores(
  incumbents: readonly RowIn<"incumbents">[],
  trials: readonly RowIn<"trials">[],
): StudyScore[] {
  const last = lastOf(incumbents);
  const collapsed = new Set(
    trials.filter((row) => flagOf(row, "collapsed"))
      .map((row) => trialKey(row, "trial")),
  );
  return [...last.values()].flatMap((row) => {
    const bca = numberOf(row, "bca");
    return bca === null ? [] : [{
      optimizer: textOf(row, "optimizer"),
      seeds: textOf(row, "study").split("/").at(-1)!,
      bca,
      collapsed: collapsed.has(trialKey(row, "incumbent")),
    }];
  });
}

function trialKey(row: Row, column: string): string {
  return `${textOf(row, "study")}#${numberOf(row, column)}`;
}

/** The model's and the listeners' cells of one optimizer; what is not known is left out. */
function confusionCells(
  optimizer: string,
  confusion: readonly RowIn<"confusion">[],
): ConfusionCell[] {
  return (["model", "listeners"] as const).flatMap((column) =>
    confusion.flatMap((row) => {
      const share = numberOf(row, column);
      return share === null ? [] : [{
        who: column === "model" ? optimizer : column,
        truth: textOf(row, "class"),
        answer: textOf(row, "answer"),
        share,
      }];
    })
  );
}

/** Listeners on the same utterances. */
function listenersLine(rows: readonly Row[]): Reference[] {
  return rows.filter((row) => textOf(row, "class") === "balanced")
    .map((row) => {
      const bca = numberOf(row, "listeners")!;
      return { kind: "listeners", label: `listeners ${bca.toFixed(3)}`, bca };
    });
}

/** What the paper states, where speakers are shared between the parts as there. */
function publishedLine(rows: readonly Row[]): Reference[] {
  return rows.filter((row) =>
    textOf(row, "protocol") === "paper" && textOf(row, "quantity") === "bca"
  ).map((row) => {
    const bca = numberOf(row, "published")!;
    const method = textOf(row, "method");
    return { kind: "published", label: `published, ${method} ${bca}`, bca };
  });
}
