import { assert, assertEquals, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import {
  AUDIT,
  findings,
  type Paper,
  verdictOf,
} from "../../../bench/audit/findings/finding.ts";
import { auditRows } from "../../../bench/audit/main.ts";
import {
  firstAbove,
  minutesUpTo,
  readTrialLog,
} from "../../../bench/recorded/published_log.ts";
import { DataError } from "../../../bench/command/exit_codes.ts";
import { cells } from "../../../bench/tables/table.ts";

Deno.test("verdictOf tells a rounded figure from one that was cut and from another", () => {
  assertEquals(verdictOf("0.97", 0.9668), "agrees");
  assertEquals(verdictOf("185.3", 185.3546), "agrees_truncated");
  assertEquals(verdictOf("11", 11.62), "agrees_truncated");
  assertEquals(verdictOf("11", 12), "differs");
  assertEquals(verdictOf("0.0050", 0.00504), "agrees");
  // 0.29 * 100 is a hair below 29 in floating point.
  assertEquals(verdictOf("0.29", 0.29), "agrees");
  assertEquals(verdictOf("", 3), "not_stated");
  assertEquals(verdictOf("4 1 64000", "4 1 64000"), "agrees");
  assertEquals(verdictOf("4 1 64000", "4 1 80000"), "differs");
});

Deno.test("verdictOf takes a figure printed as about to one digit", () => {
  assertEquals(verdictOf("about 3", 3.08), "agrees");
  assertEquals(verdictOf("about 100", 112), "agrees");
  assertEquals(verdictOf("about 100", 153), "differs");
});

Deno.test("verdictOf agrees with what toFixed prints, and never otherwise with a figure a step away", () => {
  fc.assert(fc.property(
    fc.integer({ min: 0, max: 1_000_000 }),
    fc.integer({ min: 0, max: 4 }),
    (n, decimals) => {
      // One odd digit more than is printed, so that no value is half a step.
      const value = (n * 10 + 3) / 10 ** (decimals + 1);
      const step = 10 ** -decimals;
      assertEquals(verdictOf(value.toFixed(decimals), value), "agrees");
      const above = (value + 2 * step).toFixed(decimals);
      assertEquals(verdictOf(above, value), "differs");
      const high = value + 0.4 * step;
      const cut = (n / 10 ** decimals).toFixed(decimals);
      assertEquals(verdictOf(cut, high), "agrees_truncated");
    },
  ));
});

const HEADER =
  "lr,num_epochs,unfreeze_epoch,max_length,validation_accuracy,total_time";

/** A paper of one log with three trials. */
const TOY: Paper = {
  name: "toy 1",
  files: ["toy.csv"],
  audit: (texts) => {
    const trials = readTrialLog("toy.csv", texts.get("toy.csv")!);
    const first = firstAbove(trials, 0.8)!;
    return findings(1, [
      {
        claim: "trial that first exceeds 0.8",
        published: "3",
        value: first.row,
        how: "first such row",
      },
      {
        claim: "minutes until then",
        published: "2",
        value: minutesUpTo(trials, first),
        unit: "min",
        how: "total_time summed to that row",
      },
    ]);
  },
};

Deno.test("auditRows audits a second paper from its own file", () => {
  const text = [
    HEADER,
    "1e-5,1,0,32000,0.8,60",
    "1e-5,2,0,32000,0.81,110",
    "1e-5,3,0,32000,0.9,60",
  ].join("\n");
  const rows = auditRows([TOY], (file) => file === "toy.csv" ? text : "");
  assertEquals(
    cells(AUDIT, rows).map((row) => [row[0], ...row.slice(2, 6), row[7]]),
    [
      [
        ...["toy 1", "minutes until then", "2", "2.833333333", "min"],
        "agrees_truncated",
      ],
      ["toy 1", "trial that first exceeds 0.8", "3", "2", null, "differs"],
    ],
  );
});

Deno.test("readTrialLog names the file, the row and the column of what is no number", () => {
  for (
    const [row, column, found] of [
      ["1e-5,x,0,32000,0.9,60", "num_epochs", "x"],
      ["1e-5,2,0,32000,,60", "validation_accuracy", ""],
      ["1e-5,2,0,32000,0.9,Infinity", "total_time", "Infinity"],
    ]
  ) {
    const text = [HEADER, "1e-5,1,0,32000,0.8,60", row].join("\n");
    assertThrows(
      () => readTrialLog("toy.csv", text),
      DataError,
      `Cannot read "toy.csv": row 2 holds "${found}" in column "${column}", expected a number`,
    );
  }
  assertThrows(
    () => readTrialLog("toy.csv", "lr\n1e-5\n"),
    DataError,
    'row 1 holds "" in column "num_epochs"',
  );
});

Deno.test("readTrialLog names the file and the line of what is no table", () => {
  for (
    const [text, found] of [
      ["", "headers must be defined"],
      [`${HEADER}\n`, "found no rows below its header"],
      [`${HEADER}\n1e-5,1,0\n`, "line 2: The record has 3 fields"],
      [`${HEADER}\n1e-5,1,0,32000,"0.9,60\n`, "line 2"],
    ]
  ) {
    const error = assertThrows(
      () => readTrialLog("toy.csv", text),
      DataError,
      found,
    );
    assert(error.message.startsWith('Cannot read "toy.csv": '), error.message);
    assertEquals(error.message.includes("\n"), false);
  }
});
