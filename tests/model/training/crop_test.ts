import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { cropped } from "../../../model/training/crop.ts";
import { testStream } from "../tiny_encoder.ts";

/** Frames of two channels that hold their own number. */
function numbered(count: number) {
  const data = Float32Array.from({ length: 2 * count }, (_, i) => i >> 1);
  return { data, count };
}

Deno.test("cropped() gives neighbouring frames, never fewer than the share asked for", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.integer(),
      (count, share, seed) => {
        const crop = cropped(numbered(count), share, testStream(seed));
        assertEquals(crop.data.length, 2 * crop.count);
        assert(crop.count >= 1 && crop.count <= count);
        assert(crop.count > share * count - 1);
        const first = crop.data[0];
        crop.data.forEach((value, i) => assertEquals(value, first + (i >> 1)));
      },
    ),
    { seed: 6 },
  );
});

Deno.test("cropped() reaches both ends and all lengths", () => {
  const stream = testStream(2);
  const crops = Array.from(
    { length: 400 },
    () => cropped(numbered(10), 0.5, stream),
  );
  const lengths = new Set(crops.map(({ count }) => count));
  assertEquals([...lengths].sort((a, b) => a - b), [5, 6, 7, 8, 9, 10]);
  assert(crops.some(({ count, data }) => count === 5 && data[0] === 0));
  assert(crops.some(({ count, data }) => count === 5 && data[0] === 5));
});

Deno.test("cropped() leaves all frames when the share is one", () => {
  const all = numbered(7);
  assertEquals(cropped(all, 1, testStream(1)), all);
});
