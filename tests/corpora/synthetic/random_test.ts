import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
} from "@std/assert";
import fc from "fast-check";
import {
  permutation,
  spread,
  streamOf,
  xoshiro128,
} from "../../../corpora/synthetic/random.ts";

Deno.test("xoshiro128 gives the words of the authors' C code when started at 1, 2, 3, 4", () => {
  // xoshiro128starstar.c 1.1 of prng.di.unimi.it, also the vector of the Rust crate rand_xoshiro 0.7.
  const words = [
    11520,
    0,
    5927040,
    70819200,
    2031721883,
    1637235492,
    1287239034,
    3734860849,
    3729100597,
    4258142804,
  ];
  const stream = xoshiro128([1, 2, 3, 4]);
  assertEquals(words.map(() => stream.random() * 2 ** 32), words);
});

Deno.test("streamOf gives another stream when seed, domain or index differ", () => {
  const key = fc.tuple(
    fc.nat(2 ** 32 - 1),
    fc.constantFrom("speaker", "text", "utterance"),
    fc.nat(1000),
  );
  fc.assert(fc.property(key, key, (a, b) => {
    const [one, other] = [a, b].map((k) => {
      const stream = streamOf(...k);
      return Array.from({ length: 4 }, () => stream.random());
    });
    if (String(a) === String(b)) assertEquals(one, other);
    else assertNotEquals(one, other);
  }));
});

Deno.test("streamOf gives first numbers that are uniform when the index counts up", () => {
  const first = Array.from(
    { length: 20000 },
    (_, i) => streamOf(0, "utterance", i).random(),
  );
  const bins = new Array(20).fill(0);
  for (const u of first) bins[Math.floor(20 * u)]++;
  const chi2 = bins.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
  assert(
    chi2 < 43.8,
    `chi-squared ${chi2}, 0.1 % point of 19 degrees of freedom 43.8`,
  );
});

Deno.test("spread has mean 0, variance 1 and no value beyond 3", () => {
  const stream = streamOf(1, "test", 0);
  const draws = Array.from({ length: 100000 }, () => spread(stream));
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
  const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) /
    draws.length;
  assertAlmostEquals(mean, 0, 0.015);
  assertAlmostEquals(variance, 1, 0.015);
  assert(draws.every((x) => Math.abs(x) <= 3));
});

Deno.test("permutation holds every number once for any length", () => {
  fc.assert(fc.property(fc.nat(40), fc.nat(), (n, seed) => {
    const order = permutation(streamOf(seed, "test", 0), n);
    assertEquals(
      order.sort((a, b) => a - b),
      Array.from({ length: n }, (_, i) => i),
    );
  }));
});
