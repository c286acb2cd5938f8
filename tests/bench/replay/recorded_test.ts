import { assertEquals, assertThrows } from "@std/assert";
import { DataError } from "../../../bench/command/exit_codes.ts";
import { fromTable, recordedTrials } from "../../../bench/replay/recorded.ts";

const HEADER =
  "corpus,protocol,encoder,recipe,lr,num_epochs,unfreeze_epoch,max_length,state,bca_validation";

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
    ["lr,num_epochs\n1e-4,3\n", "found no column corpus, protocol"],
    [csv("a,b,c,d,1e-4,3,1,32000,complete,"), 'at row 1: found ""'],
    [csv("a,b,c,d,fast,3,1,32000,failed,"), 'found "fast" in column "lr"'],
    [csv("a,b,c,d,1e-4,3,1,32000,failed,"), "found no complete trial"],
    [csv(), "found no trial"],
  ];
  for (const [text, part] of cases) {
    assertThrows(
      () => recordedTrials(fromTable(text, "x.csv"), "x.csv", undefined),
      DataError,
      part,
    );
  }
});
