import { assert, assertEquals } from "@std/assert";
import { batchOf, targetsOf } from "../../../model/training/batch.ts";
import { relativeError } from "../gradient_check.ts";
import { testStream, tinyEncoder, uniform } from "../tiny_encoder.ts";

const ENCODER = tinyEncoder();

/** Random frames of so many utterances. */
function framesOf(...counts: number[]) {
  const stream = testStream(12);
  return counts.map((count) => ({
    count,
    data: uniform(count * ENCODER.width, 1, stream),
  }));
}

Deno.test("batchOf() pools real frames alone and masks the others", () => {
  const { feeds, sizes } = batchOf(ENCODER, framesOf(2, 3));
  assertEquals(sizes, { B: 2, T: 3, N: 6 });
  assertEquals(
    [...feeds.pool.data],
    [0.5, 0.5, 0, 0, 0, 0, 0, 0, 0, 1 / 3, 1 / 3, 1 / 3].map(Math.fround),
  );
  assertEquals([...feeds.mask.data], [0, 0, -1e9, 0, 0, 0]);
  assertEquals([...feeds.shape.data], [2n, 3n, 3n, 2n, 8n]);
});

Deno.test("targetsOf() weighs rows by their class", () => {
  const plain = targetsOf([2, 0], 3, 0.1).data as Float32Array;
  const weighed = targetsOf([2, 0], 3, 0.1, [4, 1, 0.5]).data as Float32Array;
  const expected = plain.map((x, i) => x * (i < 3 ? 0.5 : 4));
  assert(relativeError(weighed, expected) < 1e-7);
});

Deno.test("targetsOf() gives rows that sum to one over the batch, smoothed as stated", () => {
  const { data } = targetsOf([2, 0], 4, 0.2);
  const expected = [0.05, 0.05, 0.85, 0.05, 0.85, 0.05, 0.05, 0.05];
  assert(
    relativeError(data as Float32Array, expected.map((x) => x / 2)) < 1e-7,
  );
});
