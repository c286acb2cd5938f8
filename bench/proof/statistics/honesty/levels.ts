/**
 * Do tests keep their level, and do plans give the power they promise?
 *
 * @module
 */
import { adjustP } from "../../../stats/adjust_p.ts";
import { mcnemarExact } from "../../../stats/agreement.ts";
import { correctedResampledT } from "../../../stats/corrected_resampled_t.ts";
import { kendallTauB, spearman } from "../../../stats/correlation.ts";
import {
  friedman,
  nemenyiCriticalDifference,
} from "../../../stats/friedman.ts";
import { logrank } from "../../../stats/logrank.ts";
import { pairedMeanDifference } from "../../../stats/paired.ts";
import { drawNormal } from "../../../stats/random_draws.ts";
import { powerSignedRank } from "../../../stats/sample_size.ts";
import {
  type SelfComparison,
  selfComparison,
} from "../../../stats/self_comparison.ts";
import { mean } from "../../../stats/sums.ts";
import type { RandomStream } from "../../../stats/types.ts";
import { wilcoxonSignedRank } from "../../../stats/wilcoxon.ts";
import {
  type Finding,
  levelGate,
  repeat,
  REPORTED,
  shares,
  type Simulation,
} from "./finding.ts";

const ALPHA = 0.05;

function significant(p: number | null): boolean {
  return p !== null && p <= ALPHA;
}

/** Tests of one pair, where nothing differs. */
export const pairTests: Simulation = {
  title: "Tests at 0.05 where nothing differs: share that rejects",
  run: (stream, runs) => [
    ...[6, 10, 30].flatMap((n) => signedRankAndT(stream, runs, n)),
    ...[10, 30].flatMap((n) => associationAndSurvival(stream, runs, n)),
    ...overlappingSplits(stream, runs),
  ],
};

function signedRankAndT(
  stream: RandomStream,
  runs: number,
  n: number,
): Finding[] {
  const found = shares(runs, () => {
    const d = repeat(n, () => drawNormal(stream));
    const zero = d.map(() => 0);
    const coarse = d.map((x) => Math.round(2 * x));
    return {
      signedRank: significant(wilcoxonSignedRank(d).p),
      tied: significant(wilcoxonSignedRank(coarse).p),
      t: significant(pairedMeanDifference(d, zero).p),
    };
  });
  const row = (what: string, value: number, data = "normal"): Finding => ({
    what,
    data,
    n,
    value,
    runs,
    ...levelGate(runs),
  });
  return [
    row("signed rank, exact", found.signedRank),
    row("signed rank, exact", found.tied, "normal, ties and zeros"),
    row("paired t", found.t),
  ];
}

function associationAndSurvival(
  stream: RandomStream,
  runs: number,
  n: number,
): Finding[] {
  const found = shares(runs, () => {
    const x = repeat(n, () => stream.random());
    const y = repeat(n, () => stream.random());
    const times = repeat(
      2 * n,
      () => Math.min(15, Math.ceil(-12 * Math.log(1 - stream.random()))),
    );
    const right = repeat(
      n,
      () => [stream.random() < 0.8, stream.random() < 0.8],
    );
    return {
      spearman: significant(spearman(x, y).p),
      kendall: significant(kendallTauB(x, y).p),
      logrank: significant(
        logrank(
          times,
          times.map((t) => t < 15),
          times.map((_, i) => i < n ? 0 : 1),
        ).p,
      ),
      mcnemar: significant(
        mcnemarExact(
          right.filter(([a, b]) => a && !b).length,
          right.filter(([a, b]) => b && !a).length,
          n,
        ).p,
      ),
    };
  });
  const row = (
    what: string,
    data: string,
    value: number,
    gate = REPORTED,
  ): Finding => ({ what, data, n, value, runs, ...gate });
  return [
    row("Spearman, t", "independent", found.spearman),
    row("Kendall, exact", "independent", found.kendall, levelGate(runs)),
    row("log-rank (each group n)", "29 % censored, ties", found.logrank),
    row("McNemar, exact", "80 % right", found.mcnemar, levelGate(runs)),
  ];
}

/** Splits correlated as Nadeau and Bengio assume: by the share tested. */
function overlappingSplits(stream: RandomStream, runs: number): Finding[] {
  const n = 10;
  const shared = 0.2;
  const found = shares(runs, () => {
    const common = Math.sqrt(shared) * drawNormal(stream);
    const d = repeat(
      n,
      () => common + Math.sqrt(1 - shared) * drawNormal(stream),
    );
    return {
      corrected: significant(
        correctedResampledT(d, shared, 1 - shared).p,
      ),
      plain: significant(pairedMeanDifference(d, d.map(() => 0)).p),
    };
  });
  const finding = { data: "splits sharing 80 %", n, runs };
  return [
    {
      ...finding,
      what: "corrected resampled t",
      value: found.corrected,
      ...levelGate(runs),
    },
    {
      ...finding,
      what: "paired t, uncorrected",
      value: found.plain,
      ...REPORTED,
    },
  ];
}

const DEAR = 0.1;
const OPTIMIZERS = 4;
/** A study whose seeds are split in 5000 ways is dearer still. */
const HALVES_DEARER = 10;

/** One optimizer under four names with its own seeds each. */
export const sameOptimizer: Simulation = {
  title: "A/A: one optimizer under four names: share of studies that differ",
  run: (stream, all) => {
    const runs = Math.ceil(all * DEAR);
    const n = 10;
    const { criticalDifference } = nemenyiCriticalDifference(
      OPTIMIZERS,
      n,
      ALPHA,
    );
    const found = shares(runs, () => {
      const scores = repeat(n, () => {
        const seed = drawNormal(stream);
        return repeat(OPTIMIZERS, () => seed + drawNormal(stream));
      });
      const p = pairs(OPTIMIZERS).map(([a, b]) =>
        wilcoxonSignedRank(scores.map((row) => row[a] - row[b])).p
      );
      const ranks = friedman(scores, "maximize");
      const apart = Math.max(...ranks.meanRanks) -
        Math.min(...ranks.meanRanks);
      return {
        holm: adjustP(p, "holm").some(significant),
        raw: p.some(significant),
        friedman: significant(ranks.p),
        imanDavenport: significant(ranks.fP),
        nemenyi: apart >= criticalDifference,
      };
    });
    const halved = repeat(
      Math.ceil(runs / HALVES_DEARER),
      () => selfComparison(repeat(20, () => drawNormal(stream)), stream),
    );
    const halves = (
      what: string,
      share: (found: SelfComparison) => number,
    ) => ({
      what: `halves of one optimizer, ${what}`,
      data: "normal",
      n: 20,
      value: mean(halved.map(share)),
      runs: halved.length,
      ...REPORTED,
    });
    const row = (what: string, value: number, gate = REPORTED): Finding => ({
      what,
      data: "normal, seeds in common",
      n,
      value,
      runs,
      ...gate,
    });
    return [
      row("any Holm-adjusted signed rank", found.holm, levelGate(runs)),
      row("any unadjusted signed rank", found.raw),
      row("Friedman, chi-square", found.friedman, levelGate(runs)),
      row("Friedman, Iman-Davenport", found.imanDavenport),
      row("Nemenyi, extreme pair", found.nemenyi),
      halves("signed rank", ({ signedRank }) => signedRank!),
      halves("paired t", ({ pairedT }) => pairedT!),
    ];
  },
};

function pairs(k: number): [number, number][] {
  return repeat(k, () => 0).flatMap((_, a) =>
    repeat(a, () => 0).map((_, b): [number, number] => [a, b])
  );
}

/** Planned sizes and the power they give. */
export const plannedPower: Simulation = {
  title: "B/B: power of the signed rank at its planned size for 80 %",
  run: (stream, runs) =>
    [0.5, 0.8, 1, 1.5].map((dz) => {
      const n = powerSignedRank(dz, ALPHA, 0.8).n!;
      const { found } = shares(runs, () => ({
        found: significant(
          wilcoxonSignedRank(repeat(n, () => dz + drawNormal(stream))).p,
        ),
      }));
      return {
        what: `share found at dz ${dz}`,
        data: "normal",
        n,
        value: found,
        runs,
        low: 0.78,
        high: 0.9,
      };
    }),
};
