import { assert, assertEquals, assertThrows } from "@std/assert";
import { fromFileUrl, join } from "@std/path";
import { DataError } from "../../../bench/command/exit_codes.ts";
import {
  fromTable as fromBytes,
  recordedSource,
  recordedTrials,
} from "../../../bench/replay/recorded.ts";
import { replaySearches } from "../../../bench/replay/search.ts";

const HEADER =
  "corpus,protocol,encoder,recipe,lr,num_epochs,unfreeze_epoch,max_length,state,bca_validation";

function fromTable(text: string, file: string) {
  return fromBytes(new TextEncoder().encode(text), file).trials;
}

function csv(...rows: string[]): string {
  return [HEADER, ...rows, ""].join("\n");
}

Deno.test("recordedTrials() takes the mean of a configuration's repeats and leaves out what is not complete", () => {
  const trials = fromTable(
    csv(
      "emodb,paper,tiny,quick,1e-4,3,1,32000,complete,0.5",
      "emodb,paper,tiny,quick,1e-5,3,1,32000,complete,0.25",
      "emodb,paper,tiny,quick,1e-4,3,1,32000,complete,0.75",
      "emodb,paper,tiny,quick,1e-4,5,1,32000,pruned,0.9",
      "emodb,paper,tiny,quick,1e-4,5,1,32000,failed,",
    ),
    "trials.csv",
  );
  const rest = { num_epochs: 3, unfreeze_epoch: 1, max_length: 32000 };
  assertEquals(recordedTrials(trials, "trials.csv", undefined), {
    title: "emodb/paper/tiny/quick",
    trials: 3,
    leftOut: 2,
    isGrid: false,
    splitSeeds: [],
    rows: [
      { params: { lr: 1e-5, ...rest }, value: 0.25 },
      { params: { lr: 1e-4, ...rest }, value: 0.625 },
    ],
  });
});

Deno.test("fromTable() leaves out probes, which have no configuration to answer for", () => {
  const [probe, trial] = [
    "emodb,paper,tiny,quick,,,,160000,complete,0.9,probe",
    "emodb,paper,tiny,quick,1e-5,3,1,32000,complete,0.25,random",
  ];
  const read = (...rows: string[]) =>
    fromTable([`${HEADER},phase`, ...rows, ""].join("\n"), "trials.csv");
  assertEquals(read(probe, trial), read(trial));
});

Deno.test("recordedTrials() asks which of several kinds to take", () => {
  const trials = fromTable(
    csv(
      "emodb,paper,tiny,quick,1e-4,3,1,32000,complete,0.5",
      "emodb,nested,tiny,quick,1e-4,3,1,32000,complete,0.25",
    ),
    "trials.csv",
  );
  const of = (what?: string) => recordedTrials(trials, "trials.csv", what);
  assertEquals(of("emodb/nested/tiny/quick").rows[0].value, 0.25);
  assertThrows(
    () => of(),
    DataError,
    "found trials of emodb/nested/tiny/quick, emodb/paper/tiny/quick, expected those of one; choose it with --of",
  );
  assertThrows(() => of("ravdess/paper/tiny/quick"), DataError, "ravdess");
});

Deno.test("fromTable() and recordedTrials() refuse what they cannot use", () => {
  const cases: [csv: string, part: string][] = [
    [
      "lr,num_epochs\n1e-4,3\n",
      'at line 1, column "corpus": found no such column, expected all of trials.csv (corpus, protocol, encoder, recipe, lr, num_epochs, unfreeze_epoch, max_length, state, bca_validation); of a log of another program, say by --plan what its columns mean',
    ],
    [
      csv("a,b,c,d,1e-4,3,1,32000,complete,"),
      'at line 2, column "bca_validation": found ""',
    ],
    [
      csv("a,b,c,d,fast,3,1,32000,failed,"),
      'at line 2, column "lr": found "fast", expected a number',
    ],
    [csv("a,b,c,d,1e-4,3,1,32000,failed,"), "found no complete trial"],
    [csv(), "at line 1: found no finished trial"],
  ];
  for (const [text, part] of cases) {
    assertThrows(
      () => recordedTrials(fromTable(text, "x.csv"), "x.csv", undefined),
      DataError,
      part,
    );
  }
});

Deno.test("recordedTrials() carry the test BCA where all repeats have one, and the partitions", () => {
  const trials = fromTable(
    [
      `${HEADER},bca_test,split_seed`,
      "emodb,nested,tiny,quick,1e-4,3,1,32000,complete,0.5,0.25,7",
      "emodb,nested,tiny,quick,1e-4,3,1,32000,complete,0.75,0.5,3",
      "emodb,nested,tiny,quick,1e-5,3,1,32000,complete,0.5,0.25,7",
      "emodb,nested,tiny,quick,1e-5,3,1,32000,complete,0.5,,7",
      "",
    ].join("\n"),
    "trials.csv",
  );
  const { rows, splitSeeds } = recordedTrials(trials, "trials.csv", undefined);
  assertEquals(splitSeeds, [3, 7]);
  assertEquals(rows.map(({ value, test }) => [value, test]), [
    [0.5, undefined],
    [0.625, 0.375],
  ]);
});

const FOLDER = new URL("../../../.cache/replay_recorded/", import.meta.url);

Deno.test("recordedSource() snaps to the levels of a complete grid, and else takes the nearest within reach", async () => {
  const grid = [1e-5, 1e-4].flatMap((lr) =>
    [0, 1, 2].map((unfreeze) =>
      `emodb,nested,tiny,quick,${lr},2,${unfreeze},32000,complete,${
        (lr * 1000 + unfreeze) / 4
      },0.125`
    )
  );
  const write = async (name: string, rows: readonly string[]) => {
    const file = new URL(name, FOLDER);
    await Deno.writeTextFile(
      file,
      [`${HEADER},bca_test`, ...rows, ""].join("\n"),
    );
    return fromFileUrl(file);
  };
  await Deno.mkdir(FOLDER, { recursive: true });
  try {
    const whole = await write("grid.csv", grid);
    const part = await write("part.csv", grid.slice(1));
    const failed = await write("failed.csv", [
      ...grid.slice(1),
      "emodb,nested,tiny,quick,0.00001,2,0,32000,diverged,,",
    ]);
    const rule = async (file: string, reach?: number) =>
      (await recordedSource(file, undefined, reach)).rule;
    assertEquals(await rule(whole), "levels");
    assertEquals(await rule(whole, 0.25), 0.25);
    assertEquals(await rule(part), 0.5);
    // A trial of a grid that did not end well is told as failed, not by another.
    assertEquals(await rule(failed), "levels");
    const { file } = await recordedSource(whole, undefined, undefined);
    assertEquals(file, join("replay_recorded", "grid.csv"));
    const source = await recordedSource(whole, undefined, undefined);
    const [trials] = replaySearches("random", [1], 50, source);
    for (const { params, validation, test } of trials) {
      // By hand: lr snaps at its logarithmic middle, the rest is recorded.
      const lr = Math.log10(params.lr) <= -4.5 ? 1e-5 : 1e-4;
      assertEquals(validation, (lr * 1000 + params.unfreeze_epoch) / 4);
      assertEquals(test, 0.125);
    }
    assert(new Set(trials.map(({ validation }) => validation)).size === 6);
  } finally {
    await Deno.remove(FOLDER, { recursive: true });
  }
});
