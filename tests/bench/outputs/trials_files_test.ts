import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { DataError } from "../../../bench/command/exit_codes.ts";
import { trialsFiles } from "../../../bench/outputs/trials_files.ts";
import { tableFiles } from "../../../bench/tables/all.ts";
import { runData } from "../../../bench/tables/run_data.ts";
import { fakePlan, fakeRecords, fakeTrial } from "../fake_run.ts";

const SEEDS = [1, 2, 3, 9, 10];

/** A run of two optimizers in which some trials fail, collapse, diverge or are pruned. */
const RECORDS = fakeRecords(fakePlan(SEEDS), (study, seed) => [
  fakeTrial(study, 0, 0.4, 0.3),
  fakeTrial(study, 1, 0.9, 0.5 + seed / 37, { phase: "model" }),
  fakeTrial(
    study,
    2,
    0.95,
    0.8,
    seed === 3
      ? { state: "diverged", validation: null, test: null, reason: "loss" }
      : { state: seed === 9 ? "pruned" : "complete" },
  ),
]);
const RUN = runData(RECORDS)!;
const TABLES = tableFiles(RUN);
const TRIALS = TABLES.get("trials.csv")!;

const encode = (text: string) => new TextEncoder().encode(text);

Deno.test("trialsFiles() gives of the trials table the very tables that the journal gives", async () => {
  const { files, leftOut } = await trialsFiles(
    "trials.csv",
    encode(TRIALS),
    RUN.bootstrapSeed,
  );
  const same = ["trials", "summary", "incumbents"];
  assert(same.every((name) => files.has(`${name}.csv`)));
  assert(leftOut.includes("splits") && leftOut.includes("epochs"));
  for (const [name, text] of files) {
    if (name.endsWith(".csv")) assertEquals(text, TABLES.get(name), name);
  }
  for (const name of leftOut) assert(!files.has(`${name}.csv`), name);
});

Deno.test("trialsFiles() does not depend on the order of lines, nor on commas or tabs", async () => {
  const [head, ...lines] = TRIALS.trimEnd().split("\n");
  const expected = (await trialsFiles("t.csv", encode(TRIALS), 0)).files;
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(lines, { minLength: lines.length }),
      fc.boolean(),
      async (lines, tabs) => {
        const text = [head, ...lines].join("\r\n");
        const bytes = encode(tabs ? text.replaceAll(",", "\t") : text);
        const { files } = await trialsFiles("t.csv", bytes, 0);
        for (const [name, text] of expected) {
          if (name.endsWith(".csv")) assertEquals(files.get(name), text, name);
        }
      },
    ),
    { seed: 4, numRuns: 10 },
  );
});

Deno.test("trialsFiles() makes the same of trials that lack columns nothing is made of, and asks for the others", async () => {
  const without = (...names: string[]) => {
    const lines = TRIALS.trimEnd().split("\n").map((line) => line.split(","));
    const keep = lines[0].map((name) => !names.includes(name));
    return encode(
      lines.map((line) => line.filter((_, i) => keep[i]).join(",")).join("\n"),
    );
  };
  const expected = (await trialsFiles("t.csv", encode(TRIALS), 0)).files;
  const bytes = without("bca_validation_start", "bca_test_start");
  const { files } = await trialsFiles("t.csv", bytes, 0);
  for (const [name, text] of expected) {
    const made = name.endsWith(".csv") && name !== "trials.csv";
    if (made) assertEquals(files.get(name), text, name);
  }
  await assertRejects(
    () => trialsFiles("t.csv", without("bca_validation"), 0),
    DataError,
    'column "bca_validation": found no such column',
  );
});

Deno.test("trialsFiles() changes intervals by the bootstrap seed and by nothing else", async () => {
  const plan = fakePlan(Array.from({ length: 12 }, (_, i) => i));
  const records = fakeRecords(
    plan,
    (study, seed) => [fakeTrial(study, 0, 0.5, 0.6 + ((7 * seed) % 12) / 40)],
  );
  const bytes = encode(tableFiles(runData(records)!).get("trials.csv")!);
  const summary = async (seed: number) =>
    (await trialsFiles("t.csv", bytes, seed)).files.get("summary.csv");
  assertEquals(await summary(1), await summary(1));
  assert(await summary(1) !== await summary(2));
});

Deno.test("trialsFiles() refuses a study whose lines disagree, by line and column", async () => {
  const lines = TRIALS.split("\n");
  const at = lines[0].split(",").indexOf("recipe");
  const cells = lines[2].split(",");
  const text = lines.with(2, cells.with(at, "strong").join(",")).join("\n");
  await assertRejects(
    () => trialsFiles("t.csv", encode(text), 0),
    DataError,
    'Cannot read "t.csv" at line 3, column "recipe": found "strong", expected "quick" as in line 2 of the same study',
  );
});

Deno.test("trialsFiles() refuses a trial without a configuration instead of taking it for 0", async () => {
  const lines = TRIALS.split("\n");
  for (const column of ["lr", "work", "state", "search_master"]) {
    const at = lines[0].split(",").indexOf(column);
    const cells = lines[4].split(",");
    const text = lines.with(4, cells.with(at, "").join(",")).join("\n");
    await assertRejects(
      () => trialsFiles("t.csv", encode(text), 0),
      DataError,
      `Cannot read "t.csv" at line 5, column "${column}": found ""`,
    );
  }
});
