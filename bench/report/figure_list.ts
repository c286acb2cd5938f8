/**
 * Which figures a setting has, what each is drawn from, and what its caption says.
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
import { incumbentCurves } from "../figures/incumbent_curves.ts";
import { listenerRecalls } from "../figures/listener_recalls.ts";
import { flagOf, numberOf, type Row, textOf } from "../figures/records.ts";
import type { Reference } from "../figures/references.ts";
import { standings } from "./answer.ts";
import { rowsOf, type RunTables, type Setting } from "./setting.ts";

/** A figure with what stands below it. */
export interface Figure {
  /** Name of its file without setting and ending. */
  readonly name: string;
  /** The drawing. */
  readonly svg: string;
  /** What is seen, the replicate and the interval. */
  readonly caption: string;
  /** True when it depends on the clock. */
  readonly time: boolean;
}

/** The figures of a setting that have something to show; the first answers the question. */
export function figuresOf(tables: RunTables, setting: Setting): Figure[] {
  const rows = (table: string) => rowsOf(tables, table, setting);
  const summary = rows("summary");
  const leader = standings(summary)[0]?.engine;
  if (leader === undefined) return [];
  const ofLeader = (table: string) =>
    rows(table).filter((row) => textOf(row, "optimizer") === leader);
  const listeners = ofLeader("listeners");
  const references = referencesOf(listeners);
  const n = studiesText(summary);
  const figures: Figure[] = [
    {
      name: "bca",
      svg: bcaDistributions(
        summary,
        studyScores(rows("incumbents"), rows("trials")),
        references,
      ),
      caption:
        `Each dot is a study (${n}): the BCA of the setting it found, on the part that is reported; hollow where that setting collapsed. Tick: mean over studies. Bar: its 95 % interval, where it can be computed.`,
      time: false,
    },
    {
      name: "incumbents",
      svg: incumbentCurves(rows("curves"), references),
      caption:
        `BCA of the best setting so far after each trial, on the part that is reported: mean over studies (${n}). Band: pointwise 95 % interval of the mean, where it can be computed.`,
      time: false,
    },
  ];
  if (listeners.length > 0) {
    figures.push({
      name: "listeners",
      svg: listenerRecalls(listeners),
      caption:
        `Share of utterances recognised by ${leader}, which has the highest mean, and by listeners, on the same utterances. Bars: 95 % intervals over utterances.`,
      time: false,
    });
  }
  const confusion = confusionCells(leader, ofLeader("confusion"));
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

/** How many studies stand behind the means of a setting. */
function studiesText(summary: readonly Row[]): string {
  const counts = summary.map((row) => numberOf(row, "n_incumbents")!);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return `n = ${least === most ? least : `${least} to ${most}`} an engine`;
}

/** The last incumbent of each study, and whether that trial collapsed. */
function studyScores(
  incumbents: readonly Row[],
  trials: readonly Row[],
): StudyScore[] {
  const last = new Map(incumbents.map((row) => [textOf(row, "study"), row]));
  const collapsed = new Set(
    trials.filter((row) => flagOf(row, "collapsed"))
      .map((row) => trialKey(row, "trial")),
  );
  return [...last.values()].flatMap((row) => {
    const bca = numberOf(row, "bca_reported");
    return bca === null ? [] : [{
      engine: textOf(row, "optimizer"),
      seeds: textOf(row, "study").split("/").at(-1)!,
      bca,
      collapsed: collapsed.has(trialKey(row, "incumbent")),
    }];
  });
}

function trialKey(row: Row, column: string): string {
  return `${textOf(row, "study")}#${numberOf(row, column)}`;
}

/** The model's and the listeners' cells of one engine; what is not known is left out. */
function confusionCells(
  engine: string,
  confusion: readonly Row[],
): ConfusionCell[] {
  return (["model", "listeners"] as const).flatMap((column) =>
    confusion.flatMap((row) => {
      const share = numberOf(row, column);
      return share === null ? [] : [{
        who: column === "model" ? engine : column,
        truth: textOf(row, "class"),
        answer: textOf(row, "answer"),
        share,
      }];
    })
  );
}

/** What results of a setting are held against: listeners on the same utterances. */
function referencesOf(listeners: readonly Row[]): Reference[] {
  return listeners.filter((row) => textOf(row, "class") === "balanced")
    .map((row) => {
      const bca = numberOf(row, "listeners")!;
      return { kind: "listeners", label: `listeners ${bca.toFixed(3)}`, bca };
    });
}
