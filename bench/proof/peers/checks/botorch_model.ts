/**
 * Recorded numbers of BoTorch's model: outcomes, priors, kernels, objective of
 * the fit, fits and posteriors.
 *
 * @module
 */
import { fitHyperparameters } from "../../../../optimizers/gp/fit.ts";
import { GaussianProcess } from "../../../../optimizers/gp/gaussian_process.ts";
import {
  kernelMatrix,
  matern52,
  type Point,
  squaredExponential,
} from "../../../../optimizers/gp/kernel.ts";
import {
  type Hyperparameters,
  MapObjective,
} from "../../../../optimizers/gp/map_objective.ts";
import { scaleOutcomes } from "../../../../optimizers/gp/outcomes.ts";
import {
  logGammaDensity,
  logNormalDensity,
  logNormalMode,
} from "../../../../optimizers/gp/priors.ts";
import { RandomState } from "../../../../optimizers/numeric/mt19937.ts";
import type { Fields } from "./checker.ts";
import { type Agreement, Tally } from "../../../recorded/tally.ts";

/** One recorded data set. */
export interface Dataset {
  /** Inputs in the unit cube, shape (n, d). */
  readonly X: readonly Point[];
  /** Outcomes as observed. */
  readonly y_raw: readonly number[];
  /** Standardised outcomes. */
  readonly y: readonly number[];
  readonly winsor_lower_cutoff: number;
  readonly y_mean: number;
  readonly y_std: number;
}

interface RecordedObjective {
  readonly dataset: string;
  readonly params: Hyperparameters;
  readonly objective: number;
  readonly log_marginal_likelihood: number;
  readonly log_prior: number;
  readonly grad_noise: number;
  readonly grad_mean: number;
  readonly grad_lengthscale: readonly number[];
}

interface RecordedPosterior {
  readonly dataset: string;
  readonly params: Hyperparameters;
  readonly X_test: readonly Point[];
  readonly mean: readonly number[];
  readonly variance: readonly number[];
  readonly covariance_first3: readonly (readonly number[])[];
  readonly variance_with_noise: readonly number[];
}

const CLOSE = { relative: 1e-12, absolute: 1e-12 };
const POSTERIOR = { relative: 1e-9, absolute: 1e-9 };
/** How much larger than BoTorch's an objective may end. */
const FIT_SLACK = 1e-6;

/** Compares the blocks of the model. */
export function checkModel(
  content: Fields,
  datasets: Readonly<Record<string, Dataset>>,
): Agreement[] {
  return [
    checkOutcomes(content, datasets),
    checkPriors(content),
    checkGamma(content),
    checkKernels(content),
    checkObjective(content, datasets),
    checkFits(content, datasets),
    checkPosteriors("posterior", content, datasets),
    checkPosteriors("posterior_at_fit", content, datasets),
  ];
}

function checkOutcomes(
  content: Fields,
  datasets: Readonly<Record<string, Dataset>>,
): Agreement {
  const tally = new Tally("outcomes", "numbers");
  for (const [name, data] of Object.entries(datasets)) {
    const scaled = scaleOutcomes(data.y_raw, "maximize");
    const cutoff = data.winsor_lower_cutoff;
    tally.number(`${name} cutoff`, scaled.cutoff, cutoff, CLOSE);
    tally.number(`${name} mean`, scaled.mean, data.y_mean, CLOSE);
    tally.number(`${name} std`, scaled.deviation, data.y_std, CLOSE);
    tally.numbers(`${name} y`, scaled.y, data.y, CLOSE);
  }
  const transforms = content.outcome_transforms as {
    y: number[];
    maximize: boolean;
    cutoff: number;
    mean: number;
    std: number;
    standardised: number[];
  }[] ?? [];
  transforms.forEach((t, i) => {
    const scaled = scaleOutcomes(t.y, t.maximize ? "maximize" : "minimize");
    tally.number(`transform ${i} cutoff`, scaled.cutoff, t.cutoff, CLOSE);
    tally.number(`transform ${i} mean`, scaled.mean, t.mean, CLOSE);
    tally.number(`transform ${i} std`, scaled.deviation, t.std, CLOSE);
    tally.numbers(`transform ${i} y`, scaled.y, t.standardised, CLOSE);
  });
  return tally.result();
}

function checkPriors(content: Fields): Agreement {
  const tally = new Tally("lognormal", "numbers");
  const recorded = content.lognormal as {
    loc: number;
    scale: number;
    x: number;
    log_density: number;
    mode: number;
  }[] ?? [];
  recorded.forEach(({ loc: location, scale, x, log_density, mode }, i) => {
    const prior = { location, scale };
    const density = logNormalDensity(x, prior);
    tally.number(`case ${i} density`, density, log_density, CLOSE);
    tally.number(`case ${i} mode`, logNormalMode(prior), mode, CLOSE);
  });
  return tally.result();
}

function checkGamma(content: Fields): Agreement {
  const tally = new Tally("gamma_legacy", "numbers");
  const recorded = content.gamma_legacy as {
    concentration: number;
    rate: number;
    x: number;
    log_density: number;
  }[] ?? [];
  recorded.forEach(({ concentration, rate, x, log_density }, i) => {
    const density = logGammaDensity(x, concentration, rate);
    tally.number(`case ${i}`, density, log_density, CLOSE);
  });
  return tally.result();
}

function checkKernels(content: Fields): Agreement {
  const tally = new Tally("kernels", "numbers");
  const recorded = content.kernels as {
    lengthscale: number[];
    X1: Point[];
    X2: Point[];
    rbf: number[][];
    matern52: number[][];
  }[] ?? [];
  recorded.forEach(({ lengthscale, X1, X2, rbf, matern52: matern }, i) => {
    for (
      const [name, kernel, expected] of [
        ["rbf", squaredExponential, rbf],
        ["matern52", matern52, matern],
      ] as const
    ) {
      const found = kernelMatrix(X1, X2, lengthscale, kernel);
      tally.numbers(`case ${i} ${name}`, found, expected.flat(), CLOSE);
    }
  });
  return tally.result();
}

function checkObjective(
  content: Fields,
  datasets: Readonly<Record<string, Dataset>>,
): Agreement {
  const tally = new Tally("map_objective", "numbers");
  const recorded = content.map_objective as RecordedObjective[] ?? [];
  recorded.forEach((r, i) => {
    const { X, y } = datasets[r.dataset];
    const { noise, mean, lengthscale } = r.params;
    const theta = Float64Array.of(noise, mean, ...lengthscale);
    const gradient = new Float64Array(theta.length);
    const found = new MapObjective(X, y).evaluate(theta, gradient);
    const where = `case ${i} (${r.dataset})`;
    const value = { relative: 1e-9, absolute: 1e-12 };
    tally.number(`${where} objective`, found.objective, r.objective, value);
    tally.number(
      `${where} log marginal likelihood`,
      found.logMarginalLikelihood,
      r.log_marginal_likelihood,
      value,
    );
    tally.number(`${where} log prior`, found.logPrior, r.log_prior, value);
    const expected = [r.grad_noise, r.grad_mean, ...r.grad_lengthscale];
    // Small components carry the rounding of the large ones.
    const largest = Math.max(...expected.map(Math.abs));
    tally.numbers(`${where} gradient`, gradient, expected, {
      relative: 1e-7,
      absolute: 1e-9 * Math.max(1, largest),
    });
  });
  return tally.result();
}

function checkFits(
  content: Fields,
  datasets: Readonly<Record<string, Dataset>>,
): Agreement {
  const tally = new Tally("fit", "numbers");
  const recorded = content.fit as { dataset: string; objective: number }[];
  for (const { dataset, objective } of recorded ?? []) {
    const { X, y } = datasets[dataset];
    const found = fitHyperparameters(X, y, new RandomState(0)).objective;
    tally.count(
      found <= objective + FIT_SLACK,
      () =>
        `${dataset}: objective ${found}, recorded ${objective}, expected no more than ${FIT_SLACK} above it`,
    );
  }
  return tally.result();
}

function checkPosteriors(
  block: string,
  content: Fields,
  datasets: Readonly<Record<string, Dataset>>,
): Agreement {
  const tally = new Tally(block, "numbers");
  const recorded = content[block] as RecordedPosterior[] ?? [];
  recorded.forEach((r, i) => {
    const { X, y } = datasets[r.dataset];
    const process = new GaussianProcess(X, y, r.params);
    const marginals = r.X_test.map((x) => process.marginal(x));
    const where = `case ${i} (${r.dataset})`;
    const mean = marginals.map((m) => m.mean);
    const variance = marginals.map((m) => m.variance);
    const noisy = variance.map((v) => v + r.params.noise);
    const covariance = process.joint(r.X_test.slice(0, 3)).covariance;
    tally.numbers(`${where} mean`, mean, r.mean, POSTERIOR);
    tally.numbers(`${where} variance`, variance, r.variance, POSTERIOR);
    tally.numbers(
      `${where} covariance`,
      covariance,
      r.covariance_first3.flat(),
      POSTERIOR,
    );
    tally.numbers(
      `${where} variance with noise`,
      noisy,
      r.variance_with_noise,
      POSTERIOR,
    );
  });
  return tally.result();
}
