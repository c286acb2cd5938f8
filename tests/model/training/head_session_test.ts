import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { xavierHead } from "../../../model/training/head_session.ts";
import { testStream } from "../tiny_encoder.ts";

Deno.test("xavierHead() draws weights uniformly within its limit and no biases", () => {
  const { weight, bias } = xavierHead(100, 7, testStream(2));
  const limit = Math.sqrt(6 / 107);
  assert(weight.every((w) => Math.abs(w) <= limit));
  const variance = weight.reduce((sum, w) => sum + w * w, 0) / 700;
  // Of a uniform variable: limit² / 3, estimated from 700 draws
  assertAlmostEquals(variance, limit ** 2 / 3, 0.1 * limit ** 2 / 3);
  assertEquals([...bias], [0, 0, 0, 0, 0, 0, 0]);
});
