/**
 * What a reader has to know before believing a result: how it was selected, what
 * the parts share, what collapsed, which optimizers never used their model.
 *
 * @module
 */
import { numberOf, type Row, type RowIn, textOf } from "../figures/records.ts";
import { bca, counted, listed, signed } from "./numbers.ts";

/** Rows of one condition that notes are made of. */
export interface NoteRows {
  /** Name of the corpus. */
  readonly corpus: string;
  /** Rows of `summary.csv`. */
  readonly summary: readonly RowIn<"summary">[];
  /** Rows of `splits.csv`. */
  readonly splits: readonly RowIn<"splits">[];
  /** Rows of `listeners.csv`. */
  readonly listeners: readonly RowIn<"listeners">[];
}

/** The corpus that is made rather than recorded. */
const SYNTHETIC =
  "The synthetic corpus is not speech: it shows that the suite works, and says nothing about emotions or about optimizers on real recordings.";

/** Optimizers that have a model of what they have seen. */
const WITH_MODEL = /^(optuna|hyperopt|ax)\b/;

/** The notes of a condition, gravest first. */
export function notes(
  { corpus, summary, splits, listeners }: NoteRows,
): string[] {
  return [
    ...(corpus === "synthetic" ? [SYNTHETIC] : []),
    ...collapsed(summary),
    ...selection(summary, splits),
    ...shared(splits),
    ...sharedSeeds(splits),
    ...startUpOnly(summary),
    ...chosenRecordings(listeners),
    ...fewSeeds(summary),
  ];
}

/** No interval survives rare collapse. */
function collapsed(summary: readonly RowIn<"summary">[]): string[] {
  const found = summary.filter((row) =>
    numberOf(row, "collapsed_studies")! > 0
  );
  if (found.length === 0) return [];
  return [
    `Some studies ended without a usable configuration (no complete trial, or one that predicts a single class or is at chance): ${
      listed(found.map((row) =>
        `${numberOf(row, "collapsed_studies")} of ${
          numberOf(row, "n_studies")
        } of ${textOf(row, "optimizer")}`
      ))
    }. Intervals do not hold where that happens now and then.`,
  ];
}

function selection(
  summary: readonly RowIn<"summary">[],
  splits: readonly RowIn<"splits">[],
): string[] {
  if (splits.length > 0 && splits.every((row) => partOf(row) !== "test")) {
    return [
      "BCA is reported on the same utterances that trials are selected on, as in the published study: the best of many trials is biased upwards for every optimizer.",
    ];
  }
  const spans = (column: "optimism" | "optimism_mean_trial") => {
    const values = summary.map((row) => numberOf(row, column))
      .filter((value) => value !== null);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return values.length === 0
      ? null
      : least === most
      ? signed(least)
      : `${signed(least)} to ${signed(most)}`;
  };
  const [chosen, every] = [spans("optimism"), spans("optimism_mean_trial")];
  if (chosen === null) return [];
  const shares = summary.flatMap((row) => {
    const share = numberOf(row, "selection_optimism");
    const low = numberOf(row, "selection_optimism_low");
    const high = numberOf(row, "selection_optimism_high");
    return share === null || low === null || high === null ? [] : [
      `${signed(share)} for ${textOf(row, "optimizer")} (95 % interval ${
        signed(low)
      } to ${signed(high)})`,
    ];
  });
  return [
    `Configurations are selected on the validation part and scored on the test part. Validation minus test BCA is ${chosen} for the incumbents and ${every} for the mean trial, which nothing was selected by.${
      shares.length === 0
        ? ""
        : ` What selection adds, on this corpus: ${shares.join(", ")}.`
    }`,
  ];
}

/** What training and report share makes a result look better than on new speakers. */
function shared(splits: readonly RowIn<"splits">[]): string[] {
  const test = splits.filter((row) => partOf(row) === "test");
  const scored = test.length > 0
    ? test
    : splits.filter((row) => partOf(row) === "validation");
  if (scored.length === 0) return [];
  const most = (column: keyof RowIn<"splits">) =>
    Math.max(...scored.map((row) => numberOf(row, column)!));
  const takes = most("shared_takes");
  const speakers = most("shared_speakers");
  const sentences = most("shared_sentences");
  if (speakers === 0) {
    return [
      `No speaker of the ${partOf(scored[0])} part is in another part${
        sentences > 0 ? `, but ${counted(sentences, "sentence")}` : ""
      }.`,
    ];
  }
  return [
    `The ${partOf(scored[0])} part shares ${counted(speakers, "speaker")}${
      sentences > 0 ? ` and ${counted(sentences, "sentence")}` : ""
    } with other parts${
      takes > 0
        ? `, and of ${counted(takes, "recording")} another take is there`
        : ""
    }: on new speakers expect less.`,
  ];
}

function partOf(row: Row): string {
  return textOf(row, "part");
}

const STREAMS = ["search", "train", "split"] as const;

/** Intervals take studies as independent, and cover chance only in what varies. */
function sharedSeeds(splits: readonly RowIn<"splits">[]): string[] {
  const distinct = (streams: readonly (typeof STREAMS[number])[]) =>
    new Set(
      splits.map((row) =>
        streams.map((name) => numberOf(row, `${name}_master`)).join()
      ),
    ).size;
  const n = distinct(STREAMS);
  if (n < 2) return [];
  const fixed = STREAMS.filter((name) => distinct([name]) === 1);
  const varied = STREAMS.filter((name) => !fixed.includes(name));
  if (varied.some((name) => distinct([name]) < n)) {
    return [
      "Seeds are crossed, so studies share them. Intervals and tests add up the variances over the seeds of each stream; sources of variance are in variance.csv.",
    ];
  }
  return fixed.length === 0 ? [] : [
    `Only the seeds of ${
      listed(varied)
    } vary: intervals do not cover chance in ${listed(fixed)}.`,
  ];
}

function startUpOnly(summary: readonly RowIn<"summary">[]): string[] {
  const names = summary.filter((row) =>
    numberOf(row, "share_model_based") === 0 &&
    WITH_MODEL.test(textOf(row, "optimizer"))
  ).map((row) => textOf(row, "optimizer"));
  if (names.length === 0) return [];
  return [
    `${listed(names)} never left ${
      names.length === 1 ? "its" : "their"
    } start-up trials in this budget: what is compared are random or quasi-random draws.`,
  ];
}

/** A corpus may hold only what its listeners recognised. */
function chosenRecordings(listeners: readonly RowIn<"listeners">[]): string[] {
  const row = listeners.find((row) => textOf(row, "class") === "balanced");
  if (!row) return [];
  const [test, released] = [numberOf(row, "test"), numberOf(row, "released")];
  if (test === null || released === null || test === released) return [];
  return [
    `The corpus keeps recordings that its listeners recognised, so their ${
      bca(released)
    } on these is inflated by that selection; on all ${
      numberOf(row, "test_n")
    } recordings they heard it is ${bca(test)}.`,
  ];
}

function fewSeeds(summary: readonly RowIn<"summary">[]): string[] {
  const least = Math.min(...summary.map((row) => numberOf(row, "n_studies")!));
  if (least >= 10) return [];
  return [
    least === 1
      ? "1 study an optimizer does not tell a result from chance."
      : `${
        counted(least, "study", "studies")
      } an optimizer are few: only large differences can be shown.`,
  ];
}
