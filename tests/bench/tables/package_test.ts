import { createHash } from "node:crypto";
import { assert, assertEquals } from "@std/assert";
import { type Schema, Validator } from "@cfworker/json-schema";
import { dataPackage } from "../../../bench/tables/package.ts";
import { type Table, toCsv } from "../../../bench/tables/table.ts";

const SCHEMA: Schema = JSON.parse(Deno.readTextFileSync(
  new URL("./fixtures/datapackage-2.0.json", import.meta.url),
));

interface Run {
  readonly name: string;
  readonly bca: number | null;
  readonly seconds: number;
}

const RUNS: Table<Run> = {
  name: "some_runs",
  description: "One row is a run",
  key: ["name"],
  columns: [
    {
      name: "name",
      type: "string",
      description: "its name",
      constraints: { enum: ["a", "b"] },
      value: (row) => row.name,
    },
    {
      name: "bca",
      type: "number",
      description: "balanced class accuracy",
      constraints: { minimum: 0, maximum: 1 },
      value: (row) => row.bca,
    },
    {
      name: "seconds",
      type: "number",
      unit: "s",
      description: "time it took",
      time: true,
      value: (row) => row.seconds,
    },
  ],
};

const ABOUT = {
  name: "some-runs",
  title: "Some runs",
  description: "Runs of some kind",
  sources: [{ title: "a corpus", version: "1" }],
};

const FIGURE = {
  path: "figures/Curves.svg",
  description: "curves",
  format: "svg",
  mediatype: "image/svg+xml",
  content: "<svg>\u00e9</svg>",
};

// deno-lint-ignore no-explicit-any
type Descriptor = any;

async function packaged(seconds: number): Promise<Descriptor> {
  const table = RUNS as unknown as Table<never>;
  const csv = toCsv(RUNS, [
    { name: "b", bca: null, seconds },
    { name: "a", bca: 0.5, seconds: 1 },
  ]);
  return JSON.parse(
    await dataPackage(ABOUT, [{ table, csv }], [
      FIGURE,
      {
        path: "manifest.json",
        description: "what made it",
        format: "json",
        mediatype: "application/json",
        content: new TextEncoder().encode("{}"),
      },
    ]),
  );
}

Deno.test("dataPackage() is valid by the Data Package schema, which refuses it when it is bent", async () => {
  const validator = new Validator(SCHEMA, "7");
  const good = await packaged(2);
  const found = validator.validate(good);
  assert(found.valid, JSON.stringify(found.errors.at(-1)));
  const bends: ((bent: Descriptor) => void)[] = [
    (bent) => bent.resources[0].hash = "sha256-0",
    (bent) => bent.resources[0].bytes = "10",
    (bent) => bent.resources[0].path = "../some_runs.csv",
    (bent) => bent.resources[0].schema.fields[0].type = "text",
    (bent) => delete bent.resources,
    (bent) => bent.licenses = [{}],
  ];
  for (const bend of bends) {
    const bent = structuredClone(good);
    bend(bent);
    assert(!validator.validate(bent).valid, bend.toString());
  }
});

Deno.test("dataPackage() states size and SHA-256 of the bytes of every file", async () => {
  const { resources } = await packaged(2);
  const text = new TextEncoder().encode(FIGURE.content);
  assertEquals(resources.map((r: Descriptor) => r.path), [
    "some_runs.csv",
    "figures/Curves.svg",
    "manifest.json",
  ]);
  assertEquals(resources[1].name, "figures-curves-svg");
  assertEquals(resources[1].bytes, text.length);
  assertEquals(
    resources[1].hash,
    `sha256:${createHash("sha256").update(text).digest("hex")}`,
  );
  assertEquals(resources[2].bytes, 2);
});

Deno.test("dataPackage() says what columns mean and satisfy, and what depends on time", async () => {
  const { resources: [table] } = await packaged(2);
  assertEquals(table.schema.primaryKey, ["name"]);
  const [name, bca, seconds] = table.schema.fields;
  assertEquals(name.constraints, { required: true, enum: ["a", "b"] });
  assertEquals(bca.constraints, { minimum: 0, maximum: 1 });
  assertEquals([seconds.unit, seconds.depends_on_time], ["s", true]);
  assertEquals(table.dialect.lineTerminator, "\n");
});

Deno.test("dataPackage() differs in size and checksum alone when time does", async () => {
  const [one, other] = [await packaged(2), await packaged(30)];
  assert(one.resources[0].hash !== other.resources[0].hash);
  for (const { resources } of [one, other]) {
    delete resources[0].hash;
    delete resources[0].bytes;
  }
  assertEquals(one, other);
});
