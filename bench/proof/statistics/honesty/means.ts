/**
 * Do the intervals of means and deviations cover the truth?
 *
 * @module
 */
import {
  bootstrapCi,
  drawnResamples,
  sampleMean,
} from "../../../stats/bootstrap.ts";
import { describe, studentTInterval } from "../../../stats/describe.ts";
import { hodgesLehmann } from "../../../stats/hodges_lehmann.ts";
import { drawGamma, drawNormal } from "../../../stats/random_draws.ts";
import type { RandomStream } from "../../../stats/types.ts";
import {
  atLeastGate,
  coverageGate,
  covers,
  type Finding,
  repeat,
  REPORTED,
  shares,
  type Simulation,
} from "./finding.ts";

/** A law of scores with its true mean and, where asked for, deviation. */
interface Law {
  readonly name: string;
  readonly mean: number;
  readonly sd: number | null;
  draw(stream: RandomStream): number;
}

const NORMAL: Law = {
  name: "normal",
  mean: 0.7,
  sd: 0.05,
  draw: (stream) => 0.7 + 0.05 * drawNormal(stream),
};

const SKEWED: Law = {
  name: "left-skewed (beta 8, 2)",
  mean: 0.8,
  sd: Math.sqrt(16 / 1100),
  draw: (stream) => {
    const a = drawGamma(8, stream);
    return a / (a + drawGamma(2, stream));
  },
};

/** One study in ten ends at chance. */
const COLLAPSE: Law = {
  name: "collapse mix (10 % at 1/7)",
  mean: 0.9 * 0.75 + 0.1 / 7,
  sd: null,
  draw: (stream) =>
    stream.random() < 0.1 ? 1 / 7 : 0.75 + 0.03 * drawNormal(stream),
};

/** Intervals without resampling are cheap. */
export const plainIntervals: Simulation = {
  title: "95 % intervals without resampling: share that covers",
  run: (stream, runs) =>
    [NORMAL, SKEWED, COLLAPSE].flatMap((law) =>
      [3, 5, 10, 30].flatMap((n) => {
        const found = shares(runs, () => {
          const values = repeat(n, () => law.draw(stream));
          const { low, high } = studentTInterval(values);
          const { sdLow, sdHigh } = describe(values);
          const shift = hodgesLehmann(values);
          return {
            t: covers(low, high, law.mean),
            sd: law.sd !== null && covers(sdLow, sdHigh, law.sd),
            shift: covers(shift.low, shift.high, law.mean),
          };
        });
        const normal = law === NORMAL;
        const finding = { data: law.name, n, runs };
        const gate = normal ? coverageGate(runs) : REPORTED;
        const rows: Finding[] = [
          { ...finding, what: "mean, Student's t", value: found.t, ...gate },
        ];
        if (law.sd !== null) {
          rows.push({
            ...finding,
            what: "deviation, chi-square",
            value: found.sd,
            ...gate,
          });
        }
        if (normal && n >= 10) {
          rows.push({
            ...finding,
            what: "shift, Hodges-Lehmann",
            value: found.shift,
            ...atLeastGate(runs),
          });
        }
        return rows;
      })
    ),
};

const RESAMPLES = 1000;
/** The expanded interval lies near the edge of 93 %: many runs are needed. */
const BOOTSTRAP_SHARE_OF_RUNS = 0.4;

/** Bootstrap intervals of the mean. */
export const bootstrapIntervals: Simulation = {
  title: "95 % bootstrap intervals of the mean: share that covers",
  run: (stream, all) => {
    const runs = Math.ceil(all * BOOTSTRAP_SHARE_OF_RUNS);
    return [NORMAL, SKEWED, COLLAPSE].flatMap((law) =>
      [5, 10, 15, 30].flatMap((n): Finding[] => {
        const found = shares(runs, () => {
          const ci = bootstrapCi(
            repeat(n, () => law.draw(stream)),
            sampleMean,
            drawnResamples(n, RESAMPLES, stream),
          );
          return {
            percentile: covers(ci.percentileLow, ci.percentileHigh, law.mean),
            bca: covers(ci.bcaLow, ci.bcaHigh, law.mean),
            expanded: covers(ci.expandedLow, ci.expandedHigh, law.mean),
          };
        });
        const finding = { data: law.name, n, runs };
        const judged = law === NORMAL && n >= 10;
        return [
          {
            ...finding,
            what: "percentile",
            value: found.percentile,
            ...REPORTED,
          },
          { ...finding, what: "BCa", value: found.bca, ...REPORTED },
          {
            ...finding,
            what: "expanded BCa",
            value: found.expanded,
            ...judged ? coverageGate(runs) : REPORTED,
          },
        ];
      })
    );
  },
};
