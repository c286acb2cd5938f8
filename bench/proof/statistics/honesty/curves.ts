/**
 * Times to thresholds, expected best of k and variance components: unbiased, and
 * with intervals that cover?
 *
 * @module
 */
import { expectedBestOfK } from "../../../stats/expected_best_of_k.ts";
import { drawNormal } from "../../../stats/random_draws.ts";
import { mean, standardDeviation } from "../../../stats/sums.ts";
import {
  kaplanMeier,
  restrictedMeanInterval,
} from "../../../stats/survival.ts";
import type { RandomStream } from "../../../stats/types.ts";
import { varianceComponentsCrossed } from "../../../stats/variance_crossed.ts";
import { crossedIntervals } from "../../../stats/variance_intervals.ts";
import {
  coverageGate,
  covers,
  type Finding,
  type Gate,
  repeat,
  REPORTED,
  shares,
  type Simulation,
} from "./finding.ts";

const MEAN_TIME = 12;
const TAU = 15;
/** Mean of min(T, tau) for exponential times. */
const TRUE_RESTRICTED_MEAN = MEAN_TIME * (1 - Math.exp(-TAU / MEAN_TIME));
/** A time at which S is looked at. */
const LOOK_AT = 8;

/** Restricted mean and Kaplan-Meier curve. */
export const survivalIntervals: Simulation = {
  title: "95 % intervals of times to a threshold: share that covers",
  run: (stream, runs) =>
    [10, 15, 30].flatMap((n): Finding[] => {
      const found = shares(runs, () => {
        const drawn = repeat(
          n,
          () => -MEAN_TIME * Math.log(1 - stream.random()),
        );
        const curve = kaplanMeier(
          drawn.map((t) => Math.min(t, TAU)),
          drawn.map((t) => t < TAU),
          TAU,
        );
        const restricted = restrictedMeanInterval(curve);
        const at = curve.eventTimes.findLastIndex((t) => t <= LOOK_AT);
        return {
          restricted: covers(
            restricted.low,
            restricted.high,
            TRUE_RESTRICTED_MEAN,
          ),
          survival: at >= 0 &&
            covers(
              curve.survivalLow[at],
              curve.survivalHigh[at],
              Math.exp(-LOOK_AT / MEAN_TIME),
            ),
        };
      });
      const finding = { data: "exponential, 29 % censored", n, runs };
      const gate = n === 30
        ? { ...coverageGate(runs), low: coverageGate(runs).low! - 0.01 }
        : REPORTED;
      return [
        {
          ...finding,
          what: "restricted mean",
          value: found.restricted,
          ...gate,
        },
        {
          ...finding,
          what: "S(8), log-log Greenwood",
          value: found.survival,
          ...REPORTED,
        },
      ];
    }),
};

/** Three standard errors of the simulation on each side. */
const UNBIASED: Gate = { low: -3, high: 3 };
const DEAR = 0.1;

/** Distance of the mean of estimates from the truth, in its standard errors. */
function bias(estimates: readonly number[], truth: number): number {
  return (mean(estimates) - truth) * Math.sqrt(estimates.length) /
    standardDeviation(estimates);
}

/** Expected best of k. */
export const bestOfK: Simulation = {
  title: "Expected best of k of 15 uniform values: bias in standard errors",
  run: (stream, runs) =>
    [2, 5, 10].flatMap((k): Finding[] => {
      const n = 15;
      const found = repeat(runs, () =>
        expectedBestOfK(
          repeat(n, () => stream.random()),
          [k],
          "maximize",
        ));
      const truth = k / (k + 1);
      const finding = { data: "uniform", n, runs };
      return [
        {
          ...finding,
          what: `unbiased form (Tang), k = ${k}`,
          value: bias(found.map(({ u }) => u[0]!), truth),
          ...UNBIASED,
        },
        {
          ...finding,
          what: `with replacement (Dodge), k = ${k}`,
          value: bias(found.map(({ v }) => v[0]!), truth),
          ...REPORTED,
        },
      ];
    }),
};

/** True components of the simulated plans. */
const TRUTH = {
  search: 4,
  training: 2,
  split: 9,
  searchTraining: 1,
  searchSplit: 1,
  trainingSplit: 2,
  threeWay: 1,
  residual: 1,
};
const LEVELS = 3;
const REPLICATES = 2;
const INTERVAL_DRAWS = 1000;

/** A plan of 3 x 3 x 3 cells with two replicates. */
function drawPlan(stream: RandomStream): number[][][][] {
  const effects = (variance: number, count: number) =>
    repeat(count, () => Math.sqrt(variance) * drawNormal(stream));
  const search = effects(TRUTH.search, LEVELS);
  const training = effects(TRUTH.training, LEVELS);
  const split = effects(TRUTH.split, LEVELS);
  const searchTraining = effects(TRUTH.searchTraining, LEVELS ** 2);
  const searchSplit = effects(TRUTH.searchSplit, LEVELS ** 2);
  const trainingSplit = effects(TRUTH.trainingSplit, LEVELS ** 2);
  const levels = repeat(LEVELS, () => 0).map((_, i) => i);
  return levels.map((i) =>
    levels.map((j) =>
      levels.map((k) => {
        const [threeWay] = effects(TRUTH.threeWay, 1);
        const cell = search[i] + training[j] + split[k] +
          searchTraining[LEVELS * i + j] + searchSplit[LEVELS * i + k] +
          trainingSplit[LEVELS * j + k] + threeWay;
        return effects(TRUTH.residual, REPLICATES).map((e) => cell + e);
      })
    )
  );
}

/** Variance components of crossed plans. */
export const varianceComponents: Simulation = {
  title:
    "Variance components of 3 x 3 x 3 plans with 2 replicates: bias in standard errors, and share of 95 % intervals that covers",
  run: (stream, all) => {
    const runs = Math.ceil(all * DEAR);
    const found = repeat(runs, () => {
      const estimates = varianceComponentsCrossed(drawPlan(stream));
      const intervals = crossedIntervals(
        estimates,
        stream,
        0.95,
        INTERVAL_DRAWS,
      );
      return { estimates, intervals };
    });
    const sources = Object.keys(TRUTH) as (keyof typeof TRUTH)[];
    const finding = {
      data: "normal effects",
      n: LEVELS ** 3 * REPLICATES,
      runs,
    };
    return sources.flatMap((source): Finding[] => [
      {
        ...finding,
        what: `${source}, bias`,
        value: bias(
          found.map(({ estimates }) => estimates.components[source]!),
          TRUTH[source],
        ),
        ...UNBIASED,
      },
      {
        ...finding,
        what: `${source}, interval covers`,
        value: mean(found.map(({ intervals }) => {
          const { low, high } = intervals.components[source];
          return covers(low, high, TRUTH[source]) ? 1 : 0;
        })),
        ...REPORTED,
      },
    ]);
  },
};
