/**
 * Maximum a posteriori fit of the Gaussian process.
 *
 * Source: BoTorch 0.18.1 `fit_gpytorch_mll` with SciPy's L-BFGS-B: one start at
 * the modes of the priors; up to four more, drawn from the priors, when the
 * search ends abnormally.
 */
import { normalQuantile } from "../numeric/gaussian.ts";
import { type Differentiable, minimizeLbfgsb } from "../numeric/lbfgsb.ts";
import { exp } from "../numeric/math.ts";
import type { Point } from "./kernel.ts";
import { type Hyperparameters, MapObjective } from "./map_objective.ts";
import {
  lengthscalePrior,
  type LogNormal,
  logNormalMode,
  MIN_LENGTHSCALE,
  MIN_NOISE,
  NOISE_PRIOR,
} from "./priors.ts";

const ATTEMPTS = 5;

/** Result of {@linkcode fitHyperparameters}. */
export interface Fit {
  /** Where the search ended. */
  readonly parameters: Hyperparameters;
  /** F at the parameters. */
  readonly objective: number;
  /** Accepted steps of the search. */
  readonly iterations: number;
}

/** The parameters a fit starts from: the modes of the priors and mean 0. */
export function initialHyperparameters(d: number): Hyperparameters {
  return {
    noise: logNormalMode(NOISE_PRIOR),
    mean: 0,
    lengthscale: Array(d).fill(logNormalMode(lengthscalePrior(d))),
  };
}

/**
 * Finds the hyperparameters of largest posterior density near the prior modes.
 *
 * @param points X, shape (n, d), n at least 1, in the unit cube
 * @param y Standardised outcomes, shape (n)
 * @param stream Uniform numbers in [0, 1) for further starts
 */
export function fitHyperparameters(
  points: readonly Point[],
  y: ArrayLike<number>,
  stream: { random(): number },
): Fit {
  const objective = new MapObjective(points, y);
  return minimizeFromPriors(
    (theta, gradient) => objective.evaluate(theta, gradient).objective,
    points[0].length,
    stream,
  );
}

/**
 * Minimises a function of the hyperparameters from the prior modes; from draws
 * of the priors as long as the search ends abnormally, at most four times.
 *
 * Where BoTorch raises after five abnormal ends, the best of the five is taken:
 * they are points at which rounding stops the search.
 *
 * @param f Of theta = [sigma2, m, l_1 .. l_d], with its gradient
 * @param d Number of lengthscales
 * @param stream Uniform numbers in [0, 1) for further starts
 */
export function minimizeFromPriors(
  f: Differentiable,
  d: number,
  stream: { random(): number },
): Fit {
  const lower = [MIN_NOISE, -Infinity, ...Array(d).fill(MIN_LENGTHSCALE)];
  let start = initialHyperparameters(d);
  let best: Fit | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = minimizeLbfgsb(
      f,
      [start.noise, start.mean, ...start.lengthscale],
      { lower },
    );
    if (!best || found.value < best.objective) {
      const [noise, mean, ...lengthscale] = found.x;
      best = {
        parameters: { noise, mean, lengthscale },
        objective: found.value,
        iterations: found.iterations,
      };
    }
    if (found.status !== "abnormal") break;
    start = {
      noise: drawAbove(NOISE_PRIOR, MIN_NOISE, stream),
      mean: 0,
      lengthscale: start.lengthscale.map(() =>
        drawAbove(lengthscalePrior(d), MIN_LENGTHSCALE, stream)
      ),
    };
  }
  return best!;
}

/** A draw of the prior, repeated until it is not below `minimum`. */
function drawAbove(
  prior: LogNormal,
  minimum: number,
  stream: { random(): number },
): number {
  for (;;) {
    const z = normalQuantile(stream.random());
    const x = exp(prior.location + prior.scale * z);
    if (x >= minimum && x < Infinity) return x;
  }
}
