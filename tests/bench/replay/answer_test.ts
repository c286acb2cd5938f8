import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { answerText } from "../../../bench/replay/answer_text.ts";
import { replayFiles } from "../../../bench/replay/files.ts";
import {
  paperGrid,
  type RecordedSource,
} from "../../../bench/replay/recorded.ts";
import { replaySearches } from "../../../bench/replay/search.ts";
import { HYPER_PARAMETERS } from "../../../bench/plan/hyper_parameters.ts";
import { recordedRange } from "../../../bench/recorded/nearest_objective.ts";

const PAPER = await paperGrid(
  new URL("../../../results/published/", import.meta.url),
);

/** A grid of four configurations of two partitions, with test BCA. */
const OWN_ROWS = [0.5, 0.625, 0.75, 0.875].map((value, i) => ({
  params: {
    lr: i < 2 ? 1e-5 : 1e-3,
    num_epochs: 3,
    unfreeze_epoch: 0,
    max_length: i % 2 === 0 ? 32000 : 48000,
  },
  value,
  test: value / 2,
}));
const OWN: RecordedSource = {
  parameters: HYPER_PARAMETERS,
  note: null,
  title: "emodb/nested/tiny/quick",
  file: "trials.csv",
  sha256: "",
  trials: 4,
  leftOut: 0,
  splitSeeds: [3, 7],
  published: null,
  rows: OWN_ROWS,
  space: recordedRange(OWN_ROWS),
  rule: "levels",
};

/** The replay of a few searches. */
function replayOf(
  source: RecordedSource,
  optimizers: readonly string[],
  seeds: readonly number[],
  trials: number,
) {
  const replays = optimizers.map((optimizer) => ({
    optimizer,
    searches: replaySearches(optimizer, seeds, trials, source)
      .map((trials, i) => ({ seed: seeds[i], trials })),
  }));
  const plan = { optimizers, seeds, trials };
  return replayFiles(
    { plan, source, replays, published: [], beyond: null },
    true,
  );
}

Deno.test("answerText() says what was found in lines of at most 80 letters, the page last", async () => {
  const { answer } = await replayOf(
    PAPER,
    ["random", "hyperopt-0.3-s5"],
    [1, 2, 3],
    15,
  );
  const lines = answerText(answer, "folder/replay.html").split("\n");
  assertEquals(lines[0], "Would random search have found it?");
  assertEquals(lines.at(-1), "folder/replay.html");
  assertEquals(lines.filter((line) => line.length > 80), []);
  const text = lines.join(" ");
  // Of one draw 0.20061 exceed 0.90, and log 50 / log 1000 lie in the region.
  assertStringIncludes(text, "83.6 % of random searches of the full range");
  assertStringIncludes(text, "restricted to what was recorded");
});

Deno.test("a replay without random search still states it exactly", async () => {
  const { answer: { findings, table } } = await replayOf(
    PAPER,
    ["sobol"],
    [1],
    15,
  );
  assertEquals(findings.length, 1);
  assertStringIncludes(findings[0], "96.5 % of random searches exceed");
  assertEquals(table.map((row) => row[0]), [
    "optimizer",
    "sobol",
    "random, exact",
    "same, lr to 1e-3",
  ]);
});

Deno.test("the answer on a run of one's own has test BCA, regret and partitions", async () => {
  // A grid without repeats finds the best of four in four trials.
  const { answer, files } = await replayOf(
    OWN,
    ["grid-shuffled"],
    [1, 2],
    4,
  );
  assertEquals(answer.table[1], [
    "grid-shuffled",
    "0.875",
    "0.000",
    "0.438",
    "-",
  ]);
  // Best of four draws, by hand: (0.5 + 15 x 0.625 + 65 x 0.75 + 175 x 0.875) / 256.
  assertEquals(answer.table[2], ["random, exact", "0.827", "0.048", "-", "-"]);
  assertEquals(answer.table[3], [
    "none twice, exact",
    "0.875",
    "0.000",
    "-",
    "-",
  ]);
  assertStringIncludes(
    answer.caveats.join(" "),
    "2 partitions (nested, split seeds 3 and 7)",
  );
  assert(
    files.get("replay_regret.csv")!.includes(
      "\n1,0.001,3,0,48000,0.875,0.4375,0\n",
    ),
  );
});

Deno.test("the page of a replay stands alone and links to nothing but its files", async () => {
  const { files } = await replayOf(PAPER, ["random"], [1, 2], 3);
  const page = files.get("replay.html")!;
  assert(!/<script|<link|src=|url\(|@import/i.test(page));
  const links = [...page.matchAll(/href="([^"#]+)"/g)].map(([, link]) => link);
  assert(links.includes("replay_reached.svg"));
  assertEquals(links.filter((link) => !files.has(link)), []);
  // One panel is 0.90, the other 0.95.
  for (const threshold of ["0.9", "0.95"]) {
    assertStringIncludes(
      files.get("replay_reached.svg")!,
      `>searches above ${threshold}<`,
    );
  }
});

Deno.test("random search of the kept replay is what the same seeds find again", async () => {
  const seeds = Array.from({ length: 1000 }, (_, i) => i);
  const { files } = await replayOf(PAPER, ["random"], seeds, 15);
  const kept = (name: string) =>
    Deno.readTextFile(
      new URL(
        `../../../results/reference/replay/${name}.csv`,
        import.meta.url,
      ),
    );
  const ofRandom = (csv: string) =>
    csv.split("\n").filter((line) => line.startsWith("random,"));
  for (const name of ["replay_reached", "replay_incumbents"]) {
    const found = ofRandom(files.get(`${name}.csv`)!);
    assert(found.length >= 15);
    assertEquals(found, ofRandom(await kept(name)));
  }
  for (const name of ["replay_random", "replay_regret"]) {
    assertEquals(files.get(`${name}.csv`), await kept(name));
  }
});
