/**
 * How long a plan may take, by trials that were measured before.
 *
 * @module
 */
import type { Plan, Study } from "../plan/plan.ts";

/** The size of a corpus that is made to order, as far as it decides a trial's time. */
export type CorpusSize = Pick<Plan, "utterances" | "syllables">;

/** Where trials ran. */
export interface Machine {
  /** Its processor. */
  readonly cpu: string;
  /** Rate of a matrix product, see `productRate`; absent: not measured. */
  readonly productGflops?: number;
}

/** What a trial took that was trained for itself. */
export interface MeasuredTrial extends Machine, CorpusSize {
  /** corpus/encoder/recipe. */
  readonly kind: string;
  /** Seconds of training, scoring and suggestion. */
  readonly seconds: number;
}

/** How long a plan may take. */
export interface Estimate {
  /** Minutes of all its trials, one after the other; `null` where some kind was never measured. */
  readonly minutes: readonly [low: number, high: number] | null;
  /** Trials it rests on. */
  readonly measured: number;
  /** Whether all of them ran on this processor. */
  readonly here: boolean;
  /** What was never measured: corpus/encoder/recipe. */
  readonly unknown: readonly string[];
}

/** Factor either way for another processor whose speed was not measured. */
const UNKNOWN_SPEED = 2;
/** Factor either way for one whose speed was: products are not all of a step. */
const SCALED = 1.25;
/** Utterances and syllables of the synthetic corpus where a plan does not say. */
const USUAL = { utterances: 140, syllables: 9 };

/**
 * Minutes of studies: the number of their trials times the mean of measured ones
 * of that kind, give or take two standard errors of such a sum. Trials of this
 * processor are taken where there are any, else those of others, scaled by the
 * rate of a product where both are known.
 *
 * @param studies Studies of a plan
 * @param size Size of its synthetic corpus
 * @param trials Every measured trial
 * @param here This machine
 */
export function estimate(
  studies: readonly Study[],
  size: CorpusSize,
  trials: readonly MeasuredTrial[],
  here: Machine,
): Estimate {
  const planned = Map.groupBy(studies, kindOf);
  const byKind = Map.groupBy(trials, ({ kind }) => kind);
  const unknown = [...planned.keys()].filter((kind) => !byKind.has(kind));
  let [low, high, measured, allHere] = [0, 0, 0, true];
  for (const [kind, own] of planned) {
    const all = byKind.get(kind);
    if (!all) continue;
    const same = all.filter(({ cpu }) => cpu === here.cpu);
    const used = same.length > 0 ? same : all;
    allHere &&= same.length > 0;
    measured += used.length;
    const n = own.reduce((sum, { trials }) => sum + trials, 0);
    const bounds = used.map((trial) => secondsHere(trial, size, here));
    low += sumOf(n, bounds.map(([least]) => least))[0];
    high += sumOf(n, bounds.map(([, most]) => most))[1];
  }
  return {
    minutes: unknown.length > 0 ? null : [low / 60, high / 60],
    measured,
    here: allHere,
    unknown,
  };
}

/** The estimate as a sentence. */
export function estimateText(
  { minutes, measured, here, unknown }: Estimate,
  jobs: number,
): string {
  if (minutes === null) {
    return `Time: unknown, as no trial of ${
      unknown.join(", ")
    } was measured yet`;
  }
  const [low, high] = minutes.map((value) => wallText(value / jobs));
  return `Time: ${
    low === high ? `about ${low}` : `${low} to ${high}`
  } min, by ${measured} trials ${
    here ? "of this processor" : "of other processors"
  } in results/`;
}

function wallText(minutes: number): string {
  return minutes.toFixed(minutes < 10 ? 1 : 0);
}

/** Name of what decides most of a trial's time. */
export function kindOf(
  { corpus, encoder, recipe }: Pick<Study, "corpus" | "encoder" | "recipe">,
): string {
  return [corpus, encoder, recipe].join("/");
}

/** What a trial would take here, at least and at most. */
function secondsHere(
  trial: MeasuredTrial,
  size: CorpusSize,
  here: Machine,
): [low: number, high: number] {
  const amount = ({ utterances, syllables }: CorpusSize) =>
    (utterances ?? USUAL.utterances) * (syllables ?? USUAL.syllables);
  const sized = trial.kind.startsWith("synthetic/")
    ? trial.seconds * amount(size) / amount(trial)
    : trial.seconds;
  if (trial.cpu === here.cpu) return [sized, sized];
  if (trial.productGflops === undefined || here.productGflops === undefined) {
    return [sized / UNKNOWN_SPEED, sized * UNKNOWN_SPEED];
  }
  const scaled = sized * trial.productGflops / here.productGflops;
  return [scaled / SCALED, scaled * SCALED];
}

/** Two standard errors about n times a mean; nothing below the least trial n times. */
function sumOf(
  n: number,
  seconds: readonly number[],
): [low: number, high: number] {
  const m = seconds.length;
  const mean = seconds.reduce((sum, s) => sum + s, 0) / m;
  const variance = m < 2
    ? (mean / 2) ** 2
    : seconds.reduce((sum, s) => sum + (s - mean) ** 2, 0) / (m - 1);
  const margin = 2 * Math.sqrt(n * variance + n * n * variance / m);
  return [
    Math.max(n * Math.min(...seconds), n * mean - margin),
    n * mean + margin,
  ];
}
