/**
 * Do the intervals of shares cover the truth? Their coverage is a finite sum over
 * the number of successes, so that it is counted, not simulated.
 *
 * @module
 */
import { clopperPearson, wilsonInterval } from "../../../stats/proportions.ts";
import { drawnResamples } from "../../../stats/bootstrap.ts";
import {
  type Improvement,
  probabilityOfImprovement,
} from "../../../stats/superiority.ts";
import { mean } from "../../../stats/sums.ts";
import {
  covers,
  type Finding,
  levelGate,
  repeat,
  REPORTED,
  shares,
  type Simulation,
} from "./finding.ts";

/** P(X = k) of the binomial law, k = 0..n. */
function binomialLaw(n: number, p: number): number[] {
  let law = [1];
  for (let i = 0; i < n; i++) {
    law = [...law, 0].map((q, k) => q * (1 - p) + (law[k - 1] ?? 0) * p);
  }
  return law;
}

/** True shares over which coverage is averaged. */
const TRUE_SHARES = repeat(181, () => 0).map((_, i) => 0.05 + i * 0.005);

function coverages(n: number, interval: typeof wilsonInterval): number[] {
  const ends = repeat(n + 1, () => 0).map((_, k) => interval(k, n));
  return TRUE_SHARES.map((p) =>
    binomialLaw(n, p).reduce(
      (sum, q, k) => covers(ends[k].low, ends[k].high, p) ? sum + q : sum,
      0,
    )
  );
}

/** Intervals of a share. */
export const shareIntervals: Simulation = {
  title: "95 % intervals of a share: coverage over true shares 0.05 to 0.95",
  run: () =>
    [5, 10, 30, 107].flatMap((n): Finding[] => {
      const wilson = coverages(n, wilsonInterval);
      const exact = coverages(n, clopperPearson);
      const finding = { data: "binomial", n, runs: null };
      return [
        {
          ...finding,
          what: "Wilson, average",
          value: mean(wilson),
          low: 0.93,
          high: 0.97,
        },
        {
          ...finding,
          what: "Wilson, lowest",
          value: Math.min(...wilson),
          ...REPORTED,
        },
        {
          ...finding,
          what: "Clopper-Pearson, lowest",
          value: Math.min(...exact),
          low: 0.95,
          high: 1,
        },
      ];
    }),
};

const RESAMPLES = 1000;
const DEAR = 0.1;

/** P(A > B) with its verdict. */
export const improvement: Simulation = {
  title: "P(A > B) of Bernoulli wins: intervals that cover, and verdicts",
  run: (stream, all) => {
    const runs = Math.ceil(all * DEAR);
    return [0.5, 0.75, 0.9].flatMap((p) =>
      [5, 10, 29].flatMap((n): Finding[] => {
        const found = shares(runs, () => {
          const wins = repeat(n, () => stream.random() < p ? 1 : -1);
          const result = probabilityOfImprovement(
            wins,
            wins.map(() => 0),
            drawnResamples(n, RESAMPLES, stream),
          );
          return described(result, p);
        });
        const finding = { data: `true P ${p}`, n, runs };
        const row = (what: string, value: number, gate = REPORTED) => ({
          ...finding,
          what,
          value,
          ...gate,
        });
        return [
          row("percentile covers", found.percentile),
          row("Wilson covers", found.wilson),
          row("interval collapsed", found.collapsed),
          row(
            "verdict: meaningful",
            found.meaningful,
            p === 0.5 ? levelGate(runs) : REPORTED,
          ),
        ];
      })
    );
  },
};

function described(
  { low, high, wilson, collapsed, verdict }: Improvement,
  p: number,
) {
  return {
    percentile: covers(low, high, p),
    wilson: covers(wilson.low, wilson.high, p),
    collapsed: collapsed ?? false,
    meaningful: verdict === "significant_and_meaningful",
  };
}
