/** `tables` and `replay` read a table alike, and refuse it by the same sentence. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { fromFileUrl, join } from "@std/path";
import { DataError } from "../../../bench/command/exit_codes.ts";
import { trialsFiles } from "../../../bench/outputs/trials_files.ts";
import { readTrials } from "../../../bench/outputs/trials_file.ts";
import { fromTable, recordedSource } from "../../../bench/replay/recorded.ts";
import { tableFiles } from "../../../bench/tables/all.ts";
import { runData } from "../../../bench/tables/run_data.ts";
import { fakePlan, fakeRecords, fakeTrial } from "../fake_run.ts";

const CSV = tableFiles(
  runData(
    fakeRecords(fakePlan([1, 2]), (study) => [
      fakeTrial(study, 0, 0.5, 0.25),
      fakeTrial(study, 1, 0.75, 0.5),
    ]),
  )!,
).get("trials.csv")!;
const LINES = CSV.trimEnd().split("\n");
const encode = (text: string) => new TextEncoder().encode(text);
const changed = (line: number, change: (text: string) => string) =>
  encode(LINES.with(line - 1, change(LINES[line - 1])).join("\n"));
const utf16 = (text: string) =>
  new Uint8Array(Uint16Array.from(text, (c) => c.charCodeAt(0)).buffer);

/** What cannot be read, and where. */
const BAD: Readonly<
  Record<string, readonly [Uint8Array<ArrayBuffer>, string]>
> = {
  "a field too many": [
    changed(3, (line) => `${line},x`),
    "line 3: found 38 fields, expected 37 as in the first line",
  ],
  "a field too few": [
    changed(3, (line) => line.slice(0, line.lastIndexOf(","))),
    "line 3: found 36 fields",
  ],
  "bare quotes": [
    changed(4, (line) => line.replace("random,", 'ran"d"om,')),
    "line 4: found quotes that do not enclose whole fields",
  ],
  "a quote that is not closed": [
    changed(4, (line) => `"${line}`),
    "line 4: found quotes that do not enclose whole fields",
  ],
  "UTF-16": [utf16(`\uFEFF${CSV}`), "line 1: found UTF-16"],
  "UTF-16 without a mark": [utf16(CSV), "line 1: found a zero byte"],
  "gzip": [
    new Uint8Array([0x1f, 0x8b, 8, 0]),
    "line 1: found gzip, expected a table as UTF-8 text; unpack it with gunzip",
  ],
  "nothing": [new Uint8Array(), "line 1: the file is empty"],
  "a mark alone": [encode("\uFEFF\r\n"), "line 1: the file is empty"],
  "a header alone": [
    encode(`${LINES[0]}\n`),
    "line 1: found no finished trial below the header",
  ],
  "a name of two columns": [
    changed(1, (line) => line.replace("train_seed", "split_seed")),
    'line 1, column "split_seed": found the name a second time',
  ],
  "another table": [
    encode("country,people\nIceland,1\n"),
    'column "',
  ],
};

const FOLDER = fromFileUrl(
  new URL("../../../.cache/both_commands/", import.meta.url),
);

async function inFolder(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  run: (path: string) => Promise<void>,
): Promise<void> {
  await Deno.mkdir(FOLDER, { recursive: true });
  const path = join(FOLDER, name);
  await Deno.writeFile(path, bytes);
  try {
    await run(path);
  } finally {
    await Deno.remove(path);
  }
}

for (const [what, [bytes, message]] of Object.entries(BAD)) {
  Deno.test(`tables and replay refuse ${what} by one sentence and line`, async () => {
    await inFolder("bad.csv", bytes, async (path) => {
      const ofTables = await assertRejects(
        () => trialsFiles(path, bytes, 0),
        DataError,
        `Cannot read "${path}" at line `,
      );
      const ofReplay = await assertRejects(
        () => recordedSource(path, undefined, undefined),
        DataError,
      );
      assert(ofTables.message.includes(message), ofTables.message);
      assert(!ofTables.message.includes("\n"));
      if (what === "another table") {
        // Each asks for the columns that it needs.
        assert(ofReplay.message.startsWith(`Cannot read "${path}" at line 1`));
      } else assertEquals(ofReplay.message, ofTables.message);
    });
  });
}

Deno.test("a table in which anything was changed is read, or refused by one sentence", async () => {
  const logs = ["optuna.csv", "hyperopt_documents.csv", "ray_tune.csv"];
  const texts = [
    CSV,
    ...await Promise.all(
      logs.map((name) =>
        Deno.readTextFile(new URL(`fixtures/${name}`, import.meta.url))
      ),
    ),
  ];
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    over: fc.nat(2),
    by: fc.oneof(
      fc.string({ unit: "binary", maxLength: 3 }),
      fc.constantFrom(
        ",",
        ";",
        "\t",
        '"',
        "\n",
        "\r",
        "e9",
        "NA",
        "{'",
        "[",
        "-",
      ),
    ),
  });
  let refused = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.array(change, { minLength: 1, maxLength: 3 }),
      (text, changes) => {
        for (const { at, over, by } of changes) {
          const i = Math.floor(at * text.length);
          text = text.slice(0, i) + by + text.slice(i + over);
        }
        for (const read of [fromTable, readForTables]) {
          try {
            read(encode(text), "t.csv");
          } catch (error) {
            assert(error instanceof DataError, String(error));
            assert(/^Cannot read "t.csv" at line \d+[:,]/.test(error.message));
            assert(!error.message.includes("\n"), error.message);
            refused++;
          }
        }
      },
    ),
    { seed: 12, numRuns: 1000 },
  );
  assert(refused > 500);
});

const readForTables = (bytes: Uint8Array<ArrayBuffer>, file: string) =>
  readTrials(file, bytes, 0);

Deno.test("tables and replay read trials under any file name", async () => {
  const expected = (await trialsFiles("trials.csv", encode(CSV), 0)).files;
  for (const name of ["trials.txt", "t.dat", "no_ending", "t.TSV"]) {
    const { files } = await trialsFiles(name, encode(CSV), 0);
    assertEquals(files.get("summary.csv"), expected.get("summary.csv"));
    await inFolder(name, encode(CSV), async (path) => {
      const source = await recordedSource(path, undefined, undefined);
      assertEquals([source.trials, source.rows.length], [8, 1]);
    });
  }
});

const CASES = new URL("../../../../shared/cases/csv/", import.meta.url);

async function caseNamed(
  name: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await Deno.readFile(new URL(name, CASES));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.log("skipped: ../shared/cases/csv is not there");
  }
}

for (
  const name of [
    "r_style.csv",
    "semi.csv",
    "trail_commas.csv",
    "trail_space.csv",
    "trials_tab.tsv",
    "quoted_nl.csv",
  ]
) {
  Deno.test(`the tables of ${name} are those of the same trials as the suite wrote them`, async () => {
    const [bytes, written] = await Promise.all([
      caseNamed(name),
      caseNamed("trials_as.txt"),
    ]);
    if (!bytes || !written) return;
    const expected = await trialsFiles("trials.csv", written, 0);
    const { files } = await trialsFiles(name, bytes, 0);
    for (const [file, text] of expected.files) {
      // A reason is another one in the file with a line break.
      const same = name !== "quoted_nl.csv" || file !== "trials.csv";
      if (file.endsWith(".csv") && same) {
        assertEquals(files.get(file), text, file);
      }
    }
  });
}
