/** What intervals over units promise, by simulation with the suite's own partitions. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { nestedSplit } from "../../../corpora/splits/nested.ts";
import type { SplitInput } from "../../../corpora/splits/types.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";
import type { StreamSeeds, Study } from "../../../bench/plan/plan.ts";
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

/** Share of runs whose interval holds the target. */
function coverage(
  n: number,
  runs: number,
  draw: (members: readonly Member[]) => {
    values: number[];
    target: number;
  },
  kind: "interval" | "corrected" | "bySpeaker",
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

/** What each pair of test speakers adds is drawn for itself, as are training and search. */
const byPair = (members: readonly Member[]) => {
  const pairs = normals(25, 0.04);
  return {
    values: members.map((one) => {
      const [woman, man] = testSpeakers(one);
      return 0.8 + pairs[5 * woman + man] + normal(0.03);
    }),
    target: 0.8,
  };
};

/** Women and men add to each other; the target is this corpus's mean, or any speakers'. */
const bySpeaker = (target: "corpus" | "speakers") =>
(
  members: readonly Member[],
) => {
  const [women, men] = [normals(5, 0.04), normals(5, 0.04)];
  const mean = [...women, ...men].reduce((sum, x) => sum + x, 0) / 5;
  return {
    values: members.map((one) => {
      const [woman, man] = testSpeakers(one);
      return 0.8 + women[woman] + men[man] + normal(0.03);
    }),
    target: target === "corpus" ? 0.8 + mean : 0.8,
  };
};

for (const n of [5, 10, 30]) {
  Deno.test(`intervals for this corpus cover 93 to 97 % at ${n} seeds under nested`, () => {
    const found = coverage(n, n < 10 ? 4000 : 1500, byPair, "interval");
    assert(found >= 0.93 && found <= 0.97, `${found}`);
  });

  Deno.test(`they are on the safe side at ${n} seeds where speakers are what differs`, () => {
    // Each round tests every speaker once, so that speakers cancel in the mean
    const found = coverage(n, 250, bySpeaker("corpus"), "interval");
    assert(found >= 0.95, `${found}`);
  });

  Deno.test(`corrected intervals cover at least 93 % of means over new speakers at ${n} seeds`, () => {
    const found = coverage(n, 250, bySpeaker("speakers"), "corrected");
    assert(found >= 0.93, `${found}`);
  });
}

for (const n of [5, 25]) {
  Deno.test(`intervals by speaker cover 90 to 98 % of means over new speakers at ${n} seeds`, () => {
    const found = coverage(n, 400, bySpeaker("speakers"), "bySpeaker");
    assert(found >= 0.9 && found <= 0.98, `${found}`);
  });
}

Deno.test("unitsOf() joins studies of one test part where parts repeat", () => {
  const members = nestedMembers(30);
  assertEquals(testParts(members), 25);
  const units = unitsOf(members);
  assertEquals(units.map(({ length }) => length), [
    ...[2, 2, 2, 2, 2],
    ...new Array(20).fill(1),
  ]);
  assertEquals(unitsOf(members.slice(0, 25)).length, 25);
  // Seeds 0 and 25 test the same two speakers: their mean counts once
  const values = unitMeans(members, ({ study }) => study.seeds.search);
  assertEquals(values[0], 12.5);
});

Deno.test("unitsOf() leaves studies of one partition alone, and takes the search seeds of a crossed plan", () => {
  const fixed = [0, 1, 2].map((search) =>
    member("paper", { search, train: search, split: search }, [])
  ).map((one) => ({ ...one, start: { ...one.start, split_seed: 42 } }));
  assertEquals(unitsOf(fixed).length, 3);
  assertEquals(testParts(fixed), 1);
  const crossed = [0, 1].flatMap((search) =>
    [0, 1, 2].map((split) => member("paper", { search, train: 0, split }, []))
  );
  assertEquals(unitsOf(crossed).map(({ length }) => length), [3, 3]);
});

/** Scores of an optimizer in a crossed plan: its searches, on shared training and partitions. */
function crossedScores(
  levels: readonly [number, number, number],
  train: readonly number[],
  split: readonly number[],
): OptimizerStudies {
  const [S, T, P] = levels;
  const search = normals(S, 0.03);
  const studies: Member[] = [];
  const scores: number[] = [];
  for (let s = 0; s < S; s++) {
    for (let t = 0; t < T; t++) {
      for (let p = 0; p < P; p++) {
        studies.push(
          member("paper", { search: s, train: t, split: p }, []),
        );
        scores.push(0.8 + search[s] + train[t] + split[p] + normal(0.01));
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

Deno.test("two equal optimizers of a crossed plan differ significantly in 5 % of runs", () => {
  const levels = [4, 4, 4] as const;
  let [rejected, certain] = [0, 0];
  const runs = 1200;
  const compare = comparing(1, "maximize");
  for (let run = 0; run < runs; run++) {
    const [train, split] = [normals(4, 0.02), normals(4, 0.02)];
    const [a, b] = [
      crossedScores(levels, train, split),
      crossedScores(levels, train, split),
    ];
    if (run < 60) {
      const [{ posterior }] = compare([[a, b]]);
      const most = Math.max(posterior!.pLeft, posterior!.pRight);
      if (most > 0.95) certain++;
    }
    const difference = new Map(
      a.studies.map((one, i) => [one.study.key, a.scores[i]! - b.scores[i]!]),
    );
    const { n, interval: { low, high } } = unitMean(
      a.studies,
      ({ study }) => difference.get(study.key)!,
      () => STREAM,
    );
    assertEquals(n, 4);
    if (low! > 0 || high! < 0) rejected++;
  }
  assertAlmostEquals(rejected / runs, 0.05, 0.02);
  // Taken as 64 independent pairs, two thirds of such runs look certain
  assert(certain / 60 <= 0.35, `${certain}`);
});
