/** Recorded numbers of BoTorch and Ax: the small fixture, and the whole file where it is. */
import { assert } from "@std/assert";
import { hasPeers, readPeers } from "../shared_peers.ts";

/** Parameters, written as in the recordings. */
export interface RecordedParameters {
  noise: number;
  mean: number;
  lengthscale: readonly number[];
}

interface OfDataset {
  dataset: string;
  params: RecordedParameters;
}

/** Layout of botorch.json. */
export interface Botorch {
  datasets: Record<
    string,
    { n: number; d: number; X: number[][]; y_raw: number[]; y: number[] }
  >;
  lognormal: {
    what: string;
    d: number;
    x: number;
    log_density: number;
    mode: number;
  }[];
  gamma_legacy: {
    concentration: number;
    rate: number;
    x: number;
    log_density: number;
  }[];
  kernels: {
    lengthscale: number[];
    X1: number[][];
    X2: number[][];
    rbf: number[][];
    matern52: number[][];
  }[];
  map_objective: (OfDataset & {
    objective: number;
    log_marginal_likelihood: number;
    log_prior: number;
    grad_noise: number;
    grad_mean: number;
    grad_lengthscale: number[];
  })[];
  fit: {
    dataset: string;
    initial: RecordedParameters;
    fitted: RecordedParameters;
    objective: number;
    iterations: number;
  }[];
  posterior: RecordedPosterior[];
  posterior_at_fit: RecordedPosterior[];
  acquisition: RecordedAcquisition[];
  log_ei_helper: {
    z: number;
    log_h_botorch: number;
    log_h_exact: number;
    h_botorch: number;
  }[];
  log_fatplus: {
    x: number;
    tau: number;
    log_fatplus: number;
    log_softplus: number;
  }[];
  fatmax: { x: number[]; tau: number; value: number }[];
  log1mexp: { x: number; value: number }[];
  outcome_transforms: {
    y: number[];
    maximize: boolean;
    cutoff: number;
    mean: number;
    std: number;
    standardised: number[];
  }[];
  psd_safe_cholesky: { A: number[][]; L: number[][] }[];
  hypervolume: {
    Y: number[][];
    ref_point: number[];
    hypervolume: number;
    inferred_ref_point: number[];
    pareto: number[][];
  }[];
  acq_optimum: (OfDataset & {
    baseline_rows_kept: number[][];
    prune_seed: number;
    sampler_seed: number;
    exhaustive_best_value: number;
    exhaustive_best_x: number[];
    ax_optimizer: { value: number }[];
  })[];
  ax_experiments: {
    api: "client" | "legacy";
    function: string;
    seed: number;
    trials: { x: number[]; y: number; true: number; by: string }[];
    best_true_so_far: number[];
  }[];
}

interface RecordedPosterior extends OfDataset {
  X_test: number[][];
  mean: number[];
  variance: number[];
  covariance_first3: number[][];
}

interface Seeded {
  seed: number;
  value: number[];
}

/** One entry of `acquisition`. */
export interface RecordedAcquisition extends OfDataset {
  X_test: number[][];
  best_f: number;
  ei: number[];
  log_ei: number[];
  log_ei_grad: number[][];
  base_samples: number[][];
  qlogei_q1: number[];
  qlogei_q1_grad: number[][];
  qlogei_q2_pairs: [number, number][];
  qlogei_q2: number[];
  qlognei_q1: number[];
  qlognei_q1_grad: number[][];
  qlognei_baseline_samples_first4: number[][];
  qlognei_pending: { X_pending: number[][]; value: number[] };
  qlognei_q1_minimise: number[];
  qlognei_seeded_512: Seeded & {
    base_samples_first2: number[][];
    base_samples_column_sums: number[];
    base_samples_column_square_sums: number[];
  };
  pruned: { seed: number; kept_rows: number[][] };
  qlognei_seeded_512_after_pruning: Seeded;
}

/** Layout of sobol.json. */
export interface Sobol {
  direction_numbers: number[][];
  unscrambled_first64_dim8: number[][];
  scrambled: {
    dimension: number;
    seed: number;
    shift: number[];
    scrambled_direction_numbers: number[][];
    integers_first32: number[][];
    torch_first_point_as_double: number[];
  }[];
  normal_base_samples: {
    dimension: number;
    seed: number;
    n: number;
    first8: number[][];
    column_sums: number[];
    column_square_sums: number[];
  }[];
  ax_initialisation: {
    api: "client" | "legacy";
    random_seed: number;
    sobol_trials: number[][];
  }[];
  ax_centre: { trial: number[] };
}

/** Recordings of one layout by where they come from. */
export function recordings<T>(file: "botorch" | "sobol"): [string, T][] {
  const small: [string, T] = ["fixture", readFixture<T>(`${file}.json`)];
  return hasPeers
    ? [small, ["../shared/peers", readPeers<T>(`${file}.json`)]]
    : [small];
}

/** A parsed file of the fixtures folder. */
export function readFixture<T>(name: string): T {
  const url = new URL(`fixtures/${name}`, import.meta.url);
  return JSON.parse(Deno.readTextFileSync(url));
}

/** The largest |a - b| / max(1, |b|) is at most `tolerance`. */
export function assertNear(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what = "value",
): void {
  assert(
    actual.length === expected.length,
    `${what}: found ${actual.length} numbers, expected ${expected.length}`,
  );
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i] - expected[i]) /
      Math.max(1, Math.abs(expected[i]));
    assert(
      error <= tolerance,
      `${what}[${i}]: found ${actual[i]}, expected ${
        expected[i]
      } within ${tolerance}`,
    );
  }
}

/** Central differences of a function of several variables, shape (d). */
export function centralDifferences(
  f: (x: number[]) => number,
  x: readonly number[],
  step = 1e-5,
): number[] {
  return x.map((v, i) =>
    (f(x.with(i, v + step)) - f(x.with(i, v - step))) / (2 * step)
  );
}
