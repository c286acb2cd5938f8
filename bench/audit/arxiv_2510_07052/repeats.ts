/** Points 12 and 14: pruning, configurations trained twice, what one utterance moves. */
import { type Figure, type Finding, findings } from "../findings/finding.ts";
import {
  configurationKey,
  type LoggedTrial,
} from "../../recorded/published_log.ts";
import { fiftyOf, type Logs, OPTIMIZERS, type TrialNumbers } from "./logs.ts";

/** Findings of points 12 and 14, and of point 9 those of configurations trained twice. */
export function repeatFindings(logs: Logs, numbers: TrialNumbers): Finding[] {
  const twice = OPTIMIZERS.flatMap(({ name, log }) =>
    trainedTwice(logs[log]).map(([a, b]) => ({ name, a, b }))
  );
  return [
    ...findings(
      9,
      twice.map(({ name, a, b }) => ({
        claim: `${name}: seconds of row ${b.row} over those of row ${a.row}`,
        value: b.seconds / a.seconds,
        how: "the same configuration trained twice",
        note: `${a.seconds.toFixed(1)} and ${b.seconds.toFixed(1)} s`,
      })),
    ),
    ...findings(12, [
      ...OPTIMIZERS.flatMap(({ name, log }) => recorded(name, logs[log])),
      ...OPTIMIZERS.flatMap(({ name, log, fiftyFrom }) =>
        log === "hyperopt" ? [] : complete(name, numbers[log], fiftyFrom)
      ),
    ]),
    ...findings(14, [
      ...oneUtterance(),
      ...twice.map(({ name, a, b }) => ({
        claim:
          `${name}: BCA of the configuration of rows ${a.row} and ${b.row}`,
        value: `${a.bca.toFixed(4)} ${b.bca.toFixed(4)}`,
        how: "the same configuration trained twice",
      })),
      ...durations(logs),
    ]),
  ];
}

/** Configurations that stand twice in a log. */
function trainedTwice(
  trials: readonly LoggedTrial[],
): [LoggedTrial, LoggedTrial][] {
  return trials.flatMap((trial, i) => {
    const later = trials.slice(i + 1).find((other) =>
      configurationKey(other) === configurationKey(trial)
    );
    return later ? [[trial, later]] : [];
  });
}

function recorded(name: string, log: readonly LoggedTrial[]): Figure[] {
  return [
    {
      claim: `${name}: rows without a BCA (pruned)`,
      value: log.filter(({ bca }) => Number.isNaN(bca)).length,
      how: "rows of the log",
    },
    {
      claim: `${name}: distinct configurations`,
      value: new Set(log.map(configurationKey)).size,
      how: `of ${log.length} rows`,
    },
  ];
}

function complete(
  name: string,
  numbers: readonly number[],
  from: number,
): Figure[] {
  const session = numbers.slice(from - 1);
  return [{
    claim: `${name}: trial numbers of the session of 50 are 0 to 49, in order`,
    value: session.length === 50 && session.every((number, i) => number === i)
      ? "yes"
      : "no",
    how: "column trial_number",
  }];
}

function oneUtterance(): Figure[] {
  return [20, 10].map((n) => ({
    claim: `what one utterance of a class of ${n} moves BCA by`,
    value: 1 / (7 * n),
    how: "1 / (7 n)",
  }));
}

/** Ax's 50 trials of seed 2002 stand in two logs. */
function durations(logs: Logs): Figure[] {
  const ratios = fiftyOf(logs, OPTIMIZERS[0])
    .map(({ seconds }, i) => seconds / logs.axOld[i].seconds);
  const how = "the session of 50 over the older log, trial by trial";
  return [
    {
      claim: "Ax: least ratio of the seconds of a trial in both logs",
      value: Math.min(...ratios),
      how,
    },
    {
      claim: "Ax: largest ratio of the seconds of a trial in both logs",
      value: Math.max(...ratios),
      how,
    },
  ];
}
