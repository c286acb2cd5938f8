import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { streamsFrom } from "../../../bench/stats/streams.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";

Deno.test("streamsFrom() gives the numbers of the seed to every stream, however they take turns", () => {
  const expected = new RandomState(7);
  const numbers = Array.from({ length: 60 }, () => expected.random());
  fc.assert(
    fc.property(
      fc.array(fc.nat(2), { maxLength: 180 }),
      fc.constantFrom(0, 1, 5, 40, 1000),
      (turns, mostKept) => {
        const start = streamsFrom(7, mostKept);
        const streams = [start(), start(), start()];
        const taken = [0, 0, 0];
        for (const turn of turns) {
          if (taken[turn] === numbers.length) continue;
          assertEquals(streams[turn].random(), numbers[taken[turn]++]);
        }
      },
    ),
    { seed: 1, numRuns: 100 },
  );
});
