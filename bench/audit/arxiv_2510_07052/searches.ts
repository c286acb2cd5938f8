/** Points 18 to 20: one seed at one speed, the older logs, the budget. */
import { log1p } from "../../../optimizers/numeric/math.ts";
import { mean } from "../../stats/sums.ts";
import { type Figure, type Finding, findings } from "../findings/finding.ts";
import {
  bestOf,
  collapsedIn,
  configurationKey,
  firstAbove,
  type LogFields,
  type LoggedTrial,
  minutesOf,
  minutesUpTo,
  numberIn,
} from "../../recorded/published_log.ts";
import {
  fiftyOf,
  FILES,
  type Logs,
  OPTIMIZERS,
  type PublishedOptimizer,
  REPORTED,
} from "./logs.ts";

/**
 * Findings of points 18 to 20.
 *
 * @param logs The logs of trials
 * @param losses Rows of the older log of Hyperopt, with the loss it was told
 */
export function searchFindings(
  logs: Logs,
  losses: readonly LogFields[],
): Finding[] {
  return [
    ...findings(
      18,
      OPTIMIZERS.flatMap((optimizer) => oneSeed(logs, optimizer)),
    ),
    ...findings(19, [...olderLogs(logs), olderLoss(losses)]),
    ...findings(20, OPTIMIZERS.flatMap((optimizer) => budget(logs, optimizer))),
  ];
}

/** The 50 trials of seed 2002, at one speed. */
function oneSeed(logs: Logs, optimizer: PublishedOptimizer): Figure[] {
  const trials = fiftyOf(logs, optimizer);
  const fifteen = trials.slice(0, REPORTED);
  const how = "50 trials of seed 2002 at the slow speed";
  const figure = (what: string, value: number | string, unit?: string) => ({
    claim: `${optimizer.name}, one seed: ${what}`,
    value,
    ...(unit ? { unit } : {}),
    how,
  });
  return [
    ...[0.8, 0.9, 0.95].flatMap((threshold) => {
      const first = firstAbove(trials, threshold);
      return first
        ? [
          figure(
            `trial that first exceeds ${threshold}`,
            trials.indexOf(first) + 1,
          ),
          figure(
            `minutes until ${threshold} is exceeded`,
            minutesUpTo(trials, first),
            "min",
          ),
        ]
        : [figure(`trial that first exceeds ${threshold}`, "never")];
    }),
    figure("best of 15", bestOf(fifteen).bca),
    figure("trial of the best of 15", fifteen.indexOf(bestOf(fifteen)) + 1),
    figure("minutes of 15", minutesOf(fifteen), "min"),
    figure("best of 50", bestOf(trials).bca),
    figure("trial of the best of 50", trials.indexOf(bestOf(trials)) + 1),
    figure("minutes of 50", minutesOf(trials), "min"),
    figure("mean BCA", mean(trials.map(({ bca }) => bca))),
    figure("collapsed", collapsedIn(trials)),
  ];
}

function olderLogs(logs: Logs): Figure[] {
  const shared = (
    old: readonly LoggedTrial[],
    fifty: readonly LoggedTrial[],
    n: number,
  ) => old.slice(0, n).filter(({ bca }, i) => bca === fifty[i].bca).length;
  const how = "the log of 4 September 2025";
  const of = (name: string, log: readonly LoggedTrial[]): Figure[] => [
    { claim: `${name}, older log: best BCA`, value: bestOf(log).bca, how },
    {
      claim: `${name}, older log: best BCA of the first 15 rows`,
      value: bestOf(log.slice(0, REPORTED)).bca,
      how,
    },
    {
      claim: `${name}, older log: minutes of all rows`,
      value: minutesOf(log),
      unit: "min",
      how: `${how}, ${log.length} rows`,
    },
  ];
  return [
    ...of("Ax", logs.axOld),
    ...of("Hyperopt", logs.hyperoptOld),
    ...of("Optuna", logs.optunaOld),
    {
      claim:
        "Ax: trials with equal configuration and BCA in both logs of seed 2002",
      value: logs.axOld.filter((trial, i) => {
        const now = fiftyOf(logs, OPTIMIZERS[0])[i];
        return trial.bca === now.bca &&
          configurationKey(trial) === configurationKey(now);
      }).length,
      how: "trial by trial, of 50",
    },
    {
      claim: "Hyperopt: start-up trials with equal BCA in both logs",
      value: shared(logs.hyperoptOld, fiftyOf(logs, OPTIMIZERS[1]), 20),
      how: "trial by trial, of 20",
    },
    {
      claim: "Optuna: start-up trials with equal BCA in both logs",
      value: shared(logs.optunaOld, fiftyOf(logs, OPTIMIZERS[2]), 10),
      how: "trial by trial, of 10",
    },
  ];
}

/** What the older script of Hyperopt minimised. */
function olderLoss(rows: readonly LogFields[]): Figure {
  const deviations = rows.map((fields, i) => {
    const number = (column: string) =>
      numberIn(FILES.hyperoptOld, i + 1, fields, column);
    const loss = 1 - number("validation_accuracy") +
      number("BETA") * log1p(number("total_time") / number("TIME_TARGET"));
    return Math.abs(loss - number("loss"));
  });
  return {
    claim:
      "Hyperopt, older log: largest deviation of loss from (1 - BCA) + 0.25 ln(1 + seconds / 60)",
    value: Math.max(...deviations),
    how: `row by row, ${rows.length} rows`,
  };
}

function budget(logs: Logs, optimizer: PublishedOptimizer): Figure[] {
  const { name, log } = optimizer;
  const trials = logs[log];
  const best = bestOf(trials.slice(0, REPORTED)).bca;
  const later = trials.slice(REPORTED).filter(({ bca }) => bca > best);
  return [
    {
      claim: `${name}: trials`,
      published: "15",
      value: trials.length,
      how: "rows of the log",
    },
    {
      claim: `${name}: trials that the script asks for`,
      published: "15",
      value: fiftyOf(logs, optimizer).length,
      how: "rows of the last session",
      note: "the script, which is not carried, asks for 50 (read at 217d779)",
    },
    {
      claim: `${name}: later rows above the best of the first 15`,
      value: later.length,
      how: "rows of the log",
      ...(later.length
        ? { note: `rows ${later.map(({ row }) => row).join(", ")}` }
        : {}),
    },
  ];
}
