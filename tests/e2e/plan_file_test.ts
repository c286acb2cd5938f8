import { assert, assertEquals } from "@std/assert";
import { parse } from "@std/csv";
import { emptyFolder, run } from "./program.ts";

/** Two recipes, two optimizers that ask for the same trial, nothing unfrozen. */
const PLAN = `utterances = 70
recipe = ["quick", "published+padding=none"]
optimizer = ["grid", "grid-shuffled"]
seed = 3
trials = 1

[grid]
lr = 1e-4
num_epochs = 1
unfreeze_epoch = 1
max_length = 32000
`;

Deno.test("bench runs the plan of a file in another folder, each of its recipes, equal trials once", async () => {
  const cwd = await emptyFolder("plan-file");
  await Deno.writeTextFile(`${cwd}/two.toml`, PLAN);
  const planned = await run(["--plan=two.toml", "--dry-run"], { cwd });
  assertEquals(planned.code, 0, planned.stderr);
  assert(planned.stdout.includes("4 studies, 4 trials"), planned.stdout);

  const ended = await run(
    ["--plan=two.toml", "--out=out", "--latex", "--quiet"],
    { cwd },
  );
  assertEquals(ended.code, 0, ended.stderr);
  const trials = parse(await Deno.readTextFile(`${cwd}/out/trials.csv`), {
    skipFirstRow: true,
  }) as Record<string, string>[];
  assertEquals(
    trials.map(({ recipe, optimizer, reused }) =>
      `${recipe} ${optimizer} ${reused}`
    ),
    [
      "published+padding=none grid-shuffled true",
      "published+padding=none grid false",
      "quick grid-shuffled true",
      "quick grid false",
    ],
  );
  const summary = await Deno.readTextFile(`${cwd}/out/summary.tex`);
  assert(summary.includes("\\toprule"), summary);
});

Deno.test("bench names the file and the field of a plan that it cannot run", async () => {
  const cwd = await emptyFolder("bad-plan");
  await Deno.writeTextFile(`${cwd}/bad.toml`, PLAN.replace("trials", "trial"));
  const ended = await run(["--plan=bad.toml"], { cwd });
  assertEquals(ended.code, 2, ended.stderr);
  assert(/"bad.toml".*"trial"/.test(ended.stderr), ended.stderr);
  const missing = await run(["--plan=none.toml"], { cwd });
  assertEquals(missing.code, 3, missing.stderr);
  assert(missing.stderr.includes("none.toml"), missing.stderr);
});
