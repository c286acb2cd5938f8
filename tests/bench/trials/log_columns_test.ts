/** What a plan says of a log. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../../../bench/command/exit_codes.ts";
import { planFileContent } from "../../../bench/plan/plan_file.ts";
import { logColumns } from "../../../bench/trials/log_columns.ts";
import { readTrialTable } from "../../../bench/trials/read_trials.ts";

const columnsOf = (text: string, path = "p.toml") =>
  logColumns(path, planFileContent(path, text));

Deno.test("the example of a plan for a log reads a log of its columns", async () => {
  const example = await Deno.readTextFile(
    new URL("../../../bench/plan/examples/log.toml", import.meta.url),
  );
  const csv = [
    "experiment,trial,seed,sampler,learning rate,dropout,status,accuracy,test_accuracy,seconds",
    "first,0,3,tpe,0.001,0.5,ok,0.75,0.5,12",
  ].join("\n");
  const { rows: [{ cells }], parameters } = readTrialTable(
    "log.csv",
    new TextEncoder().encode(csv),
    { log: columnsOf(example) },
  );
  assertEquals(parameters.map(({ name }) => name), ["lr", "dropout"]);
  assertEquals(cells.study, "emodb/unstated/unstated/unstated/tpe/first/s3");
  assertEquals(
    [cells.lr, cells.dropout, cells.state, cells.bca_validation, cells.bca],
    [0.001, 0.5, "complete", 0.75, 0.5],
  );
  assertEquals([cells.trial, cells.search_master, cells.train_s], [0, 3, 12]);
});

Deno.test("logColumns() takes parameters as a list or by name, in TOML and JSON", () => {
  const expected = { value: "acc", parameters: { lr: "lr", wd: "wd" } };
  assertEquals(
    columnsOf('trials = 5\n[log]\nvalue = "acc"\nparameters = ["lr", "wd"]'),
    expected,
  );
  assertEquals(
    columnsOf(
      '{"log":{"value":"acc","parameters":{"lr":"lr","wd":"wd"}}}',
      "p.json",
    ),
    expected,
  );
});

const REFUSED: readonly [text: string, message: RegExp][] = [
  ["trials = 5", /found no table \[log\]/],
  ["log = 3", /field "log" holds 3/],
  ['[log]\nvalues = "x"', /no field "log.values", expected some of value,/],
  ["[log]\nvalue = 3", /field "log.value" holds 3, expected text/],
  ['[log]\nvalue = ""', /field "log.value" holds "", expected the name/],
  ['[log]\ndirection = "max"', /holds "max", expected "maximize" or "minim/],
  ["[log]\nparameters = []", /field "log.parameters" holds/],
  ['[log.parameters]\n"a-b" = "x"', /"log.parameters/],
  ["[log]\nseed = 1.5", /field "log.seed" holds 1.5/],
  ["[log]\nseed = -1", /field "log.seed" holds -1/],
];

for (const [text, message] of REFUSED) {
  Deno.test(`a plan with ${JSON.stringify(text)} is refused by name`, () => {
    const error = assertThrows(() => columnsOf(text), UsageError);
    assert(message.test(error.message), error.message);
    assert(error.message.startsWith('Cannot read plan "p.toml": '));
  });
}
