import { listenersOf } from "../../corpora/listeners/mod.ts";
import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import type { Study } from "../plan/plan.ts";
import { percentileInterval } from "../stats/bootstrap.ts";
import { studentTInterval } from "../stats/describe.ts";
import { SMALLEST_N } from "../stats/mean_interval.ts";
import { isConstant, mean } from "../stats/sums.ts";
import { type Interval, NO_INTERVAL } from "../stats/types.ts";
import { type Method, METHODS } from "./answers.ts";
import type { ConfusionRow, TransferRow } from "./table.ts";
import type {
  AnswerRecord,
  TargetRecord,
  TransferRecord,
} from "./transfer_file.ts";

/** Fewest speakers whose resamples say something. */
const FEWEST_SPEAKERS = 5;
const RESAMPLES = 2000;

/**
 * What becomes of the label "calm", which EmoDB has not: boredom, as in the paper's
 * scripts, or neutral, as often elsewhere.
 */
export const CALM = ["boredom", "neutral"] as const;

/** Table 6 of arXiv 2510.07052: BCA on other corpora before and after tuning on EmoDB. */
const PUBLISHED: Readonly<Record<string, Partial<Record<Method, number>>>> = {
  "ravdess": { untrained: 0.13, tuned: 0.38 },
  "crema-d": { untrained: 0.18, tuned: 0.44 },
};

/** Answers of all studies of a condition on a target. */
interface Group {
  readonly study: Study;
  readonly target: TargetRecord;
  readonly answers: readonly AnswerRecord[];
}

/** A target under a reading of its labels: the class of each utterance, -1 where it has none. */
interface Reading {
  readonly calm: string | null;
  readonly truth: readonly number[];
  readonly present: readonly number[];
}

/**
 * Rows of both tables.
 *
 * @param studies Studies of the run by key
 */
export function transferRows(
  records: readonly TransferRecord[],
  studies: ReadonlyMap<string, Study>,
): { readonly rows: TransferRow[]; readonly confusion: ConfusionRow[] } {
  const rows: TransferRow[] = [];
  const confusion: ConfusionRow[] = [];
  for (const group of groupsOf(records, studies)) {
    const { classes } = group.answers[0];
    for (const reading of readingsOf(group.target, classes)) {
      for (const method of METHODS) {
        for (const standardised of [false, true]) {
          const one = { group, reading, method, standardised };
          rows.push(...rowsOf(one));
          confusion.push(...confusionOf(one));
        }
      }
    }
  }
  return { rows, confusion };
}

function groupsOf(
  records: readonly TransferRecord[],
  studies: ReadonlyMap<string, Study>,
): Group[] {
  const targets = new Map(
    records.flatMap((record) =>
      record.kind === "target" ? [[record.name, record]] : []
    ),
  );
  const answers = records.filter((record) => record.kind === "answers");
  const groups = Map.groupBy(answers, ({ study, target }) => {
    const { corpus, protocol, encoder, recipe, optimizer } = studies.get(
      study,
    )!;
    return [corpus, protocol, encoder, recipe, optimizer, target].join("/");
  });
  return [...groups.values()].map((answers) => ({
    study: studies.get(answers[0].study)!,
    target: targets.get(answers[0].target)!,
    answers,
  }));
}

/** The readings of a target's labels; one where it has no "calm" or the source has it, too. */
export function readingsOf(
  { labels }: Pick<TargetRecord, "labels">,
  classes: readonly string[],
): Reading[] {
  const open = labels.includes("calm") && !classes.includes("calm");
  const readings = open ? CALM.filter((name) => classes.includes(name)) : [];
  return (readings.length > 0 ? readings : [null]).map((calm) => {
    const truth = labels.map((label) =>
      classes.indexOf(label === "calm" && calm !== null ? calm : label)
    );
    const present = classes.flatMap((_, c) => truth.includes(c) ? [c] : []);
    return { calm, truth, present };
  });
}

interface One {
  readonly group: Group;
  readonly reading: Reading;
  readonly method: Method;
  readonly standardised: boolean;
}

function placeOf({ group, reading, method, standardised }: One) {
  return {
    study: group.study,
    target: group.target.name,
    calm: reading.calm,
    method,
    standardised,
  };
}

function predictedOf(
  answers: AnswerRecord,
  { method, standardised }: One,
): readonly number[] {
  return answers.predicted[method][standardised ? "standardised" : "plain"];
}

function rowsOf(one: One): TransferRow[] {
  const { group: { answers, target }, reading: { truth, present } } = one;
  const { classes } = answers[0];
  const recalls = answers.map((answer) => {
    const predicted = predictedOf(answer, one);
    return present.map((c) => {
      const own = truth.flatMap((t, i) => t === c ? [predicted[i]] : []);
      return own.filter((p) => p === c).length / own.length;
    });
  });
  const row = (
    name: string,
    utterances: number,
    values: readonly number[],
    speakers: Interval,
    baseline: Pick<TransferRow, "chance" | "published" | "listeners">,
  ): TransferRow => ({
    ...placeOf(one),
    class: name,
    utterances,
    absent: classes.filter((_, c) => !present.includes(c)),
    recall: values,
    mean: mean(values),
    studies: values.length < SMALLEST_N || isConstant(values)
      ? NO_INTERVAL
      : cut(studentTInterval(values, 0.95)),
    speakers,
    ...baseline,
  });
  return [
    ...present.map((c, k) =>
      row(
        classes[c],
        truth.filter((t) => t === c).length,
        recalls.map((recall) => recall[k]),
        NO_INTERVAL,
        { chance: 1 / classes.length, published: null, listeners: null },
      )
    ),
    row(
      "balanced",
      truth.filter((t) => t >= 0).length,
      recalls.map(mean),
      overSpeakers(one),
      {
        chance: 1 / classes.length,
        published: publishedOf(one),
        listeners:
          listenersOf(target.name)?.baselines.findLast((row) =>
            row.class === "balanced"
          )?.rate ?? null,
      },
    ),
  ];
}

/** The printed figure, for the printed reading. */
function publishedOf({ group, reading, method, standardised }: One) {
  const { study, target } = group;
  return study.corpus !== "emodb" || standardised ||
      reading.calm === "neutral"
    ? null
    : PUBLISHED[target.name]?.[method] ?? null;
}

const cut = ({ low, high }: Interval): Interval => ({
  low: low === null ? null : Math.max(0, low),
  high: high === null ? null : Math.min(1, high),
});

/** Percentile interval of the mean BCA over resampled speakers of the target. */
function overSpeakers(one: One): Interval {
  const { group: { answers, target }, reading: { truth, present } } = one;
  const speakers = [...new Set(target.speakers)];
  // A target that does not tell its speakers has one without a name
  if (speakers.length < FEWEST_SPEAKERS || speakers.includes("")) {
    return NO_INTERVAL;
  }
  const n = speakers.map(() => present.map(() => 0));
  const hits = speakers.map(() => present.map(() => 0));
  const predicted = answers.map((answer) => predictedOf(answer, one));
  const numbers = new Map(speakers.map((name, s) => [name, s]));
  truth.forEach((t, i) => {
    const k = present.indexOf(t);
    if (k < 0) return;
    const s = numbers.get(target.speakers[i])!;
    n[s][k]++;
    hits[s][k] += mean(predicted.map((p) => p[i] === t ? 1 : 0));
  });
  const stream = new RandomState(0);
  const replicates = new Float64Array(RESAMPLES);
  for (let b = 0; b < RESAMPLES; b++) {
    const drawn = speakers.map(() =>
      Math.floor(stream.random() * speakers.length)
    );
    const recalls = present.flatMap((_, k) => {
      const total = drawn.reduce((sum, s) => sum + n[s][k], 0);
      return total === 0
        ? []
        : [drawn.reduce((sum, s) => sum + hits[s][k], 0) / total];
    });
    replicates[b] = mean(recalls);
  }
  return percentileInterval(replicates.sort(), 0.95);
}

function confusionOf(one: One): ConfusionRow[] {
  const { group: { answers }, reading: { truth, present } } = one;
  const { classes } = answers[0];
  return present.flatMap((c) => {
    const own = truth.flatMap((t, i) => t === c ? [i] : []);
    return classes.map((answer, a) => ({
      ...placeOf(one),
      class: classes[c],
      answer,
      share: mean(answers.map((record) => {
        const predicted = predictedOf(record, one);
        return own.filter((i) => predicted[i] === a).length / own.length;
      })),
    }));
  });
}
