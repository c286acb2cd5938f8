import { assert, assertEquals, assertThrows } from "@std/assert";
import { normalCdf } from "../../../optimizers/numeric/gaussian.ts";
import { Pcg64 } from "../../../optimizers/numeric/pcg64.ts";

// numpy 2.3.5, made by fixtures/make_default_rng.py
interface Draws {
  "uint64": string[];
  "random": number[];
  "integers below 2**31-1": number[];
  "integers below 3e9 (redraws)": number[];
  "standard normal": number[];
  "normal tail [index, value]": [number, number][];
  "category": number[];
  "permutation": number[];
  "integers(6), random, integers(6), integers(6)": number[];
}
const fixture: { p: number[]; default_rng: Record<string, Draws> } = JSON.parse(
  Deno.readTextFileSync(
    new URL("../fixtures/default_rng.json", import.meta.url),
  ),
);

function times<T>(n: number, draw: (i: number) => T): T[] {
  return Array.from({ length: n }, (_, i) => draw(i));
}

for (const [seed, expected] of Object.entries(fixture.default_rng)) {
  Deno.test(`Pcg64 draws what numpy's default_rng(${seed}) draws`, () => {
    const fresh = () => new Pcg64(BigInt(seed));
    let g = fresh();
    assertEquals(times(4, () => String(g.nextUint64())), expected.uint64);
    g = fresh();
    assertEquals(times(5, () => g.random()), expected.random);
    g = fresh();
    assertEquals(
      times(7, () => g.integers(2 ** 31 - 1)),
      expected["integers below 2**31-1"],
    );
    g = fresh();
    assertEquals(
      times(7, () => g.integers(3e9)),
      expected["integers below 3e9 (redraws)"],
    );
    g = fresh();
    assertEquals(times(12, () => g.normal(0, 1)), expected["standard normal"]);
    g = fresh();
    const tail = times(20000, (i): [number, number] => [i, g.normal(0, 1)])
      .filter(([, z]) => Math.abs(z) > 3.6541528853610088).slice(0, 3);
    assertEquals(tail, expected["normal tail [index, value]"]);
    g = fresh();
    assertEquals(times(12, () => g.category(fixture.p)), expected.category);
    g = fresh();
    assertEquals(g.permutation(9), expected.permutation);
    g = fresh();
    assertEquals(
      [g.integers(6), g.random(), g.integers(6), g.integers(6)],
      expected["integers(6), random, integers(6), integers(6)"],
    );
  });
}

/** Pearson's statistic of counts against equal expected counts. */
function chiSquare(counts: number[], expected: number[]): number {
  return counts.reduce(
    (sum, count, i) => sum + (count - expected[i]) ** 2 / expected[i],
    0,
  );
}

// With 49 degrees of freedom the 0.999 quantile of chi-square is 85.35
// (scipy.stats.chi2.ppf).
const BINS = 50;
const LIMIT = 85.35;

Deno.test("Pcg64.random is uniform when 1e5 draws are binned", () => {
  const g = new Pcg64(1);
  const counts = new Array(BINS).fill(0);
  for (let i = 0; i < 1e5; i++) counts[Math.floor(g.random() * BINS)]++;
  const statistic = chiSquare(counts, new Array(BINS).fill(1e5 / BINS));
  assert(statistic < LIMIT, `chi-square ${statistic}`);
});

Deno.test("Pcg64.integers is uniform when 1e5 draws are counted", () => {
  const g = new Pcg64(2);
  const counts = new Array(BINS).fill(0);
  for (let i = 0; i < 1e5; i++) counts[g.integers(BINS)]++;
  const statistic = chiSquare(counts, new Array(BINS).fill(1e5 / BINS));
  assert(statistic < LIMIT, `chi-square ${statistic}`);
});

Deno.test("Pcg64.normal follows the normal law when 1e5 draws are binned by it", () => {
  const g = new Pcg64(3);
  const counts = new Array(BINS).fill(0);
  for (let i = 0; i < 1e5; i++) {
    const p = normalCdf((g.normal(2.5, 0.75) - 2.5) / 0.75);
    counts[Math.min(BINS - 1, Math.floor(p * BINS))]++;
  }
  const statistic = chiSquare(counts, new Array(BINS).fill(1e5 / BINS));
  assert(statistic < LIMIT, `chi-square ${statistic}`);
});

Deno.test("Pcg64.category follows its probabilities when 1e5 draws are counted", () => {
  const g = new Pcg64(4);
  const p = Array.from({ length: BINS }, (_, i) => (i + 1) / 1275);
  const counts = new Array(BINS).fill(0);
  for (let i = 0; i < 1e5; i++) counts[g.category(p)]++;
  const statistic = chiSquare(counts, p.map((v) => v * 1e5));
  assert(statistic < LIMIT, `chi-square ${statistic}`);
});

Deno.test("Pcg64.integers draws nothing when there is one value", () => {
  const [a, b] = [new Pcg64(9), new Pcg64(9)];
  assertEquals(a.integers(1), 0);
  assertEquals(a.random(), b.random());
});

Deno.test("Pcg64 refuses seeds and ranges that numpy has not", () => {
  for (const n of [0, -1, 2.5, 2 ** 32, NaN]) {
    assertThrows(() => new Pcg64(0).integers(n), RangeError, "Cannot draw");
  }
  for (const seed of [-1, 0.5, NaN, 2 ** 60]) {
    assertThrows(() => new Pcg64(seed), RangeError, "seed");
  }
});
