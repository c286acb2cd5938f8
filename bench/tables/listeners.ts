import type { Baseline, BaselineName } from "../../corpora/listeners/mod.ts";
import {
  type ComparedUtterance,
  type Disagreement,
  disagreement,
  type RankCorrelation,
  type Recalls,
  recallsOf,
  sharedDifficulty,
} from "../listeners/comparison.ts";
import type { RunData } from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import { type Column, COUNT, SHARE, type Table } from "./table.ts";
import { type TestedCondition, testedConditions } from "./tested.ts";

/** A model beside the listeners of a corpus, on one class or balanced. */
export interface ListenerRow {
  /** The condition. */
  readonly condition: TestedCondition;
  /** The class, or "balanced". */
  readonly class: string;
  /** Listeners over all recordings of their test, and over the released ones. */
  readonly baselines: Readonly<Record<BaselineName, Baseline | undefined>>;
  /** Both on the utterances that were tested. */
  readonly recalls: Recalls;
  /** Who is right where only one is. */
  readonly disagreement: Disagreement;
  /** Whether they fail in the same places. */
  readonly correlation: RankCorrelation;
}

/** Name of the row over all classes. */
const BALANCED = "balanced";

/** Model and listeners on the very same utterances. */
export const LISTENERS: Table<ListenerRow> = {
  name: "listeners",
  description:
    "One row is a class, or the mean over classes (balanced), of an optimizer on a corpus whose listeners are known. Predictions are those of each study's incumbent on the part that counts (test, else validation), averaged over studies for each utterance. The replicate is an utterance; intervals are over utterances of the class, for these models, and treat utterances of one speaker as independent; none is over listeners, whom the data do not identify",
  key: ["corpus", "protocol", "encoder", "recipe", "optimizer", "class"],
  columns: [
    ...conditionColumns<ListenerRow>((row) => row.condition.study),
    {
      name: "class",
      type: "string",
      description:
        "class of the utterances; balanced: mean over the classes that were tested",
      value: (row) => row.class,
    },
    {
      name: "n_studies",
      type: "integer",
      description: "studies whose incumbents are averaged",
      constraints: COUNT,
      value: (row) => row.condition.studies,
    },
    {
      name: "n_utterances",
      type: "integer",
      description: "different utterances that were tested and heard",
      constraints: COUNT,
      value: (row) => row.recalls.n,
    },
    ...baselineColumns(
      "test",
      "all recordings of the listeners' test, chosen by nobody",
    ),
    ...baselineColumns(
      "released",
      "the published recordings; where these were chosen by the same listeners, the figure is inflated",
    ),
    ...estimateColumns(
      "listeners",
      "listeners' recall on the utterances that were tested, each utterance's share of right answers with equal weight",
      "Student's t by class, combined in quadrature",
      (row) => row.recalls.listeners,
      0,
    ),
    ...estimateColumns(
      "model",
      "the model's recall on the same utterances, each utterance's share of right studies with equal weight",
      "Wilson's score interval, for several classes too; several studies count as more utterances to the extent that they vary less",
      (row) => row.recalls.model,
      0,
    ),
    ...estimateColumns(
      "difference",
      "model minus listeners, paired by utterance",
      "combined from both and their correlation (Newcombe 1998, method 10)",
      (row) => row.recalls.difference,
      -1,
    ),
    {
      name: "mcnemar_n",
      type: "integer",
      description:
        "utterances with a verdict of both: the model right in more, or less, than half of its studies, the intended emotion first, or not first, among the listeners' answers (EmoDB: named by more than half, as every released recording is, so that the test then weighs the model's mistakes alone); other utterances are left out",
      constraints: COUNT,
      value: (row) => row.disagreement.n,
    },
    {
      name: "model_only",
      type: "integer",
      description: "of these, recognised by the model only",
      constraints: COUNT,
      value: (row) => row.disagreement.modelOnly,
    },
    {
      name: "listeners_only",
      type: "integer",
      description: "of these, recognised by the listeners' majority only",
      constraints: COUNT,
      value: (row) => row.disagreement.listenersOnly,
    },
    {
      name: "mcnemar_p",
      type: "number",
      description:
        "exact two-sided McNemar test of the last two columns; the balanced row counts all utterances alike",
      constraints: SHARE,
      value: (row) => row.disagreement.p,
    },
    {
      name: "correlation",
      type: "number",
      description:
        "Spearman's rank correlation over utterances of the model's mean probability of the right class with the listeners' rate: positive where the model fails on the utterances on which listeners fail; the balanced row takes all utterances together",
      constraints: { minimum: -1, maximum: 1 },
      value: (row) => row.correlation.rho,
    },
    {
      name: "correlation_low",
      type: "number",
      description:
        "lower end of the 95 % interval of the correlation (Fisher's transform with the error of Bonett and Wright)",
      constraints: { minimum: -1, maximum: 1 },
      value: (row) => row.correlation.low,
    },
    {
      name: "correlation_high",
      type: "number",
      description: "upper end of the interval of the correlation",
      constraints: { minimum: -1, maximum: 1 },
      value: (row) => row.correlation.high,
    },
    {
      name: "correlation_p",
      type: "number",
      description: "two-sided p-value of the correlation, by Student's t",
      constraints: SHARE,
      value: (row) => row.correlation.p,
    },
  ],
};

/** An estimate and the ends of its 95 % interval, cut to what it can be. */
function estimateColumns(
  name: string,
  meaning: string,
  method: string,
  of: (row: ListenerRow) => Recalls["model"],
  smallest: 0 | -1,
): Column<ListenerRow>[] {
  const constraints = { minimum: smallest, maximum: 1 };
  const cut = (end: number | null) =>
    end === null ? null : Math.min(1, Math.max(smallest, end));
  return [
    {
      name,
      type: "number",
      description: meaning,
      constraints,
      value: (row) => of(row).estimate,
    },
    {
      name: `${name}_low`,
      type: "number",
      description:
        `lower end of the 95 % interval of ${name}, cut to ${smallest}: ${method}`,
      constraints,
      value: (row) => cut(of(row).low),
    },
    {
      name: `${name}_high`,
      type: "number",
      description: `upper end of the interval of ${name}, cut to 1`,
      constraints,
      value: (row) => cut(of(row).high),
    },
  ];
}

/** A baseline, its interval and its n. */
function baselineColumns(
  name: BaselineName,
  recordings: string,
): Column<ListenerRow>[] {
  return [
    {
      name,
      type: "number",
      description: `listeners' recall on ${recordings}`,
      constraints: SHARE,
      value: ({ baselines }) => baselines[name]?.rate ?? null,
    },
    {
      name: `${name}_low`,
      type: "number",
      description:
        `lower end of the 95 % interval of ${name} (Student's t by class)`,
      value: ({ baselines }) => baselines[name]?.low ?? null,
    },
    {
      name: `${name}_high`,
      type: "number",
      description: `upper end of the interval of ${name}`,
      value: ({ baselines }) => baselines[name]?.high ?? null,
    },
    {
      name: `${name}_n`,
      type: "integer",
      description: `recordings behind ${name}`,
      constraints: COUNT,
      value: ({ baselines }) => baselines[name]?.n ?? null,
    },
  ];
}

/** Rows of {@linkcode LISTENERS}; none of a corpus without listeners. */
export function listenerRows(run: RunData): ListenerRow[] {
  return testedConditions(run).flatMap((condition) => {
    if (!condition.listeners) return [];
    const heard = condition.utterances.flatMap((utterance) =>
      utterance.heard ? [{ ...utterance, heard: utterance.heard }] : []
    );
    const byClass = condition.classes
      .map((name, truth) => ({
        name,
        utterances: heard.filter((utterance) => utterance.truth === truth),
      }))
      .filter(({ utterances }) => utterances.length > 0);
    if (byClass.length === 0) return [];
    const classes = byClass.map(({ utterances }) => utterances);
    return [
      ...byClass.map(({ name, utterances }) =>
        rowOf(condition, name, [utterances])
      ),
      rowOf(condition, BALANCED, classes),
    ];
  });
}

function rowOf(
  condition: TestedCondition,
  name: string,
  classes: readonly (readonly ComparedUtterance[])[],
): ListenerRow {
  const utterances = classes.flat();
  const baseline = (which: BaselineName) =>
    condition.listeners?.baselines.find((row) =>
      row.baseline === which && row.measure === "recordings" &&
      row.class === name
    );
  return {
    condition,
    class: name,
    baselines: { test: baseline("test"), released: baseline("released") },
    recalls: recallsOf(classes),
    disagreement: disagreement(utterances),
    correlation: sharedDifficulty(utterances),
  };
}
