import { assertEquals, assertStringIncludes } from "@std/assert";
import { answer } from "../../../bench/report/answer.ts";

const optimizer = (
  optimizer: string,
  mean: number | null,
  n = 10,
  low: number | null = null,
  high: number | null = null,
) => ({
  optimizer,
  bca_mean: mean,
  bca_low: low,
  bca_high: high,
  n_incumbents: mean === null ? 0 : n,
  tuning_gain: null as number | null,
  tuning_gain_low: null as number | null,
  tuning_gain_high: null as number | null,
});

interface Pair {
  n?: number;
  difference: number;
  low?: number | null;
  high?: number | null;
  p: number;
  smallest?: number;
  wins: number;
}

const pair = (a: string, b: string, pair: Pair) => ({
  a,
  b,
  n_units: pair.n ?? 10,
  difference: pair.difference,
  difference_low: pair.low ?? null,
  difference_high: pair.high ?? null,
  p_holm: pair.p,
  p_min: pair.smallest ?? 0.002,
  p_a_better: pair.wins,
  wilson_low: 0.3,
  wilson_high: 0.9,
});

const CLEAR = { difference: 0.05, low: 0.02, high: 0.08, p: 0.004, wins: 1 };
const OPEN = { difference: 0.01, low: -0.01, high: 0.03, p: 0.4, wins: 0.6 };

Deno.test("answer names a winner that is better than every other optimizer", () => {
  const { who, howMuch, howSure } = answer({
    summary: [
      optimizer("random", 0.85),
      optimizer("ax-1.3", 0.9),
      optimizer("grid", 0.8),
    ],
    pairwise: [pair("ax-1.3", "random", CLEAR), pair("ax-1.3", "grid", CLEAR)],
    listeners: [],
  });
  assertEquals(who.headline, "ax-1.3 won");
  assertEquals(
    who.detail,
    "Better than every other optimizer: mean BCA 0.900 against 0.850 of random, the second.",
  );
  assertEquals(howMuch.headline, "+0.050 BCA");
  assertStringIncludes(
    howMuch.detail,
    "in 10 pairs of studies: 95 % interval on this corpus +0.020 to +0.080.",
  );
  assertEquals(howSure.headline, "Shown, p = 0.004");
  assertStringIncludes(
    howSure.detail,
    "ax-1.3 was ahead in 100 % of them (95 % interval 30 % to 90 %).",
  );
});

Deno.test("answer names the test of a crossed plan, which has no smallest p", () => {
  const { howSure } = answer({
    summary: [optimizer("random", 0.85), optimizer("ax-1.3", 0.9)],
    pairwise: [
      { ...pair("ax-1.3", "random", { ...CLEAR, n: 3 }), p_min: null },
    ],
    listeners: [],
  });
  assertEquals(howSure.headline, "Shown, p = 0.004");
  assertStringIncludes(
    howSure.detail,
    "Student's t test of crossed seeds against random",
  );
});

Deno.test("answer turns a pair that the table holds the other way round", () => {
  const { who, howMuch, howSure } = answer({
    summary: [optimizer("random", 0.85), optimizer("ax-1.3", 0.9)],
    pairwise: [
      pair("random", "ax-1.3", {
        difference: -0.05,
        low: -0.08,
        high: -0.02,
        p: 0.004,
        wins: 0.2,
      }),
    ],
    listeners: [],
  });
  assertEquals(who.headline, "ax-1.3 won");
  assertStringIncludes(howMuch.detail, "+0.020 to +0.080");
  assertStringIncludes(
    howSure.detail,
    "in 80 % of them (95 % interval 10 % to 70 %)",
  );
});

Deno.test("answer says who leads and who cannot be distinguished", () => {
  const { who, howMuch, howSure } = answer({
    summary: [
      optimizer("random", 0.8),
      optimizer("ax-1.3", 0.9),
      optimizer("optuna-5.0", 0.89),
    ],
    pairwise: [
      pair("ax-1.3", "optuna-5.0", OPEN),
      pair("ax-1.3", "random", CLEAR),
    ],
    listeners: [],
  });
  assertEquals(who.headline, "ax-1.3 leads");
  assertEquals(
    who.detail,
    "Better than random; cannot be distinguished from optuna-5.0.",
  );
  assertStringIncludes(howMuch.detail, "Over random search +0.050");
  assertEquals(howSure.headline, "Not shown, p = 0.4");
});

Deno.test("answer names no winner when nothing is shown, whoever has the highest mean", () => {
  const { who, howSure } = answer({
    summary: [optimizer("random", 0.89), optimizer("ax-1.3", 0.9)],
    pairwise: [pair("ax-1.3", "random", OPEN)],
    listeners: [],
  });
  assertEquals(who.headline, "No winner shown");
  assertStringIncludes(who.detail, "ax-1.3 has the highest mean");
  assertEquals(howSure.headline, "Not shown, p = 0.4");
});

Deno.test("answer says that two seeds are too few, however large the difference", () => {
  const { who, howMuch, howSure } = answer({
    summary: [optimizer("random", 0.5, 2), optimizer("ax-1.3", 0.9, 2)],
    pairwise: [
      pair("ax-1.3", "random", {
        n: 2,
        difference: 0.4,
        p: 0.5,
        smallest: 0.5,
        wins: 1,
      }),
    ],
    listeners: [],
  });
  assertEquals(who.headline, "No winner shown");
  assertStringIncludes(
    howMuch.detail,
    "in 2 pairs of studies: no interval.",
  );
  assertEquals(howSure.headline, "Too few seeds");
  assertStringIncludes(
    howSure.detail,
    "2 pairs of studies cannot show who is better, whatever the difference: the smallest possible p is 0.5.",
  );
});

Deno.test("answer calls equal means a tie", () => {
  const { who, howMuch } = answer({
    summary: [optimizer("random", 0.9), optimizer("ax-1.3", 0.9)],
    pairwise: [
      pair("ax-1.3", "random", { difference: 0, p: 1, wins: 0.5 }),
    ],
    listeners: [],
  });
  assertEquals(who.headline, "A tie");
  assertEquals(
    who.detail,
    "ax-1.3 and random have the same mean BCA, 0.900.",
  );
  assertEquals(howMuch.headline, "0.000 BCA");
});

Deno.test("answer leaves out optimizers whose studies have no complete trial", () => {
  const { compared, who } = answer({
    summary: [optimizer("random", 0.9), optimizer("ax-1.3", null)],
    pairwise: [],
    listeners: [],
  });
  assertEquals([compared, who.headline], [false, "0.900 BCA"]);
  assertStringIncludes(who.detail, "ax-1.3 has no complete trial");
});

Deno.test("answer gives the result of an optimizer that was run alone, what tuning was worth, and how sure that is", () => {
  const alone = (gain: Partial<ReturnType<typeof optimizer>>) =>
    answer({
      summary: [{ ...optimizer("random", 0.9, 5, 0.85, 0.95), ...gain }],
      pairwise: [],
      listeners: [],
    });
  const { who, howMuch, howSure } = alone({
    tuning_gain: 0.02,
    tuning_gain_low: -0.01,
    tuning_gain_high: 0.05,
  });
  assertEquals([who.headline, howMuch.headline, howSure.headline], [
    "0.900 BCA",
    "+0.020 BCA",
    "0.850 to 0.950",
  ]);
  assertStringIncludes(howMuch.detail, "corpus −0.010 to +0.050.");
  assertStringIncludes(
    alone({ tuning_gain: 0.02 }).howMuch.detail,
    "without an interval",
  );
  assertEquals(alone({}).howMuch.headline, "Unknown");
});

Deno.test("answer says how far the first optimizer is from listeners on the same utterances", () => {
  const heard = (optimizer: string, name: string, difference: number) => ({
    optimizer,
    class: name,
    n_utterances: 214,
    model: 0.93 + difference,
    listeners: 0.93,
    difference,
    difference_low: difference - 0.02,
    difference_high: difference + 0.02,
  });
  const { listeners } = answer({
    summary: [optimizer("random", 0.8), optimizer("ax-1.3", 0.9)],
    pairwise: [pair("ax-1.3", "random", CLEAR)],
    listeners: [
      heard("ax-1.3", "anger", 0.5),
      heard("ax-1.3", "balanced", -0.03),
      heard("random", "balanced", -0.13),
    ],
  });
  assertEquals(listeners.headline, "−0.030 BCA");
  assertEquals(
    listeners.detail,
    "ax-1.3 0.900, listeners 0.930 on the same 214 utterances; 95 % interval over speakers −0.050 to −0.010.",
  );
});

Deno.test("answer says that listeners are unknown where they are", () => {
  const { listeners } = answer({
    summary: [optimizer("random", 0.8)],
    pairwise: [],
    listeners: [],
  });
  assertEquals(listeners.headline, "No comparison");
});

Deno.test("answer falls back on means and their intervals where optimizers are not paired", () => {
  const { who, howMuch, howSure } = answer({
    summary: [
      optimizer("random", 0.9, 3, 0.85, 0.95),
      optimizer("ax-1.3", 0.95, 2),
    ],
    pairwise: [],
    listeners: [],
  });
  assertEquals([who.headline, howMuch.headline, howSure.headline], [
    "No winner shown",
    "0.950 vs 0.900",
    "Not tested",
  ]);
  assertStringIncludes(
    howSure.detail,
    "ax-1.3 has no interval (2 studies), random 0.850 to 0.950 (3 studies)",
  );
});

Deno.test("answer says so when most pairs are equal, not that seeds are few", () => {
  const { howSure } = answer({
    summary: [optimizer("random", 0.5, 20), optimizer("ax-1.3", 0.51, 20)],
    pairwise: [
      pair("ax-1.3", "random", {
        n: 20,
        difference: 0.01,
        p: 0.5,
        smallest: 0.0625,
        wins: 0.55,
      }),
    ],
    listeners: [],
  });
  assertEquals(howSure.headline, "Mostly equal");
  assertStringIncludes(
    howSure.detail,
    "Of 20 pairs of studies too few differ to show who is better: the smallest possible p is 0.063.",
  );
});
