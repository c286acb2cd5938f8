/** Points 1 to 3: the grid's coverage, first hits and best configurations. */
import { PUBLISHED_LEVELS } from "../../../optimizers/mod.ts";
import { expectedBestOfK } from "../../stats/expected_best_of_k.ts";
import { mean } from "../../stats/sums.ts";
import { type Finding, findings } from "../findings/finding.ts";
import {
  bestOf,
  collapsedIn,
  configurationKey,
  firstAbove,
  type LoggedTrial,
  minutesOf,
  minutesUpTo,
  neverUnfrozenIn,
} from "../../recorded/published_log.ts";
import { REPORTED } from "./logs.ts";
import { PRINTED, THRESHOLDS } from "../../recorded/printed.ts";

/** Configurations that the script enumerates, in its order. */
function enumerated(): string[] {
  const { lr, num_epochs, unfreeze_epoch, max_length } = PUBLISHED_LEVELS;
  return lr.flatMap((lr) =>
    num_epochs.flatMap((numEpochs) =>
      unfreeze_epoch.filter((unfreezeEpoch) => numEpochs >= unfreezeEpoch)
        .flatMap((unfreezeEpoch) =>
          max_length.map((maxLength) =>
            configurationKey({ lr, numEpochs, unfreezeEpoch, maxLength })
          )
        )
    )
  );
}

/** Findings of points 1 to 3. */
export function gridFindings(grid: readonly LoggedTrial[]): Finding[] {
  return [
    ...findings(1, coverage(grid)),
    ...findings(2, [...firstHits(grid), ...wholeFile(grid)]),
    ...findings(3, bestConfigurations(grid)),
  ];
}

function coverage(grid: readonly LoggedTrial[]) {
  const all = enumerated();
  const keys = grid.map(configurationKey);
  const ordered = keys.every((key, i) => key === all[i]);
  return [
    {
      claim: "grid: configurations enumerated by the script",
      value: all.length,
      how:
        "nested loops over the levels of the script, unfreeze_epoch above num_epochs left out",
    },
    {
      claim: "grid: configurations recorded",
      value: keys.length,
      how: "rows of the log",
    },
    {
      claim: "grid: distinct configurations recorded",
      value: new Set(keys).size,
      how: "rows of the log",
    },
    {
      claim:
        "grid: recorded rows are the first of the enumeration, in its order",
      value: ordered ? "yes" : "no",
      how: "row by row",
    },
    {
      claim: "grid: share of the enumeration recorded",
      value: keys.length / all.length,
      how: "recorded / enumerated",
    },
    {
      claim: "grid: configurations not recorded",
      value: all.length - keys.length,
      how: "enumerated - recorded",
    },
    {
      claim:
        "grid: first configuration not recorded (lr, num_epochs, unfreeze_epoch, max_length)",
      value: all[keys.length].replaceAll(",", " "),
      how: "the next of the enumeration",
    },
    ...PUBLISHED_LEVELS.lr.map((lr) => ({
      claim: `grid: configurations recorded with lr ${lr}`,
      value: grid.filter((trial) => trial.lr === lr).length,
      how: "rows of the log; 126 are enumerated for each lr",
    })),
    {
      claim: "grid: recorded configurations that never unfreeze the encoder",
      value: neverUnfrozenIn(grid).length,
      how: "unfreeze_epoch at or above num_epochs",
    },
  ];
}

function firstHits(grid: readonly LoggedTrial[]) {
  return THRESHOLDS.flatMap((printed) => {
    const threshold = Number(printed);
    const minutes = PRINTED.grid.thresholdMinutes[printed];
    const place = PRINTED.grid.thresholdTrial[printed];
    const first = firstAbove(grid, threshold)!;
    const hits = grid.filter(({ bca }) => bca > threshold).length;
    const printedRow = grid[Number(place) - 1];
    return [
      {
        claim: `grid: trial that first exceeds ${threshold}`,
        published: place,
        value: first.row,
        how: "place of the first such row in file order",
      },
      {
        claim: `grid: minutes until ${threshold} is exceeded`,
        published: minutes,
        value: minutesUpTo(grid, first),
        unit: "min",
        how: "total_time summed to that row",
      },
      {
        claim: `grid: minutes at the end of trial ${place}`,
        published: minutes,
        value: minutesUpTo(grid, printedRow),
        unit: "min",
        how: "total_time summed to the printed trial",
      },
      {
        claim: `grid: BCA of trial ${place}`,
        value: printedRow.bca,
        how: "the row of the printed trial",
      },
      {
        claim: `grid: recorded configurations above ${threshold}`,
        value: hits,
        how: "rows of the log",
      },
      {
        claim:
          `grid: expected trial of the first hit above ${threshold} in random order`,
        value: (grid.length + 1) / (hits + 1),
        how: "(N + 1) / (K + 1) over the recorded configurations",
      },
      {
        claim:
          `grid: the same for ${threshold} over all 882, unrecorded ones counted as misses`,
        value: (enumerated().length + 1) / (hits + 1),
        how: "(N + 1) / (K + 1)",
      },
      {
        claim:
          `grid: expected minutes to the first hit above ${threshold} in random order`,
        value: expectedMinutes(grid, threshold),
        unit: "min",
        how:
          "mean time of a hit, and of each other configuration with chance 1 / (K + 1)",
      },
    ];
  });
}

function wholeFile(grid: readonly LoggedTrial[]) {
  return [
    {
      claim: "grid: minutes of all recorded configurations",
      value: minutesOf(grid),
      unit: "min",
      how: "total_time summed",
    },
    {
      claim: "grid: seconds of a recorded configuration",
      value: 60 * minutesOf(grid) / grid.length,
      unit: "s",
      how: "mean of total_time",
    },
  ];
}

function expectedMinutes(grid: readonly LoggedTrial[], threshold: number) {
  const hits = grid.filter(({ bca }) => bca > threshold);
  const total = (trials: readonly LoggedTrial[]) =>
    trials.reduce((sum, { seconds }) => sum + seconds, 0);
  const others = total(grid) - total(hits);
  return (total(hits) / hits.length + others / (hits.length + 1)) / 60;
}

/** The rows after the best, by BCA and then in file order. */
function nextBest(grid: readonly LoggedTrial[]) {
  const ranked = grid.toSorted((a, b) => b.bca - a.bca);
  return ["second", "third", "fourth", "fifth"].map((place, i) => {
    const { bca, row, lr, numEpochs, unfreezeEpoch, maxLength } = ranked[i + 1];
    return {
      claim: `grid: ${place} best BCA`,
      value: bca,
      how: `${place} highest of the log, the first row on ties`,
      note:
        `row ${row}: lr ${lr}, num_epochs ${numEpochs}, unfreeze_epoch ${unfreezeEpoch}, max_length ${maxLength}`,
    };
  });
}

function bestConfigurations(grid: readonly LoggedTrial[]) {
  const best = bestOf(grid);
  const values = grid.map(({ bca }) => bca);
  const padded = [
    ...values,
    ...Array<number>(enumerated().length - grid.length).fill(1 / 7),
  ];
  const expected = (list: readonly number[]) =>
    expectedBestOfK(list, [REPORTED], "maximize").u[0]!;
  const never = neverUnfrozenIn(grid).map(({ bca }) => bca);
  return [
    {
      claim: "grid: best BCA",
      published: PRINTED.grid.bca,
      value: best.bca,
      how: "highest of the log",
    },
    {
      claim: "grid: minutes until the best",
      published: PRINTED.grid.minutes,
      value: minutesUpTo(grid, best),
      unit: "min",
      how: "total_time summed to that row",
    },
    {
      claim: "grid: row of the best",
      value: best.row,
      how: "first row with the highest BCA",
      note: `the first above 0.9 is row ${firstAbove(grid, 0.9)!.row}`,
    },
    ...nextBest(grid),
    {
      claim: "grid: collapsed configurations (BCA exactly 1/7)",
      value: collapsedIn(grid),
      how: "rows of the log",
      note: `lr ${
        PUBLISHED_LEVELS.lr.filter((lr) =>
          collapsedIn(grid.filter((trial) => trial.lr === lr)) > 0
        ).join(", ")
      }`,
    },
    {
      claim: "grid: configurations below 1/7",
      value: values.filter((bca) => bca < 1 / 7 - 1e-12).length,
      how: "rows of the log",
    },
    ...[0.8, 0.9].flatMap((threshold) =>
      PUBLISHED_LEVELS.lr.filter((lr) => lr <= 5e-5).map((lr) => ({
        claim: `grid: configurations above ${threshold} with lr ${lr}`,
        value: grid.filter((trial) => trial.lr === lr && trial.bca > threshold)
          .length,
        how: "rows of the log",
      }))
    ),
    {
      claim:
        "grid: expected best of 15 recorded configurations drawn at random",
      value: expected(values),
      how: "unbiased best of k (Tang et al. 2020)",
    },
    {
      claim: "grid: the same with the unrecorded configurations set to 1/7",
      value: expected(padded),
      how: "unbiased best of k",
    },
    {
      claim: "grid: highest BCA of configurations that never unfreeze",
      value: Math.max(...never),
      how: "rows of the log",
    },
    {
      claim: "grid: mean BCA of configurations that never unfreeze",
      value: mean(never),
      how: "rows of the log",
    },
  ];
}
