import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { listenersOf } from "../../../corpora/listeners/mod.ts";
import {
  disagreement,
  recallsOf,
} from "../../../bench/listeners/comparison.ts";
import { mean } from "../../../bench/stats/sums.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";

const { classes, recordings } = listenersOf("emodb")!;
/** The released recordings of each class, as the world that utterances are drawn from. */
const WORLD = classes.map((name) =>
  [...recordings.values()].filter((r) => r.released && r.emotion === name)
);
/** Utterances of each class in the published partition. */
const SIZES = [18, 20, 12, 14, 18, 16, 9];

Deno.test("recallsOf() covers the difference in the world that utterances come from", () => {
  // A model that fails twice as often as the listeners, in the same places.
  const ability = (rate: number) => 1 - 2 * (1 - rate);
  const truth = mean(
    WORLD.map((of) => mean(of.map(({ rate }) => ability(rate) - rate))),
  );
  for (const studies of [1, 3]) {
    const stream = new RandomState(5);
    const runs = 800;
    let covered = 0;
    let one = 0;
    for (let run = 0; run < runs; run++) {
      const drawn = SIZES.map((size, k) =>
        Array.from({ length: size }, () => {
          const heard = WORLD[k][Math.floor(stream.random() * WORLD[k].length)];
          const hits = Array.from({ length: studies }, () =>
            stream.random() < ability(heard.rate) ? 1 : 0);
          return { studies, hitRate: mean(hits), probability: 0.5, heard };
        })
      );
      const { low, high } = recallsOf(drawn).difference;
      if (low! <= truth && truth <= high!) covered++;
      const own = recallsOf([drawn[0]]).difference;
      const ownTruth = mean(
        WORLD[0].map(({ rate }) => ability(rate) - rate),
      );
      if (own.low! <= ownTruth && ownTruth <= own.high!) one++;
    }
    assert(covered / runs > 0.92 && covered / runs < 0.98, `${covered}`);
    assert(one / runs > 0.92, `${one}`);
  }
});

Deno.test("recallsOf() has no interval of a difference where a class has one utterance", () => {
  const [heard] = WORLD[0];
  const { model, listeners, difference } = recallsOf([
    [{ studies: 1, hitRate: 1, probability: 1, heard }],
  ]);
  assertEquals([model.estimate, listeners.estimate], [1, heard.rate]);
  assertEquals([difference.low, difference.high], [null, null]);
});

Deno.test("disagreement() leaves out what either has no verdict on", () => {
  const utterance = (hitRate: number, majorityRight: boolean | null) => ({
    studies: 6,
    hitRate,
    probability: hitRate,
    heard: { ...WORLD[0][0], majorityRight },
  });
  const { p, ...counts } = disagreement([
    utterance(0.5, true),
    utterance(1, null),
    utterance(2 / 3, false),
    utterance(1, false),
    utterance(1 / 3, true),
    utterance(0, false),
    utterance(1, true),
  ]);
  assertEquals(counts, { n: 5, modelOnly: 2, listenersOnly: 1 });
  assertAlmostEquals(p!, 1, 1e-12);
  assertEquals(disagreement([utterance(0.5, true)]).p, null);
});
