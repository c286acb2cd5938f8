import { assert, assertEquals } from "@std/assert";
import { maximizeAcquisition } from "../../../optimizers/gp/acquisition_search.ts";
import {
  jointSamples,
  noisyImprovementNormals,
  sobolNormals,
} from "../../../optimizers/gp/base_samples.ts";
import {
  independentPoints,
  promisingPoints,
} from "../../../optimizers/gp/baseline.ts";
import { batchLogImprovement } from "../../../optimizers/gp/batch_improvement.ts";
import {
  expectedImprovement,
  logExpectedImprovement,
} from "../../../optimizers/gp/expected_improvement.ts";
import { GaussianProcess } from "../../../optimizers/gp/gaussian_process.ts";
import { ImprovementBound } from "../../../optimizers/gp/improvement_bound.ts";
import type { Point } from "../../../optimizers/gp/kernel.ts";
import { NoisyImprovement } from "../../../optimizers/gp/noisy_improvement.ts";
import {
  fatMax,
  fatPlus,
  fatPlusSlope,
  improvement,
  log1mexp,
  logImprovement,
  logImprovementSlope,
  logSoftplus,
} from "../../../optimizers/gp/smooth.ts";
import { AxSpace } from "../../../optimizers/gp/ax_space.ts";
import { cholesky } from "../../../optimizers/numeric/cholesky.ts";
import { paperSpace } from "../../../optimizers/space.ts";
import {
  assertNear,
  type Botorch,
  centralDifferences,
  type RecordedAcquisition,
  recordings,
  type Sobol,
} from "./peers.ts";

/** Rows of samples as columns. */
const columnsOf = (rows: number[][]) =>
  rows[0].map((_, j) => Float64Array.from(rows, (row) => row[j]));

/** Columns of a recorded draw as the recording used them: baseline, then candidate. */
const firstColumns = (rows: number[][], baseline: number) =>
  columnsOf(rows).slice(0, baseline + 1);

/**
 * Tolerance of hpo-gp.md section 11. Where observations are repeated the baseline
 * covariance is singular, and its jitter decides the digits.
 */
const tolerance = (q: RecordedAcquisition) =>
  q.dataset.startsWith("dup") ? 1e-3 : 1e-8;

for (const [source, recorded] of recordings<Botorch>("botorch")) {
  for (const q of recorded.acquisition) {
    const { X, y, n, d } = recorded.datasets[q.dataset];
    const process = new GaussianProcess(X, y, q.params);
    // The last test point is an observed one: only rounding error is left of its
    // conditional variance.
    const apart = q.X_test.slice(0, 5);
    const name = `${q.dataset}, noise ${q.params.noise.toFixed(4)}, ${source}`;

    /** Compares values and, where recorded, gradients at all test points. */
    const compare = (
      acquisition: NoisyImprovement,
      value: number[],
      gradients: number[][] = [],
    ) => {
      const at = (count: number) =>
        q.X_test.slice(0, count).map((x) => acquisition.value(x));
      assertNear(at(5), value.slice(0, 5), tolerance(q));
      gradients.slice(0, 5).forEach((expected, i) => {
        const gradient = new Float64Array(d);
        acquisition.valueAndGradient(q.X_test[i], gradient);
        assertNear(gradient, expected, tolerance(q));
      });
    };

    Deno.test(`expectedImprovement() and its logarithm equal BoTorch's (${name})`, () => {
      q.X_test.forEach((x, i) => {
        const gradient = new Float64Array(d);
        const value = logExpectedImprovement(process, q.best_f, x, gradient);
        assertNear([value], [q.log_ei[i]], 1e-8);
        assertNear(gradient, q.log_ei_grad[i], 1e-8);
        const ei = expectedImprovement(process, q.best_f, x);
        assertNear([ei], [q.ei[i]], 1e-8);
      });
    });

    Deno.test(`NoisyImprovement.overValue() and batchLogImprovement() equal qLogEI (${name})`, () => {
      const [first, second] = columnsOf(q.base_samples);
      compare(
        NoisyImprovement.overValue(process, q.best_f, [first]),
        q.qlogei_q1,
        q.qlogei_q1_grad,
      );
      q.qlogei_q2_pairs.forEach((pair, k) => {
        const points = pair.map((i) => q.X_test[i]);
        const value = batchLogImprovement(process, q.best_f, points, [
          first,
          second,
        ]);
        assertNear([value], [q.qlogei_q2[k]], 1e-8);
      });
    });

    Deno.test(`NoisyImprovement.overBaseline() equals qLogNEI (${name})`, () => {
      const normals = firstColumns(q.base_samples, n);
      const acquisition = NoisyImprovement.overBaseline(process, X, normals);
      compare(acquisition, q.qlognei_q1, q.qlognei_q1_grad);
      assertNear(
        [acquisition.value(q.X_test[5])],
        [q.qlognei_q1[5]],
        Math.max(1e-5, tolerance(q)),
      );
      const minimised = NoisyImprovement.overBaseline(
        process.negated(),
        X,
        normals,
      );
      compare(minimised, q.qlognei_q1_minimise);
      const { mean, covariance } = process.joint(X);
      const samples = jointSamples(mean, cholesky(covariance, n), normals);
      assertNear(
        [0, 1, 2, 3].flatMap((t) => samples.map((column) => column[t])),
        q.qlognei_baseline_samples_first4.flat(),
        tolerance(q),
      );
    });

    Deno.test(`NoisyImprovement.overBaseline() equals qLogNEI with a pending point (${name})`, () => {
      const baseline = [...X, ...q.qlognei_pending.X_pending];
      const acquisition = NoisyImprovement.overBaseline(
        process,
        baseline,
        firstColumns(q.base_samples, baseline.length),
      );
      assertNear(
        apart.slice(0, 4).map((x) => acquisition.value(x)),
        q.qlognei_pending.value,
        tolerance(q),
      );
    });

    Deno.test(`NoisyImprovement.overBaseline() equals qLogNEI from its seeds on (${name})`, () => {
      const { seed, value, ...samples } = q.qlognei_seeded_512;
      const normals = noisyImprovementNormals(seed, n, 512);
      // Recorded with torch's default type set to float64: its first point was
      // not rounded to float32, as it is in Ax.
      assertNear(
        [0, 1].flatMap((t) => normals.map((column) => column[t])),
        samples.base_samples_first2.flat(),
        1e-6,
      );
      assertNear(
        normals.map((column) => column.reduce((sum, z) => sum + z, 0)),
        samples.base_samples_column_sums,
        1e-6,
      );
      assertNear(
        normals.map((column) => column.reduce((sum, z) => sum + z * z, 0)),
        samples.base_samples_column_square_sums,
        1e-6,
      );
      compare(NoisyImprovement.overBaseline(process, X, normals), value);

      const draws = sobolNormals(q.pruned.seed, n, 2048);
      const kept = promisingPoints(process, draws).map((i) => X[i]);
      assertEquals(kept, q.pruned.kept_rows);
      const pruned = NoisyImprovement.overBaseline(
        process,
        kept,
        noisyImprovementNormals(seed, kept.length, 512),
      );
      compare(pruned, q.qlognei_seeded_512_after_pruning.value);
    });
  }

  Deno.test(`logImprovement() equals the 60-digit values (${source})`, () => {
    for (const q of recorded.log_ei_helper) {
      assertNear([logImprovement(q.z)], [q.log_h_exact], 1e-13);
      assertNear([logImprovement(q.z)], [q.log_h_botorch], 1e-13);
      assertNear([improvement(q.z)], [q.h_botorch], 1e-13);
    }
  });

  Deno.test(`smooth stand-ins equal BoTorch's (${source})`, () => {
    for (const q of recorded.log_fatplus) {
      const plus = Math.log(fatPlus(q.x, q.tau));
      assertNear([plus], [q.log_fatplus], 1e-13);
      assertNear([logSoftplus(q.x, q.tau)], [q.log_softplus], 1e-13);
    }
    for (const q of recorded.fatmax) {
      assertNear([fatMax(q.x, q.tau)], [q.value], 1e-13);
    }
    for (const q of recorded.log1mexp) {
      assertNear([log1mexp(q.x)], [q.value], 1e-13);
    }
  });

  Deno.test(`maximizeAcquisition() reaches the exhaustive optimum and Ax's own (${source})`, () => {
    const { dimensions } = new AxSpace(paperSpace(), "value");
    for (const q of recorded.acq_optimum) {
      const { X, y, n } = recorded.datasets[q.dataset];
      const process = new GaussianProcess(X, y, q.params);
      const draws = sobolNormals(q.prune_seed, n, 2048);
      const kept = promisingPoints(process, draws).map((i) => X[i]);
      assertNear(kept.flat(), q.baseline_rows_kept.flat(), 1e-12);
      const acquisition = NoisyImprovement.overBaseline(
        process,
        kept,
        noisyImprovementNormals(q.sampler_seed, kept.length, 512),
      );
      const found = maximizeAcquisition(acquisition, dimensions, {
        seed: 0,
        isExcluded: () => false,
      })!;
      const bar = Math.max(
        q.exhaustive_best_value,
        ...q.ax_optimizer.map(({ value }) => value),
      );
      assert(
        found.value >= bar - 1e-9,
        `${q.dataset}: ${found.value} < ${bar}`,
      );
      const [lr, epochs, unfreeze, length] = q.exhaustive_best_x;
      assertNear(
        found.point,
        [
          (lr + 6) / 3,
          (epochs - 1) / 9,
          unfreeze / 5,
          (length - 32000) / 128000,
        ],
        1e-6,
      );
    }
  });
}

for (const [source, recorded] of recordings<Sobol>("sobol")) {
  Deno.test(`sobolNormals() equals BoTorch's draws (${source})`, () => {
    for (const q of recorded.normal_base_samples) {
      const columns = sobolNormals(q.seed, q.dimension, q.n);
      assertNear(
        q.first8.flatMap((_, t) => columns.map((column) => column[t])),
        q.first8.flat(),
        1e-12,
      );
      const sums = columns.map((c) => c.reduce((sum, z) => sum + z, 0));
      const squares = columns.map((c) => c.reduce((sum, z) => sum + z * z, 0));
      assertNear(sums, q.column_sums, 1e-12);
      assertNear(squares, q.column_square_sums, 1e-12);
    }
  });
}

Deno.test("sobolNormals() goes on with independent draws beyond the table", () => {
  const columns = sobolNormals(3, 520, 512);
  for (const column of columns.slice(512)) {
    const mean = column.reduce((sum, z) => sum + z, 0) / 512;
    const square = column.reduce((sum, z) => sum + z * z, 0) / 512;
    assert(Math.abs(mean) < 4 / Math.sqrt(512));
    assert(Math.abs(square - 1) < 4 * Math.sqrt(2 / 512));
  }
  assertEquals(columns[0], sobolNormals(3, 512, 512)[0]);
});

Deno.test("logImprovementSlope() and fatPlusSlope() are derivatives", () => {
  for (const z of [-300, -20, -3, -0.99, 0, 4]) {
    const slope = centralDifferences(([v]) => logImprovement(v), [z]);
    assertNear([logImprovementSlope(z)], slope, 1e-6);
  }
  for (const x of [-50, -3, -0.2, 0, 0.7, 60]) {
    const slope = centralDifferences(([v]) => fatPlus(v, 1), [x]);
    assertNear([fatPlusSlope(x, 1)], slope, 1e-8);
  }
});

/** Four observations on a line of [0, 1]^2 whose best one is the third. */
function smallProcess(): GaussianProcess {
  const points = [[0.1, 0.2], [0.4, 0.4], [0.6, 0.7], [0.9, 0.9]];
  return new GaussianProcess(points, [-1, 0.2, 1.1, -0.3], {
    noise: 0.01,
    mean: 0,
    lengthscale: [0.3, 0.4],
  });
}

Deno.test("NoisyImprovement has the gradient of its value", () => {
  const process = smallProcess();
  const acquisition = NoisyImprovement.overBaseline(
    process,
    process.points,
    noisyImprovementNormals(5, 4, 512),
  );
  for (const x of [[0.5, 0.6], [0.7, 0.65], [0.2, 0.9]]) {
    const gradient = new Float64Array(2);
    const value = acquisition.valueAndGradient(x, gradient);
    assertEquals(value, acquisition.value(x));
    const expected = centralDifferences((u) => acquisition.value(u), x, 1e-6);
    assertNear(gradient, expected, 1e-4);
  }
});

Deno.test("NoisyImprovement approaches the analytic value when many samples are drawn", () => {
  const process = smallProcess();
  const [normals] = [sobolNormals(1, 1, 1 << 14)];
  const acquisition = NoisyImprovement.overValue(process, 1, normals);
  for (const x of [[0.5, 0.6], [0.7, 0.65], [0.75, 0.8]]) {
    const exact = logExpectedImprovement(process, 1, x);
    assertNear([acquisition.value(x)], [exact], 1e-3);
  }
});

Deno.test("ImprovementBound is the value up to sampling when one point competes, and above it when several do", () => {
  const process = smallProcess();
  const acquisitionOver = (baseline: readonly Point[]) =>
    NoisyImprovement.overBaseline(
      process,
      baseline,
      noisyImprovementNormals(1, baseline.length, 1 << 14),
    );
  const { points } = process;
  const one = acquisitionOver([points[2]]);
  const all = acquisitionOver(points);
  const bound = new ImprovementBound(process, points);
  for (const x of [[0.5, 0.6], [0.7, 0.65], [0.2, 0.9]]) {
    const single = new ImprovementBound(process, [points[2]]);
    assertNear([single.at(x)], [one.value(x)], 5e-3);
    assert(bound.at(x) > all.value(x) - 5e-3);
  }
});

Deno.test("maximizeAcquisition() finds what a fine grid finds when there are two continuous parameters", () => {
  const process = smallProcess();
  const acquisition = NoisyImprovement.overBaseline(
    process,
    [process.points[2]],
    noisyImprovementNormals(9, 1, 512),
  );
  const found = maximizeAcquisition(
    acquisition,
    [{ kind: "continuous" }, { kind: "continuous" }],
    { seed: 4, isExcluded: () => false },
  )!;
  let best = -Infinity;
  for (let i = 0; i <= 80; i++) {
    for (let j = 0; j <= 80; j++) {
      best = Math.max(best, acquisition.value([i / 80, j / 80]));
    }
  }
  assert(found.value >= best);
});

Deno.test("maximizeAcquisition() returns the best allowed level, and null when none is left", () => {
  const process = smallProcess();
  const acquisition = NoisyImprovement.overBaseline(
    process,
    [process.points[2]],
    noisyImprovementNormals(9, 1, 512),
  );
  const levels = [0, 0.25, 0.5, 0.75, 1];
  const dimension = { kind: "discrete", levels } as const;
  const points = levels.flatMap((a) => levels.map((b) => [a, b]));
  const ranked = points.toSorted((p, q) =>
    acquisition.value(q) - acquisition.value(p)
  );
  const search = (excluded: number[][]) =>
    maximizeAcquisition(acquisition, [dimension, dimension], {
      seed: 1,
      isExcluded: (u) => excluded.some((p) => p.join() === u.join()),
    });
  assertEquals(search([])!.point, ranked[0]);
  assertEquals(search(ranked.slice(0, 7))!.point, ranked[7]);
  assertEquals(search(points), null);
});

Deno.test("independentPoints() leaves out repeats and near repeats", () => {
  const process = smallProcess();
  const [a, b, c] = process.points;
  const near = [c[0] + 1e-7, c[1]];
  assertEquals(
    independentPoints(process, [a, c, a, near, b, c]),
    [a, c, b],
  );
});
