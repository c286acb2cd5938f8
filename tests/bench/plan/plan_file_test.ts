import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { UsageError } from "../../../bench/command/exit_codes.ts";
import { readPlanFile } from "../../../bench/command/files.ts";
import { planFileFlags } from "../../../bench/plan/plan_file.ts";
import { type Plan, planHash, studiesOf } from "../../../bench/plan/plan.ts";
import { emptyFolder } from "../captured.ts";
import { optionsOf } from "../options.ts";

const planOf = (args: readonly string[], file = ""): Plan =>
  optionsOf(args, file).plan;

Deno.test("a plan file is the plan of the same flags, in TOML and in JSON", async () => {
  const flags = planOf([
    ...["--corpus", "emodb", "--protocol", "paper,nested", "--trials", "7"],
    ...["--optimizer", "random,optuna-5.0", "--pruner", "halving"],
    ...["--cross", "search=1,2;split=3", "--grid", "lr=1e-5,1e-4"],
    ...["--train-noise", "shared"],
  ]);
  const toml = planOf(
    ["--plan", "plan.toml"],
    `corpus = "emodb"
protocol = ["paper", "nested"]
trials = 7
optimizer = ["random", "optuna-5.0"]
pruner = "halving"
train-noise = "shared"
[cross]
search = [1, 2]
split = 3
[grid]
lr = [1e-5, 1e-4]`,
  );
  const json = planOf(
    ["--plan", "plan.json"],
    JSON.stringify({
      corpus: "emodb",
      protocol: ["paper", "nested"],
      trials: 7,
      optimizer: ["random", "optuna-5.0"],
      pruner: "halving",
      "train-noise": "shared",
      cross: { search: [1, 2], split: 3 },
      grid: { lr: [1e-5, 1e-4] },
    }),
  );
  assertEquals(await planHash(toml), await planHash(flags));
  assertEquals(await planHash(json), await planHash(flags));
});

Deno.test("the example plan crosses three seeds of each stream", () => {
  const plan = planOf(
    ["--plan", "bench/plan/examples/crossed.toml"],
    Deno.readTextFileSync("bench/plan/examples/crossed.toml"),
  );
  assertEquals(studiesOf(plan).length, 2 * 27);
});

const SMALL = { corpus: "synthetic", optimizer: ["random", "grid"], trials: 2 };
const SMALL_TOML = `corpus = "synthetic"
optimizer = ["random", "grid"]
trials = 2
`;

/** Bytes of UTF-16 with its mark. */
function utf16(text: string, little: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(2 + 2 * text.length));
  view.setUint16(0, 0xfeff, little);
  for (let i = 0; i < text.length; i++) {
    view.setUint16(2 + 2 * i, text.charCodeAt(i), little);
  }
  return new Uint8Array(view.buffer);
}

Deno.test("a plan file is the same plan in every encoding that editors write", async () => {
  const folder = await emptyFolder("plan-encodings");
  const utf8 = (text: string) => new TextEncoder().encode(text);
  for (
    const [name, text] of [
      ["p.toml", SMALL_TOML],
      ["p.TOML", SMALL_TOML.replaceAll("\n", "\r\n")],
      ["p.json", JSON.stringify(SMALL)],
      ["p.JSON", JSON.stringify(SMALL, null, "\t")],
    ]
  ) {
    for (
      const bytes of [
        utf8(text),
        utf8("\ufeff" + text),
        utf16(text, true),
        utf16(text, false),
      ]
    ) {
      const path = `${folder}/${name}`;
      await Deno.writeFile(path, bytes);
      assertEquals(
        planOf(["--plan", path], readPlanFile(path)),
        planOf(["--optimizer=random,grid", "--trials=2"]),
      );
    }
  }
  assertEquals(
    planOf(["--plan", "p.json"], "\ufeff" + JSON.stringify(SMALL)).trials,
    2,
  );
});

Deno.test("readPlanFile() refuses what is no text", async () => {
  const path = `${await emptyFolder("plan-latin")}/p.toml`;
  await Deno.writeFile(path, Uint8Array.of(35, 0xfc, 10));
  assertThrows(() => readPlanFile(path), Error, "it is not UTF-8");
});

Deno.test("blanks around names in a plan file change nothing, also those that nobody sees", () => {
  const blank = fc.string({
    unit: fc.constantFrom(" ", "\t", "\u00a0", "\u200b", "\u2060", "\ufeff"),
    maxLength: 3,
  });
  const padded = (name: string) =>
    fc.tuple(blank, blank).map(([before, after]) => before + name + after);
  const names = fc.tuple(...SMALL.optimizer.map(padded));
  const plan = planOf(["--optimizer=random,grid", "--trials=2"]);
  fc.assert(fc.property(
    padded(SMALL.corpus),
    names,
    fc.boolean(),
    (corpus, names, asText) => {
      const optimizer = asText ? names.join() : names;
      const text = JSON.stringify({ ...SMALL, corpus, optimizer });
      assertEquals(planOf(["--plan", "p.json"], text), plan);
    },
  ));
});

Deno.test("a plan file holds ranges of seeds where the flags take them", () => {
  const seeds = (file: string) => planOf(["--plan", "p.toml"], file).seeds;
  const plain = planOf(["--seed", "1,2,3,9"]).seeds;
  for (
    const file of [
      'seed = "1..3,9"',
      'seed = ["1..3", 9]',
      "seed = [1, 2, 3, 9]",
    ]
  ) assertEquals(seeds(file), plain);
  assertEquals(
    seeds('[cross]\nsearch = "1..3"\nsplit = [0, "5..6"]'),
    planOf(["--cross", "search=1,2,3;split=0,5,6"]).seeds,
  );
});

Deno.test("a field that is given more than once in JSON is refused wherever it stands, and no other is", () => {
  const name = fc.constantFrom(
    "a",
    "b",
    'q"',
    "\\",
    "{",
    ":",
    "é",
    "__proto__",
  );
  const value = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom("1", '"x: {\\" }"', "null"),
      fc.array(tie("any") as fc.Arbitrary<string>, { maxLength: 2 })
        .map((items) => `[${items.join(" , ")}]`),
      fc.array(fc.tuple(name, tie("any") as fc.Arbitrary<string>), {
        maxLength: 3,
      }).map((fields) =>
        `{${
          fields.map(([key, text]) => `${JSON.stringify(key)} : ${text}`)
            .join(",\n")
        }}`
      ),
    ),
  })).any as fc.Arbitrary<string>;
  /** Counts names by a reader of another kind: a reviver sees each kept one once. */
  const isTwice = (text: string) => {
    const written = text.match(/"(?:[^"\\]|\\.)*" :/g)?.length ?? 0;
    let kept = 0;
    const count = (item: unknown): void => {
      if (typeof item !== "object" || item === null) return;
      if (!Array.isArray(item)) kept += Object.keys(item).length;
      for (const below of Object.values(item)) count(below);
    };
    count(JSON.parse(text));
    return written !== kept;
  };
  fc.assert(fc.property(value, (text) => {
    const { message } = assertThrows(
      () => planOf(["--plan", "p.json"], text),
      UsageError,
    );
    assertEquals(
      /is given more than once/.test(message),
      isTwice(text),
      message,
    );
  }));
});

const REFUSED: readonly [path: string, file: string, message: RegExp][] = [
  ["p.toml", "trials = 0", /In plan "p.toml": Cannot use trials 0/],
  ["p.toml", "trial = 5", /no field "trial", .*did you mean "trials"\?/],
  ["p.toml", "trials = [[1]]", /field "trials.0" holds \[1\]/],
  ["p.toml", "seed = []", /field "seed" holds \[\]/],
  ["p.toml", "grid = 3", /field "grid" holds 3, expected a table/],
  ["p.toml", '[grid]\nlr = ["1..3"]', /field "grid.lr.0" holds "1..3"/],
  ["p.toml", '[cross]\nsearch = [1, "x"]', /Cannot use cross x: expected/],
  ["p.toml", "[cross]\nsearch = [1, true]", /"cross.search.1" holds true/],
  ["p.toml", "difficulty = 1e1", /difficulty 10: expected/],
  ["p.toml", "trials = 1\ntrials = ", /"p.toml" at line 2/],
  ["p.toml", "trials = 1\ntrials = 2", /"p.toml" at line 2/],
  ["p.toml", "trials = nan", /field "trials" holds NaN/],
  ["p.toml", "difficulty = -inf", /field "difficulty" holds -Infinity/],
  ["p.toml", "seed = [1, nan]", /field "seed.1" holds NaN/],
  ["p.toml", "seed = [[nan, 1]]", /field "seed.0" holds \[NaN, 1\]/],
  ["p.toml", "[grid]\nlr = [inf]", /field "grid.lr.0" holds Infinity/],
  ["p.toml", 'optimizer = "random,"', /an item is empty/],
  ["p.toml", 'corpus = ""', /an item is empty|value is missing/],
  ["p.toml", "", /"p.toml": found no field/],
  ["p.toml", "# nothing\n", /"p.toml": found no field/],
  ["p.json", "{}", /"p.json": found no field/],
  ["p.json", "[]", /"p.json": found no field/],
  ["p.json", "", /"p.json": /],
  ["p.json", '{"trials": 1e400}', /field "trials" holds Infinity/],
  ["p.json", '{"seed": [1, -1e400]}', /field "seed.1" holds -Infinity/],
  ["p.json", '{"trials": null}', /field "trials" holds null/],
  [
    "p.json",
    '{"trials": 2,\n"trials": 50}',
    /line 2: field "trials" is given more than once/,
  ],
  [
    "p.json",
    '{"seed": 1, "se\\u0065d": 1}',
    /field "seed" is given more than once/,
  ],
  ["p.json", '{"trials": 1\n"seed": 2}', /"p.json": .*line 2/],
  ["p.json", '{"seed": one\n}', /"p.json": .*one.* JSON$/],
  ["p.yaml", "", /ends in .toml or .json/],
];

for (const [path, file, message] of REFUSED) {
  Deno.test(`a plan ${path} of ${JSON.stringify(file)} is refused by name`, () => {
    const error = assertThrows(
      () => planOf(["--plan", path], file),
      UsageError,
    );
    assert(message.test(error.message), error.message);
  });
}

Deno.test("a plan may say what the columns of a log mean beside what is run", () => {
  const toml = (text: string) => planFileFlags("p.toml", text);
  assertEquals(toml('trials = 7\n[log]\nvalue = "acc"\n'), { trials: "7" });
  assertThrows(
    () => toml('[log]\nvalue = "acc"'),
    UsageError,
    "found no field",
  );
});
