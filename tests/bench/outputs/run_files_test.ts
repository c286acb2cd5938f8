import { assert, assertEquals, assertRejects } from "@std/assert";
import { type Schema, Validator } from "@cfworker/json-schema";
import { DataError } from "../../../bench/command/exit_codes.ts";
import type { JournalRecord } from "../../../bench/journal/records.ts";
import { sha256 } from "../../../bench/plan/plan.ts";
import { runFiles } from "../../../bench/outputs/run_files.ts";
import { TABLES } from "../../../bench/tables/all.ts";
import { fakePlan, fakeRecords, fakeTrial } from "../fake_run.ts";

const SEEDS = Array.from({ length: 12 }, (_, i) => i + 1);
const RECORDS = fakeRecords(
  fakePlan(SEEDS),
  (study, seed) => [fakeTrial(study, 0, 0.5, 0.6 + ((7 * seed) % 12) / 40)],
);

const encode = (text: string) => new TextEncoder().encode(text);
const bytesOf = (records: readonly JournalRecord[]) =>
  encode(records.map((record) => JSON.stringify(record) + "\n").join(""));
const JOURNAL = bytesOf(RECORDS);

const SCHEMA: Schema = JSON.parse(Deno.readTextFileSync(
  new URL("../tables/fixtures/datapackage-2.0.json", import.meta.url),
));

Deno.test("runFiles() gives every table, a manifest with the checksum of each, of the report and its figures, and a package that lists them all", async () => {
  const files = await runFiles("j", JOURNAL);
  const manifest = JSON.parse(files.get("manifest.json")!);
  const stated = Object.keys(manifest.sha256);
  assertEquals(
    stated.toSorted(),
    [...files.keys()].filter((file) =>
      file !== "manifest.json" && file !== "datapackage.json"
    ).sort(),
  );
  for (const { table } of TABLES) assert(stated.includes(`${table.name}.csv`));
  assert(stated.includes("report.html"));
  for (const [file, sum] of Object.entries(manifest.sha256)) {
    assertEquals(sum, await sha256(encode(files.get(file)!)), file);
  }
  const described = JSON.parse(files.get("datapackage.json")!);
  const found = new Validator(SCHEMA, "7").validate(described);
  assert(found.valid, JSON.stringify(found.errors.at(-1)));
  const listed = new Map(
    described.resources.map((
      { path, hash }: { path: string; hash: string },
    ) => [path, hash]),
  );
  assertEquals(
    [...listed.keys()].sort(),
    ["journal.jsonl", ...files.keys()]
      .filter((file) => file !== "datapackage.json").sort(),
  );
  for (const [path, hash] of listed) {
    const content = path === "journal.jsonl"
      ? JOURNAL
      : encode(files.get(path as string)!);
    assertEquals(hash, `sha256:${await sha256(content)}`, `${path}`);
  }
});

Deno.test("runFiles() gives the same bytes again, and leaves a torn last line out", async () => {
  const files = await runFiles("j", JOURNAL);
  assertEquals(await runFiles("j", JOURNAL), files);
  const torn = new Uint8Array([...JOURNAL, ...encode('{"kind":"tri')]);
  assertEquals(await runFiles("j", torn), files);
});

Deno.test("runFiles() takes the bootstrap seed that it is given, and says so in the manifest", async () => {
  const [one, other] = [
    await runFiles("j", JOURNAL),
    await runFiles("j", JOURNAL, 5),
  ];
  assert(one.get("summary.csv") !== other.get("summary.csv"));
  assertEquals(one.get("trials.csv"), other.get("trials.csv"));
  const seed = (files: ReadonlyMap<string, string>) =>
    JSON.parse(files.get("manifest.json")!).bootstrap_seed;
  assertEquals([seed(one), seed(other)], [0, 5]);
});

Deno.test("runFiles() refuses what is no journal, and one without a study", async () => {
  await assertRejects(
    () => runFiles("j", encode("{}\n")),
    DataError,
    'Cannot read journal "j" at line 1',
  );
  await assertRejects(
    () => runFiles("j", bytesOf(RECORDS.slice(0, 1))),
    DataError,
    'Cannot make tables of journal "j": no study was started in it',
  );
  await assertRejects(() => runFiles("j", encode("")), DataError);
  const [plan] = RECORDS;
  assert(plan.kind === "plan");
  await assertRejects(
    () =>
      runFiles(
        "j",
        encode(JSON.stringify({ ...plan, plan: { corpus: "x" } }) + "\n"),
      ),
    DataError,
    'field "plan.seedRule"',
  );
});

Deno.test("runFiles() lists every corpus with its encoder and recipe in the manifest", async () => {
  const plan = {
    ...fakePlan([1]),
    corpora: ["emodb", "synthetic"],
    recipes: ["quick", "strong"],
  };
  const records = fakeRecords(
    plan,
    (study) => [fakeTrial(study, 0, 0.5, 0.6)],
  );
  const files = await runFiles("j", bytesOf(records));
  const { materials } = JSON.parse(files.get("manifest.json")!) as {
    materials: Record<"corpus" | "encoder" | "recipe", { name: string }>[];
  };
  assertEquals(
    materials.map(({ corpus, encoder, recipe }) =>
      [corpus.name, encoder.name, recipe.name].join()
    ),
    [
      "emodb,moonshine-tiny,quick",
      "emodb,moonshine-tiny,strong",
      "synthetic,moonshine-tiny,quick",
      "synthetic,moonshine-tiny,strong",
    ],
  );
});
