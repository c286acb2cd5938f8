import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import type { Study } from "../../../bench/plan/plan.ts";
import { readingsOf, transferRows } from "../../../bench/transfer/rows.ts";
import {
  checkRecords,
  readTransfer,
  type TransferRecord,
} from "../../../bench/transfer/transfer_file.ts";

const CLASSES = ["anger", "boredom", "neutral"];

Deno.test("readingsOf() reads calm both ways, and drops labels that the source has not", () => {
  const found = readingsOf(
    { labels: ["anger", "calm", "surprise", "neutral"] },
    CLASSES,
  );
  assertEquals(found, [
    { calm: "boredom", truth: [0, 1, -1, 2], present: [0, 1, 2] },
    { calm: "neutral", truth: [0, 2, -1, 2], present: [0, 2] },
  ]);
  assertEquals(
    readingsOf({ labels: ["anger", "fear"] }, CLASSES),
    [{ calm: null, truth: [0, -1], present: [0] }],
  );
});

const STUDIES = new Map([0, 1, 2].map((seed) => {
  const key = `emodb/paper/tiny/quick/random/s${seed}`;
  return [key, {
    key,
    corpus: "emodb",
    protocol: "paper",
    encoder: "tiny",
    recipe: "quick",
    optimizer: "random",
  } as Study];
}));

/** Three studies of which the last is wrong more often; six speakers. */
const RECORDS: TransferRecord[] = [
  {
    kind: "target",
    name: "crema-d",
    checksum: "c",
    ids: ["a", "b", "c", "d", "e", "f"],
    labels: ["anger", "anger", "anger", "neutral", "neutral", "fear"],
    speakers: ["1", "2", "3", "4", "5", "6"],
  },
  ...[...STUDIES.keys()].map((study, s) => {
    const right = [0, 0, 0, 2, 2, 0];
    const wrong = s < 2 ? right : [0, 1, 1, 2, 0, 0];
    const same = { plain: right, standardised: right };
    return {
      kind: "answers" as const,
      plan_hash: "h",
      study,
      trial: 0,
      target: "crema-d",
      classes: CLASSES,
      predicted: {
        untrained: same,
        probe: same,
        tuned: { plain: wrong, standardised: right },
      },
    };
  }),
];

Deno.test("transferRows() means over studies, with both intervals, and the printed figure where it belongs", () => {
  const { rows, confusion } = transferRows(RECORDS, STUDIES);
  const balanced = rows.find((row) =>
    row.method === "tuned" && !row.standardised && row.class === "balanced"
  )!;
  // Recalls 1 and 1 of two studies, 1/3 and 1/2 of the third
  assertEquals(balanced.recall.slice(0, 2), [1, 1]);
  assertAlmostEquals(balanced.recall[2], 5 / 12, 1e-12);
  assertAlmostEquals(balanced.mean, 29 / 36, 1e-12);
  assertEquals([balanced.utterances, balanced.published], [5, 0.44]);
  assertEquals(balanced.absent, ["boredom"]);
  assertEquals(balanced.chance, 1 / 3);
  // t(2) = 4.302653, sd of (1, 1, 5/12) = 0.336788: -0.031 to 1.642, cut
  assertEquals([balanced.studies.low, balanced.studies.high], [0, 1]);
  const neutral = rows.find((row) =>
    row.method === "tuned" && !row.standardised && row.class === "neutral"
  )!;
  assertAlmostEquals(neutral.mean, 5 / 6, 1e-12);
  assert(balanced.speakers.low! <= balanced.mean);
  assert(balanced.speakers.high! >= balanced.mean);
  const same = rows.find((row) =>
    row.method === "tuned" && row.standardised && row.class === "balanced"
  )!;
  assertEquals([same.studies.low, same.published], [null, null]);
  const anger = confusion.filter((row) =>
    row.method === "tuned" && !row.standardised && row.class === "anger"
  );
  assertAlmostEquals(anger.reduce((sum, row) => sum + row.share, 0), 1, 1e-12);
  assertAlmostEquals(
    anger.find(({ answer }) => answer === "boredom")!.share,
    2 / 9,
    1e-12,
  );
});

Deno.test("readTransfer() reads what was written, and names a line that is none", () => {
  const text = RECORDS.map((record) => JSON.stringify(record) + "\n").join("");
  assertEquals(readTransfer("t.jsonl", text), RECORDS);
  assertThrows(
    () => readTransfer("t.jsonl", text + "{}\n"),
    Error,
    'Cannot read "t.jsonl" at line 5',
  );
});

Deno.test("checkRecords() refuses answers of another plan and another copy of a target", () => {
  checkRecords(RECORDS, "h", [{ name: "crema-d", checksum: "c" }]);
  assertThrows(
    () => checkRecords(RECORDS, "other", []),
    Error,
    "the answers of another plan",
  );
  assertThrows(
    () => checkRecords(RECORDS, "h", [{ name: "crema-d", checksum: "x" }]),
    Error,
    "another copy of crema-d",
  );
});
