import { assert, assertEquals } from "@std/assert";
import { type Schema, Validator } from "@cfworker/json-schema";
import { runCommand } from "../../../bench/command/command.ts";
import { command as TABLES_COMMAND } from "../../../bench/outputs/main.ts";
import { type Plan, planHash } from "../../../bench/plan/plan.ts";
import { TABLES } from "../../../bench/tables/all.ts";
import { command as VERIFY_COMMAND } from "../../../bench/verify/main.ts";
import { captured, emptyFolder } from "../captured.ts";
import { fakePlan, fakeRecords, fakeTrial } from "../fake_run.ts";

const tables = (args: readonly string[]) => runCommand(TABLES_COMMAND, args);
const verify = (args: readonly string[]) => runCommand(VERIFY_COMMAND, args);

/** A plan's journal, every record with the plan's own hash. */
async function journalOf(plan: Plan): Promise<string> {
  const plan_hash = await planHash(plan);
  return fakeRecords(
    plan,
    (study, seed) => [fakeTrial(study, 0, 0.5, 0.6 + seed / 40)],
  ).map((record) => JSON.stringify({ ...record, plan_hash }) + "\n").join("");
}

/** Puts a run into a folder: its journal and all that is made of it. */
async function place(folder: string, plan = fakePlan([1, 2])): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${folder}/journal.jsonl`, await journalOf(plan));
  const made = await captured(() => tables([folder]));
  assertEquals(made.code, 0, made.err);
}

/** Leaves out what a kept run may leave out; gives how many files that were. */
async function leaveOut(folder: string): Promise<number> {
  const figures = [...Deno.readDirSync(`${folder}/figures`)].length;
  await Deno.remove(`${folder}/figures`, { recursive: true });
  await Deno.remove(`${folder}/report.html`);
  await Deno.remove(`${folder}/datapackage.json`);
  return figures + 2;
}

const verified = (...args: string[]) => captured(() => verify(args));

Deno.test("verify takes the checksums of report and figures that a folder leaves out, and says how many", async () => {
  const folder = await emptyFolder("verify-kept");
  await place(folder);
  const count = await leaveOut(folder);
  const found = await verified(folder);
  assertEquals(found.code, 0, found.out);
  assert(found.out.includes(`; ${count} not kept here`), found.out);
  const path = `${folder}/manifest.json`;
  const manifest = JSON.parse(await Deno.readTextFile(path));
  manifest.sha256["report.html"] = "0".repeat(64);
  await Deno.writeTextFile(path, JSON.stringify(manifest, null, 2) + "\n");
  const bent = await verified(folder);
  assertEquals(bent.code, 1);
  assert(bent.out.includes("report.html has the SHA-256"), bent.out);
  // A figure that nothing vouches for is missing.
  delete manifest.sha256["report.html"];
  await Deno.writeTextFile(path, JSON.stringify(manifest, null, 2) + "\n");
  const silent = await verified(folder);
  assert(silent.out.includes("report.html is missing"), silent.out);
});

Deno.test("verify reports a table that is missing, whatever else is left out", async () => {
  const folder = await emptyFolder("verify-missing");
  await place(folder);
  await leaveOut(folder);
  await Deno.remove(`${folder}/epochs.csv`);
  const found = await verified(folder);
  assertEquals(found.code, 1);
  assert(found.out.includes("\n  epochs.csv is missing\n"), found.out);
});

Deno.test("verify and tables take every run below a folder, and one package of them all", async () => {
  const folder = await emptyFolder("verify-collection");
  await place(`${folder}/b`);
  await place(`${folder}/a/deep`, fakePlan([3]));
  const made = await captured(() => tables([folder]));
  assertEquals(made.code, 0, made.err);
  await leaveOut(`${folder}/b`);
  const good = await verified(folder);
  assertEquals(good.code, 0, good.out);
  assertEquals(
    good.out.split("\n").map((line) => line.split(":")[0]),
    [
      `${folder}/a/deep`,
      `${folder}/b`,
      `2 runs below ${folder}`,
      `${folder}/datapackage.json`,
      "All is equal",
    ],
  );
  await Deno.remove(`${folder}/a/deep/summary.csv`);
  const missing = await verified(`${folder}/b`, folder);
  assertEquals(missing.code, 1);
  assert(missing.out.endsWith(`2 differences: ${folder}/b, ${folder}`));
  await place(`${folder}/c`);
  const stale = await verified(folder);
  assertEquals(stale.code, 1);
  assert(stale.out.includes("  datapackage.json differs at line"), stale.out);
  const out = await captured(() => tables([folder, "--out", `${folder}/d`]));
  assertEquals(out.code, 2);
  assert(out.err.includes("it holds 3 runs"), out.err);
});

Deno.test("the package of a collection is valid, states every kept file and writes each schema once", async () => {
  const folder = await emptyFolder("verify-package");
  await place(`${folder}/x/y`);
  await place(`${folder}/z`);
  await captured(() => tables([folder]));
  const read = (path: string) => Deno.readTextFileSync(`${folder}/${path}`);
  const described = JSON.parse(read("datapackage.json"));
  const schema: Schema = JSON.parse(Deno.readTextFileSync(
    new URL("../tables/fixtures/datapackage-2.0.json", import.meta.url),
  ));
  const inline = structuredClone(described);
  for (const resource of inline.resources) {
    if (resource.schema) resource.schema = JSON.parse(read(resource.schema));
  }
  for (const candidate of [described, inline]) {
    const found = new Validator(schema, "7").validate(candidate);
    assert(found.valid, JSON.stringify(found.errors.at(-1)));
  }
  type Resource = { path: string; name: string; hash: string };
  const resources: Resource[] = described.resources;
  assertEquals(resources.length, 2 * (TABLES.length + 2));
  for (const key of ["path", "name"] as const) {
    assertEquals(new Set(resources.map((r) => r[key])).size, resources.length);
  }
  const { sha256 } = JSON.parse(read("x/y/manifest.json"));
  for (const { path, hash } of resources) {
    if (!path.startsWith("x/y/") || !path.endsWith(".csv")) continue;
    assertEquals(hash, `sha256:${sha256[path.slice("x/y/".length)]}`);
  }
});

/** A plan of recorded speech, for which no other field has a default of its own. */
function recordedPlan(): Plan {
  const { utterances: _, ...plan } = fakePlan([1, 2]);
  return { ...plan, corpora: ["emodb"] };
}

/** The same as a user writes it. */
const PLAN_FILE = `corpus = "emodb"
protocol = "nested"
encoder = "moonshine-tiny"
recipe = "quick"
optimizer = ["random", "grid"]
trials = 3
seed = [1, 2]
`;

Deno.test("verify says whether a run's plan is the one registered beside it", async () => {
  const folder = await emptyFolder("verify-registered");
  await place(folder, recordedPlan());
  const unregistered = await verified(folder);
  assert(!unregistered.out.includes("the plan"), unregistered.out);
  await Deno.writeTextFile(`${folder}/plan.toml`, PLAN_FILE);
  const same = await verified(folder);
  assertEquals(same.code, 0, same.out);
  assert(same.out.includes("the plan is the registered one (plan.toml)"));
  const cases: [string, string, string][] = [
    ["trials = 3", "trials = 4", "trials is 3, registered 4"],
    ["seed = [1, 2]", "seed = [1, 3]", "seeds[1].search is 2, registered 3"],
  ];
  for (const [text, other, difference] of cases) {
    await Deno.writeTextFile(
      `${folder}/plan.toml`,
      PLAN_FILE.replace(text, other),
    );
    const found = await verified(folder);
    assertEquals(found.code, 1);
    assert(
      found.out.includes(
        `  the plan is not the one registered in plan.toml: ${difference}\n`,
      ),
      found.out,
    );
  }
  await Deno.writeTextFile(`${folder}/plan.toml`, "trails = 3\n");
  const wrong = await verified(folder);
  assertEquals(wrong.code, 2);
  assert(wrong.err.includes('plan.toml": there is no field "trails"'));
});

Deno.test("verify says when a journal's plan hash is not that of its plan", async () => {
  const folder = await emptyFolder("verify-hash");
  await place(folder, recordedPlan());
  const path = `${folder}/journal.jsonl`;
  const journal = await Deno.readTextFile(path);
  const hash = await planHash(recordedPlan());
  await Deno.writeTextFile(path, journal.replaceAll(hash, "0".repeat(64)));
  await captured(() => tables([folder]));
  await Deno.writeTextFile(`${folder}/plan.toml`, PLAN_FILE);
  const found = await verified(folder);
  assertEquals(found.code, 1);
  assert(found.out.includes("is not that of its own plan"), found.out);
});
