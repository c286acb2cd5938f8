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
import {
  COUNT,
  defineTable,
  flag,
  integer,
  named,
  number,
  one,
  SHARE,
  text,
} from "./table.ts";
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
  /** Who is right where only one is; `null` where listeners chose the recordings. */
  readonly disagreement: Disagreement | null;
  /** Whether they fail in the same places. */
  readonly correlation: RankCorrelation;
}

const BY_SPEAKER =
  "delete-one jackknife over speakers with Student's t; empty below 5 speakers";

/** Name of the row over all classes. */
const BALANCED = "balanced";

/** Model and listeners on the very same utterances. */
export const LISTENERS = defineTable<ListenerRow>()({
  name: "listeners",
  description:
    "One row is a class, or the mean over classes (balanced), of an optimizer on a corpus whose listeners are known. Predictions are those of each study's incumbent on the part that counts (test, else validation), averaged over studies for each utterance. Intervals are over speakers (each left out in turn), for these models; none is over listeners, whom the data do not identify",
  key: ["corpus", "protocol", "encoder", "recipe", "optimizer", "class"],
  columns: {
    ...conditionColumns<ListenerRow>((row) => row.condition.study),
    class: text(
      "class of the utterances; balanced: mean over the classes that were tested",
      (row) => row.class,
    ),
    n_studies: integer(
      "studies whose incumbents are averaged",
      (row) => row.condition.studies,
      COUNT,
    ),
    n_utterances: integer(
      "different utterances that were tested and heard",
      (row) => row.recalls.n,
      COUNT,
    ),
    n_speakers: integer(
      "speakers of these utterances; below 5 there are no intervals",
      (row) => row.recalls.speakers,
      COUNT,
    ),
    listeners_selected: flag(
      "true where the released recordings were chosen by these very answers: listeners and released are then inflated, and a test against their majority would weigh the model's mistakes alone",
      (row) => row.condition.listeners!.selected,
    ),
    ...baselineColumns(
      "test",
      "all recordings of the listening test, before any selection",
    ),
    ...baselineColumns(
      "released",
      "the published recordings; where these were chosen by the same listeners, the figure is inflated",
    ),
    ...estimateColumns(
      "listeners",
      "listeners' recall on the utterances that were tested, each utterance's share of right answers with equal weight",
      BY_SPEAKER,
      (row) => row.recalls.listeners,
      0,
    ),
    ...estimateColumns(
      "model",
      "the model's recall on the same utterances, each utterance's share of right studies with equal weight",
      BY_SPEAKER,
      (row) => row.recalls.model,
      0,
    ),
    ...estimateColumns(
      "difference",
      "model minus listeners, paired by utterance",
      BY_SPEAKER,
      (row) => row.recalls.difference,
      -1,
    ),
    mcnemar_n: integer(
      "utterances with a verdict of both: the model right in more, or less, than half of its studies, the intended emotion first, or not first, among the listeners' answers; other utterances are left out; empty where listeners_selected",
      (row) => row.disagreement?.n ?? null,
      COUNT,
    ),
    model_only: integer(
      "of these, recognised by the model only",
      (row) => row.disagreement?.modelOnly ?? null,
      COUNT,
    ),
    listeners_only: integer(
      "of these, recognised by the listeners' majority only",
      (row) => row.disagreement?.listenersOnly ?? null,
      COUNT,
    ),
    mcnemar_p: number(
      "exact two-sided McNemar test of the last two columns; the balanced row counts all utterances alike",
      (row) => row.disagreement?.p ?? null,
      SHARE,
    ),
    correlation: number(
      "Spearman's rank correlation over utterances of the model's mean probability of the right class with the listeners' rate: positive where the model fails on the utterances on which listeners fail; the balanced row takes all utterances together",
      (row) => row.correlation.rho,
      { minimum: -1, maximum: 1 },
    ),
    correlation_low: number(
      "lower end of the 95 % interval of the correlation (Fisher's transform with the error of Bonett and Wright)",
      (row) => row.correlation.low,
      { minimum: -1, maximum: 1 },
    ),
    correlation_high: number(
      "upper end of the interval of the correlation",
      (row) => row.correlation.high,
      { minimum: -1, maximum: 1 },
    ),
    correlation_p: number(
      "two-sided p-value of the correlation, by Student's t",
      (row) => row.correlation.p,
      SHARE,
    ),
  },
});

/** An estimate and the ends of its 95 % interval, cut to what it can be. */
function estimateColumns<Name extends string>(
  name: Name,
  meaning: string,
  method: string,
  of: (row: ListenerRow) => Recalls["model"],
  smallest: 0 | -1,
) {
  const bounds = { minimum: smallest, maximum: 1 };
  const cut = (end: number | null) =>
    end === null ? null : Math.min(1, Math.max(smallest, end));
  return {
    ...one(
      name,
      number<ListenerRow>(meaning, (row) => of(row).estimate, bounds),
    ),
    ...named(name, {
      low: number<ListenerRow>(
        `lower end of the 95 % interval of ${name}, cut to ${smallest}: ${method}`,
        (row) => cut(of(row).low),
        bounds,
      ),
      high: number<ListenerRow>(
        `upper end of the interval of ${name}, cut to 1`,
        (row) => cut(of(row).high),
        bounds,
      ),
    }),
  };
}

/** A baseline, its interval and its n. */
function baselineColumns<Name extends BaselineName>(
  name: Name,
  recordings: string,
) {
  const of =
    (part: "rate" | "low" | "high" | "n") => ({ baselines }: ListenerRow) =>
      baselines[name]?.[part] ?? null;
  return {
    ...one(
      name,
      number(`listeners' recall on ${recordings}`, of("rate"), SHARE),
    ),
    ...named(name, {
      low: number(
        `lower end of the 95 % interval of ${name}: ${BY_SPEAKER}`,
        of("low"),
        SHARE,
      ),
      high: number(`upper end of the interval of ${name}`, of("high"), SHARE),
      n: integer(`recordings behind ${name}`, of("n"), COUNT),
    }),
  };
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
    disagreement: condition.listeners?.selected
      ? null
      : disagreement(utterances),
    correlation: sharedDifficulty(utterances),
  };
}
