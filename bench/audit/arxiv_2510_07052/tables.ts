/** Points 8, 10 and 11: Tables 4, 3 and 5. */
import { listenersOf } from "../../../corpora/listeners/mod.ts";
import { type Figure, type Finding, findings } from "../findings/finding.ts";
import {
  bestOf,
  firstAbove,
  type LoggedTrial,
  minutesUpTo,
} from "../../recorded/published_log.ts";
import {
  type Logs,
  OPTIMIZERS,
  type PublishedOptimizer,
  REPORTED,
} from "./logs.ts";
import {
  AUTOSPEECH_DEMO,
  PRINTED,
  type Printed,
  PRINTED_AUTOSPEECH,
  THRESHOLDS,
} from "../../recorded/printed.ts";

/** Findings of points 8, 10 and 11. */
export function tableFindings(logs: Logs): Finding[] {
  const each = (of: (optimizer: PublishedOptimizer, log: Log) => Figure[]) =>
    OPTIMIZERS.flatMap((optimizer) => of(optimizer, logs[optimizer.log]));
  return [
    ...findings(8, each(incumbents)),
    ...findings(10, each(thresholds)),
    ...findings(11, [
      ...each(efficiency),
      ...otherEfficiencies(logs.grid),
      ...autoSpeechBudget(),
    ]),
  ];
}

type Log = readonly LoggedTrial[];

/** Table 4. */
function incumbents(
  { name, incumbent }: PublishedOptimizer,
  log: Log,
): Figure[] {
  const printed = PRINTED[name];
  const { num_epochs, unfreeze_epoch, max_length } = printed.configuration;
  const trial = log[incumbent - 1];
  const reported = bestOf(log.slice(0, REPORTED));
  const best = bestOf(log);
  const how =
    `row ${incumbent} of the log, which has the printed configuration`;
  return [
    {
      claim: `${name}: lr of the best`,
      published: printed.configuration.lr,
      value: trial.lr,
      how,
    },
    {
      claim: `${name}: BCA of the best`,
      published: printed.bca,
      value: trial.bca,
      how,
    },
    {
      claim:
        `${name}: configuration of the best (num_epochs, unfreeze_epoch, max_length)`,
      published: [num_epochs, unfreeze_epoch, max_length].join(" "),
      value: `${trial.numEpochs} ${trial.unfreezeEpoch} ${trial.maxLength}`,
      how,
      note: "max_length is printed in thousands",
    },
    {
      claim: `${name}: best BCA of the first 15 rows`,
      published: printed.bca,
      value: reported.bca,
      how: "rows 1 to 15 of the log",
      note: `row ${reported.row}`,
    },
    {
      claim: `${name}: best BCA of all rows`,
      value: best.bca,
      how: "all rows of the log",
      note: `row ${best.row}`,
    },
  ];
}

/** Table 3. */
function thresholds({ name }: PublishedOptimizer, log: Log): Figure[] {
  const { thresholdTrial, thresholdMinutes } = PRINTED[name];
  return THRESHOLDS.flatMap((threshold): Figure[] => {
    const first = firstAbove(log, Number(threshold))!;
    return [
      {
        claim: `${name}: trial that first exceeds ${threshold}`,
        published: thresholdTrial[threshold],
        value: first.row,
        how: "first such row in file order",
        note: `its BCA is ${first.bca.toFixed(4)}`,
      },
      {
        claim: `${name}: minutes until ${threshold} is exceeded`,
        published: thresholdMinutes[threshold],
        value: minutesUpTo(log, first),
        unit: "min",
        how: "total_time summed to that row",
      },
    ];
  });
}

/** Table 5. */
function efficiency(
  { name, incumbent }: PublishedOptimizer,
  log: Log,
): Figure[] {
  const trial = log[incumbent - 1];
  return [
    printedEfficiency(name, PRINTED[name]),
    {
      claim: `${name}: BCA a minute, of the log`,
      published: PRINTED[name].efficiency,
      value: trial.bca / minutesUpTo(log, trial),
      unit: "1/min",
      how: `rows 1 to ${incumbent}, nothing rounded`,
    },
  ];
}

/** BCA a minute of a printed row. */
function printedEfficiency(
  name: string,
  { bca, minutes, efficiency }: Pick<
    Printed,
    "bca" | "minutes" | "efficiency"
  >,
): Figure {
  return {
    claim: `${name}: BCA a minute, of the printed figures`,
    published: efficiency,
    value: Number(bca) / Number(minutes),
    unit: "1/min",
    how: `${bca} / ${minutes}`,
  };
}

function otherEfficiencies(grid: Log): Figure[] {
  const best = bestOf(grid);
  const autoSpeech = printedEfficiency("AutoSpeech", PRINTED_AUTOSPEECH);
  const over = (optimizer: "Ax" | "Hyperopt") =>
    Number(printedEfficiency(optimizer, PRINTED[optimizer]).value) /
    Number(autoSpeech.value);
  const slower = (optimizer: "Ax" | "Hyperopt") =>
    Number(PRINTED.grid.minutes) / Number(PRINTED[optimizer].minutes);
  const how = "printed figures";
  return [
    printedEfficiency("grid", PRINTED.grid),
    {
      claim: "grid: BCA a minute, of the log",
      published: PRINTED.grid.efficiency,
      value: best.bca / minutesUpTo(grid, best),
      unit: "1/min",
      how: "best row, nothing rounded",
    },
    { ...autoSpeech, note: "0.028 to three decimals" },
    {
      claim: "Ax: efficiency over AutoSpeech's",
      published: "about 3",
      value: over("Ax"),
      how,
    },
    {
      claim: "Hyperopt: efficiency over AutoSpeech's",
      value: over("Hyperopt"),
      how,
    },
    ...(["Hyperopt", "Ax"] as const).map((optimizer) => ({
      claim: `grid: minutes over ${optimizer}'s`,
      published: "about 100",
      value: slower(optimizer),
      how,
    })),
  ];
}

/** What AutoSpeech's printed minutes may be, inferred from data that is not carried. */
function autoSpeechBudget(): Figure[] {
  const released = [...listenersOf("emodb")!.recordings.values()]
    .filter(({ released }) => released);
  const emotions = [...Map.groupBy(released, ({ emotion }) => emotion)]
    .map(([emotion, { length }]) => ({ emotion, length }));
  const { counts, budgetSeconds } = AUTOSPEECH_DEMO;
  const isDemo = ({ length }: { readonly length: number }) =>
    counts.some((count) => count === length);
  const others = counts.filter((count) =>
    !emotions.some(({ length }) => length === count)
  );
  const how =
    "inference, from the challenge's demo data in HazzaCheng/AutoSpeech2020 at 8b063de, which is not carried";
  return [
    {
      claim:
        "AutoSpeech: demo data's classes with as many recordings as an emotion of EmoDB (inferred origin)",
      value: emotions.filter(isDemo).length,
      how: `${how}; its labels beside EmoDB's released recordings`,
      note: `all but ${
        emotions.filter((emotion) => !isDemo(emotion))
          .map(({ emotion, length }) => `${emotion}, ${length}`).join(", ")
      }, where it has ${others.join(", ")}: probably EmoDB with that class cut`,
    },
    {
      claim: "AutoSpeech: minutes, if they are the challenge's fixed budget",
      published: PRINTED_AUTOSPEECH.minutes,
      value: budgetSeconds / 60,
      unit: "min",
      how: `${how}; time_budget of its meta.json`,
      note:
        "a cap on every entry, not what one took: BCA a minute then divides by a cap",
    },
  ];
}
