/** Points 4 to 6 and 18 to 20: what the logged searches did. */
import { expectedBestOfK } from "../../stats/expected_best_of_k.ts";
import { mean } from "../../stats/sums.ts";
import { quantiles } from "../../stats/quantile.ts";
import {
  checkLog,
  PUBLISHED_LOGS,
  type PublishedLog,
} from "../../peers/checks/published.ts";
import { type Figure, type Finding, findings } from "../finding.ts";
import {
  bestOf,
  collapsedIn,
  firstAbove,
  type LoggedTrial,
  minutesOf,
  minutesUpTo,
  settingKey,
} from "../published_log.ts";
import {
  ENGINES,
  fiftyOf,
  FILES,
  type Logs,
  type PublishedEngine,
} from "./logs.ts";

/** Trials that the paper reports of each engine. */
const REPORTED = 15;

/** Findings of points 4 to 6 and 18 to 20. */
export function searchFindings(logs: Logs): Finding[] {
  return [
    ...findings(4, signOfAx(logs)),
    ...findings(5, seeds(logs)),
    ...findings(6, startUps(logs)),
    ...findings(18, ENGINES.flatMap((engine) => oneSeed(logs, engine))),
    ...findings(19, olderLogs(logs)),
    ...findings(20, ENGINES.flatMap((engine) => budget(logs, engine))),
  ];
}

/** How far the model phase of the 50 trials of each engine got. */
function signOfAx(logs: Logs): Figure[] {
  const of = (
    { name }: PublishedEngine,
    trials: readonly LoggedTrial[],
  ): Figure[] => {
    const values = trials.map(({ bca }) => bca);
    return [
      {
        claim: `${name}: mean BCA of the model phase, seed 2002`,
        value: mean(values),
        how: "trials after the start-up of the session of 50",
      },
      {
        claim: `${name}: median BCA of the model phase`,
        value: quantiles(values, [0.5])[0]!,
        how: "the same trials",
      },
      {
        claim: `${name}: highest BCA of the model phase`,
        value: Math.max(...values),
        how: "the same trials",
      },
      {
        claim: `${name}: model trials at or below 1/7`,
        value: values.filter((bca) => bca <= 1 / 7 + 1e-12).length,
        how: "the same trials",
      },
      {
        claim: `${name}: model trials with lr at or above 1e-4`,
        value: trials.filter(({ lr }) => lr >= 1e-4).length,
        how: "the same trials; random draws give a third",
      },
    ];
  };
  const ax = fiftyOf(logs, ENGINES[0]);
  const falls = ax.filter(({ bca }, i) =>
    i > 0 && ax.slice(0, i).every((earlier) => bca < earlier.bca)
  );
  return [
    ...ENGINES.flatMap((engine) =>
      of(engine, fiftyOf(logs, engine).slice(engine.startUp))
    ),
    {
      claim: "Ax: trials at which the running maximum rises after trial 0",
      value:
        ax.filter(({ bca }, i) =>
          i > 0 && ax.slice(0, i).every((earlier) => bca > earlier.bca)
        ).length,
      how: "session of 50",
    },
    {
      claim: "Ax: trials at which the running minimum falls",
      value: falls.map(({ row }) => row - ENGINES[0].fiftyFrom).join(" "),
      how: "session of 50, trials from 0",
    },
  ];
}

/** Proposals that the published presets make again. */
function seeds(logs: Logs): Figure[] {
  const logOf: Record<string, keyof Logs> = {
    "optuna-published": "optuna",
    "hyperopt-published": "hyperopt",
    "ax-published": "ax",
    "grid-published": "grid",
  };
  const agreement = (log: PublishedLog) =>
    checkLog(
      log,
      logs[logOf[log.preset]].map((trial) => ({
        x: [trial.lr, trial.numEpochs, trial.unfreezeEpoch, trial.maxLength],
        bca: trial.bca,
      })),
    );
  return [
    ...PUBLISHED_LOGS.map((log): Figure => {
      const { compared, equal } = agreement(log);
      return {
        claim: `${log.preset}: recorded settings proposed again`,
        value: `${equal} of ${compared}`,
        how: log.preset === "ax-published"
          ? "the Sobol points of every session, under the seeds of the sessions"
          : "every session under its seed, told the recorded BCA",
      };
    }),
    ...PUBLISHED_LOGS.filter(({ sessions }) => sessions.length > 1).map(
      ({ preset, sessions }): Figure => ({
        claim: `${preset}: seeds behind the first 15 rows`,
        published: "1",
        value: seedsWithin(sessions),
        how: "sessions that begin within them",
      }),
    ),
  ];
}

function seedsWithin(sessions: PublishedLog["sessions"]): number {
  let rows = 0;
  const found = new Set<number>();
  for (const session of sessions) {
    if (rows < REPORTED) found.add(session.seed);
    rows += session.rows;
  }
  return found.size;
}

/** How many of the reported trials the engines' models proposed. */
function startUps(logs: Logs): Figure[] {
  const pool = new Map<string, LoggedTrial>();
  const counts = ENGINES.map((engine): Figure => {
    const log = PUBLISHED_LOGS.find(({ file }) => file === FILES[engine.log])!;
    let start = 0;
    let fromModel = 0;
    for (const { rows } of log.sessions) {
      for (let i = start; i < start + rows; i++) {
        const trial = logs[engine.log][i];
        if (i - start >= engine.startUp) {
          if (i < REPORTED) fromModel++;
        } else if (!pool.has(settingKey(trial))) {
          pool.set(settingKey(trial), trial);
        }
      }
      start += rows;
    }
    return {
      claim: `${engine.name}: trials from the model among the first 15 rows`,
      value: fromModel,
      how:
        `place in its session beyond the start-up of ${engine.startUp} trials`,
    };
  });
  const same = (a: readonly LoggedTrial[], b: readonly LoggedTrial[]) => {
    const first = a.findIndex((trial, i) =>
      settingKey(trial) !== settingKey(b[i])
    );
    return first < 0 ? a.length : first;
  };
  const values = [...pool.values()].map(({ bca }) => bca);
  return [
    {
      claim: "Hyperopt: leading trials that two objectives share, seed 2002",
      value: same(fiftyOf(logs, ENGINES[1]), logs.hyperoptOld),
      how: "the session of 50 and the older log",
    },
    {
      claim: "Optuna: leading trials that two objectives share, seed 2002",
      value: same(fiftyOf(logs, ENGINES[2]), logs.optunaOld),
      how: "the session of 50 and the older log",
    },
    ...counts,
    {
      claim: "start-up settings of the three logs: distinct",
      value: values.length,
      how: "all sessions",
    },
    ...[0.8, 0.9].map((threshold): Figure => ({
      claim: `start-up settings: share above ${threshold}`,
      value: values.filter((bca) => bca > threshold).length / values.length,
      how: "taken as random search",
    })),
    {
      claim: "start-up settings: expected best of 15",
      value: expectedBestOfK(values, [REPORTED], "maximize").u[0]!,
      how: "unbiased best of k (Tang et al. 2020)",
    },
  ];
}

/** The 50 trials of seed 2002, at one speed. */
function oneSeed(logs: Logs, engine: PublishedEngine): Figure[] {
  const trials = fiftyOf(logs, engine);
  const fifteen = trials.slice(0, REPORTED);
  const how = "50 trials of seed 2002 at the slow speed";
  const figure = (what: string, value: number | string, unit?: string) => ({
    claim: `${engine.name}, one seed: ${what}`,
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
    figure("minutes of 15", minutesOf(fifteen), "min"),
    figure("best of 50", bestOf(trials).bca),
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
  const best = (name: string, log: readonly LoggedTrial[]): Figure => ({
    claim: `${name}, older log: best BCA`,
    value: bestOf(log).bca,
    how: "the log of 4 September 2025",
  });
  return [
    best("Ax", logs.axOld),
    best("Hyperopt", logs.hyperoptOld),
    best("Optuna", logs.optunaOld),
    {
      claim: "Ax: trials with equal setting and BCA in both logs of seed 2002",
      value: logs.axOld.filter((trial, i) => {
        const now = fiftyOf(logs, ENGINES[0])[i];
        return trial.bca === now.bca && settingKey(trial) === settingKey(now);
      }).length,
      how: "trial by trial, of 50",
    },
    {
      claim: "Hyperopt: start-up trials with equal BCA in both logs",
      value: shared(logs.hyperoptOld, fiftyOf(logs, ENGINES[1]), 20),
      how: "trial by trial, of 20",
    },
    {
      claim: "Optuna: start-up trials with equal BCA in both logs",
      value: shared(logs.optunaOld, fiftyOf(logs, ENGINES[2]), 10),
      how: "trial by trial, of 10",
    },
  ];
}

function budget(logs: Logs, { name, log }: PublishedEngine): Figure[] {
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
      claim: `${name}: later rows above the best of the first 15`,
      value: later.length,
      how: "rows of the log",
    },
  ];
}
