import { assertEquals, assertLess } from "@std/assert";
import { Tape } from "../../model/graph/tape.ts";
import { batchNorm } from "../../model/ops/batch_norm.ts";
import { conv2d } from "../../model/ops/conv2d.ts";
import { maxPool } from "../../model/ops/max_pool.ts";
import { relu } from "../../model/ops/relu.ts";
import { float32, Session } from "../../model/ort.ts";
import { type Arrays, checkOp } from "./gradient_check.ts";

/** Twenty float32 roundings (6e-8) accumulated at random stay below this. */
const TOLERANCE = 3e-6;

/** The definition in conv2d.ts, term by term. */
function convolved(
  { x, w }: Arrays,
  [B, C, H, W]: readonly number[],
  [D, K]: readonly number[],
): Float64Array {
  const p = (K - 1) / 2;
  const y = new Float64Array(B * D * H * W);
  for (let at = 0; at < y.length; at++) {
    const [b, d, i, j] = [
      Math.floor(at / (D * H * W)),
      Math.floor(at / (H * W)) % D,
      Math.floor(at / W) % H,
      at % W,
    ];
    for (let c = 0; c < C; c++) {
      for (let k = 0; k < K; k++) {
        for (let l = 0; l < K; l++) {
          const [row, column] = [i + k - p, j + l - p];
          if (row < 0 || row >= H || column < 0 || column >= W) continue;
          y[at] += w[((d * C + c) * K + k) * K + l] *
            x[((b * C + c) * H + row) * W + column];
        }
      }
    }
  }
  return y;
}

for (const K of [1, 3, 5]) {
  Deno.test(`conv2d() and its gradients equal the definition, kernels of ${K}`, async () => {
    const [B, C, D, H, W] = [2, 3, 4, 5, 6];
    const { worst } = await checkOp({
      inputs: { x: [B, C, H, W], w: [D, C, K, K] },
      emit: (tape, { x, w }) => conv2d(tape, x, w),
      reference: (arrays) => convolved(arrays, [B, C, H, W], [D, K]),
    });
    assertLess(worst, TOLERANCE);
  });
}

Deno.test("relu() and its gradient equal the definition", async () => {
  const { worst } = await checkOp({
    inputs: { x: [3, 7] },
    emit: (tape, { x }) => relu(tape, x),
    reference: ({ x }) => x.map((value) => Math.max(0, value)),
  });
  assertLess(worst, TOLERANCE);
});

Deno.test("maxPool() and its gradient equal the definition, odd sizes cut", async () => {
  const [B, C, H, W] = [2, 3, 5, 7];
  const { worst } = await checkOp({
    inputs: { x: [B, C, H, W] },
    emit: (tape, { x }) => maxPool(tape, x, 2, 3),
    reference: ({ x }) =>
      Float64Array.from({ length: B * C * 2 * 3 }, (_, at) => {
        const [plane, i, j] = [
          Math.floor(at / 6),
          Math.floor(at / 3) % 2,
          at % 3,
        ];
        const corner = plane * H * W + 2 * i * W + 2 * j;
        return Math.max(
          ...[0, 1, W, W + 1].map((offset) => x[corner + offset]),
        );
      }),
  });
  assertLess(worst, TOLERANCE);
});

Deno.test("maxPool() gives the gradient to the first of equal values", async () => {
  const tape = new Tape();
  const x = tape.parameter("x", [1, 1, 2, 2]);
  const y = maxPool(tape, x, 1, 1);
  tape.backward(y, tape.input("factor", y.dims));
  tape.output(tape.gradient(x)!, "gradient");
  const session = await Session.create(tape.build("ties"), { threads: 1 });
  const { gradient } = await session.run({
    x: float32(Float32Array.of(1, 2, 2, 2), [1, 1, 2, 2]),
    factor: float32(Float32Array.of(5), [1, 1, 1, 1]),
  }, { gradient: null });
  await session.release();
  assertEquals([...gradient], [0, 5, 0, 0]);
});

Deno.test("batchNorm() and its gradients equal the definition", async () => {
  const [B, C, H, W] = [2, 3, 4, 5];
  const { worst } = await checkOp({
    inputs: { x: [B, C, H, W], w: [1, C, 1, 1], b: [1, C, 1, 1] },
    emit: (tape, { x, w, b }) => batchNorm(tape, x, w, b).y,
    reference: ({ x, w, b }) => {
      const channel = (at: number) => Math.floor(at / (H * W)) % C;
      const y = new Float64Array(x.length);
      for (let c = 0; c < C; c++) {
        const own = x.filter((_, at) => channel(at) === c);
        const mean = own.reduce((sum, v) => sum + v, 0) / own.length;
        const variance = own.reduce((sum, v) => sum + (v - mean) ** 2, 0) /
          own.length;
        x.forEach((v, at) => {
          if (channel(at) !== c) return;
          y[at] = w[c] * (v - mean) / Math.sqrt(variance + 1e-5) + b[c];
        });
      }
      return y;
    },
  });
  assertLess(worst, 2e-5);
});
