import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Pcg64 } from "../../../optimizers/numeric/pcg64.ts";
import { paperSpace, type SearchSpace } from "../../../optimizers/space.ts";
import { Study } from "../../../optimizers/study.ts";
import { HyperoptSampler } from "../../../optimizers/tpe/hyperopt.ts";
import { forgettingWeights } from "../../../optimizers/tpe/forgetting_weights.ts";
import {
  drawTruncated,
  logDensity,
  logDensityOfExp,
  logMass,
} from "../../../optimizers/tpe/hyperopt_mixture.ts";
import { adaptiveParzen } from "../../../optimizers/tpe/hyperopt_parzen.ts";
import { splitByLoss } from "../../../optimizers/tpe/hyperopt_suggest.ts";
import type { Direction, Params } from "../../../optimizers/types.ts";

// hyperopt 0.3.0 with numpy 2.3.5 (AVX2), made by fixtures/make_hyperopt_space.py
interface Recorded {
  readonly seed: number;
  readonly direction: Direction;
  readonly startup: number;
  readonly trials: { readonly params: Params; readonly value: number | null }[];
}
const recorded: { studies: Recorded[] } = JSON.parse(
  Deno.readTextFileSync(
    new URL("../fixtures/hyperopt_space.json", import.meta.url),
  ),
);

const OWN_SPACE: SearchSpace = [
  { kind: "stepped", name: "width", low: 16, high: 128, step: 16 },
  { kind: "log-uniform", name: "lr", low: 1e-5, high: 1e-1 },
  { kind: "uniform", name: "momentum", low: 0, high: 0.9 },
  { kind: "categorical", name: "batch", choices: [8, 16, 32] },
  { kind: "log-uniform", name: "Decay", low: 1e-6, high: 1e-2 },
  { kind: "integer", name: "layers", low: 2, high: 6 },
  { kind: "stepped", name: "scale", low: 0.5, high: 2.5, step: 0.4 },
];

function study(
  space: SearchSpace,
  seed: number,
  options: { direction?: Direction; startup?: number } = {},
): Study {
  const { direction = "minimize", startup = 5 } = options;
  const sampler = new HyperoptSampler(space, {
    seed,
    direction,
    startup,
    ties: "simd",
  });
  return new Study({ preset: "test", space, direction, sampler, pruner: null });
}

for (const { seed, direction, startup, trials } of recorded.studies) {
  Deno.test(`HyperoptSampler proposes what Hyperopt does on a space of every kind (${direction}, ${startup} start-up trials)`, () => {
    const optimizer = study(OWN_SPACE, seed, { direction, startup });
    trials.forEach(({ params, value }, i) => {
      const trial = optimizer.ask()!;
      for (const [name, expected] of Object.entries(params)) {
        assertAlmostEquals(
          trial.params[name],
          expected,
          1e-12 * Math.abs(expected),
          `trial ${i}, ${name}`,
        );
      }
      assertEquals(trial.phase, i < startup ? "startup" : "model");
      optimizer.amend(trial.number, params);
      optimizer.tell(
        trial.number,
        value === null ? { state: "failed" } : { state: "complete", value },
      );
    });
  });
}

/** A cheap objective over the paper's space. */
function cost(params: Params): number {
  return Math.abs(Math.log10(params.lr) + 5) + params.num_epochs / 10;
}

function run(optimizer: Study, trials: number, sign = 1): Params[] {
  return Array.from({ length: trials }, () => {
    const trial = optimizer.ask()!;
    const value = sign * cost(trial.params);
    optimizer.tell(trial.number, { state: "complete", value });
    return trial.params;
  });
}

Deno.test("HyperoptSampler maximises as it minimises the negative", () => {
  const down = run(study(paperSpace(), 8), 30);
  const up = run(study(paperSpace(), 8, { direction: "maximize" }), 30, -1);
  assertEquals(up, down);
});

Deno.test("HyperoptSampler goes on as if undisturbed when its trials are replayed", () => {
  const whole = run(study(paperSpace(), 11), 25);
  const resumed = study(paperSpace(), 11);
  run(resumed, 12);
  assertEquals(run(resumed, 13), whole.slice(12));
});

Deno.test("HyperoptSampler counts failed and running trials but not NaN for its start-up", () => {
  const phases = (tell: (optimizer: Study, trial: number) => void) => {
    const optimizer = study(paperSpace(), 1, { startup: 3 });
    return Array.from({ length: 5 }, () => {
      const trial = optimizer.ask()!;
      tell(optimizer, trial.number);
      return trial.phase;
    });
  };
  const counted = ["startup", "startup", "startup", "model", "model"];
  assertEquals(phases((o, n) => o.tell(n, { state: "failed" })), counted);
  assertEquals(phases((o, n) => o.tell(n, { state: "pruned" })), counted);
  assertEquals(phases(() => {}), counted);
  assertEquals(
    phases((o, n) => o.tell(n, { state: "complete", value: NaN })),
    new Array(5).fill("startup"),
  );
});

Deno.test("HyperoptSampler draws nothing for a parameter with one value", () => {
  const [lr, epochs, unfreeze, length] = paperSpace();
  const plain = study([lr, epochs], 5);
  const more = study([
    lr,
    epochs,
    { ...unfreeze, low: 2, high: 2 } as typeof unfreeze,
    { ...length, choices: [64000] } as typeof length,
  ], 5);
  run(plain, 15).forEach((params, i) => {
    assertEquals(run(more, 1)[0], {
      ...params,
      unfreeze_epoch: 2,
      max_length: 64000,
    }, `trial ${i}`);
  });
});

Deno.test("HyperoptSampler stays in the space whatever is told", () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.array(fc.oneof(fc.double(), fc.constantFrom(0, 1)), {
        minLength: 8,
        maxLength: 40,
      }),
      (seed, values) => {
        const optimizer = study(OWN_SPACE, seed);
        for (const value of values) {
          const { number, params } = optimizer.ask()!;
          optimizer.amend(number, params); // throws when outside
          optimizer.tell(number, { state: "complete", value });
        }
      },
    ),
    { numRuns: 40 },
  );
});

Deno.test("forgettingWeights ramps from 1/m to 1 and keeps the latest 25 whole", () => {
  const ones = (m: number) => new Float64Array(m).fill(1);
  assertEquals(forgettingWeights(0), ones(0));
  assertEquals(forgettingWeights(25), ones(25));
  assertEquals(forgettingWeights(26)[0], 1 / 26);
  const weights = forgettingWeights(29);
  assertAlmostEquals(weights[0], 1 / 29);
  assertAlmostEquals(weights[1] - weights[0], (1 - 1 / 29) / 3);
  assertEquals(weights.slice(3), ones(26));
});

Deno.test("splitByLoss puts the ceil(sqrt(n) / 4) best below", () => {
  fc.assert(fc.property(
    fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 120 }),
    fc.constantFrom("simd" as const, "portable" as const),
    (losses, ties) => {
      const { below, above } = splitByLoss(losses, ties);
      assertEquals(below.length, Math.ceil(Math.sqrt(losses.length) / 4));
      assertEquals(
        [...below, ...above].sort((a, b) => a - b),
        losses.map((_, i) => i),
      );
      const worst = Math.max(...below.map((i) => losses[i]));
      assert(above.every((i) => losses[i] >= worst));
    },
  ));
});

Deno.test("adaptiveParzen gives sorted centres, weights that sum to 1 and bounded widths", () => {
  fc.assert(fc.property(
    fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { maxLength: 60 }),
    (observations) => {
      const mixture = adaptiveParzen(observations, 5, 10, "portable");
      const m = observations.length;
      assertEquals(mixture.mus, [...observations, 5].sort((a, b) => a - b));
      assertAlmostEquals(mixture.weights.reduce((a, b) => a + b), 1, 1e-12);
      const narrowest = 10 / Math.min(100, m + 2);
      assert(mixture.sigmas.every((s) => s >= narrowest && s <= 10));
      assert(mixture.sigmas.includes(10));
    },
  ));
});

const MIXTURE = adaptiveParzen([1, 2, 2, 5, 9, 9.5], 5, 10, "simd");

Deno.test("drawTruncated follows logMass when 1e5 rounded draws are counted", () => {
  const rng = new Pcg64(17);
  const counts = new Array(11).fill(0);
  for (const x of drawTruncated(MIXTURE, 0, 10, 1e5, rng)) {
    counts[Math.round(x)]++;
  }
  const values = counts.map((_, i) => i);
  const masses = logMass(values, MIXTURE, 0, 10, 1).map(Math.exp);
  assertAlmostEquals(masses.reduce((a, b) => a + b), 1, 1e-12);
  const chiSquare = masses.reduce(
    (sum, p, i) => sum + (counts[i] - 1e5 * p) ** 2 / (1e5 * p),
    0,
  );
  // scipy.stats.chi2.ppf(0.999, 10)
  assert(chiSquare < 29.588, `chi-square ${chiSquare}`);
});

/** Simpson's rule. */
function integral(f: (x: number[]) => number[], low: number, high: number) {
  const n = 4000;
  const x = Array.from(
    { length: n + 1 },
    (_, i) => low + (high - low) * i / n,
  );
  return f(x).reduce(
    (sum, y, i) => sum + y * (i === 0 || i === n ? 1 : i % 2 ? 4 : 2),
    0,
  ) * (high - low) / n / 3;
}

Deno.test("logDensity integrates to 1 between the bounds", () => {
  const area = integral(
    (x) => logDensity(x, MIXTURE, 0, 10).map(Math.exp),
    0,
    10,
  );
  assertAlmostEquals(area, 1, 1e-9);
});

Deno.test("logDensityOfExp is the density of exp(draw), not divided by the accepted mass", () => {
  // In the logarithm the density gains the factor x; over a wide range its
  // whole mass lies inside, so that it integrates to 1.
  const area = integral(
    (x) =>
      logDensityOfExp(x.map(Math.exp), MIXTURE).map((l, i) =>
        Math.exp(l + x[i])
      ),
    -60,
    70,
  );
  assertAlmostEquals(area, 1, 1e-9);
});
