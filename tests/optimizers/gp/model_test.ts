import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  fitHyperparameters,
  initialHyperparameters,
  minimizeFromPriors,
} from "../../../optimizers/gp/fit.ts";
import { GaussianProcess } from "../../../optimizers/gp/gaussian_process.ts";
import { kernelMatrix, matern52 } from "../../../optimizers/gp/kernel.ts";
import { MapObjective } from "../../../optimizers/gp/map_objective.ts";
import { scaleOutcomes } from "../../../optimizers/gp/outcomes.ts";
import {
  lengthscalePrior,
  logGammaDensity,
  logNormalDensity,
  logNormalMode,
  logNormalSlope,
  NOISE_PRIOR,
} from "../../../optimizers/gp/priors.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";
import {
  assertNear,
  type Botorch,
  centralDifferences,
  type RecordedParameters,
  recordings,
} from "./peers.ts";

const theta = ({ noise, mean, lengthscale }: RecordedParameters) =>
  Float64Array.of(noise, mean, ...lengthscale);

for (const [source, recorded] of recordings<Botorch>("botorch")) {
  const { datasets } = recorded;

  Deno.test(`scaleOutcomes() equals Ax's winsorise and standardise (${source})`, () => {
    for (const q of recorded.outcome_transforms) {
      const scaled = scaleOutcomes(q.y, q.maximize ? "maximize" : "minimize");
      assertNear([scaled.cutoff], [q.cutoff], 1e-12);
      assertNear([scaled.mean], [q.mean], 1e-12);
      assertNear([scaled.deviation], [q.std], 1e-12);
      assertNear(scaled.y, q.standardised, 1e-12);
    }
    for (const { y_raw, y } of Object.values(datasets)) {
      assertNear(scaleOutcomes(y_raw, "maximize").y, y, 1e-12);
    }
  });

  Deno.test(`priors have GPyTorch's densities and modes (${source})`, () => {
    for (const q of recorded.lognormal) {
      const prior = q.what === "noise" ? NOISE_PRIOR : lengthscalePrior(q.d);
      assertNear([logNormalDensity(q.x, prior)], [q.log_density], 1e-12);
      assertNear([logNormalMode(prior)], [q.mode], 1e-12);
    }
    for (const q of recorded.gamma_legacy) {
      const density = logGammaDensity(q.x, q.concentration, q.rate);
      assertNear([density], [q.log_density], 1e-12);
    }
  });

  Deno.test(`kernelMatrix() equals GPyTorch's kernels (${source})`, () => {
    for (const q of recorded.kernels) {
      const rbf = kernelMatrix(q.X1, q.X2, q.lengthscale);
      assertNear(rbf, q.rbf.flat(), 1e-12);
      const matern = kernelMatrix(q.X1, q.X2, q.lengthscale, matern52);
      assertNear(matern, q.matern52.flat(), 1e-12);
    }
  });

  Deno.test(`MapObjective equals BoTorch's loss and gradient (${source})`, () => {
    for (const q of recorded.map_objective) {
      const { X, y, d } = datasets[q.dataset];
      const gradient = new Float64Array(d + 2);
      const at = new MapObjective(X, y).evaluate(theta(q.params), gradient);
      const where = q.dataset;
      assertNear([at.objective], [q.objective], 1e-9, where);
      assertNear(
        [at.logMarginalLikelihood, at.logPrior],
        [q.log_marginal_likelihood, q.log_prior],
        1e-9,
        where,
      );
      assertNear(
        gradient,
        [q.grad_noise, q.grad_mean, ...q.grad_lengthscale],
        1e-7,
        where,
      );
    }
  });

  Deno.test(`fitHyperparameters() ends as low as BoTorch and in as many steps (${source})`, () => {
    for (const q of recorded.fit) {
      const { X, y, d } = datasets[q.dataset];
      assertNear(theta(initialHyperparameters(d)), theta(q.initial), 1e-12);
      const fit = fitHyperparameters(X, y, new RandomState(0));
      assert(
        fit.objective <= q.objective + 1e-6,
        `${q.dataset}: found F ${fit.objective}, expected at most ${q.objective}`,
      );
      assertEquals(fit.iterations, q.iterations, q.dataset);
    }
  });

  Deno.test(`GaussianProcess has BoTorch's posterior (${source})`, () => {
    for (const q of [...recorded.posterior, ...recorded.posterior_at_fit]) {
      const { X, y } = datasets[q.dataset];
      const process = new GaussianProcess(X, y, q.params);
      const at = q.X_test.map((x) => process.marginal(x));
      assertNear(at.map((p) => p.mean), q.mean, 1e-9);
      assertNear(at.map((p) => p.variance), q.variance, 1e-9);
      const { covariance } = process.joint(q.X_test.slice(0, 3));
      assertNear(covariance, q.covariance_first3.flat(), 1e-9);
    }
  });
}

const unit = fc.double({ min: 0, max: 1, noNaN: true });
/** A small data set in two dimensions with parameters. */
const model = fc.record({
  points: fc.array(fc.tuple(unit, unit), { minLength: 1, maxLength: 8 }),
  noise: fc.double({ min: 1e-3, max: 1, noNaN: true }),
  mean: fc.double({ min: -1, max: 1, noNaN: true }),
  lengthscale: fc.tuple(
    fc.double({ min: 0.2, max: 3, noNaN: true }),
    fc.double({ min: 0.2, max: 3, noNaN: true }),
  ),
});
const outcomesOf = (points: number[][]) =>
  points.map(([a, b]) => Math.sin(7 * a) + b * b);

Deno.test("MapObjective has the gradient of its value", () => {
  fc.assert(
    fc.property(model, ({ points, noise, mean, lengthscale }) => {
      const objective = new MapObjective(points, outcomesOf(points));
      const at = [noise, mean, ...lengthscale];
      const gradient = new Float64Array(4);
      objective.evaluate(Float64Array.from(at), gradient);
      const expected = centralDifferences(
        (x) => objective.evaluate(Float64Array.from(x)).objective,
        at,
        1e-6,
      );
      assertNear(gradient, expected, 1e-4 / noise);
    }),
    { seed: 1, numRuns: 50 },
  );
});

Deno.test("logNormalSlope() is the derivative of logNormalDensity()", () => {
  for (const x of [0.03, 0.4, 2]) {
    const prior = lengthscalePrior(3);
    assertNear(
      [logNormalSlope(x, prior)],
      centralDifferences(([v]) => logNormalDensity(v, prior), [x]),
      1e-6,
    );
  }
});

Deno.test("GaussianProcess does not depend on the order of observations", () => {
  fc.assert(
    fc.property(model, ({ points, ...parameters }) => {
      const y = outcomesOf(points);
      const a = new GaussianProcess(points, y, parameters);
      const b = new GaussianProcess(
        points.toReversed(),
        y.toReversed(),
        parameters,
      );
      const x = [0.3, 0.6];
      assertNear([a.marginal(x).mean], [b.marginal(x).mean], 1e-9);
      assertNear([a.marginal(x).variance], [b.marginal(x).variance], 1e-9);
    }),
    { seed: 1, numRuns: 50 },
  );
});

Deno.test("GaussianProcess moves with its outcomes when they are shifted and scaled", () => {
  fc.assert(
    fc.property(model, ({ points, noise, mean, lengthscale }) => {
      const y = outcomesOf(points);
      const plain = new GaussianProcess(points, y, {
        noise,
        mean,
        lengthscale,
      });
      const moved = new GaussianProcess(points, y.map((v) => 3 * v + 2), {
        noise,
        mean: 3 * mean + 2,
        lengthscale,
      });
      const x = [0.1, 0.8];
      assertNear(
        [moved.marginal(x).mean],
        [3 * plain.marginal(x).mean + 2],
        1e-9,
      );
      assertNear(
        [plain.negated().marginal(x).mean],
        [-plain.marginal(x).mean],
        1e-12,
      );
    }),
    { seed: 1, numRuns: 50 },
  );
});

Deno.test("GaussianProcess is sure near an observation and returns to its prior far from it", () => {
  const process = new GaussianProcess([[0.5, 0.5]], [2], {
    noise: 1e-4,
    mean: -1,
    lengthscale: [0.05, 0.05],
  });
  const near = process.marginal([0.5, 0.5]);
  const far = process.marginal([0, 1]);
  // One observation: mean m + (y - m) / (1 + noise), variance noise / (1 + noise).
  assertNear([near.mean], [-1 + 3 / 1.0001], 1e-12);
  assertNear([near.variance], [1e-4 / 1.0001], 1e-12);
  assertNear([far.mean, far.variance], [-1, 1], 1e-12);
});

Deno.test("GaussianProcess has the gradients of its mean and variance", () => {
  fc.assert(
    fc.property(
      model,
      fc.tuple(unit, unit),
      ({ points, ...parameters }, x) => {
        const process = new GaussianProcess(
          points,
          outcomesOf(points),
          parameters,
        );
        const at = process.marginalWithGradient(x);
        const mean = (u: number[]) => process.marginal(u).mean;
        const variance = (u: number[]) => process.marginal(u).variance;
        assertNear(at.meanGradient, centralDifferences(mean, x), 1e-5);
        assertNear(at.varianceGradient, centralDifferences(variance, x), 1e-5);
      },
    ),
    { seed: 1, numRuns: 50 },
  );
});

Deno.test("fitHyperparameters() is the same whatever the order of observations", () => {
  const points = Array.from({ length: 9 }, (_, i) => [i / 8, (i * i % 9) / 8]);
  const { y } = scaleOutcomes(outcomesOf(points), "maximize");
  const stream = { random: () => 0.5 };
  const forward = fitHyperparameters(points, y, stream);
  const backward = fitHyperparameters(
    points.toReversed(),
    y.toReversed(),
    stream,
  );
  assertNear([forward.objective], [backward.objective], 1e-7);
});

/** (theta - 2)^2 summed, with the sign of its gradient wrong where `isWrong` says so. */
const bowl =
  (isWrong: (noise: number) => boolean) =>
  (theta: Float64Array, gradient: Float64Array) => {
    const sign = isWrong(theta[0]) ? -1 : 1;
    theta.forEach((v, i) => gradient[i] = 2 * sign * (v - 2));
    return theta.reduce((sum, v) => sum + (v - 2) ** 2, 0);
  };

/** A stream of these numbers, which counts them. */
function streamOf(numbers: readonly number[]) {
  const stream = { drawn: 0, random: () => numbers[stream.drawn++] };
  return stream;
}

Deno.test("minimizeFromPriors() stays with the prior modes when their search ends well", () => {
  const stream = streamOf([]);
  const { parameters, objective } = minimizeFromPriors(
    bowl(() => false),
    2,
    stream,
  );
  assertNear(theta(parameters), [2, 2, 2, 2], 1e-5);
  assertNear([objective], [0], 1e-9);
  assertEquals(stream.drawn, 0);
});

Deno.test("minimizeFromPriors() starts at a draw of the priors after an abnormal end", () => {
  const mode = initialHyperparameters(1).noise;
  // The gradient misleads near the mode only; the median of the noise, exp(-4),
  // lies above it.
  const stream = streamOf([0.5, 0.5]);
  const { parameters } = minimizeFromPriors(
    bowl((noise) => noise < 1.5 * mode),
    1,
    stream,
  );
  assertNear(theta(parameters), [2, 2, 2], 1e-5);
  assertEquals(stream.drawn, 2);
});

Deno.test("minimizeFromPriors() takes the best of five abnormal ends, and no draw below its bound", () => {
  // Medians are exp(-4) for the noise and exp(sqrt(2)) for the lengthscale; the
  // quantile of 1e-9, six deviations lower, lies below both bounds.
  const stream = streamOf([
    ...[1e-9, 0.5, 1e-9, 0.5],
    ...[0.9, 0.5],
    ...[0.5, 0.3],
    ...[0.5, 0.5],
    // A fifth start is drawn, though no search is left for it.
    ...[0.5, 0.5],
  ]);
  const { parameters, objective, iterations } = minimizeFromPriors(
    bowl(() => true),
    1,
    stream,
  );
  // SciPy 1.17: exp(-4 + norm.ppf(q)), exp(sqrt(2) + sqrt(3) norm.ppf(q)).
  const best = [0.01831563888873418, 0, 1.6585193240301774];
  assertNear(theta(parameters), best, 1e-8);
  assertNear(
    [objective],
    [best.reduce((sum, v) => sum + (v - 2) ** 2, 0)],
    1e-8,
  );
  assertEquals(iterations, 0);
  assertEquals(stream.drawn, 12);
});

Deno.test("scaleOutcomes() gives zeros when all outcomes are equal", () => {
  const { y, deviation } = scaleOutcomes([0.2, 0.2, 0.2], "maximize");
  assertNear(y, [0, 0, 0], 1e-15);
  assertEquals(deviation, 1);
});

Deno.test("scaleOutcomes() clips the bad side only", () => {
  const y = [1, 2, 3, 4, 5, 6, 7, 8, -100, 100];
  const up = scaleOutcomes(y, "maximize");
  const down = scaleOutcomes(y, "minimize");
  assert(up.cutoff > -100 && up.y[9] > 2);
  assert(down.cutoff < 100 && down.y[8] < -2);
  assertThrows(() => scaleOutcomes([], "maximize"), RangeError, "found none");
});
