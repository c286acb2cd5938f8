import {
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertThrows,
} from "@std/assert";
import { AdamW } from "../../../model/training/adamw.ts";
import { cosineRate } from "../../../model/training/cosine.ts";
import { relativeError } from "../gradient_check.ts";
import { testStream, uniform } from "../tiny_encoder.ts";

const OPTIONS = {
  betas: [0.9, 0.999],
  epsilon: 1e-8,
  weightDecay: 0.01,
  clipNorm: 1,
} as const;

/** The textbook update (Loshchilov and Hutter 2019, algorithm 2) in float64. */
class Reference {
  m: Float64Array;
  v: Float64Array;
  t = 0;
  constructor(readonly w: Float64Array) {
    this.m = new Float64Array(w.length);
    this.v = new Float64Array(w.length);
  }
  step(gradient: ArrayLike<number>, rate: number): void {
    const { betas: [b1, b2], epsilon, weightDecay, clipNorm } = OPTIONS;
    const norm = Math.hypot(...Array.from(gradient));
    const clip = norm > clipNorm ? clipNorm / norm : 1;
    this.t++;
    for (let i = 0; i < this.w.length; i++) {
      const g = gradient[i] * clip;
      this.m[i] = b1 * this.m[i] + (1 - b1) * g;
      this.v[i] = b2 * this.v[i] + (1 - b2) * g * g;
      const m = this.m[i] / (1 - b1 ** this.t);
      const v = this.v[i] / (1 - b2 ** this.t);
      this.w[i] -= rate * weightDecay * this.w[i] +
        rate * m / (Math.sqrt(v) + epsilon);
    }
  }
}

/** Sizes that are no multiple of four, so that lanes beyond the end exist. */
const TENSORS = [
  { name: "a", dims: [3, 7] },
  { name: "b", dims: [1] },
  { name: "c", dims: [5, 2, 2] },
];
const SIZES = [21, 1, 20];

Deno.test("AdamW.step() follows the textbook in float64 over 50 steps, clipped or not", () => {
  const stream = testStream(8);
  const optimizer = new AdamW(TENSORS, OPTIONS);
  const start = SIZES.map((size) => uniform(size, 1, stream));
  TENSORS.forEach(({ name }, i) => optimizer.weights(name).set(start[i]));
  const reference = new Reference(
    Float64Array.from(start.flatMap((part) => [...part])),
  );
  for (let step = 0; step < 50; step++) {
    // Norms from 0.04 to 40
    const size = 10 ** (-2 + step % 4);
    const gradients = SIZES.map((length) => uniform(length, size, stream));
    TENSORS.forEach(({ name }, i) =>
      optimizer.gradients(name).set(gradients[i])
    );
    const all = gradients.flatMap((part) => [...part]);
    assertAlmostEquals(
      optimizer.gradientNorm(),
      Math.hypot(...all),
      1e-12 * Math.hypot(...all),
    );
    optimizer.step(0.01, optimizer.gradientNorm());
    reference.step(all, 0.01);
  }
  const weights = TENSORS.flatMap(({ name }) => [...optimizer.weights(name)]);
  const initial = start.flatMap((part) => [...part]);
  const moved = weights.map((w, i) => w - initial[i]);
  const expected = [...reference.w].map((w, i) => w - initial[i]);
  // 0.999 as float32 is off by 1.3e-8, so 1 - 0.999 by a relative 1.3e-5
  assertLess(relativeError(moved, expected), 1.5e-5);
});

Deno.test("AdamW.restart() forgets moments and steps, and keeps weights", () => {
  const fresh = new AdamW(TENSORS, OPTIONS);
  const used = new AdamW(TENSORS, OPTIONS);
  const gradient = uniform(21, 1, testStream(1));
  used.gradients("a").set(gradient);
  used.step(0.1, 1);
  used.restart();
  fresh.weights("a").set(used.weights("a"));
  fresh.gradients("a").set(gradient);
  used.step(0.1, 1);
  fresh.step(0.1, 1);
  assertEquals(used.weights("a"), fresh.weights("a"));
});

Deno.test("AdamW.weights() refuses a name it does not hold", () => {
  const optimizer = new AdamW(TENSORS, OPTIONS);
  assertThrows(
    () => optimizer.weights("d"),
    RangeError,
    'Cannot find tensor "d": expected one of a, b, c',
  );
});

Deno.test("cosineRate() follows the recursion of PyTorch's CosineAnnealingLR", () => {
  // get_lr() of torch 2: each rate from the one before, minimum 0
  const epochs = 7;
  let rate = 3e-4;
  for (let epoch = 0; epoch < epochs; epoch++) {
    assertAlmostEquals(cosineRate(3e-4, epoch, epochs), rate, 1e-12);
    rate *= (1 + Math.cos(Math.PI * (epoch + 1) / epochs)) /
      (1 + Math.cos(Math.PI * epoch / epochs));
  }
});

Deno.test("AdamW gives the same bits in one block of memory or several", () => {
  const run = (largestPart?: number) => {
    const stream = testStream(9);
    const optimizer = new AdamW(TENSORS, OPTIONS, largestPart);
    for (const [i, { name }] of TENSORS.entries()) {
      optimizer.weights(name).set(uniform(SIZES[i], 1, stream));
    }
    const norms: number[] = [];
    for (let t = 0; t < 8; t++) {
      if (t === 5) optimizer.restart();
      for (const [i, { name }] of TENSORS.entries()) {
        optimizer.gradients(name).set(uniform(SIZES[i], 1, stream));
      }
      norms.push(optimizer.gradientNorm());
      optimizer.step(1e-2, norms[t]);
    }
    return {
      norms,
      weights: TENSORS.map(({ name }) => optimizer.weights(name)),
    };
  };
  // 128, 64 and 128 bytes: all apart; the first two together; one block
  for (const largestPart of [64, 192]) assertEquals(run(largestPart), run());
});
