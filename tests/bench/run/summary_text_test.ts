import { assert, assertEquals } from "@std/assert";
import { printSummary, summaryText } from "../../../bench/run/summary_text.ts";
import type { Plan } from "../../../bench/plan/plan.ts";
import { type RunData, runData } from "../../../bench/tables/run_data.ts";
import { captured } from "../captured.ts";
import { fakePlan, fakeRecords, fakeTrial } from "../fake_run.ts";

function madeRun(plan: Plan, trials = plan.trials): RunData {
  return runData(
    fakeRecords(
      plan,
      (study) =>
        Array.from(
          { length: trials },
          (_, t) =>
            fakeTrial(study, t, 0.5, 0.75, {
              phase: t === 1 ? "model" : "random",
            }),
        ),
    ),
  )!;
}

Deno.test("printSummary() shows an optimizer a line, and ends with the report's path", async () => {
  const { out } = await captured(() => {
    printSummary(madeRun(fakePlan([1, 2])), "folder", false);
    return Promise.resolve(0);
  });
  const lines = out.trimEnd().split("\n");
  assert(lines[0].includes("nested protocol, moonshine-tiny"), lines[0]);
  assert(lines[1].startsWith("optimizer "), lines[1]);
  assert(
    /^grid +2 +0\.750 +- +0\.750-0\.750 +2 of 6 /.test(lines[2]),
    lines[2],
  );
  assertEquals(lines.at(-1), "folder/report.html");
});

Deno.test("summaryText() is never wider than 80 columns, and keeps optimizer, n and mean", () => {
  const text = summaryText(madeRun({
    ...fakePlan([1, 2]),
    optimizers: ["hyperopt-0.3-s5", "optuna-5.0+hyperband-of-a-very-long-name"],
  }));
  for (const line of text.split("\n").slice(1)) {
    assert(line.length <= 80, line);
    assert(/^\S+ +(n|2) +(BCA mean|0\.750)/.test(line), line);
  }
});

Deno.test("summaryText() has a table for each condition", () => {
  const text = summaryText(madeRun({
    ...fakePlan([1]),
    corpora: ["synthetic", "emodb"],
    encoders: ["whisper-tiny", "moonshine-tiny"],
  }));
  const titles = text.split("\n\n").map((part) => part.split("\n")[0]);
  assertEquals(titles.length, 4);
  assert(
    titles.some((title) =>
      title.startsWith("emodb, nested protocol, whisper-tiny")
    ),
  );
});

Deno.test("summaryText() says how many trials are missing", () => {
  const plan = fakePlan([1]);
  assert(
    summaryText(madeRun(plan, 2)).endsWith(
      "Unfinished: 4 of 6 trials are done; --resume goes on.",
    ),
  );
  assert(!summaryText(madeRun(plan)).includes("Unfinished"));
});
