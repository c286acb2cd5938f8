import { assertLess } from "@std/assert";
import { conv1d, type Conv1dOptions } from "../../model/ops/conv1d.ts";
import { instanceNorm } from "../../model/ops/instance_norm.ts";
import { layerNorm } from "../../model/ops/layer_norm.ts";
import { scale } from "../../model/ops/scale.ts";
import { utteranceNorm } from "../../model/ops/utterance_norm.ts";
import { weightNorm } from "../../model/ops/weight_norm.ts";
import { type Arrays, checkOp, type OpCheck } from "./gradient_check.ts";

/** Twenty float32 roundings (6e-8) accumulated at random stay below this. */
const TOLERANCE = 3e-6;

/** The definition in conv1d.ts, term by term. */
function convolved(
  { x, w, b }: Arrays,
  [C, L]: readonly [number, number],
  [D, K]: readonly [number, number],
  { stride = 1, groups = 1, padding: [before, after] = [0, 0] }: Partial<
    Conv1dOptions
  >,
): Float64Array {
  const c = C / groups;
  const T = Math.floor((L + before + after - K) / stride) + 1;
  return Float64Array.from({ length: D * T }, (_, i) => {
    const [d, t] = [Math.floor(i / T), i % T];
    const first = Math.floor(d / (D / groups)) * c;
    let sum = b?.[d] ?? 0;
    for (let j = 0; j < c; j++) {
      for (let k = 0; k < K; k++) {
        const at = stride * t + k - before;
        if (at >= 0 && at < L) {
          sum += w[(d * c + j) * K + k] * x[(first + j) * L + at];
        }
      }
    }
    return sum;
  });
}

function conv(
  sizes: { C: number; L: number; D: number; K: number },
  options: Omit<Conv1dOptions, "frames">,
  bias: boolean,
): OpCheck {
  const { C, L, D, K } = sizes;
  const { stride = 1, groups = 1, padding: [p, q] = [0, 0] } = options;
  const frames = Math.floor((L + p + q - K) / stride) + 1;
  return {
    inputs: {
      x: [1, C, L],
      w: [D, C / groups, K],
      ...(bias ? { b: [D] } : {}),
    },
    emit: (tape, { x, w, b }) => conv1d(tape, x, w, b, { ...options, frames }),
    reference: (arrays) => convolved(arrays, [C, L], [D, K], options),
  };
}

/** Rows of equal length, each less its mean and over its deviation. */
function standardised(x: Float64Array, length: number, epsilon: number) {
  return x.map((v, i) => {
    const start = i - i % length;
    const row = x.subarray(start, start + length);
    const mean = row.reduce((a, b) => a + b) / length;
    const variance = row.reduce((s, u) => s + (u - mean) ** 2, 0) / length;
    return (v - mean) / Math.sqrt(variance + epsilon);
  });
}

const CHECKS: Readonly<Record<string, OpCheck>> = {
  "conv1d() with a stride that leaves no input over": conv(
    { C: 3, L: 9, D: 4, K: 3 },
    { stride: 2 },
    true,
  ),
  "conv1d() with inputs left over at the end": conv(
    { C: 2, L: 12, D: 3, K: 4 },
    { stride: 3 },
    false,
  ),
  "conv1d() of one channel, as on audio": conv(
    { C: 1, L: 23, D: 3, K: 10 },
    { stride: 5 },
    true,
  ),
  "conv1d() in groups with unequal padding": conv(
    { C: 6, L: 7, D: 4, K: 4 },
    { groups: 2, padding: [2, 1] },
    true,
  ),
  "conv1d() in strided groups": conv(
    { C: 4, L: 8, D: 6, K: 2 },
    { groups: 2, stride: 2 },
    false,
  ),
  "weightNorm()": {
    inputs: { length: [1, 1, 3], direction: [4, 2, 3] },
    emit: (tape, { length, direction }) => weightNorm(tape, length, direction),
    reference: ({ length, direction }) =>
      direction.map((v, i) => {
        const tap = direction.filter((_, j) => j % 3 === i % 3);
        return length[i % 3] * v / Math.hypot(...tap);
      }),
  },
  "instanceNorm()": {
    inputs: { x: [1, 3, 6], w: [3, 1], b: [3, 1] },
    emit: (tape, { x, w, b }) => instanceNorm(tape, x, w, b),
    reference: ({ x, w, b }) =>
      standardised(x, 6, 1e-5).map((n, i) => {
        const channel = Math.floor(i / 6);
        return n * w[channel] + b[channel];
      }),
  },
  "layerNorm() with another epsilon": {
    inputs: { x: [3, 5], w: [5], b: [5] },
    emit: (tape, { x, w, b }) => layerNorm(tape, x, w, b, 0.1),
    reference: ({ x, w, b }) =>
      standardised(x, 5, 0.1).map((n, i) => n * w[i % 5] + b[i % 5]),
  },
  "scale()": {
    inputs: { x: [2, 3] },
    emit: (tape, { x }) => scale(tape, x, -0.3),
    reference: ({ x }) => x.map((v) => -0.3 * v),
  },
  "utteranceNorm() of two utterances and padding": {
    inputs: { x: [6, 4] },
    emit: (tape, { x }) => {
      const pool = [1 / 3, 1 / 3, 1 / 3, 0, 0, 0, 0, 0, 0, 0.5, 0.5, 0];
      const weights = tape.constant("pool", Float32Array.from(pool), [2, 6]);
      return utteranceNorm(tape, weights, x);
    },
    reference: ({ x }) => [
      ...standardised(x.subarray(0, 12), 12, 1e-5),
      ...standardised(x.subarray(12, 20), 8, 1e-5),
      ...new Float64Array(4),
    ],
  },
};

for (const [name, check] of Object.entries(CHECKS)) {
  Deno.test(`${name} agrees with float64 in value and gradient`, async () => {
    const errors = await checkOp(check);
    assertLess(errors.worst, TOLERANCE, JSON.stringify(errors));
  });
}
