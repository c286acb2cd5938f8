/** Points 5 and 6: sessions and seeds behind the logs, and their start-ups. */
import { createOptimizer, paperSpace } from "../../../optimizers/mod.ts";
import {
  checkLog,
  PUBLISHED_LOGS,
  type PublishedLog,
} from "../../recorded/authors_logs.ts";
import {
  sameConfiguration,
  toParams,
  toX,
} from "../../recorded/recorded_configuration.ts";
import { expectedBestOfK } from "../../stats/expected_best_of_k.ts";
import { type Figure, type Finding, findings } from "../findings/finding.ts";
import {
  collapsedIn,
  configurationKey,
  type LoggedTrial,
} from "../../recorded/published_log.ts";
import {
  fiftyOf,
  FILES,
  type LoggedSession,
  type Logs,
  OPTIMIZERS,
  type PublishedOptimizer,
  REPORTED,
  sessionsOf,
  type TrialNumbers,
} from "./logs.ts";

/** Findings of points 5 and 6. */
export function sessionFindings(logs: Logs, numbers: TrialNumbers): Finding[] {
  return [
    ...findings(5, [
      ...PUBLISHED_LOGS.map((log) => proposedAgain(log, logs)),
      starts("Ax", numbers.ax),
      starts("Optuna", numbers.optuna),
      ...OPTIMIZERS.flatMap((optimizer) => [
        seedsReported(logs, optimizer),
        ...sessionsOf(logs, optimizer).flatMap((session) =>
          seedOf(optimizer, session)
        ),
      ]),
    ]),
    ...findings(6, startUps(logs)),
  ];
}

/** Proposals that the published presets make again. */
function proposedAgain(log: PublishedLog, logs: Logs): Figure {
  const name = Object.keys(FILES).find((name) =>
    FILES[name as keyof Logs] === log.file
  ) as keyof Logs;
  const { compared, equal } = checkLog(log, logs[name].map(toRow));
  const of = log.preset === "ax-published";
  return {
    claim: `${log.preset}: recorded configurations proposed again`,
    value: `${equal} of ${compared}`,
    how: of
      ? "the Sobol points of every session, under the seeds of the sessions"
      : "every session under its seed, told the recorded BCA",
    ...(of
      ? {
        note: `the model's proposals, ${
          logs[name].length - compared
        } rows, were not run again`,
      }
      : {}),
  };
}

function starts(name: string, numbers: readonly number[]): Figure {
  return {
    claim: `${name}: rows whose trial_number is 0`,
    value: numbers.flatMap((number, i) => number === 0 ? [i + 1] : []).join(
      " ",
    ),
    how: "a session begins there",
  };
}

function toRow({ lr, numEpochs, unfreezeEpoch, maxLength, bca }: LoggedTrial) {
  return { x: [lr, numEpochs, unfreezeEpoch, maxLength], bca } as const;
}

function seedsReported(logs: Logs, optimizer: PublishedOptimizer): Figure {
  const reported = sessionsOf(logs, optimizer)
    .filter(({ trials }) => trials[0].row <= REPORTED);
  const seeds = new Set(reported.map(({ seed }) => seed));
  return {
    claim: `${presetOf(optimizer)}: seeds behind the first 15 rows`,
    published: "1",
    value: seeds.size,
    how: "sessions that begin within them",
    note: `${[...seeds].join(", ")}; ${reported.length} sessions`,
  };
}

function presetOf({ log }: PublishedOptimizer) {
  return `${log}-published` as const;
}

/** The seed of a session, and how far its proposals are those of that seed. */
function seedOf(
  published: PublishedOptimizer,
  session: LoggedSession,
): Figure[] {
  const { seed, trials, rows } = session;
  const preset = published.log === "ax" ? "sobol" : presetOf(published);
  const optimizer = createOptimizer(preset, paperSpace(), {
    seed,
    direction: "maximize",
  });
  const different = trials.findIndex((trial) => {
    const { number, params } = optimizer.ask()!;
    optimizer.amend(number, toParams(toRow(trial).x));
    optimizer.tell(number, { state: "complete", value: trial.bca });
    return !sameConfiguration(toX(params), toRow(trial).x);
  });
  return [
    {
      claim: `${published.name}: seed of ${rows}`,
      value: seed,
      how: "the seed under which the proposals are the recorded ones",
    },
    {
      claim:
        `${published.name}: leading trials of ${rows} that this seed gives`,
      value: different < 0 ? trials.length : different,
      how: `${
        published.log === "ax" ? "torch's scrambled Sobol sequence" : preset
      }, of ${trials.length}`,
    },
  ];
}

/** How many of the reported trials the optimizers' models proposed. */
function startUps(logs: Logs): Figure[] {
  return [
    ...([["Hyperopt", 1, "hyperoptOld"], ["Optuna", 2, "optunaOld"]] as const)
      .map(([name, i, old]): Figure => ({
        claim: `${name}: leading trials that two objectives share, seed 2002`,
        value: leadingShared(fiftyOf(logs, OPTIMIZERS[i]), logs[old]),
        how: "the session of 50 and the older log",
      })),
    ...OPTIMIZERS.flatMap((optimizer) => reportedPhases(logs, optimizer)),
    ...asRandomSearch(startUpConfigurations(logs)),
  ];
}

function leadingShared(
  a: readonly LoggedTrial[],
  b: readonly LoggedTrial[],
): number {
  const first = a.findIndex((trial, i) =>
    configurationKey(trial) !== configurationKey(b[i])
  );
  return first < 0 ? a.length : first;
}

function reportedPhases(logs: Logs, optimizer: PublishedOptimizer): Figure[] {
  const { name, startUp, incumbent } = optimizer;
  const sessions = sessionsOf(logs, optimizer);
  const fromModel = sessions.flatMap(({ trials }) => trials.slice(startUp))
    .filter(({ row }) => row <= REPORTED).length;
  const place = ({ trials }: LoggedSession) =>
    trials.findIndex(({ row }) => row === incumbent);
  const session = sessions.find((session) => place(session) >= 0)!;
  return [
    {
      claim: `${name}: trials from the model among the first 15 rows`,
      value: fromModel,
      how: `place in its session beyond the start-up of ${startUp} trials`,
    },
    {
      claim: `${name}: place of the best in its session`,
      value: place(session),
      how:
        `row ${incumbent}, ${session.rows} with seed ${session.seed}; trials from 0`,
      note: `the start-up has ${startUp} trials`,
    },
  ];
}

/** Distinct start-up configurations of all sessions, each as first trained. */
function startUpConfigurations(logs: Logs): LoggedTrial[] {
  const pool = new Map<string, LoggedTrial>();
  for (const optimizer of OPTIMIZERS) {
    for (const { trials } of sessionsOf(logs, optimizer)) {
      for (const trial of trials.slice(0, optimizer.startUp)) {
        const key = configurationKey(trial);
        if (!pool.has(key)) pool.set(key, trial);
      }
    }
  }
  return [...pool.values()];
}

function asRandomSearch(trials: readonly LoggedTrial[]): Figure[] {
  const values = trials.map(({ bca }) => bca);
  return [
    {
      claim: "start-up configurations of the three logs: distinct",
      value: values.length,
      how: "all sessions",
    },
    ...[0.8, 0.9, 0.95].flatMap((threshold): Figure[] => {
      const above = values.filter((bca) => bca > threshold).length;
      return [
        {
          claim: `start-up configurations: share above ${threshold}`,
          value: above / values.length,
          how: "taken as random search",
          note: `${above} of ${values.length}`,
        },
        {
          claim:
            `start-up configurations: trials until ${threshold} is exceeded`,
          value: values.length / above,
          how: "mean wait, 1 / share",
        },
      ];
    }),
    {
      claim: "start-up configurations: expected best of 15",
      value: expectedBestOfK(values, [REPORTED], "maximize").u[0]!,
      how: "unbiased best of k (Tang et al. 2020)",
    },
    {
      claim: "start-up configurations: collapsed (BCA exactly 1/7)",
      value: collapsedIn(trials),
      how: "all sessions",
    },
  ];
}
