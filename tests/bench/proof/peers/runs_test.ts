import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { requirementGroups } from "../../../../bench/proof/peers/libraries.ts";
import { LIBRARIES } from "../../../../bench/proof/peers/libraries.ts";
import {
  compareStudy,
  pairRegrets,
  parseRuns,
  runStudy,
  simpleRegret,
} from "../../../../bench/proof/peers/runs.ts";
import { comparisonProblems } from "../../../../bench/proof/peers/problems.ts";
import {
  identityRows,
  type NamedRuns,
  regretRows,
  tieOrderOf,
} from "../../../../bench/proof/peers/side_by_side.ts";
import { recordedAxRuns } from "../../../../bench/proof/peers/recorded_ax.ts";
import {
  summarise,
  timingText,
} from "../../../../bench/proof/peers/timing_text.ts";
import { IDENTITY, REGRET } from "../../../../bench/proof/peers/tables.ts";
import { toX } from "../../../../bench/recorded/recorded_configuration.ts";
import { toCsv } from "../../../../bench/tables/table.ts";
import {
  createOptimizer,
  paperSpace,
  PRESETS,
} from "../../../../optimizers/mod.ts";
import { argsort } from "../../../../optimizers/numeric/argsort.ts";

const PROBE = Array.from(
  argsort(Array.from({ length: 40 }, (_, i) => i * 7 % 3), "simd"),
);

/** Runs of a library that is the preset itself. */
function mirrored(preset: string, trials: number): NamedRuns {
  const [problem] = comparisonProblems([
    {
      params: { lr: 1e-5, num_epochs: 1, unfreeze_epoch: 0, max_length: 32000 },
      value: 1,
    },
  ]);
  const studies = [0, 1, 2].map((seed) => {
    const optimizer = createOptimizer(preset, problem.space, {
      seed,
      direction: problem.direction,
    });
    const points: ReturnType<typeof toX>[] = [];
    const values = runStudy(optimizer, (configuration) => {
      points.push(toX(configuration));
      return problem.value(configuration);
    }, trials);
    return { function: problem.name, seed, points, values };
  });
  return { library: "mirror", version: "1", preset, tieProbe: PROBE, studies };
}

const PROBLEMS = comparisonProblems([
  {
    params: { lr: 1e-5, num_epochs: 1, unfreeze_epoch: 0, max_length: 32000 },
    value: 0.5,
  },
]);

Deno.test("simpleRegret looks at the first k values and skips failed trials", () => {
  const values = [null, 3, 1, 5];
  assertEquals(simpleRegret(values, 1, 6, "maximize"), null);
  assertEquals(simpleRegret(values, 3, 6, "maximize"), 3);
  assertEquals(simpleRegret(values, 4, 6, "maximize"), 1);
  assertEquals(simpleRegret(values, 4, 0.5, "minimize"), 0.5);
});

Deno.test("pairRegrets gives the mean paired difference and Student's t interval", () => {
  // Differences 1, -2, 1 have standard error 1: the half width is the quantile
  // scipy.stats.t.ppf(0.975, 2).
  const found = pairRegrets([1, 2, 4, null], [0, 4, 3, 9]);
  assertEquals(found.n, 3);
  assertAlmostEquals(found.ours!, 7 / 3);
  assertAlmostEquals(found.difference!, 0);
  assertAlmostEquals(found.low!, -4.302652729749462, 1e-9);
  assertAlmostEquals(found.high!, 4.302652729749462, 1e-9);
});

Deno.test("pairRegrets gives an interval without width when nothing differs", () => {
  const { difference, low, high } = pairRegrets([1, 2], [1, 2]);
  assertEquals([difference, low, high], [0, 0, 0]);
});

Deno.test("compareStudy counts equal proposals and names the first other one", () => {
  const [study] = mirrored("hyperopt-0.3-s5", 12).studies;
  const fresh = () =>
    createOptimizer("hyperopt-0.3-s5", paperSpace(), {
      seed: 0,
      direction: "minimize",
    });
  assertEquals(compareStudy(study, fresh()), {
    proposals: 12,
    identical: 12,
    firstDifference: null,
  });
  const points = study.points.with(3, [1e-5, 1, 1, 32000]);
  const changed = compareStudy({ ...study, points }, fresh());
  assert(changed.identical < 12);
  assert(
    changed.firstDifference?.startsWith(
      "branin_mixed, seed 0, trial 3: ours [",
    ),
  );
});

Deno.test("identityRows and regretRows find no difference between a preset and itself", () => {
  const runs = mirrored("optuna-5.0", 15);
  const [identity] = identityRows(runs, PROBLEMS);
  assertEquals([identity.proposals, identity.identical], [45, 45]);
  assertEquals(identity.ties, "simd");
  const { regrets: [regret], seeds } = regretRows(runs, PROBLEMS);
  assertEquals([regret.n, regret.trials, regret.difference], [3, 15, 0]);
  assertEquals(seeds.map(({ seed }) => seed), [0, 1, 2]);
  assert(toCsv(IDENTITY, [identity]).includes("mirror,1,optuna-5.0"));
  assert(toCsv(REGRET, [regret]).split("\n")[1].endsWith(",0,0,0"));
});

Deno.test("tieOrderOf tells both orders of numpy's sort and no other", () => {
  const keys = PROBE.map((_, i) => i * 7 % 3);
  assertEquals(tieOrderOf(PROBE), "simd");
  assertEquals(tieOrderOf([...argsort(keys, "portable")]), "portable");
  assertEquals(tieOrderOf([...PROBE].reverse()), null);
});

Deno.test("parseRuns reads the head and a study from each line", () => {
  const lines = [
    { library: "optuna", version: "5.0.0", tie_probe: [1, 0] },
    { function: "levy", seed: 3, points: [[1e-5, 1, 0, 32000]], values: [2] },
  ].map((line) => JSON.stringify(line)).join("\n") + "\n";
  const { version, tieProbe, studies } = parseRuns(lines);
  assertEquals([version, tieProbe], ["5.0.0", [1, 0]]);
  assertEquals(studies[0].seed, 3);
});

Deno.test("recordedAxRuns keeps the true values and both interfaces apart", () => {
  const trial = { x: [1e-5, 1, 0, 32000] as const, true: 0.25 };
  const [client, legacy] = recordedAxRuns({
    versions: { "ax-platform": "1.3.1" },
    ax_experiments: [{
      api: "client",
      function: "bowl",
      seed: 4,
      trials: [trial],
    }],
  });
  assertEquals(client.studies[0].values, [0.25]);
  assertEquals([client.preset, legacy.preset], ["ax-1.3", "ax-legacy"]);
  assertEquals(legacy.studies, []);
});

Deno.test("every library has a preset and pinned requirements", () => {
  const text = Deno.readTextFileSync(
    new URL("../../../../bench/proof/peers/requirements.txt", import.meta.url),
  );
  const groups = requirementGroups(text);
  for (const { preset, group } of LIBRARIES) {
    assert(PRESETS.includes(preset), preset);
    const pins = groups.get(group) ?? [];
    assert(pins.length > 0, group);
    assert(pins.every((pin) => /^[\w-]+==[\w.]+$/.test(pin)), pins.join());
  }
});

Deno.test("timingText sets libraries beside presets with the ratio of medians", () => {
  assertEquals(summarise("a", 5, [3, 1, 2]).medianMs, 2);
  assertEquals(
    summarise("a", 5, Array.from({ length: 100 }, (_, i) => i)).p95Ms,
    95,
  );
  const text = timingText(
    [{ name: "ours", observations: 5, medianMs: 0.5, p95Ms: 1 }],
    [{ name: "lib", preset: "ours", observations: 5, medianMs: 10, p95Ms: 11 }],
    [5],
  );
  assert(text.includes("0.500 / 1.000"), text);
  assert(text.includes("20.0 x"), text);
});
