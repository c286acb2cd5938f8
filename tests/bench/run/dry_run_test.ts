import { assert, assertEquals } from "@std/assert";
import { studiesOf } from "../../../bench/plan/plan.ts";
import { dryRun } from "../../../bench/run/dry_run.ts";
import { captured } from "../captured.ts";
import { optionsOf } from "../options.ts";

Deno.test("dryRun() names every study of a plan", async () => {
  const { plan, run } = optionsOf(
    ["--cross", "search=1,2;split=3", "--optimizer", "random,sobol"],
  );
  const print = (json: boolean) =>
    captured(async () => {
      await dryRun(plan, { ...run, json });
      return 0;
    });
  const lines = (await print(false)).out.split("\n");
  for (const { key } of studiesOf(plan)) {
    assert(lines.some((line) => line.startsWith(`${key} `)), key);
  }
  assertEquals(lines.at(-2), "4 studies, 24 trials, 2 in parallel");
  assert(lines.at(-1)!.startsWith("Time: "));
  const said = JSON.parse((await print(true)).out);
  assertEquals(said.studies.length, 4);
  assertEquals(said.plan.seeds, plan.seeds);
});
