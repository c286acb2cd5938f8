/**
 * Recorded numbers of BoTorch's acquisition functions, and the optima that Ax
 * reaches on recorded models.
 *
 * @module
 */
import { maximizeAcquisition } from "../../../../optimizers/gp/acquisition_search.ts";
import {
  type Columns,
  jointSamples,
  noisyImprovementNormals,
  sobolNormals,
} from "../../../../optimizers/gp/base_samples.ts";
import { batchLogImprovement } from "../../../../optimizers/gp/batch_improvement.ts";
import { promisingPoints } from "../../../../optimizers/gp/baseline.ts";
import {
  expectedImprovement,
  logExpectedImprovement,
} from "../../../../optimizers/gp/expected_improvement.ts";
import { GaussianProcess } from "../../../../optimizers/gp/gaussian_process.ts";
import type { Point } from "../../../../optimizers/gp/kernel.ts";
import type { Hyperparameters } from "../../../../optimizers/gp/map_objective.ts";
import { NoisyImprovement } from "../../../../optimizers/gp/noisy_improvement.ts";
import { fatPlus } from "../../../../optimizers/gp/smooth.ts";
import { cholesky } from "../../../../optimizers/numeric/cholesky.ts";
import { log } from "../../../../optimizers/numeric/math.ts";
import type { Dataset } from "./botorch_model.ts";
import type { Fields } from "./checker.ts";
import { LENGTHS } from "../../../recorded/recorded_configuration.ts";
import {
  type Agreement,
  agrees,
  Tally,
  type Tolerance,
} from "../../../recorded/tally.ts";

interface RecordedAcquisition {
  readonly dataset: string;
  readonly params: Hyperparameters;
  readonly X_test: readonly Point[];
  readonly best_f: number;
  readonly ei: readonly number[];
  readonly log_ei: readonly number[];
  readonly log_ei_grad: readonly (readonly number[])[];
  readonly base_samples: readonly (readonly number[])[];
  readonly qlogei_q1: readonly number[];
  readonly qlogei_q1_grad: readonly (readonly number[])[];
  readonly qlogei_q2_pairs?: readonly (readonly number[])[];
  readonly qlogei_q2?: readonly number[];
  readonly qlognei_q1: readonly number[];
  readonly qlognei_q1_grad: readonly (readonly number[])[];
  readonly qlognei_q1_no_cache: readonly number[];
  readonly qlognei_pending?: {
    readonly X_pending: readonly Point[];
    readonly value: readonly number[];
  };
  readonly qlognei_q1_minimise: readonly number[];
  readonly qlognei_seeded_512: Seeded;
  readonly pruned: {
    readonly seed: number;
    readonly num_samples: number;
    readonly kept_rows: readonly Point[];
  };
  readonly qlognei_seeded_512_after_pruning: Seeded;
}

interface Seeded {
  readonly seed: number;
  readonly value: readonly number[];
}

interface RecordedOptimum {
  readonly dataset: string;
  readonly params: Hyperparameters;
  readonly baseline_rows_kept: readonly Point[];
  readonly prune_seed: number;
  readonly sampler_seed: number;
  readonly exhaustive_best_value: number;
}

const SAMPLES = 512;
/** BoTorch's temperature of the smooth improvement. */
const TEMPERATURE = 1e-6;

/** Compares one block for each recorded model. */
export function checkAcquisition(
  content: Fields,
  datasets: Readonly<Record<string, Dataset>>,
): Agreement[] {
  const recorded = content.acquisition as RecordedAcquisition[] ?? [];
  return recorded.map((r, i) =>
    new AcquisitionCheck(
      `acquisition ${i} (${r.dataset})`,
      r,
      datasets[r.dataset],
    ).run()
  );
}

/** An acquisition function, with what its values can be at its own baseline. */
interface Acquisition {
  readonly improvement: NoisyImprovement;
  /**
   * At a baseline point the conditional variance is 0 up to rounding, and the
   * sign of the rounding decides whether jitter is added: the value without
   * variance and the one with the first jitter, 1e-8. Undefined elsewhere.
   */
  readonly valuesAtBaseline?: (x: Point) => readonly [number, number] | null;
}

/** qLogNEI over a baseline, with as many of the columns as it takes. */
function over(
  process: GaussianProcess,
  baseline: readonly Point[],
  columns: Columns,
): Acquisition {
  const normals = columns.slice(0, baseline.length + 1);
  return {
    improvement: NoisyImprovement.overBaseline(process, baseline, normals),
    valuesAtBaseline: (x) => {
      const row = baseline.findIndex((point) => point.join() === x.join());
      if (row < 0) return null;
      const { mean, covariance } = process.joint(baseline);
      const factor = cholesky(covariance, baseline.length);
      const samples = jointSamples(mean, factor, normals);
      const valueWith = (variance: number) => {
        const terms = Array.from(samples[row], (value, t) => {
          const best = Math.max(...samples.map((column) => column[t]));
          const noise = Math.sqrt(variance) * normals[baseline.length][t];
          return fatPlus(value - best + noise, TEMPERATURE);
        });
        return log(terms.reduce((a, b) => a + b) / terms.length);
      };
      return [valueWith(0), valueWith(1e-8)];
    },
  };
}

/** The comparison of one recorded model. */
class AcquisitionCheck {
  readonly #tally: Tally;
  readonly #recorded: RecordedAcquisition;
  readonly #rows: readonly Point[];
  readonly #process: GaussianProcess;

  constructor(block: string, recorded: RecordedAcquisition, data: Dataset) {
    this.#tally = new Tally(block, "numbers");
    this.#recorded = recorded;
    this.#rows = data.X;
    this.#process = new GaussianProcess(data.X, data.y, recorded.params);
  }

  run(): Agreement {
    this.#analytic();
    this.#sampled();
    this.#seeded();
    return this.#tally.result();
  }

  /** EI and LogEI against the best observed outcome. */
  #analytic(): void {
    const { X_test, best_f, ei, log_ei, log_ei_grad } = this.#recorded;
    const process = this.#process;
    X_test.forEach((x, i) => {
      const gradient = new Float64Array(x.length);
      const value = logExpectedImprovement(process, best_f, x, gradient);
      const tolerance = this.#tolerance(i);
      this.#tally.number(
        `ei[${i}]`,
        expectedImprovement(process, best_f, x),
        ei[i],
        // Far from improvement only the logarithm carries digits.
        { relative: 1e-6, absolute: 1e-12 },
      );
      this.#tally.number(`log_ei[${i}]`, value, log_ei[i], tolerance);
      const at = `log_ei_grad[${i}]`;
      this.#tally.numbers(at, gradient, log_ei_grad[i], tolerance);
    });
  }

  /** The Monte Carlo forms with recorded base samples. */
  #sampled(): void {
    const r = this.#recorded;
    const rows = this.#rows;
    const columns = r.base_samples[0].map((_, j) =>
      Float64Array.from(r.base_samples, (sample) => sample[j])
    );
    const process = this.#process;
    this.#values(
      "qlogei_q1",
      { improvement: NoisyImprovement.overValue(process, r.best_f, columns) },
      r.qlogei_q1,
      r.qlogei_q1_grad,
    );
    this.#pairs(columns);
    const overRows = over(process, rows, columns);
    this.#values("qlognei_q1", overRows, r.qlognei_q1, r.qlognei_q1_grad);
    this.#values("qlognei_q1_no_cache", overRows, r.qlognei_q1_no_cache);
    if (r.qlognei_pending) {
      const { X_pending, value } = r.qlognei_pending;
      const pending = [...rows, ...X_pending];
      this.#values(
        "qlognei_pending",
        over(process, pending, columns),
        value,
      );
    }
    const negated = over(process.negated(), rows, columns);
    this.#values("qlognei_q1_minimise", negated, r.qlognei_q1_minimise);
  }

  /** qLogEI of two test points together. */
  #pairs(columns: Columns): void {
    const { X_test, best_f, qlogei_q2_pairs = [], qlogei_q2 } = this.#recorded;
    qlogei_q2_pairs.forEach((pair, i) => {
      const points = pair.map((row) => X_test[row]);
      this.#tally.number(
        `qlogei_q2[${i}]`,
        batchLogImprovement(
          this.#process,
          best_f,
          points,
          columns.slice(0, points.length),
        ),
        qlogei_q2?.[i],
        both(1e-8),
      );
    });
  }

  /** The forms whose base samples follow from a seed, and the pruned baseline. */
  #seeded(): void {
    const r = this.#recorded;
    const rows = this.#rows;
    const process = this.#process;
    const all = r.qlognei_seeded_512;
    this.#values(
      "qlognei_seeded_512",
      over(
        process,
        rows,
        noisyImprovementNormals(all.seed, rows.length, SAMPLES),
      ),
      all.value,
    );
    const { seed, num_samples, kept_rows } = r.pruned;
    const kept = promisingPoints(
      process,
      sobolNormals(seed, rows.length, num_samples),
    ).map((i) => rows[i]);
    this.#tally.numbers("pruned", kept.flat(), kept_rows.flat(), both(1e-12));
    const pruned = r.qlognei_seeded_512_after_pruning;
    this.#values(
      "qlognei_seeded_512_after_pruning",
      over(
        process,
        kept_rows,
        noisyImprovementNormals(pruned.seed, kept_rows.length, SAMPLES),
      ),
      pruned.value,
    );
  }

  #values(
    name: string,
    acquisition: Acquisition,
    values: readonly number[],
    gradients?: readonly (readonly number[])[],
  ): void {
    values.forEach((recorded, i) => {
      const x = this.#recorded.X_test[i];
      const tolerance = this.#tolerance(i);
      const gradient = new Float64Array(x.length);
      const value = acquisition.improvement.valueAndGradient(x, gradient);
      const ends = acquisition.valuesAtBaseline?.(x);
      if (ends && !agrees(value, recorded, tolerance)) {
        this.#between(`${name}[${i}]`, [value, recorded], ends);
        return;
      }
      this.#tally.number(`${name}[${i}]`, value, recorded, tolerance);
      if (gradients) {
        const at = `${name}_grad[${i}]`;
        this.#tally.numbers(at, gradient, gradients[i], tolerance);
      }
    });
  }

  /** Both values between two ends, up to the tolerance of singular models. */
  #between(
    where: string,
    [found, recorded]: readonly [number, number],
    ends: readonly [number, number],
  ): void {
    const [low, high] = [Math.min(...ends) - 1e-2, Math.max(...ends) + 1e-2];
    this.#tally.count(
      [found, recorded].every((value) => value >= low && value <= high),
      () =>
        `${where}: found ${found}, recorded ${recorded}, expected ${low} to ${high}`,
    );
  }

  /**
   * Repeated observations make the baseline covariance singular, and a test
   * point on an observation its own variance: jitter and rounding then decide.
   */
  #tolerance(test: number): Tolerance {
    const rows = this.#rows.map((row) => row.join());
    const x = this.#recorded.X_test[test].join();
    if (new Set(rows).size < rows.length) return both(1e-3);
    return both(rows.includes(x) ? 1e-5 : 1e-8);
  }
}

function both(tolerance: number): Tolerance {
  return { relative: tolerance, absolute: tolerance };
}

/** Levels of the paper's space in the unit cube, as Ax's model sees them. */
const PAPER_DIMENSIONS = [
  { kind: "continuous" },
  { kind: "discrete", levels: Array.from({ length: 10 }, (_, i) => i / 9) },
  { kind: "discrete", levels: Array.from({ length: 6 }, (_, i) => i / 5) },
  {
    kind: "discrete",
    levels: LENGTHS.map((length) => (length - 32000) / 128000),
  },
] as const;

/** Whether our search reaches what an exhaustive one found, less 1e-6. */
export function checkOptimum(
  content: Fields,
  datasets: Readonly<Record<string, Dataset>>,
): Agreement {
  const tally = new Tally("acq_optimum", "numbers");
  const recorded = content.acq_optimum as RecordedOptimum[] ?? [];
  for (const r of recorded) {
    const { X, y } = datasets[r.dataset];
    const process = new GaussianProcess(X, y, r.params);
    const acquisition = NoisyImprovement.overBaseline(
      process,
      r.baseline_rows_kept,
      noisyImprovementNormals(
        r.sampler_seed,
        r.baseline_rows_kept.length,
        SAMPLES,
      ),
    );
    const best = maximizeAcquisition(acquisition, PAPER_DIMENSIONS, {
      seed: 0,
      isExcluded: () => false,
    });
    const found = best?.value ?? -Infinity;
    tally.count(
      found >= r.exhaustive_best_value - 1e-6,
      () =>
        `${r.dataset}: reached ${found}, recorded optimum ${r.exhaustive_best_value}`,
    );
  }
  return tally.result();
}
