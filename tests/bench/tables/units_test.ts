/** What intervals over units promise, by simulation with the suite's own partitions. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { nestedSplit } from "../../../corpora/splits/nested.ts";
import type { SplitInput } from "../../../corpora/splits/types.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";
import type { StreamSeeds, Study } from "../../../bench/plan/plan.ts";
import { BCA } from "../../../bench/journal/objective.ts";
import { comparing } from "../../../bench/tables/comparison.ts";
import type { OptimizerStudies } from "../../../bench/tables/optimizer_studies.ts";
import type { StudyData } from "../../../bench/tables/run_data.ts";
import { unitMean } from "../../../bench/tables/unit_mean.ts";
import {
  type Member,
  testParts,
  unitMeans,
  unitsOf,
} from "../../../bench/tables/units.ts";

/** Ten speakers, as EmoDB has them: five women and five men. */
const CORPUS: SplitInput = {
  name: "made",
  classes: ["anger", "fear"],
  utterances: Array.from({ length: 20 }, (_, i) => ({
    id: `u${i}`,
    speaker: `${Math.floor(i / 2)}`,
    sex: i < 10 ? "female" as const : "male" as const,
    sentence: "a",
    emotion: i % 2 === 0 ? "anger" as const : "fear" as const,
    samples: new Float32Array(0),
    sourceRateHz: 16_000,
  })),
};

function member(
  protocol: Study["protocol"],
  seeds: StreamSeeds,
  parts: readonly { name: string; speakers: readonly string[] }[],
): Member {
  return {
    study: {
      key: `${seeds.search}-${seeds.train}-${seeds.split}`,
      protocol,
      seeds,
    } as Study,
    start: {
      split_seed: seeds.split,
      parts: parts.map(({ name, speakers }) => ({
        part: name,
        speakers: [...speakers],
        utterances: speakers.length,
      })),
    } as unknown as StudyData["start"],
  };
}

/** Studies of seeds 0 to n - 1 under `nested`. */
function nestedMembers(n: number): Member[] {
  return Array.from({ length: n }, (_, seed) =>
    member(
      "nested",
      { search: seed, train: seed, split: seed },
      nestedSplit(CORPUS, seed).parts.map(({ name, speakers }) => ({
        name,
        speakers: speakers!,
      })),
    ));
}

function testSpeakers({ start }: Member): [woman: number, man: number] {
  const { speakers } = start.parts.find(({ part }) => part === "test")!;
  const [woman, man] = speakers.map(Number).sort((a, b) => a - b);
  return [woman, man - 5];
}

const STREAM = new RandomState(11);
function normal(sd: number): number {
  // Box and Muller 1958
  const radius = Math.sqrt(-2 * Math.log(1 - STREAM.random()));
  return sd * radius * Math.cos(2 * Math.PI * STREAM.random());
}
const normals = (count: number, sd: number) =>
  Array.from({ length: count }, () => normal(sd));

/** Values of members, and what their mean's interval is to hold. */
type Draw = (members: readonly Member[]) => {
  readonly values: readonly number[];
  readonly target: number;
};

/** Share of runs whose interval holds the target. */
function coverage(
  n: number,
  runs: number,
  draw: Draw,
  kind: "interval" | "corrected" | "bySpeaker" = "interval",
): number {
  const members = nestedMembers(n);
  let held = 0;
  for (let run = 0; run < runs; run++) {
    const { values, target } = draw(members);
    const value = new Map(members.map((one, i) => [one, values[i]]));
    const { [kind]: { low, high } } = unitMean(
      members,
      (one) => value.get(one)!,
      () => STREAM,
    );
    if (low! <= target && target <= high!) held++;
  }
  return held / runs;
}

const NOISE = 0.03;

/** Effects of five women and five men, and their mean over the 25 pairs. */
function speakers() {
  const [women, men] = [normals(5, 0.04), normals(5, 0.04)];
  return {
    mean: [...women, ...men].reduce((sum, x) => sum + x, 0) / 5,
    of: (one: Member) => {
      const [woman, man] = testSpeakers(one);
      return women[woman] + men[man];
    },
  };
}

/** Results of one optimizer; the target is their mean over this corpus's 25 pairs. */
const onThisCorpus: Draw = (members) => {
  const { mean, of } = speakers();
  return {
    values: members.map((one) => 0.8 + of(one) + normal(NOISE)),
    target: 0.8 + mean,
  };
};

/** The same; the target is the mean over any speakers. */
const onAnySpeakers: Draw = (members) => ({
  ...onThisCorpus(members),
  target: 0.8,
});

/** Differences of two optimizers that the same speakers are easy for. */
const difference: Draw = (members) => {
  const { of } = speakers();
  return {
    values: members.map((one) =>
      (0.82 + of(one) + normal(NOISE)) - (0.8 + of(one) + normal(NOISE))
    ),
    target: 0.02,
  };
};

/** Each pair of speakers is as easy as it is, whoever they are; the target is any pairs'. */
const byPair: Draw = (members) => {
  const pairs = normals(25, 0.04);
  return {
    values: members.map((one) => {
      const [woman, man] = testSpeakers(one);
      return 0.8 + pairs[5 * woman + man] + normal(NOISE);
    }),
    target: 0.8,
  };
};

/** An interval by resampling is dear. */
const runsOf = (n: number) => n === 10 ? 1500 : 4000;

for (const n of [15, 20, 30, 40]) {
  Deno.test(`the mean over this corpus is covered by 93 to 97 % of intervals at ${n} seeds under nested`, () => {
    const found = coverage(n, runsOf(n), onThisCorpus);
    assert(found >= 0.93 && found <= 0.97, `${found}`);
  });
}

for (const n of [5, 10]) {
  Deno.test(`it is covered by more at ${n} seeds, which cannot tell speakers from noise`, () => {
    const found = coverage(n, 400, onThisCorpus);
    assert(found >= 0.97, `${found}`);
  });
}

for (const n of [5, 10, 30]) {
  Deno.test(`differences on this corpus are covered by 93 to 97 % at ${n} seeds`, () => {
    const found = coverage(n, runsOf(n), difference);
    assert(found >= 0.93 && found <= 0.97, `${found}`);
  });

  Deno.test(`means over pairs of any kind are covered by 93 to 97 % at ${n} seeds`, () => {
    const found = coverage(n, runsOf(n), byPair);
    assert(found >= 0.93 && found <= 0.97, `${found}`);
  });

  Deno.test(`corrected intervals cover at least 93 % of means over new speakers at ${n} seeds`, () => {
    const found = coverage(n, 250, onAnySpeakers, "corrected");
    assert(found >= 0.93, `${found}`);
  });
}

for (const n of [5, 25]) {
  Deno.test(`intervals by speaker cover 90 to 98 % of means over new speakers at ${n} seeds`, () => {
    const found = coverage(n, 400, onAnySpeakers, "bySpeaker");
    assert(found >= 0.9 && found <= 0.98, `${found}`);
  });
}

Deno.test("the interval for this corpus says how it was made", () => {
  const method = (n: number, drop?: number) => {
    const members = nestedMembers(n).filter((_, seed) => seed !== drop);
    return unitMean(members, () => normal(1), () => STREAM).interval.method;
  };
  assertEquals([2, 5, 10, 12, 15, 25, 30].map((n) => method(n)), [
    null,
    "student_t",
    "expanded_bca",
    "expanded_bca",
    "two_way_t",
    "two_way_t",
    "two_way_t",
  ]);
  // Without one of its studies, a round tests no longer every speaker as often
  assertEquals(method(15, 3), "expanded_bca");
});

Deno.test("unitsOf() joins studies of one test part where parts repeat", () => {
  const members = nestedMembers(30);
  assertEquals(testParts(members), 25);
  const units = unitsOf(members, () => 0);
  assertEquals(units.map(({ length }) => length), [
    ...[2, 2, 2, 2, 2],
    ...new Array(20).fill(1),
  ]);
  assertEquals(unitsOf(members.slice(0, 25), () => 0).length, 25);
  // Seeds 0 and 25 test the same two speakers: their mean counts once
  const values = unitMeans(members, ({ study }) => study.seeds.search);
  assertEquals(values[0], 12.5);
});

Deno.test("unitsOf() joins the studies of one official fold, whatever their seeds", () => {
  // As foldsSplit() does: seeds 0 to 6 count through three folds
  const members = [0, 1, 2, 3, 4, 5, 6].map((seed) =>
    member("folds", { search: seed, train: seed, split: seed }, [
      { name: "test", speakers: [`${seed % 3}`] },
    ])
  );
  assertEquals(testParts(members), 3);
  assertEquals(
    unitsOf(members, () => 0).map(({ length }) => length),
    [3, 2, 2],
  );
});

Deno.test("testParts() is unknown where a record holds no parts", () => {
  const of = (protocol: Study["protocol"]) =>
    [0, 1, 2].map((seed) =>
      member(protocol, { search: seed, train: seed, split: seed }, [])
    );
  assertEquals(testParts(of("nested")), null);
  assertEquals(testParts(of("folds")), null);
  assertEquals(testParts(of("paper")), 3);
  assertEquals(unitsOf(of("nested"), () => 0).length, 3);
});

Deno.test("unitsOf() leaves studies of one partition alone, and takes the seeds of a crossed plan that vary most", () => {
  const fixed = [0, 1, 2].map((search) =>
    member("paper", { search, train: search, split: search }, [])
  ).map((one) => ({ ...one, start: { ...one.start, split_seed: 42 } }));
  assertEquals(unitsOf(fixed, () => 0).length, 3);
  assertEquals(testParts(fixed), 1);
  const crossed = [0, 1].flatMap((search) =>
    [0, 1, 2].map((split) => member("paper", { search, train: 0, split }, []))
  );
  const sizes = (value: (seeds: StreamSeeds) => number) =>
    unitsOf(crossed, ({ study }) => value(study.seeds))
      .map(({ length }) => length);
  assertEquals(sizes(({ search }) => search), [3, 3]);
  assertEquals(sizes(({ split }) => split), [2, 2, 2]);
});

/** SDs of effects of each stream's seeds on one optimizer alone. */
type Effects = Readonly<Record<keyof StreamSeeds, number>>;

/** Scores of an optimizer in a crossed plan; `common` holds what training and partition seeds do to all. */
function crossedScores(
  [S, T, P]: readonly [number, number, number],
  own: Effects,
  common: (seeds: StreamSeeds) => number,
): OptimizerStudies {
  const effects = {
    search: normals(S, own.search),
    train: normals(T, own.train),
    split: normals(P, own.split),
  };
  const studies: Member[] = [];
  const scores: number[] = [];
  for (let search = 0; search < S; search++) {
    for (let train = 0; train < T; train++) {
      for (let split = 0; split < P; split++) {
        const seeds = { search, train, split };
        studies.push(member("paper", seeds, []));
        scores.push(
          0.7 + common(seeds) + effects.search[search] +
            effects.train[train] + effects.split[split] + normal(0.02),
        );
      }
    }
  }
  return {
    study: studies[0].study,
    studies: studies as StudyData[],
    tied: [],
    scores,
  };
}

/** Plans, and what makes two equal optimizers differ by chance. */
const CROSSED: readonly {
  readonly levels: readonly [number, number, number];
  readonly own: Effects;
}[] = [
  { levels: [4, 4, 4], own: { search: 0.03, train: 0, split: 0 } },
  { levels: [4, 4, 4], own: { search: 0.03, train: 0.03, split: 0.03 } },
  { levels: [8, 3, 3], own: { search: 0.03, train: 0.015, split: 0.015 } },
];

for (const { levels, own } of CROSSED) {
  const what = `${levels.join(" x ")}, SD ${Object.values(own).join(", ")}`;
  Deno.test(`p of two equal optimizers is below .05 in 3 to 7 % of crossed plans, and a posterior above .9 in at most 20 % (${what})`, () => {
    const runs = 2000;
    const compare = comparing(1, BCA);
    let [rejected, certain] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const [train, split] = [
        normals(levels[1], 0.02),
        normals(levels[2], 0.02),
      ];
      const common = (seeds: StreamSeeds) =>
        train[seeds.train] + split[seeds.split];
      const [{ test, posterior }] = compare([[
        crossedScores(levels, own, common),
        crossedScores(levels, own, common),
      ]]);
      if (test.p! < 0.05) rejected++;
      // 10 % on either side where equality has no mass of its own
      if (Math.max(posterior!.pLeft, posterior!.pRight) > 0.9) certain++;
    }
    assertAlmostEquals(rejected / runs, 0.05, 0.02);
    assert(certain / runs <= 0.2, `${certain / runs}`);
  });
}
