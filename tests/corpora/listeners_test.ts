import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  type Baseline,
  listenersOf,
  type ListenerTable,
} from "../../corpora/listeners/mod.ts";
import { loadCremaD } from "../../corpora/entries/crema_d.ts";
import { loadEmodb } from "../../corpora/entries/emodb.ts";
import { recordings } from "./folders.ts";

const EMODB = listenersOf("emodb")!;
const CREMA_D = listenersOf("crema-d")!;

function rateOf(
  { baselines }: ListenerTable,
  baseline: Baseline["baseline"],
  measure: Baseline["measure"],
  group: Baseline["class"],
): number {
  return baselines.find((row) =>
    row.baseline === baseline && row.measure === measure && row.class === group
  )!.rate;
}

Deno.test("listenersOf() knows no listeners of other corpora", () => {
  assertEquals(
    ["synthetic", "ravdess", "toString"].map(listenersOf),
    [null, null, null],
  );
});

// Figures of the audit of the published paper and of the corpora's notes, to the
// decimals printed there; recomputed in Python from the original files.
Deno.test("listenersOf() gives EmoDB's two baselines by class", () => {
  const figures = {
    anger: [0.9597, 0.9733],
    boredom: [0.8487, 0.9293],
    disgust: [0.7963, 0.9198],
    fear: [0.8534, 0.9176],
    happiness: [0.8307, 0.9277],
    neutral: [0.8744, 0.9420],
    sadness: [0.7832, 0.8976],
    balanced: [0.8495, 0.9296],
    all: [0.8523, 0.9354],
  } as const;
  for (const [group, [test, released]] of Object.entries(figures)) {
    const of = (baseline: Baseline["baseline"]) =>
      rateOf(EMODB, baseline, "recordings", group as Baseline["class"]);
    assertAlmostEquals(of("test"), test, 5e-5, group);
    assertAlmostEquals(of("released"), released, 5e-5, group);
  }
});

Deno.test("listenersOf() counts EmoDB's recordings as they were released, not by the stated rule", () => {
  const heard = [...EMODB.recordings.values()];
  assertEquals(heard.length, 816);
  const released = heard.filter((recording) => recording.released);
  assertEquals(released.length, 535);
  assert(released.every(({ rate }) => rate >= 0.8));
  assertEquals(EMODB.recordings.get("14b09Tb"), {
    speaker: "14",
    emotion: "sadness",
    rate: 0.95,
    votes: null,
    majorityRight: true,
    released: false,
  });
});

Deno.test("listenersOf() gives CREMA-D's three measures", () => {
  const figures = {
    anger: [0.5320, 0.6355],
    disgust: [0.2863, 0.3042],
    fear: [0.3210, 0.3502],
    happiness: [0.2895, 0.2962],
    neutral: [0.7624, 0.9663],
    sadness: [0.2505, 0.2002],
    balanced: [0.4069, 0.4587],
  } as const;
  for (const [group, [votes, majority]] of Object.entries(figures)) {
    const of = (measure: Baseline["measure"]) =>
      rateOf(CREMA_D, "test", measure, group as Baseline["class"]);
    assertAlmostEquals(of("votes"), votes, 5e-5, group);
    assertAlmostEquals(of("majority"), majority, 5e-5, group);
  }
  assertAlmostEquals(rateOf(CREMA_D, "test", "votes", "all"), 0.4, 5e-5);
  assertAlmostEquals(
    rateOf(CREMA_D, "test", "recordings", "balanced"),
    0.4056,
    5e-5,
  );
});

Deno.test("listenersOf() adds up to CREMA-D's counts", () => {
  const heard = [...CREMA_D.recordings.values()];
  assertEquals(heard.length, 7442);
  const totals = CREMA_D.classes.map((emotion) =>
    CREMA_D.classes.map((_, answer) =>
      heard.filter((recording) => recording.emotion === emotion)
        .reduce((sum, { votes }) => sum + votes![answer], 0)
    )
  );
  assertEquals(totals, [
    [6289, 2496, 602, 225, 2080, 130],
    [1403, 3319, 1065, 319, 4369, 1117],
    [745, 736, 3726, 345, 4446, 1611],
    [809, 869, 942, 3341, 5198, 381],
    [396, 602, 514, 207, 7807, 714],
    [221, 829, 1363, 153, 6252, 2947],
  ]);
  const tied = heard.filter(({ votes }) =>
    votes!.filter((count) => count === Math.max(...votes!)).length > 1
  );
  assertEquals(tied.length, 644);
});

Deno.test("listenersOf() has every interval around its rate", () => {
  for (
    const { rate, low, high } of [EMODB, CREMA_D].flatMap((t) => t.baselines)
  ) {
    assert(low! < rate && rate < high!);
  }
});

// The names say what was meant: both the loaders and the tables read them.
for (
  const [table, load, size] of [
    [EMODB, loadEmodb, 535],
    [CREMA_D, loadCremaD, 7442],
  ] as const
) {
  Deno.test(`listenersOf() has the ids and labels that the loader of ${table.corpus} gives`, async () => {
    const released = [...table.recordings].filter(([, { released }]) =>
      released
    );
    const names = released.filter((_, i) => i % 29 === 0).map(([id]) => id);
    const corpus = await load(recordings(names), { allowAltered: true });
    assertEquals(released.length, size);
    assertEquals(corpus.classes, table.classes);
    assertEquals(
      corpus.utterances.map(({ id, emotion }) => [id, emotion]),
      names.map((id) => [id, table.recordings.get(id)!.emotion]),
    );
  });
}
