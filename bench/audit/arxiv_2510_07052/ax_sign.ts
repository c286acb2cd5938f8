/** Point 4: what the 50 trials of seed 2002 did after their start-up. */
import { mean } from "../../stats/sums.ts";
import { quantiles } from "../../stats/quantile.ts";
import { type Figure, type Finding, findings } from "../findings/finding.ts";
import {
  type LoggedTrial,
  neverUnfrozenIn,
} from "../../recorded/published_log.ts";
import {
  fiftyOf,
  type Logs,
  OPTIMIZERS,
  type PublishedOptimizer,
} from "./logs.ts";

/** Findings of point 4. */
export function axSignFindings(logs: Logs): Finding[] {
  const ax = fiftyOf(logs, OPTIMIZERS[0]);
  return findings(4, [
    {
      claim: "Ax: value that a trial is completed with",
      published: "BCA",
      value: "",
      how: "no log holds it",
      verdict: "cannot_be_recomputed",
      note:
        "the script, which is not carried, completes a trial with minus BCA (hpo_optimiser_ax.py at 217d779, line 118) and names no objective (lines 44 to 71)",
    },
    ...OPTIMIZERS.flatMap((optimizer) =>
      modelPhase(optimizer, fiftyOf(logs, optimizer).slice(optimizer.startUp))
    ),
    ...axSession(ax),
    ...sobolPhase(ax.slice(0, OPTIMIZERS[0].startUp)),
  ]);
}

function modelPhase(
  { name }: PublishedOptimizer,
  trials: readonly LoggedTrial[],
): Figure[] {
  const values = trials.map(({ bca }) => bca);
  const which = "trials after the start-up of the session of 50";
  const how = "the same trials";
  return [
    {
      claim: `${name}: model proposals, seed 2002`,
      value: trials.length,
      how: which,
    },
    {
      claim: `${name}: mean BCA of the model phase, seed 2002`,
      value: mean(values),
      how: which,
    },
    {
      claim: `${name}: median BCA of the model phase`,
      value: quantiles(values, [0.5])[0]!,
      how,
    },
    {
      claim: `${name}: highest BCA of the model phase`,
      value: Math.max(...values),
      how,
    },
    {
      claim: `${name}: model trials above 0.8`,
      value: values.filter((bca) => bca > 0.8).length,
      how,
    },
    {
      claim: `${name}: model trials at or below 1/7`,
      value: values.filter((bca) => bca <= 1 / 7 + 1e-12).length,
      how,
    },
    {
      claim: `${name}: model trials with lr at or above 1e-4`,
      value: trials.filter(({ lr }) => lr >= 1e-4).length,
      how: "the same trials; random draws give a third",
    },
    {
      claim: `${name}: model trials of one epoch`,
      value: trials.filter(({ numEpochs }) => numEpochs === 1).length,
      how: "the same trials; random draws give a tenth",
    },
    {
      claim: `${name}: model trials that never unfreeze the encoder`,
      value: neverUnfrozenIn(trials).length,
      how: "the same trials; random draws give a quarter",
    },
  ];
}

function axSession(trials: readonly LoggedTrial[]): Figure[] {
  const number = ({ row }: LoggedTrial) => row - OPTIMIZERS[0].fiftyFrom;
  const records = (beats: (a: number, b: number) => boolean) =>
    trials.filter(({ bca }, i) =>
      i > 0 && trials.slice(0, i).every((earlier) => beats(bca, earlier.bca))
    );
  const falls = records((a, b) => a < b);
  const lowest = falls.at(-1)!;
  const how = "session of 50";
  return [
    {
      claim: "Ax: trials at which the running maximum rises after trial 0",
      value: records((a, b) => a > b).length,
      how,
    },
    {
      claim: "Ax: trials at which the running minimum falls",
      value: falls.map(number).join(" "),
      how: `${how}, trials from 0`,
      note: `to BCA ${falls.map(({ bca }) => bca.toFixed(3)).join(", ")}`,
    },
    {
      claim: "Ax: lowest BCA",
      value: lowest.bca,
      how: `${how}, trial ${number(lowest)}`,
      note:
        `num_epochs ${lowest.numEpochs}, unfreeze_epoch ${lowest.unfreezeEpoch}, max_length ${lowest.maxLength}, lr ${
          lowest.lr.toPrecision(3)
        }`,
    },
    ...[1e-3, 1e-6].map((bound) => ({
      claim: `Ax: trials with lr on its bound ${bound}`,
      value: trials.filter(({ lr }) => lr === bound).length,
      how,
    })),
  ];
}

function sobolPhase(trials: readonly LoggedTrial[]): Figure[] {
  const values = trials.map(({ bca }) => bca);
  const how = "trials 0 to 7 of the session of 50";
  return [
    { claim: "Ax: mean BCA of the Sobol phase", value: mean(values), how },
    {
      claim: "Ax: best BCA of the Sobol phase",
      value: Math.max(...values),
      how,
    },
    {
      claim: "Ax: trial of the best of the Sobol phase",
      value: values.indexOf(Math.max(...values)),
      how: `${how}; trials from 0`,
    },
  ];
}
