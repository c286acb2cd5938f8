import { assert } from "@std/assert";
import { productRate } from "../../model/speed.ts";

Deno.test("productRate() counts multiply-adds x 2 by the quickest run of its clock", async () => {
  let clock = 0;
  // Every look at the clock is 2 ms after the last.
  const rate = await productRate(() => clock += 2);
  assert(Math.abs(rate - 2 * 140 * 384 * 1536 / 2e6) < 1e-9);
});
