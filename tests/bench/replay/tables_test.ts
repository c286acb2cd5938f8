import { assertAlmostEquals, assertEquals } from "@std/assert";
import { pairRows } from "../../../bench/replay/pairs.ts";
import {
  proposalRows,
  REPLAY_PROPOSALS,
} from "../../../bench/replay/proposals.ts";
import {
  publishedRows,
  trialsBeyond,
} from "../../../bench/replay/published.ts";
import { reachedRows } from "../../../bench/replay/reached.ts";
import type { ReplayTrial } from "../../../bench/replay/search.ts";
import {
  incumbentRows,
  type OptimizerReplay,
  REPLAY_INCUMBENTS,
} from "../../../bench/replay/tables.ts";
import { cells, type Table } from "../../../bench/tables/table.ts";

const PARAMS = {
  lr: 1e-5,
  num_epochs: 3,
  unfreeze_epoch: 0,
  max_length: 32000,
};

/** Searches with these scores, one list for each seed. */
function replayOf(
  optimizer: string,
  scores: readonly (readonly (number | null)[])[],
  other: Partial<ReplayTrial> = {},
): OptimizerReplay {
  return {
    optimizer,
    searches: scores.map((search, seed) => ({
      seed,
      trials: search.map((validation, trial) => ({
        trial,
        params: PARAMS,
        phase: "random",
        validation,
        test: validation === null ? null : validation / 2,
        moved: false,
        distance: 0,
        ...other,
      })),
    })),
  };
}

/** Rows of a table as objects. */
function read<Row>(table: Table<Row>, rows: readonly Row[]) {
  return cells(table, rows).map((row) =>
    Object.fromEntries(table.columns.map(({ name }, i) => [name, row[i]]))
  );
}

Deno.test("reachedRows() has Wilson's interval, and Newcombe's of the same seeds", () => {
  // Newcombe 1998 (Statistics in Medicine 17:2635), counts 36, 12, 2, 0, method 10
  // without continuity correction: 0.2, interval 0.0569 to 0.3404.
  const search = (...parts: [count: number, bca: number][]) =>
    parts.flatMap(([count, bca]) => Array.from({ length: count }, () => [bca]));
  const replays = [
    replayOf("random", search([36, 0.91], [12, 0.9], [2, 0.91])),
    replayOf("optuna-5.0", search([48, 0.91], [2, 0.9])),
  ];
  const [control, own] = reachedRows(replays, 1, [0.9])
    .filter(({ threshold }) => threshold === 0.9);
  assertEquals([own.reached, own.seeds, own.overRandom!.n], [48, 50, 50]);
  assertAlmostEquals(own.overRandom!.estimate!, 0.2, 1e-12);
  assertAlmostEquals(own.overRandom!.low!, 0.0569, 5e-5);
  assertAlmostEquals(own.overRandom!.high!, 0.3404, 5e-5);
  assertEquals(control.overRandom, null);
  // SciPy 1.17 binomtest(38, 50).proportion_ci(method="wilson").
  assertAlmostEquals(control.share.low!, 0.6258731624205707, 1e-12);
  assertAlmostEquals(control.share.high!, 0.8570260860300827, 1e-12);
  const [pair] = pairRows(replays, 1, [0.9]).filter(({ threshold }) =>
    threshold === 0.9
  );
  assertEquals([pair.a, pair.b], ["optuna-5.0", "random"]);
  assertEquals(pair.shares, own.overRandom);
  assertEquals([pair.shares.both, pair.shares.onlyA, pair.shares.onlyB], [
    36,
    12,
    2,
  ]);
});

Deno.test("reachedRows() counts what exceeds a threshold, trial by trial", () => {
  const rows = reachedRows(
    [replayOf("random", [[0.9, 0.96], [null, 0.85], [null, null]])],
    2,
    [0.8, 0.9, 0.95],
  );
  assertEquals(
    rows.map(({ trials, threshold, reached }) => [trials, threshold, reached]),
    [[1, 0.8, 1], [1, 0.9, 0], [1, 0.95, 0], [2, 0.8, 2], [2, 0.9, 1], [
      2,
      0.95,
      1,
    ]],
  );
});

Deno.test("incumbentRows() describes the incumbents that there are, beside random search", () => {
  const rows = read(
    REPLAY_INCUMBENTS,
    incumbentRows([
      replayOf("random", [[0.5, 0.6], [0.5, 0.7], [null, 0.8]]),
      replayOf("sobol", [[null, 0.7], [0.25, 0.7], [0.75, 1]]),
    ], 2),
  );
  const of = (optimizer: string, trials: number) =>
    rows.find((row) => row.optimizer === optimizer && row.trials === trials)!;
  const first = of("sobol", 1);
  assertEquals([first.n_seeds, first.n_incumbents, first.n_pairs], [3, 2, 1]);
  assertEquals([
    first.bca_validation_mean,
    first.bca_validation_min,
    first.bca_validation_q50,
  ], [
    0.5,
    0.25,
    0.5,
  ]);
  const second = of("sobol", 2);
  assertAlmostEquals(Number(second.bca_validation_mean), 0.8, 1e-12);
  // Differences 0.1, 0, 0.2: SciPy 1.17 ttest_1samp(...).confidence_interval().
  assertAlmostEquals(Number(second.validation_minus_random), 0.1, 1e-12);
  assertAlmostEquals(Number(second.difference_low), -0.14841377, 1e-8);
  assertAlmostEquals(Number(second.difference_high), 0.34841377, 1e-8);
  assertEquals(of("random", 2).validation_minus_random, null);
});

Deno.test("proposalRows() counts the moved, the failed and the model's", () => {
  const [row] = read(
    REPLAY_PROPOSALS,
    proposalRows([{
      optimizer: "ax-1.3",
      searches: [
        ...replayOf("", [[0.5, null]], { moved: true, distance: 0.5 }).searches,
        ...replayOf("", [[0.6, 0.7]], { phase: "model" }).searches,
      ],
    }]),
  );
  assertEquals(row, {
    optimizer: "ax-1.3",
    proposals: 4,
    model: 2,
    share_model: 0.5,
    moved: 2,
    share_moved: 0.5,
    failed: 1,
    share_failed: 0.25,
    distance_median: 0.25,
    distance_q95: 0.5,
    distance_max: 0.5,
  });
});

Deno.test("publishedRows() sets the best of the first rows, and of the last seed, beside the own optimizer", () => {
  const file = "hpo_results_bca1_test.csv";
  // 59 rows, of which the last 50 are of seed 2002.
  const log = Array.from({ length: 59 }, (_, i) => ({
    params: { ...PARAMS, lr: i === 1 ? 1e-3 : 1e-5 },
    value: i / 100,
  }));
  const rows = publishedRows(
    [
      replayOf("optuna-5.0", [[0.01], [0.02], [0.03], [null]]),
      replayOf("hyperopt-0.3", [[0.5]]),
    ],
    new Map([[file, log]]),
    3,
    5e-5,
  );
  assertEquals(
    rows.map(({ which, rows, outside, bca, percentile }) => [
      which,
      rows,
      outside,
      bca,
      percentile.estimate,
    ]),
    [
      ["row of Table 4", [15, 15], 0, 0.14, 1],
      // Better than 0.01 and than none; as good as 0.02; worse than 0.03.
      ["first rows of the file", [1, 3], 1, 0.02, 0.625],
      ["first trials of seed 2002", [10, 12], 0, 0.11, 1],
    ],
  );
});

Deno.test("trialsBeyond() counts what the logs hold above the largest lr", () => {
  const trial = (lr: number, value: number) => ({
    params: { ...PARAMS, lr },
    value,
  });
  const logs = new Map([
    ["a.csv", [trial(5e-5, 0.99), trial(6e-5, 0.91), trial(1e-3, 0.1)]],
    ["b.csv", [trial(1e-4, 0.9)]],
  ]);
  assertEquals(trialsBeyond(logs, 5e-5, [0.8, 0.9]), {
    trials: 3,
    best: 0.91,
    exceeding: [{ threshold: 0.8, trials: 2 }, { threshold: 0.9, trials: 1 }],
  });
  assertEquals(trialsBeyond(logs, 1e-3, [0.8]), null);
});
