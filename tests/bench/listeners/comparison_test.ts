import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { listenersOf } from "../../../corpora/listeners/mod.ts";
import {
  disagreement,
  recallsOf,
} from "../../../bench/listeners/comparison.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";

const { classes, recordings } = listenersOf("emodb")!;
/** The released recordings of each class, as the world that utterances are drawn from. */
const WORLD = classes.map((name) =>
  [...recordings.values()].filter((r) => r.released && r.emotion === name)
);
/** Utterances of each class in the published partition. */
const SIZES = [18, 20, 12, 14, 18, 16, 9];

Deno.test("recallsOf() covers the difference where speakers differ", () => {
  const stream = new RandomState(5);
  const normal = () =>
    Math.sqrt(-2 * Math.log(1 - stream.random())) *
    Math.cos(2 * Math.PI * stream.random());
  const cut = (x: number) => Math.min(1, Math.max(0, x));
  const runs = 600;
  let covered = 0;
  for (let run = 0; run < runs; run++) {
    const speakers = Array.from({ length: 10 }, () => 0.05 * normal());
    const drawn = SIZES.map((size, k) =>
      Array.from({ length: size }, (_, i) => {
        const s = i % 10;
        const hitRate = stream.random() < cut(0.8 + speakers[s]) ? 1 : 0;
        const heard = { ...WORLD[k][0], speaker: `${s}`, rate: 0.9 };
        return { studies: 1, hitRate, probability: 0.5, heard };
      })
    );
    const { low, high } = recallsOf(drawn).difference;
    if (low! <= -0.1 && -0.1 <= high!) covered++;
  }
  assert(covered / runs > 0.92 && covered / runs < 0.985, `${covered}`);
});

Deno.test("recallsOf() has no interval below five speakers, nor where a class is one speaker's", () => {
  const utterance = (speaker: number, hitRate: number) => ({
    studies: 1,
    hitRate,
    probability: 1,
    heard: { ...WORLD[0][0], speaker: `${speaker}` },
  });
  const of = (...speakers: number[]) =>
    speakers.map((speaker, i) => utterance(speaker, i % 2));
  const none = { low: null, high: null };
  for (
    const classes of [
      [of(1, 2, 3, 4)],
      [of(1, 2, 3, 4, 5, 6), of(1, 1)],
      [[1, 2, 3, 4, 5].map((speaker) => utterance(speaker, 1))],
    ]
  ) {
    const { low, high } = recallsOf(classes).model;
    assertEquals({ low, high }, none);
  }
  assert(recallsOf([of(1, 2, 3, 4, 5)]).model.low !== null);
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
