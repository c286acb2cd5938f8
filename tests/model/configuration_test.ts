import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { toConfiguration } from "../../model/mod.ts";
import { createOptimizer, paperSpace } from "../../optimizers/mod.ts";

Deno.test("toConfiguration() takes what a search of the paper's space proposes", () => {
  const optimizer = createOptimizer("random", paperSpace(), {
    seed: 1,
    direction: "maximize",
  });
  const { params } = optimizer.ask()!;
  assertEquals({ ...toConfiguration(params) }, { ...params });
});

Deno.test("toConfiguration() names a parameter that is missing", () => {
  const whole = { lr: 1e-4, num_epochs: 3, unfreeze_epoch: 1, max_length: 9 };
  fc.assert(fc.property(
    fc.constantFrom(...Object.keys(whole)),
    (missing) => {
      const rest = Object.fromEntries(
        Object.entries(whole).filter(([name]) => name !== missing),
      );
      assertThrows(() => toConfiguration(rest), RangeError, `"${missing}"`);
    },
  ));
});
