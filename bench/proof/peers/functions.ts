/**
 * Test functions over the paper's search space, for comparing optimizers.
 *
 * Notation:
 * - u = (u1, u2, u3, u4), the configuration in the unit cube: log10 of lr, num_epochs,
 *   unfreeze_epoch and max_length, each scaled by its range
 * - x, the function's own variables, an affine image of u
 *
 * Three of the four coordinates are discrete and unevenly spaced, so that the
 * classic continuous minima cannot be hit exactly: regret is measured against
 * the best configuration of the space (`bestConfiguration`), not against the textbook one.
 *
 * @module
 */
import type { Direction, Params } from "../../../optimizers/types.ts";

/** The six lengths of the paper, in samples at 16 kHz. */
export const LENGTHS: readonly number[] = [
  32000,
  48000,
  64000,
  80000,
  112000,
  160000,
];

/** A deterministic objective over the paper's space. */
export interface TestFunction {
  /** Short name, such as "hartmann4". */
  readonly name: string;
  /** Which way is better. */
  readonly direction: Direction;
  /** Value of a configuration; null when the trial fails. */
  readonly value: (configuration: Params) => number | null;
}

type Unit = readonly [number, number, number, number];

/** A configuration of the paper's space as a point of the unit cube. */
export function toUnitCube(configuration: Params): Unit {
  return [
    (Math.log10(configuration.lr) + 6) / 3,
    (configuration.num_epochs - 1) / 9,
    configuration.unfreeze_epoch / 5,
    (configuration.max_length - 32000) / 128000,
  ];
}

/** Affine image of the unit cube: every coordinate from `low` to `high`. */
function scale(u: Unit, low: number, high: number): number[] {
  return u.map((v) => low + (high - low) * v);
}

/**
 * Branin's function of lr and num_epochs; unfreeze_epoch tilts the plane and
 * each length adds its own offset, so that the four parameters interact.
 *
 * Source: Dixon and Szego 1978; mixed with discrete offsets as is usual for
 * mixed-space benchmarks.
 */
function branin(u: Unit, length: number): number {
  const x = 15 * u[0] - 5;
  const y = 15 * u[1];
  const bend = y - (5.1 / (4 * Math.PI * Math.PI)) * x * x +
    (5 / Math.PI) * x - 6;
  const plane = bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  const offset = [12, 7, 3, 0, 5, 9][LENGTHS.indexOf(length)];
  return plane + offset + 4 * u[2] * (1 + u[0]);
}

const HARTMANN_ALPHA = [1, 1.2, 3, 3.2];
const HARTMANN_A = [
  [10, 3, 17, 3.5],
  [0.05, 10, 17, 0.1],
  [3, 3.5, 1.7, 10],
  [17, 8, 0.05, 10],
];
const HARTMANN_P = [
  [0.1312, 0.1696, 0.5569, 0.0124],
  [0.2329, 0.4135, 0.8307, 0.3736],
  [0.2348, 0.1451, 0.3522, 0.2883],
  [0.4047, 0.8828, 0.8732, 0.5743],
];

/** Four-variable Hartmann function, positive form (Picheny et al. 2013, unscaled). */
function hartmann4(u: Unit): number {
  return HARTMANN_ALPHA.reduce((sum, alpha, i) => {
    const exponent = u.reduce(
      (inner, v, j) => inner + HARTMANN_A[i][j] * (v - HARTMANN_P[i][j]) ** 2,
      0,
    );
    return sum + alpha * Math.exp(-exponent);
  }, 0);
}

/** Griewank's function on [-5, 5]^4, where its cosine ripples matter. */
function griewank(u: Unit): number {
  const x = scale(u, -5, 5);
  const squares = x.reduce((sum, v) => sum + (v * v) / 4000, 0);
  const waves = x.reduce(
    (product, v, i) => product * Math.cos(v / Math.sqrt(i + 1)),
    1,
  );
  return squares - waves + 1;
}

/** Levy's function on [-10, 10]^4. */
function levy(u: Unit): number {
  const w = scale(u, -10, 10).map((x) => 1 + (x - 1) / 4);
  const sine = (v: number) => Math.sin(v) * Math.sin(v);
  let sum = sine(Math.PI * w[0]);
  for (let i = 0; i < 3; i++) {
    sum += (w[i] - 1) ** 2 * (1 + 10 * sine(Math.PI * w[i] + 1));
  }
  return sum + (w[3] - 1) ** 2 * (1 + sine(2 * Math.PI * w[3]));
}

/** Powell's singular function on [-4, 5]^4. */
function powell(u: Unit): number {
  const [a, b, c, d] = scale(u, -4, 5);
  return (a + 10 * b) ** 2 + 5 * (c - d) ** 2 + (b - 2 * c) ** 4 +
    10 * (a - d) ** 4;
}

/** Rosenbrock's function on [-2, 2]^4. */
function rosenbrock(u: Unit): number {
  const x = scale(u, -2, 2);
  let sum = 0;
  for (let i = 0; i < 3; i++) {
    sum += 100 * (x[i + 1] - x[i] * x[i]) ** 2 + (1 - x[i]) ** 2;
  }
  return sum;
}

/** The test functions, in the order of the tables. */
export const TEST_FUNCTIONS: readonly TestFunction[] = [
  {
    name: "branin_mixed",
    direction: "minimize",
    value: (s) => branin(toUnitCube(s), s.max_length),
  },
  {
    name: "hartmann4",
    direction: "maximize",
    value: (s) => hartmann4(toUnitCube(s)),
  },
  {
    name: "griewank",
    direction: "minimize",
    value: (s) => griewank(toUnitCube(s)),
  },
  { name: "levy", direction: "minimize", value: (s) => levy(toUnitCube(s)) },
  {
    name: "powell",
    direction: "minimize",
    value: (s) => powell(toUnitCube(s)),
  },
  {
    name: "rosenbrock",
    direction: "minimize",
    value: (s) => rosenbrock(toUnitCube(s)),
  },
];

/** Smooth bowl with its top inside the space (recorded runs of Ax). */
function bowl(u: Unit): number {
  return 0.95 - 0.8 * (u[0] - 0.42) ** 2 - 0.25 * (u[1] - 0.8) ** 2 -
    0.1 * (u[2] - 0.3) ** 2 - 0.1 * (u[3] - 0.375) ** 2;
}

/**
 * Under-training at small lr times epochs, collapse to chance (1/7) at large lr:
 * the shape of the paper's landscape (recorded runs of Ax).
 */
function cliff(configuration: Params): number {
  const { lr, num_epochs, unfreeze_epoch, max_length } = configuration;
  const trained = num_epochs - 0.8 * Math.min(unfreeze_epoch, num_epochs);
  const progress = 1 - Math.exp(-trained * lr / 4e-5);
  const length = 0.92 + 0.08 * Math.min(1, max_length / 80000);
  const keep = 1 / (1 + Math.exp((Math.log10(lr) + 3.95) / 0.08));
  return 1 / 7 + (0.96 - 1 / 7) * progress * length * keep;
}

/** Functions of the recorded runs of Ax, with the deviation of the noise added. */
export const RECORDED_FUNCTIONS: readonly (TestFunction & {
  readonly noise: number;
})[] = [
  {
    name: "bowl",
    direction: "maximize",
    value: (s) => bowl(toUnitCube(s)),
    noise: 0,
  },
  { name: "cliff_noisy", direction: "maximize", value: cliff, noise: 0.02 },
  {
    name: "hart4",
    direction: "maximize",
    value: (s) => hartmann4(toUnitCube(s)),
    noise: 0,
  },
];

/**
 * Best configuration of the paper's space: every discrete combination with a grid of
 * `points` learning rates, the best bracket refined by golden section.
 */
export function bestConfiguration(
  { value, direction }: TestFunction,
  points = 601,
): { configuration: Params; value: number } {
  const sign = direction === "maximize" ? -1 : 1;
  const loss = (configuration: Params) =>
    sign * (value(configuration) ?? Infinity);
  const at = (e: number, z: number, length: number, t: number): Params => ({
    lr: 10 ** (-6 + 3 * t),
    num_epochs: e,
    unfreeze_epoch: z,
    max_length: length,
  });
  let best = { loss: Infinity, configuration: at(1, 0, LENGTHS[0], 0), t: 0 };
  for (let e = 1; e <= 10; e++) {
    for (let z = 0; z <= 5; z++) {
      for (const length of LENGTHS) {
        for (let k = 0; k < points; k++) {
          const t = k / (points - 1);
          const configuration = at(e, z, length, t);
          const found = loss(configuration);
          if (found < best.loss) best = { loss: found, configuration, t };
        }
      }
    }
  }
  const { num_epochs, unfreeze_epoch, max_length } = best.configuration;
  let low = Math.max(0, best.t - 1 / (points - 1));
  let high = Math.min(1, best.t + 1 / (points - 1));
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let i = 0; i < 60; i++) {
    const left = high - golden * (high - low);
    const right = low + golden * (high - low);
    const [a, b] = [left, right].map((t) => ({
      t,
      configuration: at(num_epochs, unfreeze_epoch, max_length, t),
    }));
    const [lossA, lossB] = [loss(a.configuration), loss(b.configuration)];
    if (lossA < best.loss) best = { loss: lossA, ...a };
    if (lossB < best.loss) best = { loss: lossB, ...b };
    if (lossA < lossB) high = right;
    else low = left;
  }
  return { configuration: best.configuration, value: sign * best.loss };
}
