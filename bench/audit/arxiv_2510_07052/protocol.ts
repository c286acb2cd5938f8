/** Points 7, 13 to 15 and 21: listeners, the held-out part, noise, the space. */
import { partOf, splitCorpus } from "../../../corpora/splits/mod.ts";
import { listenersOf } from "../../../corpora/listeners/mod.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";
import { type Figure, type Finding, findings } from "../finding.ts";
import {
  type LogFields,
  type LoggedTrial,
  neverUnfrozenIn,
  numberIn,
} from "../published_log.ts";
import { FILES, type Logs } from "./logs.ts";

const CLASSES = 7;

/** Findings of points 7, 13 to 15 and 21. */
export function protocolFindings(
  logs: Logs,
  grid: readonly LogFields[],
): Finding[] {
  return [
    ...findings(7, listeners()),
    ...findings(13, heldOut(logs)),
    ...findings(
      14,
      [20, 10].map((n) => ({
        claim: `what one utterance of a class of ${n} moves BCA by`,
        value: 1 / (CLASSES * n),
        how: "1 / (7 n)",
      })),
    ),
    ...findings(15, wallTime(grid)),
    ...findings(21, space(logs)),
  ];
}

function listeners(): Figure[] {
  const { baselines } = listenersOf("emodb")!;
  return baselines.map((
    { baseline, class: group, n, rate },
  ): Figure => ({
    claim: `German listeners: ${group === "all" ? "plain mean" : group}, ${
      baseline === "test" ? "all recordings tested" : "released recordings"
    }`,
    ...(group === "balanced" ? { published: "84" } : {}),
    value: 100 * rate,
    unit: "%",
    how: `EmoDB's perception test, mean over ${n} recordings`,
  }));
}

/** Class counts of the held-out part that the recorded values allow. */
function heldOut(logs: Logs): Figure[] {
  const values = new Set(
    Object.keys(FILES).flatMap((name) =>
      logs[name as keyof Logs].map(({ bca }) => bca)
    ),
  );
  const recordings = [...listenersOf("emodb")!.recordings]
    .filter(([, { released }]) => released)
    .map(([id, { emotion }]) => ({
      id,
      emotion,
      speaker: id.slice(0, 2),
      sentence: id.slice(2, 5),
      recording: id,
      samples: new Float32Array(), // a partition asks for none
      sourceRateHz: 16000,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const classes = listenersOf("emodb")!.classes;
  const part = partOf(
    splitCorpus(
      { name: "emodb", classes, utterances: recordings },
      "paper",
      42,
      new RandomState(42),
    ),
    "held_out",
  );
  const how = "rows in file-name order, random_state 42, not stratified";
  return [
    {
      claim: "distinct BCA values of all logs",
      value: values.size,
      how: "the seven logs",
    },
    {
      claim: "values that stratified class counts cannot produce, at best",
      value: Math.min(
        ...stratifiedCounts(classTotals(recordings, classes)).map((counts) =>
          misses(values, counts)
        ),
      ),
      how:
        "class counts of 107 recordings, each a fifth of its class rounded down or up",
    },
    {
      claim: "held-out recordings by class under random_state 42",
      value: classes.map((emotion, i) => `${emotion} ${part.counts[i]}`).join(
        ", ",
      ),
      how,
    },
    {
      claim: "values that these counts cannot produce",
      value: misses(values, part.counts),
      how: "BCA is a mean over classes of k / n",
    },
    {
      claim: "speakers in both parts under random_state 42",
      value: part.shared.speakers.length,
      how,
    },
    {
      claim: "texts in both parts under random_state 42",
      value: part.shared.sentences.length,
      how,
    },
    {
      claim: "held-out recordings with another take in training",
      value: part.shared.takes.length,
      how: `${how}; same speaker, text and emotion`,
    },
  ];
}

function classTotals(
  recordings: readonly { readonly emotion: string }[],
  classes: readonly string[],
): number[] {
  return classes.map((name) =>
    recordings.filter(({ emotion }) => emotion === name).length
  );
}

/** Every way to hold out a fifth of each class, 107 in all. */
function stratifiedCounts(totals: readonly number[]): number[][] {
  const ways = totals.reduce<number[][]>(
    (found, n) =>
      found.flatMap((counts) => [
        [...counts, Math.floor(n / 5)],
        [...counts, Math.ceil(n / 5)],
      ]),
    [[]],
  );
  return ways.filter((counts) =>
    counts.reduce((sum, n) => sum + n, 0) === Math.ceil(
      totals.reduce((sum, n) => sum + n, 0) / 5,
    )
  );
}

/**
 * How many values are no mean of recalls k / n with these class counts.
 * In units of 1 / (7 L), L the least common multiple of the counts.
 */
function misses(
  values: ReadonlySet<number>,
  counts: readonly number[],
): number {
  const L = counts.reduce((multiple, n) => multiple * n / gcd(multiple, n), 1);
  const sums = new Uint8Array(CLASSES * L + 1);
  sums[0] = 1;
  let top = 0;
  for (const n of counts) {
    const before = sums.slice(0, top + 1);
    for (let sum = 0; sum <= top; sum++) {
      if (before[sum]) {
        for (let k = 1; k <= n; k++) sums[sum + k * L / n] = 1;
      }
    }
    top += L;
  }
  return [...values].filter((value) => {
    const units = value * CLASSES * L;
    const whole = Math.round(units);
    return Math.abs(units - whole) > 1e-6 || !sums[whole];
  }).length;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

function wallTime(grid: readonly LogFields[]): Figure[] {
  const rows = grid.map((fields, i) => {
    const number = (column: string) =>
      numberIn(FILES.grid, i + 1, fields, column);
    return {
      total: number("total_time"),
      train: number("train_time"),
      validation: number("validation_time"),
    };
  });
  const sum = (of: (row: typeof rows[number]) => number) =>
    rows.reduce((total, row) => total + of(row), 0);
  return [
    {
      claim: "grid: most of total_time beyond training and validation",
      value: Math.max(
        ...rows.map(({ total, train, validation }) =>
          total - train - validation
        ),
      ),
      unit: "s",
      how: "row by row",
    },
    {
      claim: "grid: share of validation in the total",
      value: sum(({ validation }) => validation) / sum(({ total }) => total),
      how: "sums over all rows",
    },
  ];
}

/** Bands of lr in which point 21 counts. */
const BANDS = [1e-6, 3e-6, 1e-5, 3e-5, 1e-4, 1.01e-3] as const;

function space(logs: Logs): Figure[] {
  const pool = [logs.ax, logs.hyperopt, logs.optuna].flat();
  const pairs = range(1, 10).flatMap((epochs) =>
    range(0, 5).map((unfreeze) => ({ epochs, unfreeze }))
  );
  const never = pairs.filter(({ epochs, unfreeze }) => unfreeze >= epochs);
  // quniform rounds: the end points get half the share of the others.
  const weight = (x: number, low: number, high: number) =>
    (x === low || x === high ? 0.5 : 1) / (high - low);
  const trained = pool.filter((trial) => neverUnfrozenIn([trial]).length === 0);
  return [
    {
      claim: "share of settings that never unfreeze, integers uniform",
      value: never.length / pairs.length,
      how: "unfreeze_epoch at or above num_epochs, of 60 pairs",
    },
    {
      claim: "the same under quniform",
      value: never.reduce(
        (share, { epochs, unfreeze }) =>
          share + weight(epochs, 1, 10) * weight(unfreeze, 0, 5),
        0,
      ),
      how: "end points have half weight",
    },
    {
      claim: "highest BCA of trials that never unfreeze, three logs",
      value: Math.max(...neverUnfrozenIn(pool).map(({ bca }) => bca)),
      how: "rows of the logs",
    },
    ...range(0, BANDS.length - 2).flatMap((i): Figure[] => {
      const [low, high] = [BANDS[i], BANDS[i + 1]];
      const inside = trained.filter(({ lr }) => low <= lr && lr < high);
      const band = `lr from ${low} to ${i === BANDS.length - 2 ? 1e-3 : high}`;
      return [
        count(`unfrozen trials, ${band}`, inside, () => true),
        count(
          `unfrozen trials above 0.9, ${band}`,
          inside,
          ({ bca }) => bca > 0.9,
        ),
        count(
          `unfrozen trials collapsed, ${band}`,
          inside,
          ({ bca }) => Math.abs(bca - 1 / 7) < 1e-12,
        ),
      ];
    }),
  ];
}

function count(
  claim: string,
  trials: readonly LoggedTrial[],
  holds: (trial: LoggedTrial) => boolean,
): Figure {
  return {
    claim,
    value: trials.filter(holds).length,
    how: "rows of the three logs",
  };
}

function range(low: number, high: number): number[] {
  return Array.from({ length: high - low + 1 }, (_, i) => low + i);
}
