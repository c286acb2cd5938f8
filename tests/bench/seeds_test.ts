import { assertEquals } from "@std/assert";
import { searchSeed, splitSeed, trainSeed } from "../../bench/seeds.ts";

/**
 * numpy 2.4.6: [SeedSequence(m, spawn_key=k).generate_state(1)[0] for k in
 * ((0,), (1,), (2,), (1, 0), (1, 14))]
 */
const NUMPY: readonly [seed: number, words: number[]][] = [
  [0, [3757552657, 673228719, 3241444873, 3953331965, 697961690]],
  [1, [1641411168, 1454127163, 2749604155, 3290936230, 4138423516]],
  [42, [2684470948, 4091952314, 233227757, 1174127800, 1142353532]],
  [4294967295, [973442627, 908003510, 3042058737, 2311625952, 1790534195]],
];

for (const [seed, words] of NUMPY) {
  Deno.test(`the streams of master seed ${seed} are numpy's`, () => {
    assertEquals(
      [
        searchSeed(seed),
        trainSeed(seed),
        splitSeed(seed),
        trainSeed(seed, 0),
        trainSeed(seed, 14),
      ],
      words,
    );
  });
}
