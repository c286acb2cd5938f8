/** Points 9 and 15: minutes, speeds, and what total_time holds. */
import { quantiles } from "../../stats/quantile.ts";
import { sum } from "../../stats/sums.ts";
import { type Figure, type Finding, findings } from "../findings/finding.ts";
import {
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
  sessionsOf,
} from "./logs.ts";
import { PRINTED } from "../../recorded/printed.ts";

/** Utterances trained on in an epoch: all but the 107 held out. */
const TRAINED = 428;

/**
 * Findings of points 9 and 15.
 *
 * @param logs The logs of trials
 * @param grid Rows of the grid's log, with the parts of their times
 */
export function timeFindings(
  logs: Logs,
  grid: readonly LogFields[],
): Finding[] {
  return [
    ...findings(9, [
      ...OPTIMIZERS.flatMap((optimizer) => [
        ...minutes(logs, optimizer),
        ...speeds(logs, optimizer),
      ]),
      ...byLength(logs),
    ]),
    ...findings(15, wallTime(grid)),
  ];
}

function minutes(logs: Logs, optimizer: PublishedOptimizer): Figure[] {
  const { name, log, incumbent } = optimizer;
  const trials = logs[log];
  const best = trials[incumbent - 1];
  const { minutes: published } = PRINTED[name];
  const fast = fastOf(logs, optimizer).slice(0, incumbent);
  const slow = trials.slice(fast.length, incumbent);
  return [
    {
      claim: `${name}: minutes`,
      published,
      value: minutesUpTo(trials, best),
      unit: "min",
      how: `total_time summed over rows 1 to ${incumbent}`,
      note: slow.length
        ? `${
          minutesOf(fast).toFixed(1)
        } min of fast rows 1 to ${fast.length}, ${
          minutesOf(slow).toFixed(1)
        } min of slow rows ${slow[0].row} to ${incumbent}`
        : "fast rows only",
    },
    ...([["fast", fast], ["slow", slow]] as const).map(([speed, rows]) => ({
      claim: `${name}: minutes of ${speed} rows up to the best`,
      value: minutesOf(rows),
      unit: "min",
      how: `total_time summed over ${rows.length} rows`,
    })),
    {
      claim: `${name}: minutes of the best trial alone`,
      value: best.seconds / 60,
      unit: "min",
      how: `total_time of row ${incumbent}`,
    },
    {
      claim: `${name}: minutes of the first 15 rows`,
      published,
      value: minutesOf(trials.slice(0, REPORTED)),
      unit: "min",
      how: "total_time summed",
    },
    {
      claim: `${name}: minutes of all rows`,
      value: minutesOf(trials),
      unit: "min",
      how: `total_time summed over ${trials.length} rows`,
    },
  ];
}

/** Sessions before the 50 trials of seed 2002: these ran at another speed. */
function fastOf(logs: Logs, { log, fiftyFrom }: PublishedOptimizer) {
  return logs[log].slice(0, fiftyFrom - 1);
}

function speeds(logs: Logs, optimizer: PublishedOptimizer): Figure[] {
  const { name } = optimizer;
  const fast = fastOf(logs, optimizer);
  const pace = (trials: readonly LoggedTrial[]) =>
    60 * minutesOf(trials) / sum(trials.map(({ numEpochs }) => numEpochs));
  return [
    {
      claim: `${name}: fast rows`,
      value: fast.length,
      how: "rows before the session of 50 trials",
    },
    {
      claim: `${name}: seconds an epoch of fast rows`,
      value: pace(fast),
      unit: "s",
      how: "total_time by epochs, over these rows",
    },
    {
      claim: `${name}: seconds an epoch of slow rows`,
      value: pace(fiftyOf(logs, optimizer)),
      unit: "s",
      how: "total_time by epochs, over the session of 50 trials",
    },
    ...sessionsOf(logs, optimizer).flatMap(({ seed, trials, rows }) => [
      {
        claim: `${name}: seconds an epoch of ${rows}`,
        value: pace(trials),
        unit: "s",
        how: `total_time by epochs, session of seed ${seed}`,
      },
      {
        claim: `${name}: minutes of ${rows}`,
        value: minutesOf(trials),
        unit: "min",
        how: `total_time summed, session of seed ${seed}`,
      },
    ]),
  ];
}

/** Epochs of trials that train the encoder from the start. */
function byLength(logs: Logs): Figure[] {
  const fromStart = (trials: readonly LoggedTrial[]) =>
    trials.filter(({ unfreezeEpoch }) => unfreezeEpoch === 0)
      .map(({ maxLength, seconds, numEpochs }) => ({
        maxLength,
        pace: seconds / numEpochs,
      }));
  const fast = fromStart(
    OPTIMIZERS.flatMap((optimizer) => fastOf(logs, optimizer)),
  );
  const slow = fromStart(
    OPTIMIZERS.flatMap((optimizer) => fiftyOf(logs, optimizer)),
  );
  const median = (rows: typeof fast) =>
    quantiles(rows.map(({ pace }) => pace), [0.5])[0]!;
  const groups = Object.entries({ fast, slow, grid: fromStart(logs.grid) });
  return [
    ...groups.flatMap(([name, rows]) =>
      [...new Set(rows.map(({ maxLength }) => maxLength))].map(
        (length): Figure => {
          const those = rows.filter(({ maxLength }) => maxLength === length);
          return {
            claim:
              `${name} rows: seconds an epoch unfrozen from the start, max_length ${length}`,
            value: median(those),
            unit: "s",
            how: `median of ${those.length} rows, unfreeze_epoch 0`,
          };
        },
      )
    ),
    {
      claim: "fast rows: seconds an epoch unfrozen from the start",
      value: median(fast),
      unit: "s",
      how: `median of ${fast.length} rows, unfreeze_epoch 0`,
    },
    {
      claim: "fast rows: training utterances a second",
      value: TRAINED / median(fast),
      unit: "1/s",
      how: `${TRAINED} by that time, which includes validation`,
    },
  ];
}

function wallTime(grid: readonly LogFields[]): Figure[] {
  const column = (name: string) =>
    grid.map((fields, i) => numberIn(FILES.grid, i + 1, fields, name));
  const [total, train, validation] = [
    "total_time",
    "train_time",
    "validation_time",
  ].map(column);
  return [
    {
      claim: "grid: most of total_time beyond training and validation",
      value: Math.max(
        ...total.map((seconds, i) => seconds - train[i] - validation[i]),
      ),
      unit: "s",
      how: "row by row",
    },
    {
      claim: "grid: share of validation in the total",
      value: sum(validation) / sum(total),
      how: "sums over all rows",
    },
  ];
}
