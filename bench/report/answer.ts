/**
 * The answer of a run in four short statements: who won, by how much, how sure
 * that is, and how far from human listeners. Numbers come from the tables as they
 * are; only the words are chosen here.
 *
 * @module
 */
import { numberOf, type RowIn, textOf } from "../figures/records.ts";
import {
  compare,
  type Comparison,
  isBetter,
  isTooSmall,
} from "./comparison.ts";
import { bca, counted, listed, pValue, signed } from "./numbers.ts";

/** Pairs from which an exact signed-rank test can reach 0.05. */
const FEWEST_PAIRS = 6;

/** A statement in a few large words, and the sentence that it stands for. */
export interface Statement {
  /** A few words. */
  readonly headline: string;
  /** The sentence. */
  readonly detail: string;
}

/** The four statements. */
export interface Statements {
  /** Who won. */
  readonly who: Statement;
  /** By how much. */
  readonly howMuch: Statement;
  /** How sure that is. */
  readonly howSure: Statement;
  /** How far from listeners. */
  readonly listeners: Statement;
}

/** What the statements answer: where nothing is compared, what was found and what tuning was worth. */
export interface Answer extends Statements {
  /** Whether two optimizers or more have a result. */
  readonly compared: boolean;
}

/** Rows of one condition: one corpus, protocol, encoder and recipe. */
export interface ConditionRows {
  /** Rows of `summary.csv`. */
  readonly summary: readonly RowIn<"summary">[];
  /** Rows of `pairwise.csv`. */
  readonly pairwise: readonly RowIn<"pairwise">[];
  /** Rows of `listeners.csv`. */
  readonly listeners: readonly RowIn<"listeners">[];
}

/** An optimizer with its mean. */
export interface Standing {
  readonly optimizer: string;
  readonly mean: number;
  readonly n: number;
  readonly row: RowIn<"summary">;
}

/** Optimizers with a mean, best first; by name where means are equal. */
export function standings(summary: readonly RowIn<"summary">[]): Standing[] {
  return summary.flatMap((row) => {
    const mean = numberOf(row, "bca_mean");
    return mean === null ? [] : [{
      optimizer: textOf(row, "optimizer"),
      mean,
      n: numberOf(row, "n_incumbents")!,
      row,
    }];
  }).sort((a, b) => b.mean - a.mean || (a.optimizer < b.optimizer ? -1 : 1));
}

/** The answer that the rows of a condition give. */
export function answer(rows: ConditionRows): Answer {
  const ranked = standings(rows.summary);
  const listeners = againstListeners(rows, ranked[0]);
  if (ranked.length === 0) {
    return {
      compared: false,
      who: {
        headline: "No result",
        detail: "No study has a complete trial.",
      },
      howMuch: NOTHING,
      howSure: NOTHING,
      listeners,
    };
  }
  if (ranked.length === 1) {
    return { compared: false, ...alone(ranked[0], rows), listeners };
  }
  const [leader, ...others] = ranked;
  const comparisons = others.map(({ optimizer }) =>
    compare(rows.pairwise, leader.optimizer, optimizer)
  );
  return {
    compared: true,
    who: whoWon(ranked, comparisons),
    howMuch: howMuch(ranked, comparisons),
    howSure: howSure(ranked, comparisons),
    listeners,
  };
}

const NOTHING: Statement = {
  headline: "–",
  detail: "Nothing to compare.",
};

/** Of a single optimizer there is its own result, and what its probe had without it. */
function alone(
  { optimizer, mean, n, row }: Standing,
  { summary }: ConditionRows,
): Omit<Statements, "listeners"> {
  const failed = summary.map((row) => textOf(row, "optimizer"))
    .filter((name) => name !== optimizer);
  const low = numberOf(row, "bca_low");
  const high = numberOf(row, "bca_high");
  return {
    who: {
      headline: `${bca(mean)} BCA`,
      detail: `What ${optimizer} found, ${
        n === 1 ? "one study" : `mean of ${n} studies`
      }. ${
        failed.length > 0
          ? `${listed(failed)} ${
            failed.length === 1 ? "has" : "have"
          } no complete trial.`
          : "No other optimizer was run on these seeds."
      }`,
    },
    howMuch: overProbe(row),
    howSure: low === null
      ? {
        headline: "Unknown",
        detail: `${
          counted(n, "study", "studies")
        } cannot say how much the result varies.`,
      }
      : {
        headline: `${bca(low)} to ${bca(high)}`,
        detail: `95 % interval on this corpus of the mean over ${n} studies.`,
      },
  };
}

/** What tuning was worth over the probe that training starts from. */
function overProbe(row: RowIn<"summary">): Statement {
  const gain = numberOf(row, "tuning_gain");
  if (gain === null) {
    return {
      headline: "Unknown",
      detail: "The recipe does not start from a linear probe.",
    };
  }
  const low = numberOf(row, "tuning_gain_low");
  const high = numberOf(row, "tuning_gain_high");
  return {
    headline: `${signed(gain)} BCA`,
    detail: `Over the linear probe that training starts from${
      low === null || high === null
        ? ", without an interval"
        : `: 95 % interval on this corpus ${signed(low)} to ${signed(high)}`
    }.`,
  };
}

function whoWon(
  ranked: readonly Standing[],
  comparisons: readonly (Comparison | null)[],
): Statement {
  const [leader, second] = ranked;
  const tied = ranked.filter(({ mean }) => mean === leader.mean);
  if (tied.length > 1) {
    return {
      headline: "A tie",
      detail: `${
        listed(tied.map(({ optimizer }) => optimizer))
      } have the same mean BCA, ${bca(leader.mean)}.`,
    };
  }
  const beaten = comparisons.filter((c) => c !== null && isBetter(c));
  const open = ranked.slice(1).filter((_, i) => {
    const c = comparisons[i];
    return c === null || !isBetter(c);
  });
  const mean = `mean BCA ${bca(leader.mean)} against ${
    bca(second.mean)
  } of ${second.optimizer}`;
  if (open.length === 0) {
    return {
      headline: `${leader.optimizer} won`,
      detail: `Better than every other optimizer: ${mean}, the second.`,
    };
  }
  if (beaten.length > 0) {
    return {
      headline: `${leader.optimizer} leads`,
      detail: `Better than ${
        listed(beaten.map((c) => c!.rival))
      }; cannot be distinguished from ${
        listed(open.map(({ optimizer }) => optimizer))
      }.`,
    };
  }
  return {
    headline: "No winner shown",
    detail:
      `${leader.optimizer} has the highest mean, but cannot be distinguished from the others: ${mean}.`,
  };
}

function howMuch(
  ranked: readonly Standing[],
  comparisons: readonly (Comparison | null)[],
): Statement {
  const [leader, second] = ranked;
  const first = comparisons[0];
  if (!first || first.difference === null) {
    return {
      headline: `${bca(leader.mean)} vs ${bca(second.mean)}`,
      detail:
        `Mean BCA of ${leader.optimizer} and of ${second.optimizer}, the second; they have no paired studies.`,
    };
  }
  const random = second.optimizer === "random"
    ? null
    : comparisons.find((c) => c?.rival === "random");
  return {
    headline: `${signed(first.difference)} BCA`,
    detail: `${leader.optimizer} over ${second.optimizer}, the second, in ${
      pairsOf(first)
    }: ${intervalText(first)}.${
      random && random.difference !== null
        ? ` Over random search ${signed(random.difference)}, ${
          intervalText(random)
        }.`
        : ""
    }`,
  };
}

function pairsOf({ n }: Comparison): string {
  return counted(n, "pair of studies", "pairs of studies");
}

function intervalText({ low, high }: Comparison): string {
  return low === null
    ? "no interval"
    : `95 % interval on this corpus ${signed(low)} to ${signed(high)}`;
}

function howSure(
  ranked: readonly Standing[],
  comparisons: readonly (Comparison | null)[],
): Statement {
  const first = comparisons[0];
  if (!first || first.n === 0) return unpaired(ranked);
  const wins = first.wins === null
    ? ""
    : ` ${first.optimizer} was ahead in ${percent(first.wins)} of them${
      first.winsLow === null || first.winsHigh === null
        ? ""
        : ` (95 % interval ${percent(first.winsLow)} to ${
          percent(first.winsHigh)
        })`
    }.`;
  if (isTooSmall(first)) {
    const few = first.n < FEWEST_PAIRS;
    return {
      headline: few ? "Too few seeds" : "Mostly equal",
      detail: `${
        few
          ? `${
            pairsOf(first)
          } cannot show who is better, whatever the difference`
          : `Of ${pairsOf(first)} too few differ to show who is better`
      }${
        first.smallestP === null
          ? ""
          : `: the smallest possible p is ${pValue(first.smallestP)}`
      }.${wins}`,
    };
  }
  const shown = comparisons.every((c) => c !== null && isBetter(c));
  const p = first.p === null ? "no p" : `p ${equals(first.p)}`;
  return {
    headline: shown
      ? `Shown, ${p}`
      : isBetter(first)
      ? `Shown against ${first.rival}, ${p}`
      : `Not shown, ${p}`,
    detail: `${testOf(first)} against ${first.rival} over ${
      pairsOf(first)
    }, adjusted for all rows of pairwise.csv.${wins}`,
  };
}

/** A p that has no smallest value is a crossed plan's. */
function testOf({ smallestP }: Comparison): string {
  return smallestP === null
    ? "Student's t test of crossed seeds"
    : "Exact signed-rank test";
}

/** Without a comparison by seed there are the intervals of the means. */
function unpaired(ranked: readonly Standing[]): Statement {
  const intervals = ranked.slice(0, 2).map(({ optimizer, n, row }) => {
    const [low, high] = [numberOf(row, "bca_low"), numberOf(row, "bca_high")];
    return low === null || high === null
      ? `${optimizer} has no interval (${counted(n, "study", "studies")})`
      : `${optimizer} ${bca(low)} to ${bca(high)} (${n} studies)`;
  });
  return {
    headline: "Not tested",
    detail: `95 % intervals of the means on this corpus: ${
      intervals.join(", ")
    }. A test takes optimizers on the same seeds.`,
  };
}

function equals(p: number): string {
  return p < 0.0001 ? pValue(p) : `= ${pValue(p)}`;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function againstListeners(
  rows: ConditionRows,
  leader: Standing | undefined,
): Statement {
  const row = rows.listeners.find((row) =>
    textOf(row, "optimizer") === leader?.optimizer &&
    textOf(row, "class") === "balanced"
  );
  if (!leader || !row) {
    return {
      headline: "No comparison",
      detail: "No listeners of this corpus are known.",
    };
  }
  const number = (column: keyof typeof row) => numberOf(row, column);
  const [low, high] = [number("difference_low"), number("difference_high")];
  return {
    headline: `${signed(number("difference"))} BCA`,
    detail: `${leader.optimizer} ${bca(number("model"))}, listeners ${
      bca(number("listeners"))
    } on the same ${number("n_utterances")} utterances${
      low === null || high === null
        ? ""
        : `; 95 % interval over speakers ${signed(low)} to ${signed(high)}`
    }.`,
  };
}
