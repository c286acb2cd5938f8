import { assertEquals, assertThrows } from "@std/assert";
import { MT19937, RandomState } from "../../../optimizers/numeric/mt19937.ts";
import { SeedSequence } from "../../../optimizers/numeric/seed_sequence.ts";
import { hasPeers, readPeers } from "../shared_peers.ts";

// numpy 2.4.6, made by fixtures/make_numeric.py
const fixture: {
  seedSequence: [string, string[], number[]][];
  randomState: Record<string, Record<string, number[]>>;
} = JSON.parse(
  Deno.readTextFileSync(new URL("../fixtures/numeric.json", import.meta.url)),
);

const WEIGHTS = Array.from({ length: 13 }, (_, i) => (i + 1) / 91);

function times<T>(n: number, draw: () => T): T[] {
  return Array.from({ length: n }, draw);
}

Deno.test("SeedSequence equals numpy's for seeds and spawn keys of any size", () => {
  for (const [entropy, key, words] of fixture.seedSequence) {
    const sequence = new SeedSequence(BigInt(entropy), key.map(BigInt));
    assertEquals(Array.from(sequence.generateState(6)), words, entropy);
  }
});

Deno.test("SeedSequence takes a number as it takes the same bigint", () => {
  assertEquals(
    new SeedSequence(2002, [1]).generateState(3),
    new SeedSequence(2002n, [1n]).generateState(3),
  );
});

Deno.test("SeedSequence refuses what is not a non-negative integer", () => {
  for (const bad of [-1, 0.5, NaN, Infinity, 2 ** 53, -1n]) {
    assertThrows(() => new SeedSequence(bad), RangeError, `${bad}`);
    assertThrows(() => new SeedSequence(1, [bad]), RangeError, `${bad}`);
  }
});

Deno.test("RandomState draws what numpy draws", () => {
  for (const [seed, drawn] of Object.entries(fixture.randomState)) {
    const fresh = () => new RandomState(Number(seed));
    const words = fresh();
    assertEquals(times(4, () => words.nextUint32()), drawn.words);
    const uniform = fresh();
    assertEquals(times(6, () => uniform.uniform(-2.5, 3.25)), drawn.uniform);
    const integers = fresh();
    assertEquals(times(12, () => integers.integer(10)), drawn.integers);
    assertEquals(Array.from(fresh().choice(WEIGHTS, 12)), drawn.choice);
    assertEquals(fresh().permutation(10), drawn.permutation);
    const list = times(12, () => 0).map((_, i) => i);
    fresh().shuffle(list);
    assertEquals(list, drawn.shuffle);
    const normal = fresh();
    assertEquals(times(9, () => normal.normal(0, 1)), drawn.normal);
  }
});

Deno.test("RandomState goes on as numpy when its words are renewed", () => {
  for (const [seed, drawn] of Object.entries(fixture.randomState)) {
    const stream = new RandomState(Number(seed));
    const all = times(318, () => stream.random());
    assertEquals(
      [0, 1, 310, 311, 312, 313, 317].map((i) => all[i]),
      drawn.random,
    );
  }
});

Deno.test("RandomState refuses seeds that numpy refuses", () => {
  for (const bad of [-1, 2 ** 32, 1.5, NaN]) {
    assertThrows(() => new RandomState(bad), RangeError, `${bad}`);
  }
});

Deno.test("RandomState.integer refuses a range that is not in 1..2^32", () => {
  for (const bad of [0, -3, 1.5, 2 ** 32 + 1]) {
    assertThrows(() => new RandomState(0).integer(bad), RangeError, `${bad}`);
  }
});

Deno.test("MT19937 gives the published 10000th word of seed 5489", () => {
  // The check value that the C++ standard requires of std::mt19937.
  const generator = new MT19937(5489);
  assertEquals(times(10000, () => generator.nextUint32()).at(-1), 4123659995);
});

Deno.test({
  name: "RandomState equals every recorded draw of numpy",
  ignore: !hasPeers,
  fn() {
    const { RandomState: recorded, SeedSequence: states } = readPeers<{
      RandomState: Record<string, Record<string, number[]>>;
      SeedSequence: Record<string, Record<string, string[]>>;
    }>("numpy_rng.json");
    for (const [seed, lists] of Object.entries(recorded)) {
      for (const [what, expected] of Object.entries(lists)) {
        assertEquals(
          drawAs(what, new RandomState(Number(seed))),
          expected,
          `${seed} ${what}`,
        );
      }
    }
    for (const [seed, state] of Object.entries(states)) {
      assertEquals(
        new SeedSequence(BigInt(seed)).generateUint64(4).map(String),
        state["generate_state(4,uint64)"],
      );
    }
  },
});

/** Draws what a key of the recorded file describes. */
function drawAs(what: string, stream: RandomState): unknown {
  switch (what.split(/[ (]/)[0]) {
    case "uint32":
      return times(8, () => stream.nextUint32());
    case "uniform":
      return times(6, () => stream.uniform(-2.5, 3.25));
    case "randint":
      return times(12, () => stream.integer(10));
    case "choice":
      return what.includes("p=")
        ? Array.from(stream.choice(WEIGHTS, 12))
        : times(5, () => stream.integer(10));
    case "permutation":
      return stream.permutation(10);
    case "shuffle": {
      const list = times(12, () => 0).map((_, i) => i);
      stream.shuffle(list);
      return list;
    }
    case "normal":
      return times(9, () => stream.normal(0, 1));
  }
  if (what.includes("then")) {
    return [
      times(3, () => stream.random()),
      times(3, () => stream.integer(6)),
      times(2, () => stream.random()),
    ];
  }
  return what.includes("310")
    ? times(318, () => stream.random()).slice(310)
    : times(10, () => stream.random());
}
