/** Point 21: the search space, and what its regions gave. */
import { type Figure, type Finding, findings } from "../findings/finding.ts";
import {
  type LoggedTrial,
  neverUnfrozenIn,
} from "../../recorded/published_log.ts";
import type { Logs } from "./logs.ts";

/** Bands of lr in which trials are counted. */
const BANDS = [1e-6, 3e-6, 1e-5, 3e-5, 1e-4, 1e-3] as const;

/** Findings of point 21. */
export function spaceFindings(logs: Logs): Finding[] {
  return findings(21, space(logs));
}

function space(logs: Logs): Figure[] {
  const pool = [logs.ax, logs.hyperopt, logs.optuna].flat();
  const pairs = range(1, 10).flatMap((epochs) =>
    range(0, 5).map((unfreeze) => ({ epochs, unfreeze }))
  );
  const never = pairs.filter(({ epochs, unfreeze }) => unfreeze >= epochs);
  // quniform rounds: the end points get half the share of the others.
  const weight = (x: number, low: number, high: number) =>
    (x === low || x === high ? 0.5 : 1) / (high - low);
  return [
    {
      claim: "share of configurations that never unfreeze, integers uniform",
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
      claim: "share of num_epochs 1 under quniform",
      published: "uniform",
      value: weight(1, 1, 10),
      how: "end points have half weight; a tenth where uniform",
      verdict: "differs",
    },
    {
      claim: "share of unfreeze_epoch 0 under quniform",
      published: "uniform",
      value: weight(0, 0, 5),
      how: "end points have half weight; a sixth where uniform",
      verdict: "differs",
    },
    {
      claim: "highest BCA of trials that never unfreeze, three logs",
      value: Math.max(...neverUnfrozenIn(pool).map(({ bca }) => bca)),
      how: "rows of the logs",
    },
    ...BANDS.slice(1).flatMap((high, i): Figure[] => {
      const low = BANDS[i];
      const band = `lr from ${low} to ${high}`;
      // The last band has both its ends.
      const inside = pool.filter(({ lr }) =>
        low <= lr && (lr < high || high === BANDS.at(-1))
      );
      const never = neverUnfrozenIn(inside);
      const trained = inside.filter((trial) => !never.includes(trial));
      return [
        count(`unfrozen trials, ${band}`, trained, () => true),
        count(
          `unfrozen trials above 0.9, ${band}`,
          trained,
          ({ bca }) => bca > 0.9,
        ),
        count(
          `unfrozen trials collapsed, ${band}`,
          trained,
          ({ bca }) => Math.abs(bca - 1 / 7) < 1e-12,
        ),
        highest(`highest BCA of unfrozen trials, ${band}`, trained),
        count(`trials that never unfreeze, ${band}`, never, () => true),
        highest(`highest BCA of trials that never unfreeze, ${band}`, never),
      ];
    }),
  ];
}

function highest(claim: string, trials: readonly LoggedTrial[]): Figure {
  return {
    claim,
    value: Math.max(...trials.map(({ bca }) => bca)),
    how: "rows of the three logs",
  };
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
