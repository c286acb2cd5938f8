/**
 * Recorded draws of numpy's two generators and of SeedSequence.
 *
 * @module
 */
import { log } from "../../../../optimizers/numeric/math.ts";
import { RandomState } from "../../../../optimizers/numeric/mt19937.ts";
import { Pcg64 } from "../../../../optimizers/numeric/pcg64.ts";
import { SeedSequence } from "../../../../optimizers/numeric/seed_sequence.ts";
import { type Checker, type Fields, isFields } from "./checker.ts";
import { type Agreement, Tally } from "../../../recorded/tally.ts";

/** Draws of one entry, from a fresh generator: numbers, texts for 64 bits, or lists of them. */
type Draw<Generator> = (generator: Generator) => unknown[];

const P6 = [0.1, 0.25, 0.05, 0.3, 0.2, 0.1];

function times<T>(n: number, draw: (i: number) => T): T[] {
  return Array.from({ length: n }, (_, i) => draw(i));
}

const RANDOM_STATE: Readonly<Record<string, Draw<RandomState>>> = {
  "uint32 (randint(0,2**32,dtype=uint32))": (r) =>
    times(8, () => r.nextUint32()),
  "random_sample(10)": (r) => times(10, () => r.random()),
  "random_sample index 310..317 (crosses the 624-word refill)": (r) =>
    times(318, () => r.random()).slice(310),
  "uniform(-2.5,3.25,6)": (r) => times(6, () => r.uniform(-2.5, 3.25)),
  "randint(0,10,12) (int64)": (r) => times(12, () => r.integer(10)),
  "choice(13,p=w/sum(w),size=12), w=1..13": (r) => [
    ...r.choice(times(13, (i) => (i + 1) / 91), 12),
  ],
  "choice(10,size=5)": (r) => times(5, () => r.integer(10)),
  "permutation(10)": (r) => r.permutation(10),
  "shuffle(list(range(12)))": (r) => r.permutation(12),
  "normal(0,1,9) (legacy polar, cached pair)": (r) =>
    times(9, () => r.normal(0, 1)),
  "random_sample(3) then randint(0,6,size=3) then random_sample(2)": (r) => [
    times(3, () => r.random()),
    times(3, () => r.integer(6)),
    times(2, () => r.random()),
  ],
};

const DEFAULT_RNG: Readonly<Record<string, Draw<Pcg64>>> = {
  "uint64 (integers(0,2**64,dtype=uint64))": (g) =>
    times(6, () => String(g.nextUint64())),
  "random(10)": (g) => times(10, () => g.random()),
  "integers(2**31-1) one at a time, 12x": (g) =>
    times(12, () => g.integers(2 ** 31 - 1)),
  "integers(6,None,1) 10x": (g) => times(10, () => g.integers(6)),
  "uniform(0,5) then uniform(1,10) then integers(6) then uniform(log(1e-6),log(1e-3)) then integers(6)":
    (g) => [
      g.uniform(0, 5),
      g.uniform(1, 10),
      g.integers(6),
      g.uniform(log(1e-6), log(1e-3)),
      g.integers(6),
    ],
  "standard_normal(16)": (g) => times(16, () => g.normal(0, 1)),
  "normal(2.5,0.75,4)": (g) => times(4, () => g.normal(2.5, 0.75)),
  "standard_normal tail draws [index,value] in the first 40000": (g) =>
    times(40000, (i) => [i, g.normal(0, 1)])
      .filter(([, z]) => Math.abs(z) > 3.6541528853610088).slice(0, 4),
  "argmax(multinomial(1,[0.1, 0.25, 0.05, 0.3, 0.2, 0.1])) 16x then random()": (
    g,
  ) => [times(16, () => g.category(P6)), g.random()],
  "multinomial(1,p,size=16) same p, as indices, then random()": (g) => [
    times(16, () => g.category(P6)),
    g.random(),
  ],
  "alternating argmax(multinomial(1,[0.2,0.5,0.3])) and normal(0,1), 5x": (g) =>
    times(5, () => [g.category([0.2, 0.5, 0.3]), g.normal(0, 1)]),
  "permutation(10)": (g) => g.permutation(10),
};

const SEED_SEQUENCE: Readonly<Record<string, Draw<SeedSequence>>> = {
  "generate_state(4,uint64)": (s) => s.generateUint64(4).map(String),
};

/** Checks files of numpy's random streams. */
export const numpyRng: Checker = {
  kind: "numpy random streams",
  recognises: (content) =>
    isFields(content.RandomState) && isFields(content.default_rng),
  check: (content: Fields): Agreement[] => [
    ...checkStreams(
      "RandomState",
      content.RandomState,
      RANDOM_STATE,
      (seed) => new RandomState(Number(seed)),
    ),
    ...checkStreams(
      "default_rng",
      content.default_rng,
      DEFAULT_RNG,
      (seed) => new Pcg64(BigInt(seed)),
    ),
    ...checkStreams(
      "SeedSequence",
      content.SeedSequence,
      SEED_SEQUENCE,
      (seed) => new SeedSequence(BigInt(seed)),
    ),
  ],
};

function checkStreams<Generator>(
  name: string,
  recorded: unknown,
  draws: Readonly<Record<string, Draw<Generator>>>,
  fresh: (seed: string) => Generator,
): Agreement[] {
  return Object.entries((recorded ?? {}) as Record<string, Fields>).map(
    ([seed, entries]) => {
      const tally = new Tally(`${name}(${seed})`, "numbers");
      for (const [entry, expected] of Object.entries(entries)) {
        const draw = draws[entry];
        if (draw === undefined) {
          tally.count(false, () => `${entry}: this draw is not known`);
          continue;
        }
        compare(tally, entry, draw(fresh(seed)), expected);
      }
      return tally.result();
    },
  );
}

/** Exact comparison of nested lists. */
function compare(
  tally: Tally,
  where: string,
  found: unknown,
  expected: unknown,
): void {
  if (Array.isArray(found) && Array.isArray(expected)) {
    if (found.length !== expected.length) {
      tally.count(
        false,
        () =>
          `${where}: found ${found.length} draws, recorded ${expected.length}`,
      );
    }
    expected.forEach((item, i) =>
      compare(tally, `${where}[${i}]`, found[i], item)
    );
    return;
  }
  tally.count(
    found === expected,
    () => `${where}: found ${found}, recorded ${expected}`,
  );
}
