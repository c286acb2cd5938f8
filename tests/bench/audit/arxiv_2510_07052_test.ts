import { assertEquals, assertExists } from "@std/assert";
import { AUDIT } from "../../../bench/audit/findings/finding.ts";
import { auditRows } from "../../../bench/audit/main.ts";
import { PAPERS } from "../../../bench/audit/papers.ts";
import { toCsv } from "../../../bench/tables/table.ts";

const FOLDER = new URL("../../../results/published/", import.meta.url);

const rows = auditRows(
  PAPERS,
  (file) => Deno.readTextFileSync(new URL(file, FOLDER)),
);

/**
 * Figures of ../shared/published/audit_output.txt: the same logs read by an
 * independent program in Python's standard library, as it prints them.
 */
const PYTHON: Readonly<Record<string, string>> = {
  "grid: configurations recorded": "469",
  "grid: configurations enumerated by the script": "882",
  "grid: configurations not recorded": "413",
  "grid: recorded configurations that never unfreeze the encoder": "48",
  "grid: recorded configurations above 0.8": "200",
  "grid: recorded configurations above 0.9": "108",
  "grid: trial that first exceeds 0.8": "99",
  "grid: trial that first exceeds 0.9": "142",
  "grid: minutes until 0.8 is exceeded": "1000.71",
  "grid: minutes until 0.9 is exceeded": "1671.64",
  "grid: minutes at the end of trial 101": "1056.77",
  "grid: minutes at the end of trial 143": "1680.33",
  "grid: BCA of trial 101": "0.7259",
  "grid: BCA of trial 143": "0.8984",
  "grid: expected trial of the first hit above 0.8 in random order": "2.34",
  "grid: expected trial of the first hit above 0.9 in random order": "4.31",
  "grid: expected minutes to the first hit above 0.8 in random order": "28.7",
  "grid: expected minutes to the first hit above 0.9 in random order": "52.9",
  "grid: minutes of all recorded configurations": "5743.3",
  "grid: seconds of a recorded configuration": "734.8",
  "grid: best BCA": "0.9841",
  "grid: second best BCA": "0.9762",
  "grid: collapsed configurations (BCA exactly 1/7)": "54",
  "grid: configurations below 1/7": "11",
  "grid: expected best of 15 recorded configurations drawn at random": "0.9496",
  "grid: the same with the unrecorded configurations set to 1/7": "0.9306",
  "grid: mean BCA of configurations that never unfreeze": "0.2294",
  "Ax: mean BCA of the Sobol phase": "0.4413",
  "Ax: mean BCA of the model phase, seed 2002": "0.2049",
  "Ax: median BCA of the model phase": "0.1429",
  "Ax: highest BCA of the model phase": "0.7798",
  "Ax: lowest BCA": "0.0873",
  "Ax: model trials at or below 1/7": "30",
  "Ax: model trials of one epoch": "18",
  "Ax: model trials with lr at or above 1e-4": "27",
  "Hyperopt: mean BCA of the model phase, seed 2002": "0.6041",
  "Optuna: mean BCA of the model phase, seed 2002": "0.6732",
  "Optuna: median BCA of the model phase": "0.8717",
  "start-up configurations of the three logs: distinct": "77",
  "start-up configurations: share above 0.8": "0.273",
  "start-up configurations: share above 0.9": "0.156",
  "start-up configurations: trials until 0.95 is exceeded": "25.7",
  "start-up configurations: expected best of 15": "0.9440",
  "start-up configurations: collapsed (BCA exactly 1/7)": "24",
  "German listeners: balanced, all recordings tested": "84.95",
  "German listeners: balanced, released recordings": "92.96",
  "German listeners: plain mean, all recordings tested": "85.23",
  "German listeners: sadness, released recordings": "89.8",
  "released recordings rated natural by fewer than 60 %": "42",
  "Optuna: BCA of the best": "0.9333",
  "Hyperopt: BCA of the best": "0.9668",
  "Ax: BCA of the best": "0.9611",
  "Hyperopt: best BCA of the first 15 rows": "0.9688",
  "Hyperopt: best BCA of all rows": "0.9762",
  "Optuna: best BCA of all rows": "0.9770",
  "Optuna: minutes": "185.35",
  "Hyperopt: minutes": "15.98",
  "Ax: minutes": "11.62",
  "Optuna: minutes of the best trial alone": "15.69",
  "Ax: minutes of the first 15 rows": "19.2",
  "Hyperopt: minutes of the first 15 rows": "87.1",
  "Ax: seconds an epoch of rows 8 to 14": "15.7",
  "Optuna: seconds an epoch of rows 10 to 59": "284.0",
  "fast rows: training utterances a second": "24.5",
  "slow rows: seconds an epoch unfrozen from the start, max_length 32000":
    "173.8",
  "grid rows: seconds an epoch unfrozen from the start, max_length 160000":
    "212.0",
  "Ax: seconds of row 24 over those of row 22": "29.4",
  "Optuna: seconds of row 11 over those of row 9": "12.6",
  "Ax: trial that first exceeds 0.8": "2",
  "Hyperopt: trial that first exceeds 0.9": "12",
  "Optuna: minutes until 0.8 is exceeded": "7.82",
  "Hyperopt: minutes until 0.8 is exceeded": "6.45",
  "Ax: minutes until 0.9 is exceeded": "2.43",
  "grid: BCA a minute, of the printed figures": "0.000583",
  "AutoSpeech: BCA a minute, of the printed figures": "0.028333",
  "Optuna: BCA a minute, of the log": "0.0050",
  "Hyperopt: BCA a minute, of the log": "0.0605",
  "Ax: BCA a minute, of the log": "0.0827",
  "Ax: efficiency over AutoSpeech's": "3.08",
  "grid: minutes over Ax's": "153",
  "Ax: distinct configurations": "71",
  "Hyperopt: distinct configurations": "61",
  "Optuna: distinct configurations": "57",
  "distinct BCA values of all logs": "533",
  "least common denominator of 7 times these values": "5040",
  "values that stratified class counts cannot produce, at best": "13",
  "values that these counts cannot produce": "0",
  "held-out recordings with another take in training": "23",
  "what one utterance of a class of 20 moves BCA by": "0.0071",
  "grid: most of total_time beyond training and validation": "0.61",
  "grid: share of validation in the total": "0.0351",
  "98.3 % accuracy on all 535 recordings": "0.9832",
  "Ax, one seed: minutes until 0.8 is exceeded": "68.7",
  "Hyperopt, one seed: best of 50": "0.9762",
  "Hyperopt, one seed: trial of the best of 50": "28",
  "Optuna, one seed: minutes until 0.95 is exceeded": "340.6",
  "Optuna, one seed: minutes of 15": "408.1",
  "Optuna, one seed: mean BCA": "0.633",
  "Ax, one seed: collapsed": "29",
  "Ax, older log: minutes of all rows": "1102.4",
  "Hyperopt, older log: best BCA": "0.9690",
  "Optuna, older log: best BCA": "0.9739",
  "Optuna, older log: best BCA of the first 15 rows": "0.9482",
  "Hyperopt: later rows above the best of the first 15": "3",
  "Optuna: later rows above the best of the first 15": "15",
  "the same under quniform": "0.228",
  "unfrozen trials, lr from 0.0001 to 0.001": "53",
  "unfrozen trials collapsed, lr from 0.00003 to 0.0001": "15",
  "unfrozen trials above 0.9, lr from 0.00001 to 0.00003": "31",
  "highest BCA of unfrozen trials, lr from 0.000001 to 0.000003": "0.913",
  "highest BCA of trials that never unfreeze, three logs": "0.590",
};

Deno.test("the audit of arXiv 2510.07052 gives the figures of an independent program in Python", () => {
  const byClaim = new Map(rows.map((row) => [row.claim, row.recomputed]));
  const found = Object.entries(PYTHON).map(([claim, printed]) => {
    const recomputed = byClaim.get(claim);
    assertExists(recomputed, claim);
    const decimals = printed.split(".")[1]?.length ?? 0;
    return [claim, Number(recomputed).toFixed(decimals)];
  });
  assertEquals(Object.fromEntries(found), PYTHON);
});

Deno.test("the audit of arXiv 2510.07052 differs where a printed figure is not that of the log", () => {
  const verdicts = Object.fromEntries(
    rows.map(({ claim, verdict }) => [claim, verdict]),
  );
  // Points 2, 7, 9, 10 and 16 of the audit in ../shared/published/README.md.
  assertEquals(verdicts["grid: trial that first exceeds 0.9"], "differs");
  assertEquals(verdicts["Hyperopt: trial that first exceeds 0.9"], "differs");
  assertEquals(verdicts["Ax: minutes"], "agrees_truncated");
  assertEquals(
    verdicts["German listeners: balanced, all recordings tested"],
    "agrees_truncated",
  );
  assertEquals(
    verdicts["98.3 % accuracy on the 107 held-out recordings"],
    "not_attainable",
  );
  assertEquals(verdicts["RAVDESS: BCA after transfer"], "cannot_be_recomputed");
});

Deno.test("the audit of arXiv 2510.07052 has the next best grid rows, held-out speakers and model proposals of numpy and csv", () => {
  const byClaim = new Map(rows.map((row) => [row.claim, row]));
  // sorted(..., reverse=True) of csv.DictReader's rows: BCA and place
  const places = ["second", "third", "fourth", "fifth"].map((place) => {
    const { recomputed, note } = byClaim.get(`grid: ${place} best BCA`)!;
    return [Number(recomputed).toFixed(4), note.split(":")[0]];
  });
  assertEquals(places, [
    ["0.9762", "row 363"],
    ["0.9706", "row 328"],
    ["0.9698", "row 335"],
    ["0.9690", "row 171"],
  ]);
  // RandomState(42).permutation(535)[:107] of the sorted names
  assertEquals(
    byClaim.get("held-out recordings by speaker under random_state 42")
      ?.recomputed,
    "03 13, 08 19, 09 6, 10 8, 11 9, 12 4, 13 7, 14 11, 15 12, 16 18",
  );
  assertEquals(byClaim.get("Ax: model proposals, seed 2002")?.recomputed, "42");
});

Deno.test("what the audit infers says so and stands beside the figure it bears on", () => {
  const inferred = rows.filter(({ how }) => how.startsWith("inference"));
  assertEquals(
    inferred.map(({ point, published, recomputed }) => [
      point,
      published,
      recomputed,
    ]),
    [[11, "", "6"], [11, "30", "30"]],
  );
});

Deno.test("the committed audit.csv is what the committed logs give", () => {
  assertEquals(
    Deno.readTextFileSync(new URL("audit.csv", FOLDER)),
    toCsv(AUDIT, rows),
  );
});

Deno.test("no two rows of the audit have one key", () => {
  const keys = rows.map(({ paper, point, claim }) =>
    [paper, point, claim].join("/")
  );
  assertEquals(new Set(keys).size, keys.length);
});
