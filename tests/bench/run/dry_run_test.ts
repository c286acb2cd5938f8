import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { readOptions } from "../../../bench/run/options.ts";
import { CHOICES } from "../../../bench/plan/choices.ts";
import { studiesOf } from "../../../bench/plan/plan.ts";
import { dryRun, estimate, estimateText } from "../../../bench/run/dry_run.ts";
import { captured } from "../captured.ts";
import { fakePlan } from "../fake_run.ts";

const STUDIES = studiesOf({ ...fakePlan([1, 2, 3]), trials: 5 });
const KIND = "synthetic/moonshine-tiny/quick";

Deno.test("estimate() is the number of trials times their measured mean", () => {
  const measured = new Map([
    [KIND, { trials: 4, seconds: 48 }],
    ["emodb/moonshine-tiny/quick", { trials: 1, seconds: 1e6 }],
  ]);
  const guess = estimate(STUDIES, measured);
  // Two optimizers x three seeds x five trials of 12 s.
  assertAlmostEquals(guess.minutes!, 30 * 12 / 60, 1e-12);
  assertEquals(guess.measured, 4);
  const text = estimateText(guess, 2);
  assert(text.includes("3.0 min, by 4 trials"), text);
});

Deno.test("estimate() adds up kinds of trials, and says which were never measured", () => {
  const studies = studiesOf({
    ...fakePlan([1]),
    encoders: ["moonshine-tiny", "whisper-tiny"],
  });
  const both = new Map([
    [KIND, { trials: 1, seconds: 10 }],
    ["synthetic/whisper-tiny/quick", { trials: 2, seconds: 40 }],
  ]);
  assertAlmostEquals(
    estimate(studies, both).minutes!,
    2 * 3 * (10 + 20) / 60,
    1e-12,
  );
  const one = estimate(studies, new Map([...both].slice(0, 1)));
  assertEquals(one.minutes, null);
  assertEquals(one.unknown, ["synthetic/whisper-tiny/quick"]);
  assert(estimateText(one, 2).startsWith("Time: unknown"));
});

Deno.test("dryRun() names every study of a plan", async () => {
  const options = readOptions(
    ["--cross", "search=1,2;split=3", "--optimizer", "random,sobol"],
    CHOICES,
    2,
    () => "",
  );
  assert(!options.help);
  const { plan, run } = options;
  const print = (json: boolean) =>
    captured(async () => {
      await dryRun(plan, { ...run, json });
      return 0;
    });
  const lines = (await print(false)).out.split("\n");
  for (const { key } of studiesOf(plan)) {
    assert(lines.some((line) => line.startsWith(`${key} `)), key);
  }
  assertEquals(lines.at(-2), "4 studies, 24 trials, 2 side by side");
  assert(lines.at(-1)!.startsWith("Time: "));
  const said = JSON.parse((await print(true)).out);
  assertEquals(said.studies.length, 4);
  assertEquals(said.plan.seeds, plan.seeds);
});
