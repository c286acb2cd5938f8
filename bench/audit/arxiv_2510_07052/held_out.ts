/**
 * Point 13: the class counts of the held-out part that the recorded values allow.
 *
 * A BCA is the mean over 7 classes of k / n, with n recordings of a class held
 * out and k of them right: 7 BCA is a sum of seven k / n. Values are held as whole
 * numbers of 1 / d, d the least common denominator of all of them.
 */
import { partOf, splitCorpus } from "../../../corpora/splits/mod.ts";
import { listenersOf } from "../../../corpora/listeners/mod.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";
import { type Figure, type Finding, findings } from "../findings/finding.ts";
import type { Logs } from "./logs.ts";

const CLASSES = 7;

/** Recordings held out. */
const HELD_OUT = 107;

/** Random splits that are tried. */
const DRAWS = 20_000;

/** Distinct values of 7 BCA as whole numbers of 1 / d. */
interface Values {
  readonly whole: readonly number[];
  readonly d: number;
}

/** Findings of point 13. */
export function heldOutFindings(logs: Logs): Finding[] {
  const values = valuesOf(Object.values(logs).flat().map(({ bca }) => bca));
  const { classes, recordings } = listenersOf("emodb")!;
  const released = [...recordings]
    .filter(([, { released }]) => released)
    .map(([id, { emotion }]) => ({ id, emotion }));
  const labels = released.map(({ emotion }) => classes.indexOf(emotion));
  const totals = countsOf(labels);
  return findings(13, [
    {
      claim: "distinct BCA values of all logs",
      value: values.whole.length,
      how: "the seven logs",
    },
    {
      claim: "least common denominator of 7 times these values",
      value: values.d,
      how: "the seven logs",
    },
    {
      claim: "values that stratified class counts cannot produce, at best",
      value: Math.min(
        ...stratifiedCounts(totals).map((counts) => misses(values, counts)),
      ),
      how:
        "class counts of 107 recordings, each a fifth of its class rounded down or up",
    },
    {
      claim: "share of random splits whose class counts produce all values",
      value: shareOfRandomSplits(values, labels),
      how:
        `${DRAWS} splits without stratification, RandomState(1); a simulation`,
    },
    ...underSeed42(values, released),
  ]);
}

/** The split that the rows in file-name order give under the scripts' seed. */
function underSeed42(
  values: Values,
  released: readonly { readonly id: string; readonly emotion: string }[],
): Figure[] {
  const { classes } = listenersOf("emodb")!;
  const utterances = released.map(({ id, emotion }) => ({
    id,
    emotion: emotion as typeof classes[number],
    speaker: id.slice(0, 2),
    sentence: id.slice(2, 5),
    recording: id,
    samples: new Float32Array(), // a partition asks for none
    sourceRateHz: 16000,
  })).sort((a, b) => (a.id < b.id ? -1 : 1));
  const { counts, shared, indices } = partOf(
    splitCorpus(
      { name: "emodb", classes, utterances },
      "paper",
      42,
      new RandomState(42),
    ),
    "validation",
  );
  const how = "rows in file-name order, random_state 42, not stratified";
  return [
    {
      claim: "held-out recordings by class under random_state 42",
      value: classes.map((emotion, i) => `${emotion} ${counts[i]}`).join(", "),
      how,
    },
    {
      claim: "held-out recordings by speaker under random_state 42",
      value: [...Map.groupBy(indices, (i) => utterances[i].speaker)]
        .map(([speaker, own]) => `${speaker} ${own.length}`).sort().join(", "),
      how,
      note: `of ${
        [...Map.groupBy(utterances, ({ speaker }) => speaker)]
          .map(([speaker, own]) => `${speaker} ${own.length}`).join(", ")
      } in all`,
    },
    {
      claim: "values that these counts cannot produce",
      value: misses(values, counts),
      how: "BCA is a mean over classes of k / n",
    },
    {
      claim: "speakers in both parts under random_state 42",
      value: shared.speakers!.length,
      how,
    },
    {
      claim: "texts in both parts under random_state 42",
      value: shared.sentences!.length,
      how,
    },
    {
      claim: "held-out recordings with another take in training",
      value: shared.takes!.length,
      how: `${how}; same speaker, text and emotion`,
    },
  ];
}

function valuesOf(values: readonly number[]): Values {
  const sums = [...new Set(values)].map((bca) => CLASSES * bca);
  const d = sums.map(denominatorOf).reduce((a, b) => lcm(a, b));
  return { whole: sums.map((sum) => Math.round(sum * d)), d };
}

function countsOf(labels: readonly number[]): number[] {
  const counts = Array<number>(CLASSES).fill(0);
  for (const label of labels) counts[label]++;
  return counts;
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
    counts.reduce((sum, n) => sum + n, 0) === HELD_OUT
  );
}

function shareOfRandomSplits(
  values: Values,
  labels: readonly number[],
): number {
  const random = new RandomState(1);
  let found = 0;
  for (let draw = 0; draw < DRAWS; draw++) {
    const part = random.permutation(labels.length).slice(0, HELD_OUT);
    const counts = countsOf(part.map((i) => labels[i]));
    // Without this no sums of recalls have the denominator of all values.
    const may = !counts.includes(0) &&
      counts.reduce((a, b) => lcm(a, b)) % values.d === 0;
    if (may && misses(values, counts) === 0) found++;
  }
  return found / DRAWS;
}

/** How many values are no sum of recalls with these class counts. */
function misses({ whole, d }: Values, counts: readonly number[]): number {
  // In a sum of whole 1 / d, a recall k / n has no factor in its denominator
  // that neither d nor the other classes have.
  const steps = counts.map((n, i) =>
    gcd(n, counts.toSpliced(i, 1).reduce((a, b) => lcm(a, b), d))
  );
  const L = steps.reduce((a, b) => lcm(a, b), d);
  // Bit s: some recalls add up to s / L.
  let sums = 1n;
  for (const n of steps) {
    let more = 0n;
    for (let k = 0; k <= n; k++) more |= sums << BigInt(k * L / n);
    sums = more;
  }
  const bits = sums.toString(2);
  return whole.filter((value) => bits.at(-1 - value * L / d) !== "1").length;
}

/** Least denominator of a fraction. */
function denominatorOf(x: number): number {
  let denominator = 1;
  while (Math.abs(x * denominator - Math.round(x * denominator)) > 1e-9) {
    denominator++;
  }
  return denominator;
}

function lcm(a: number, b: number): number {
  return a / gcd(a, b) * b;
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
