import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { CorpusError } from "../../../corpora/mod.ts";
import {
  heardInCremaD,
  readVoiceVotes,
} from "../../../corpora/listeners/crema_d.ts";
import { readPerceptionTest } from "../../../corpora/listeners/emodb.ts";
import { baselinesOf } from "../../../bench/listeners/baselines.ts";
import { firstDifference } from "../../../bench/listeners/listener_file.ts";
import { runCommand } from "../../../bench/command/command.ts";
import { command } from "../../../bench/listeners/main.ts";

/** ISO-8859-1, as the file is: every character below 256. */
function latin1(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

const HEAD = "Nr.\tSatz\terkannt\tnatuerlich";
/** Fields padded with no-break spaces, decimal commas, both line ends. */
const TEST = latin1(
  [
    HEAD,
    "1\xa0\xa0 \t03a01Wa.wav\t95,24\xa0\xa0\t47,62\xa0\xa0",
    "2\xa0\xa0 \t03a01Ab.wav\t65,00\xa0\xa0\t35,00\xa0\xa0",
    "",
  ].join("\r\n"),
);
const RELEASED = new Set(["03a01Wa"]);

Deno.test("readPerceptionTest() reads padded Latin-1 with decimal commas and either line end", () => {
  const rows = [
    ["03a01Ab", 65, 35, false],
    ["03a01Wa", 95.24, 47.62, true],
  ];
  assertEquals(readPerceptionTest(TEST, RELEASED), rows as never);
  const unix = TEST.filter((byte) => byte !== 13);
  assertEquals(readPerceptionTest(unix, RELEASED), rows as never);
});

Deno.test("readPerceptionTest() names the line that it cannot read", () => {
  const cases: [string, string][] = [
    ["Nr.\tSatz", "at line 1: found"],
    [`${HEAD}\n1\t03a01Qa.wav\t65,00\t35,00`, 'line 2: found "1 03a01Qa.wav'],
    [`${HEAD}\n1\t03a01Wa.wav\t65.00\t35,00`, 'line 2: found "65.00"'],
    [`${HEAD}\n1\t03a01Wa.wav\t165,00\t35,00`, 'line 2: found "165,00"'],
    [`${HEAD}\n\n1\t03a01Wa.wav\t65,00`, 'line 3: found "1 03a01Wa.wav 65,00"'],
    [
      `${HEAD}\n1\t03a01Wa.wav\t65,00\t35,00\n2\t03a01Wa.wav\t65,00\t35,00`,
      'line 3: found "03a01Wa" again',
    ],
    [`${HEAD}\n1\t03a01Ab.wav\t65,00\t35,00`, 'without "03a01Wa"'],
    [HEAD, "found 0 recordings"],
  ];
  for (const [text, message] of cases) {
    assertThrows(
      () => readPerceptionTest(latin1(text), RELEASED),
      CorpusError,
      message,
    );
  }
});

const FULL_HEAD =
  '"","A","D","F","H","N","S","fileName","numResponses","agreement","emoVote"';
/** A clip heard, seen, and both: three rows of one name. */
const VOTES = [
  FULL_HEAD,
  '"100001",0,0,0,1,10,0,"1001_IEO_NEU_XX",11,0.9,"N"',
  '"100002",2,2,0,0,0,0,"1001_DFA_ANG_XX",4,0.5,"A:D"',
  '"200001",9,0,0,0,0,0,"1001_IEO_NEU_XX",9,1,"A"',
  '"300001",0,9,0,0,0,0,"1001_IEO_NEU_XX",9,1,"D"',
  "",
].join("\n");

Deno.test("readVoiceVotes() keeps what was heard, of the full file and of its extract", () => {
  const rows = [
    ["1001_DFA_ANG_XX", 2, 2, 0, 0, 0, 0],
    ["1001_IEO_NEU_XX", 0, 0, 0, 1, 10, 0],
  ];
  assertEquals(readVoiceVotes(VOTES), rows as never);
  const extract = VOTES.split("\n").slice(0, 3).join("\r\n")
    .replace('""', "clipNum").replaceAll('"10000', '"');
  assertEquals(readVoiceVotes(extract), rows as never);
});

Deno.test("readVoiceVotes() names the line that it cannot read", () => {
  const cases: [string, string][] = [
    ["A,D,F", "at line 1: found columns A, D, F"],
    [VOTES.replace("0.9,", ""), "line 2: found 10 fields"],
    [VOTES.replace("1,10,0", "1,9,0"), "0 + 0 + 0 + 1 + 9 + 0 votes of 11"],
    [VOTES.replace("1,10,0", "1,10.5,0"), "line 2: found"],
    [VOTES.replace("NEU_XX", "JOY_XX"), 'line 2: found "1001_IEO_JOY_XX"'],
    [VOTES.replace("DFA_ANG", "IEO_NEU"), "line 3: found"],
    [VOTES.replaceAll('"1000', '"3000'), "found no voice-only row"],
    [VOTES.replace('"1001_IEO', '1"001_IEO'), "line 2: found"],
  ];
  for (const [text, message] of cases) {
    assertThrows(() => readVoiceVotes(text), CorpusError, message);
  }
});

Deno.test("heardInCremaD() has no majority where the truth shares the first place", () => {
  const majority = (...votes: number[]) =>
    heardInCremaD(["1001_DFA_ANG_XX", ...votes]).majorityRight;
  assertEquals(majority(4, 3, 3, 0, 0, 0), true);
  assertEquals(majority(4, 4, 2, 0, 0, 0), null);
  assertEquals(majority(3, 4, 3, 0, 0, 0), false);
  assertEquals(majority(0, 5, 5, 0, 0, 0), false);
});

Deno.test("baselinesOf() pools votes, and counts a shared first place in parts", () => {
  const heard = [
    heardInCremaD(["1001_DFA_ANG_XX", 3, 1, 0, 0, 0, 0]),
    heardInCremaD(["1001_DFA_ANG_XX", 5, 5, 0, 0, 0, 0]),
    heardInCremaD(["1001_DFA_DIS_XX", 0, 8, 0, 0, 0, 0]),
    heardInCremaD(["1001_DFA_DIS_XX", 2, 0, 0, 0, 0, 0]),
  ];
  const found = new Map(
    baselinesOf(heard, ["anger", "disgust"])
      .filter(({ baseline }) => baseline === "test")
      .map((row) => [`${row.measure} ${row.class}`, row]),
  );
  const expected = {
    "recordings anger": (3 / 4 + 1 / 2) / 2,
    "votes anger": 8 / 14,
    "majority anger": (1 + 1 / 2) / 2,
    "votes disgust": 8 / 10,
    "votes balanced": (8 / 14 + 8 / 10) / 2,
    "votes all": 16 / 24,
    "majority all": (1 + 1 / 2 + 1 + 0) / 4,
  };
  for (const [name, rate] of Object.entries(expected)) {
    assertAlmostEquals(found.get(name)!.rate, rate, 1e-15, name);
  }
  // One speaker is no sample of speakers.
  assertEquals(found.get("votes anger")!.low, null);
});

Deno.test("baselinesOf() leaves out each speaker in turn, pooled votes as a whole", () => {
  const right = [1, 2, 4, 4, 6];
  const heard = right.map((k, i) =>
    heardInCremaD([`100${i + 1}_DFA_ANG_XX`, k, 8 - k, 0, 0, 0, 0])
  );
  const row = baselinesOf(heard, ["anger"]).find(({ measure, class: group }) =>
    measure === "votes" && group === "anger"
  )!;
  // Equal numbers of votes: the jackknife of a ratio is that of the mean, whose
  // error is SD / sqrt(5); SciPy 1.17.1: t.ppf(0.975, 4) = 2.7764451051977987.
  const [mean, sd] = [17 / 40, Math.sqrt(3.8) / 8];
  assertAlmostEquals(row.rate, mean, 1e-15);
  const half = 2.7764451051977987 * sd / Math.sqrt(5);
  assertAlmostEquals(row.low!, mean - half, 1e-12);
  assertAlmostEquals(row.high!, mean + half, 1e-12);
});

Deno.test("firstDifference() names the line", () => {
  assertEquals(firstDifference("a\nb\n", "a\nb\n"), null);
  assertEquals(
    firstDifference("a\nb\n", "a\n c\n"),
    "line 2 holds 'b', expected 'c'",
  );
  assertEquals(
    firstDifference("a\n", "a"),
    "line 2 holds '', expected nothing",
  );
});

/** What a command prints, and its exit code. */
async function run(
  ...args: string[]
): Promise<{ code: number; out: string }> {
  const out: string[] = [];
  const { log, error } = console;
  console.log = console.error = (line: string) => out.push(line);
  try {
    return {
      code: await runCommand(command, args),
      out: out.join("\n"),
    };
  } finally {
    Object.assign(console, { log, error });
  }
}

Deno.test("listeners says in one sentence what it lacks", async () => {
  const cases: [string[], number, string][] = [
    [[], 2, "found neither --emodb nor --crema-d"],
    [["--emodb"], 2, "its value is missing"],
    [["--emodb", "none.txt"], 3, 'Cannot read "'],
    [["--crema-d", "corpora"], 3, 'Cannot read "'],
    [["--crema-d", "README.md"], 3, "at line 1: found columns"],
    [["--help"], 0, "Usage: deno task listeners"],
  ];
  for (const [args, code, message] of cases) {
    const found = await run("--check", ...args);
    assertEquals(found.code, code, found.out);
    assert(found.out.includes(message), found.out);
    assert(code === 0 || !found.out.includes("\n"), found.out);
  }
});

const ORIGINALS = {
  emodb: "../shared/corpora/emodb/erkennung.txt",
  cremaD: "../shared/corpora/crema-d/processedResults/tabulatedVotes_voice.csv",
};
const absent = Object.values(ORIGINALS).some((path) => {
  try {
    return !Deno.statSync(path).isFile;
  } catch {
    return true;
  }
});
if (absent) {
  console.log(
    "skipped: listener tables from the original files, as ../shared/corpora is absent",
  );
}

Deno.test({
  name: "main() makes the committed tables from the original files",
  ignore: absent,
  async fn() {
    const { code, out } = await run(
      "--check",
      "--emodb",
      ORIGINALS.emodb,
      "--crema-d",
      ORIGINALS.cremaD,
    );
    assertEquals(out.split("\n"), [
      "corpora/listeners/emodb.json: agrees",
      "corpora/listeners/crema_d.json: agrees",
    ]);
    assertEquals(code, 0);
  },
});
