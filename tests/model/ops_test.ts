import { assertLess } from "@std/assert";
import type { Tape } from "../../model/graph/tape.ts";
import { attention } from "../../model/ops/attention.ts";
import { crossEntropy } from "../../model/ops/cross_entropy.ts";
import { GELU_SCALE, scaledGelu } from "../../model/ops/gelu.ts";
import { layerNorm } from "../../model/ops/layer_norm.ts";
import { linear } from "../../model/ops/linear.ts";
import { meanDeviationPool, meanPool } from "../../model/ops/pooling.ts";
import { rotary, rotaryTables } from "../../model/ops/rotary.ts";
import {
  add,
  concat,
  reshape,
  split,
  transpose,
} from "../../model/ops/shape.ts";
import { type Arrays, checkOp, type OpCheck } from "./gradient_check.ts";

/** Twenty float32 roundings (6e-8) accumulated at random stay below this. */
const TOLERANCE = 3e-6;

/** Rows of a flat matrix. */
function rows(flat: Float64Array, width: number): Float64Array[] {
  return Array.from(
    { length: flat.length / width },
    (_, r) => flat.subarray(r * width, (r + 1) * width),
  );
}

/** a [m, k] times b [k, n], row by row. */
function matMul(a: Float64Array[], b: Float64Array[]): Float64Array[] {
  return a.map((row) =>
    b[0].map((_, j) => row.reduce((sum, x, k) => sum + x * b[k][j], 0))
  );
}

const flat = (parts: Float64Array[]) => parts.flatMap((part) => [...part]);

function softmax(row: Float64Array): Float64Array {
  const largest = Math.max(...row);
  const e = row.map((x) => Math.exp(x - largest));
  const total = e.reduce((a, b) => a + b);
  return e.map((x) => x / total);
}

/**
 * erf by its Maclaurin series, which in float64 is good to 1e-13 where the tests
 * draw from, |x| < 3 (Abramowitz and Stegun 7.1.5).
 */
function erf(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; n < 60; n++) {
    term *= -x * x / n;
    sum += term / (2 * n + 1);
  }
  return 2 / Math.sqrt(Math.PI) * sum;
}

const gelu = (x: number) => x * (1 + erf(x * Math.SQRT1_2)) / 2;

function normalised(row: Float64Array, weight: Float64Array): Float64Array {
  const mean = row.reduce((a, b) => a + b) / row.length;
  const variance = row.reduce((s, x) => s + (x - mean) ** 2, 0) / row.length;
  return row.map((x, i) => (x - mean) / Math.sqrt(variance + 1e-5) * weight[i]);
}

/** Keys of the second utterance's last frame are hidden. */
const MASK = [0, 0, 0, 0, 0, -1e9];
const HEADS = 2;
const FRAMES = 3;
const CHANNELS = 4;

function attentionOf({ q, k, v }: Arrays, mask?: number[]): number[] {
  const heads = (x: Float64Array) => rows(x, FRAMES * CHANNELS);
  return heads(q).flatMap((_, h) => {
    const [Q, K, V] = [q, k, v].map((x) => rows(heads(x)[h], CHANNELS));
    const batch = Math.floor(h / HEADS);
    const P = Q.map((row) =>
      softmax(Float64Array.from(K, (key, j) => {
        const dot = row.reduce((sum, x, c) => sum + x * key[c], 0);
        return 0.7 * dot + (mask?.[batch * FRAMES + j] ?? 0);
      }))
    );
    return flat(matMul(P, V));
  });
}

const attentionInputs = {
  q: [2, HEADS, FRAMES, CHANNELS],
  k: [2, HEADS, FRAMES, CHANNELS],
  v: [2, HEADS, FRAMES, CHANNELS],
};

/** Pools two utterances of 3 and 2 frames; the last of five rows is padding. */
const POOL = [
  [1 / 3, 1 / 3, 1 / 3, 0, 0, 0],
  [0, 0, 0, 1 / 2, 1 / 2, 0],
];
const poolValue = (tape: Tape) =>
  tape.constant("pool", Float32Array.from(POOL.flat()), [2, 6]);
const pooled = (x: Float64Array) =>
  matMul(POOL.map((row) => Float64Array.from(row)), rows(x, 5));

/** As in the encoder: shapes are int64 vectors. */
const shape = (tape: Tape, dims: number[]) => ({
  value: tape.integers(dims),
  dims,
});

/** Rows need not sum to one: they carry their weight in the batch. */
const TARGETS = Float32Array.of(0.4, 0.05, 0.05, 0.1, 0.1, 0.3);

const FREQUENCIES = Float32Array.of(1, 0.25);

const CHECKS: Readonly<Record<string, OpCheck>> = {
  "linear() with a bias": {
    inputs: { x: [4, 3], w: [3, 5], b: [5] },
    emit: (tape, { x, w, b }) => linear(tape, x, w, b),
    reference: ({ x, w, b }) =>
      flat(
        matMul(rows(x, 3), rows(w, 5)).map((row) =>
          row.map((y, j) => y + b[j])
        ),
      ),
  },
  "linear() without a bias": {
    inputs: { x: [4, 3], w: [3, 5] },
    emit: (tape, { x, w }) => linear(tape, x, w),
    reference: ({ x, w }) => flat(matMul(rows(x, 3), rows(w, 5))),
  },
  "layerNorm()": {
    inputs: { x: [4, 7], w: [7] },
    emit: (tape, { x, w }) => layerNorm(tape, x, w),
    reference: ({ x, w }) => flat(rows(x, 7).map((row) => normalised(row, w))),
  },
  "layerNorm() with a bias": {
    inputs: { x: [4, 7], w: [7], b: [7] },
    emit: (tape, { x, w, b }) => layerNorm(tape, x, w, b),
    reference: ({ x, w, b }) =>
      flat(
        rows(x, 7).map((row) => normalised(row, w).map((y, j) => y + b[j])),
      ),
  },
  "scaledGelu()": {
    inputs: { h: [4, 6] },
    emit: (tape, { h }) => scaledGelu(tape, h),
    reference: ({ h }) => h.map((v) => v * (1 + erf(v))),
  },
  "linear() around scaledGelu() as a plain gelu": {
    inputs: { x: [4, 3], w: [3, 5], b: [5], v: [5, 2], c: [2] },
    emit: (tape, { x, w, b, v, c }) => {
      const scale = { alpha: GELU_SCALE, beta: GELU_SCALE };
      const h = linear(tape, x, w, b, scale);
      const u = scaledGelu(tape, h);
      return linear(tape, u, v, c, { alpha: GELU_SCALE });
    },
    reference: ({ x, w, b, v, c }) => {
      const inner = matMul(rows(x, 3), rows(w, 5)).map((row) =>
        row.map((y, j) => gelu(y + b[j]))
      );
      const outer = matMul(inner, rows(v, 2));
      return flat(outer.map((row) => row.map((y, j) => y + c[j])));
    },
  },
  "attention()": {
    inputs: attentionInputs,
    emit: (tape, { q, k, v }) => attention(tape, [q, k, v], 0.7),
    reference: (arrays) => attentionOf(arrays),
  },
  "attention() with a mask": {
    inputs: attentionInputs,
    emit: (tape, { q, k, v }) => {
      const mask = tape.constant("mask", Float32Array.from(MASK), [2, 1, 1, 3]);
      return attention(tape, [q, k, v], 0.7, mask);
    },
    reference: (arrays) => attentionOf(arrays, MASK),
  },
  "rotary() with channels that pass through": {
    inputs: { x: [2, HEADS, FRAMES, 6] },
    emit: (tape, { x }) => rotary(tape, x, rotaryTables(tape, FREQUENCIES, 8)),
    reference: ({ x }) =>
      flat(
        rows(x, 6).map((row, r) => {
          const t = r % FRAMES;
          const turned = row.slice();
          FREQUENCIES.forEach((frequency, j) => {
            const [cos, sin] = [
              Math.cos(t * frequency),
              Math.sin(t * frequency),
            ];
            const [a, b] = [row[2 * j], row[2 * j + 1]];
            turned[2 * j] = a * cos - b * sin;
            turned[2 * j + 1] = b * cos + a * sin;
          });
          return turned;
        }),
      ),
  },
  "add() of a value to itself through two paths": {
    inputs: { x: [3, 4], w: [4, 4] },
    emit: (tape, { x, w }) => add(tape, x, linear(tape, x, w)),
    reference: ({ x, w }) => {
      const y = matMul(rows(x, 4), rows(w, 4));
      return flat(y.map((row, r) => row.map((v, c) => v + x[4 * r + c])));
    },
  },
  "reshape() and transpose()": {
    inputs: { x: [6, 4] },
    emit: (tape, { x }) => {
      const cube = reshape(
        tape,
        x,
        shape(tape, [6, 4]),
        shape(tape, [2, 3, 4]),
      );
      return transpose(tape, cube, [2, 0, 1]);
    },
    reference: ({ x }) =>
      Float64Array.from({ length: 24 }, (_, i) => {
        const [c, rest] = [Math.floor(i / 6), i % 6];
        return x[rest * 4 + c];
      }),
  },
  "concat()": {
    inputs: { a: [2, 3], b: [1, 3] },
    emit: (tape, { a, b }) => {
      const whole = concat(tape, [a, b, b]);
      return add(tape, whole, whole);
    },
    reference: ({ a, b }) =>
      Float64Array.from([...a, ...b, ...b], (v) => 2 * v),
  },
  "concat() of columns": {
    inputs: { a: [2, 1], b: [2, 2] },
    emit: (tape, { a, b }) => concat(tape, [a, b, a], 1),
    reference: ({ a, b }) => [a[0], b[0], b[1], a[0], a[1], b[2], b[3], a[1]],
  },
  "split()": {
    inputs: { x: [3, 4] },
    emit: (tape, { x }) => {
      const [first, last] = split(tape, x, [1, 2]);
      const [a, b] = split(tape, last, [1, 1]);
      return add(tape, add(tape, first, first), add(tape, a, b));
    },
    reference: ({ x }) =>
      Float64Array.from(
        { length: 4 },
        (_, c) => 2 * x[c] + x[4 + c] + x[8 + c],
      ),
  },
  "meanPool() of a padded batch": {
    inputs: { x: [6, 5] },
    emit: (tape, { x }) => meanPool(tape, poolValue(tape), x),
    reference: ({ x }) => flat(pooled(x)),
  },
  "meanDeviationPool() of a padded batch": {
    inputs: { x: [6, 5] },
    emit: (tape, { x }) => meanDeviationPool(tape, poolValue(tape), x),
    reference: ({ x }) => {
      const means = pooled(x);
      const squares = pooled(x.map((v) => v * v));
      return flat(means.map((m, b) =>
        Float64Array.from([
          ...m,
          ...m.map((v, c) => Math.sqrt(squares[b][c] - v * v + 1e-5)),
        ])
      ));
    },
  },
  "crossEntropy() with soft targets": {
    inputs: { z: [2, 3] },
    emit: (tape, { z }) =>
      crossEntropy(tape, z, tape.constant("targets", TARGETS, [2, 3])),
    reference: ({ z }) => {
      const terms = flat(rows(z, 3).map(softmax))
        .map((p, i) => -TARGETS[i] * Math.log(p));
      return [terms.reduce((a, b) => a + b)];
    },
  },
};

for (const [name, check] of Object.entries(CHECKS)) {
  Deno.test(`${name} agrees with float64 in value and central differences`, async () => {
    const { worst } = await checkOp(check);
    assertLess(worst, TOLERANCE);
  });
}
