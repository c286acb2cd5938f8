import { assert, assertEquals, assertThrows } from "@std/assert";
import { checkText } from "../../../../bench/proof/peers/check.ts";
import { CHECKERS } from "../../../../bench/proof/peers/checks/checkers.ts";
import {
  checkLog,
  PUBLISHED_LOGS,
  readLog,
} from "../../../../bench/recorded/authors_logs.ts";
import type { Agreement } from "../../../../bench/recorded/tally.ts";
import { DataError } from "../../../../bench/command/exit_codes.ts";
import { hasPeers, readPeers } from "../../../optimizers/shared_peers.ts";

/** Files of recorded numbers, and what is compared in each. */
const FILES: readonly [name: string, kind: string, compared: number][] = [
  ["numpy_rng.json", "numpy random streams", 1632],
  ["numpy_argsort.json", "numpy argsort", 5762],
  ["numpy_ziggurat.json", "numpy ziggurat", 768],
  ["hyperopt_components.json", "hyperopt components", 2571],
  ["hyperopt_studies_simd.json", "hyperopt studies", 1720],
  ["hyperopt_studies_portable.json", "hyperopt studies", 1720],
  ["optuna_components.json", "optuna components", 9748],
  ["optuna_480_studies_simd.json", "optuna studies", 1840 + 1820],
  ["optuna_490_studies_portable.json", "optuna studies", 1840 + 1832],
  ["optuna_500_studies_simd.json", "optuna studies", 1840 + 1760],
  ["optuna_490_pruners_simd.json", "optuna studies", 800 + 2774],
  ["optuna_500_pruners_portable.json", "optuna studies", 800 + 2902],
  ...["490", "500"].flatMap((version): [string, string, number][] => {
    const kind = "optuna studies of several objectives";
    const file = `optuna_${version}_multi`;
    return [
      [`${file}_simd.json`, kind, 2880 + 48],
      [`${file}_portable.json`, kind, 1440 + 24],
    ];
  }),
  ["hypervolume.json", "hypervolume", 200 + 200],
  ["optuna_grid.json", "optuna grid", 2250],
  ["sobol.json", "sobol", 4662 + 89],
  ["authors_runs.json", "authors' runs", 100],
  ["botorch.json", "botorch", 2754 + 265],
  ["stats.json", "statistics", 272],
];

function differences(agreements: readonly Agreement[]): string[] {
  return agreements.flatMap(({ block, firstDifference }) =>
    firstDifference === null ? [] : [`${block}: ${firstDifference}`]
  );
}

function compared(agreements: readonly Agreement[]): number {
  return agreements.reduce((sum, { compared }) => sum + compared, 0);
}

for (const [name, kind, count] of FILES) {
  Deno.test({
    name: `the checker of ${kind} finds nothing that differs in ${name}`,
    ignore: !hasPeers,
    fn: () => {
      const text = JSON.stringify(readPeers(name));
      const found = checkText(name, text);
      assertEquals(found.kind, kind);
      assertEquals(differences(found.agreements), []);
      assertEquals(compared(found.agreements), count);
    },
  });
}

Deno.test("the checker of botorch leaves times out by name", () => {
  const content = { datasets: {}, map_objective: [], timing: [{}] };
  const { kind, agreements } = checkText("a", JSON.stringify(content));
  assertEquals(kind, "botorch");
  assertEquals(agreements.map(({ block }) => block), ["timing"]);
  assertEquals(compared(agreements), 0);
});

/** Small recorded files, each with one value that is wrong. */
const WRONG: readonly [kind: string, content: unknown, where: string][] = [
  [
    "numpy random streams",
    {
      RandomState: { "1": { "permutation(10)": [0, 1, 2] } },
      default_rng: { "1": { "random(10)": [0.5] } },
    },
    "permutation(10): found 10 draws, recorded 3",
  ],
  [
    "numpy argsort",
    { cases: [{ x: [2, 1], simd: [0, 1], portable: [1, 0] }] },
    "case 0 (n = 2)[0]: found 1, recorded 0",
  ],
  [
    "hyperopt studies",
    {
      studies: [{
        algo: "rand.suggest",
        seed: 0,
        objective: "smooth",
        max_queue_len: 1,
        trials: [{ x: [1e-5, 1, 1, 32000], status: "ok", loss: 0 }],
      }],
    },
    "trial 0: proposed [",
  ],
  [
    "sobol",
    {
      direction_numbers: [[1]],
      scrambled: [],
      ax_centre: { trial: [3.1622776601683795e-05, 5, 2, 64000] },
    },
    "client seed 0, trial 0: proposed [",
  ],
  [
    "botorch",
    {
      datasets: {},
      map_objective: [],
      lognormal: [{ loc: 0, scale: 1, x: 1, log_density: -0.9, mode: 1 }],
    },
    "lognormal: case 0 density: found -0.918938",
  ],
  [
    "optuna studies",
    {
      versions: { optuna: "5.0.0" },
      studies: [{
        sampler: "TPESampler(seed=0)",
        seed: 0,
        direction: "maximize",
        objective: "x",
        pruner: "MedianPruner()",
        trials: [{ x: [1e-5, 1, 1, 32000], state: "P", value: 0, iv: [0] }],
      }],
    },
    "trial 0, step 0: goes on, recorded pruned",
  ],
  [
    "optuna studies of several objectives",
    {
      versions: { optuna: "5.0.0" },
      studies: [{
        sampler: "nsga2",
        options: { population_size: 2 },
        seed: 0,
        space: "tuned",
        directions: ["maximize", "minimize"],
        batch: 1,
        trials: [
          {
            x: { lr: 1e-5, tuning: "full", max_length: 32000 },
            state: "C",
            values: [1, 2],
          },
          {
            x: { lr: 1e-5, tuning: "adapter", width: 16, max_length: 32000 },
            state: "C",
            values: [1, 3],
          },
        ],
        pareto: [0, 1],
      }],
    },
    "seed 0: found [0], recorded [0,1]",
  ],
  [
    "hypervolume",
    {
      cases: [{
        kind: "a",
        points: [[0, 0]],
        reference: [1, 1],
        nondominated: [true],
        hypervolume: 2,
      }],
    },
    "case 0: found 1, recorded 2",
  ],
];

for (const [kind, content, where] of WRONG) {
  Deno.test(`the checker of ${kind} names the first difference`, () => {
    const found = checkText("file", JSON.stringify(content));
    assertEquals(found.kind, kind);
    const all = differences(found.agreements).join("\n");
    assert(all.includes(where), all);
  });
}

Deno.test("checkText refuses what is no JSON, of no known kind or malformed", () => {
  const refused = (text: string, why: string) =>
    assertThrows(() => checkText("a.json", text), DataError, why);
  refused("{", 'Cannot read "a.json": found no JSON');
  refused("[1, 2]", "found no known kind");
  refused('{"cases": [{"y": 1}]}', "found no known kind");
  refused(
    JSON.stringify({
      studies: [{ algo: "anneal", seed: 0, max_queue_len: 1, trials: [] }],
    }),
    'found the algorithm "anneal"',
  );
  const multi = (study: object) =>
    JSON.stringify({
      versions: { optuna: "5.0.0" },
      studies: [{
        sampler: "tpe",
        options: {},
        seed: 0,
        space: "paper",
        directions: ["maximize"],
        trials: [],
        ...study,
      }],
    });
  refused(multi({ sampler: "gp" }), 'found the sampler "gp"');
  refused(multi({ space: "mine" }), 'found the space "mine"');
  refused(multi({ options: { gamma: 1 } }), 'found the option "gamma"');
});

Deno.test("every kind of recorded file has a name of its own", () => {
  const kinds = CHECKERS.map(({ kind }) => kind);
  assertEquals(new Set(kinds).size, kinds.length);
});

const PUBLISHED = new URL("../../../../results/published/", import.meta.url);

function publishedRows(file: string) {
  const text = Deno.readTextFileSync(new URL(file, PUBLISHED));
  return readLog(file, text);
}

for (const log of PUBLISHED_LOGS) {
  const expected = {
    "optuna-published": 59,
    "hyperopt-published": 62,
    "ax-published": 31,
    "grid-published": 469,
  }[log.preset];
  Deno.test(`${log.preset} proposes all ${expected} configurations of ${log.file}`, () => {
    const agreement = checkLog(log, publishedRows(log.file));
    assertEquals(agreement.firstDifference, null);
    assertEquals(agreement.compared, expected);
    assertEquals(agreement.equal, expected);
  });
}

Deno.test("checkLog finds a changed configuration and a changed value after it", () => {
  const [log] = PUBLISHED_LOGS;
  const rows = publishedRows(log.file);
  const configuration = rows.with(20, { ...rows[20], x: [1e-4, 1, 1, 32000] });
  const [changed] = [checkLog(log, configuration)];
  assert(changed.firstDifference?.startsWith("row 21 (seed 2002, trial 11)"));
  // The best value told as the worst moves the model from then on.
  const value = rows.with(22, { ...rows[22], bca: 0 });
  assert(checkLog(log, value).equal < rows.length);
  assertThrows(
    () => checkLog(log, rows.slice(1)),
    RangeError,
    "found 58 rows, expected the 59",
  );
});

Deno.test("readLog names the file, the row and the column that is no number", () => {
  assertThrows(
    () => readLog("log.csv", "lr,num_epochs\n1e-5,x\n"),
    DataError,
    'Cannot read "log.csv": row 1 holds "x" in column "num_epochs", expected a number',
  );
});
