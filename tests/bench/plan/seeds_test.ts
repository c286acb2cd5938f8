import { assertEquals } from "@std/assert";
import { searchSeed, splitSeed, trainSeed } from "../../../bench/plan/seeds.ts";

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
        searchSeed(seed, "ax-1.3", 1),
        trainSeed(seed),
        splitSeed("paper", seed),
        trainSeed(seed, 0),
        trainSeed(seed, 14),
      ],
      words,
    );
  });
}

/**
 * numpy 2.4.6: [SeedSequence(m, spawn_key=(0, zlib.crc32(p))).generate_state(1)[0]
 * for p in (b"random", b"ax-1.3", b"optuna-5.0")]
 */
const BY_PRESET: readonly [seed: number, words: number[]][] = [
  [0, [2240204350, 2460882899, 1895682469]],
  [1, [3754500751, 2465839640, 1965433459]],
  [42, [1479017070, 43958212, 2152392392]],
  [4294967295, [807382266, 70311310, 3190457927]],
];

Deno.test("searchSeed() gives each preset a stream of its own under rule 2", () => {
  for (const [seed, words] of BY_PRESET) {
    assertEquals(
      ["random", "ax-1.3", "optuna-5.0"].map((preset) =>
        searchSeed(seed, preset, 2)
      ),
      words,
    );
  }
});
