import { assert, assertEquals } from "@std/assert";
import { printSummary } from "../../../bench/run/summary_text.ts";
import type { Plan } from "../../../bench/plan/plan.ts";
import { runData } from "../../../bench/tables/run_data.ts";
import { captured } from "../captured.ts";
import { fakePlan, fakeRecords, fakeTrial } from "../fake_run.ts";

async function printed(plan: Plan): Promise<string[]> {
  const run = runData(
    fakeRecords(plan, (study) => [fakeTrial(study, 0, 0.5, 0.75)]),
  );
  const { out } = await captured(() => {
    printSummary(run!, "folder", false);
    return Promise.resolve(0);
  });
  return out.split("\n");
}

Deno.test("printSummary() shows an optimizer a line, and where the tables are", async () => {
  const [title, head, ...rest] = await printed(fakePlan([1]));
  assert(title.includes("nested protocol, moonshine-tiny"), title);
  assert(head.startsWith("optimizer "), head);
  assertEquals(rest.length, 3);
  assert(/^grid +1 +0\.750/.test(rest[0]), rest[0]);
  assert(rest.at(-1)!.endsWith("folder"));
});

Deno.test("printSummary() names the corpus and encoder of each line when the plan has several", async () => {
  const plan = {
    ...fakePlan([1]),
    corpora: ["synthetic", "emodb"],
    encoders: ["whisper-tiny", "moonshine-tiny"],
  };
  const [, head, ...rest] = await printed(plan);
  assert(/^corpus +encoder +optimizer /.test(head), head);
  const named = rest.slice(0, -1).map((line) =>
    line.split(/ +/).slice(0, 3).join(" ")
  );
  assertEquals(new Set(named).size, 8);
  assert(named.includes("emodb whisper-tiny grid"), named.join());
});
