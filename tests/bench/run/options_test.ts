import { assert, assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../../../bench/command/exit_codes.ts";
import { optionsOf } from "../options.ts";

const read = (...args: string[]) => optionsOf(args);
const planOf = (...args: string[]) => read(...args).plan;

Deno.test("readOptions() without arguments is the default job", () => {
  const options = read();
  assertEquals(options.plan.corpora, ["synthetic"]);
  assertEquals(options.plan.optimizers, [
    ...["random", "grid-shuffled", "optuna-5.0", "hyperopt-0.3-s5", "ax-1.3"],
  ]);
  assertEquals(options.plan.seeds.map(({ search }) => search), [0, 1]);
  assertEquals(options.run.jobs, 2);
});

Deno.test("readOptions() reads a value after a blank or an equals sign alike", () => {
  assertEquals(
    read("--trials", "3", "--seed", "4,5"),
    read("--trials=3", "--seed=4,5"),
  );
});

Deno.test("--seed and --cross take ranges and lists with blanks", () => {
  const seeds = (...args: string[]) =>
    planOf(...args).seeds.map(({ search }) => search);
  assertEquals(seeds("--seed", "1..4"), [1, 2, 3, 4]);
  assertEquals(seeds("--seed", "0..2, 9,4..4"), [0, 1, 2, 9, 4]);
  assertEquals(
    planOf("--cross", "search=1..3; split=0,5..6").seeds,
    planOf("--cross", "search=1,2,3;split=0,5,6").seeds,
  );
});

Deno.test("--optimizer takes blanks, another spelling, and libraries for their newest preset", () => {
  assertEquals(
    planOf("--optimiser", " random, optuna+halving ,hyperopt,ax\u200b"),
    planOf("--optimizer=random,optuna-5.0+halving,hyperopt-0.3,ax-1.3"),
  );
});

Deno.test("readOptions() reads the levels of a custom grid", () => {
  assertEquals(planOf("--grid", "lr=1e-5,1e-4;num_epochs=3").grid, {
    lr: [1e-5, 1e-4],
    num_epochs: [3],
  });
});

Deno.test("readOptions() reads the folder of downloaded weights, which is no part of the plan", () => {
  const options = read("--encoder", "wav2vec2", "--weights", "here");
  assertEquals(options.run.weights, "here");
  assertEquals(
    options.plan,
    planOf("--encoder=wav2vec2", "--weights=elsewhere"),
  );
});

Deno.test("readOptions() keeps features nowhere unless a folder is given, which is no part of the plan", () => {
  const [without, given] = [read(), read("--cache", "here")];
  assertEquals("cache" in without.run, false);
  assertEquals(given.run.cache, "here");
  assertEquals(given.plan, without.plan);
});

const REFUSED: readonly [args: string[], culprit: string][] = [
  [["--nope"], '"--nope"'],
  [["bench"], '"bench"'],
  [["--seed", "-1"], "--seed -1"],
  [["--seed=-1"], "--seed -1"],
  [["--seed", "1.5"], "--seed 1.5"],
  [["--seed", "4294967296"], "--seed 4294967296"],
  [["--seed", "1,1"], "--seed"],
  [["--seed", "3..1"], "--seed 3..1"],
  [["--seed", "1..2..3"], "--seed 1..2..3"],
  [["--seed", "1.."], "--seed 1.."],
  [["--seed", "0..4,3"], "3 is given more than once"],
  [["--seed", "0..100000"], "100000 seeds at most"],
  [["--cross", "search=1..3,2"], "2 is given more than once"],
  [["--cross", "serach=1"], 'did you mean "search"?'],
  [["--optimizer", "optuna,optuna-5.0"], "optuna-5.0 is given more than once"],
  [["--optimizer", "random,,ax"], "an item is empty"],
  [["--optimizer", "hyperop"], 'did you mean "hyperopt"?'],
  [["--corpus", "emobd"], 'did you mean "emodb"?'],
  [["--optimise", "random"], 'did you mean "--optimiser"?'],
  [["--seed"], "--seed"],
  [["--seed", "--json"], "--seed"],
  [["--seed=1", "--seed=2"], "--seed"],
  [["--trials", "0"], "--trials 0"],
  [["--trials", "many"], "--trials many"],
  [["--jobs", "0"], "--jobs 0"],
  [["--corpus", "mine"], "--corpus mine"],
  [["--protocol", "loso"], "--protocol loso"],
  [["--optimizer", "random,best"], "--optimizer best"],
  [["--encoder", "hubert"], "--encoder hubert"],
  [["--encoder", "wav2vec2"], "--encoder wav2vec2 without --weights"],
  [["--weights", "x"], "--weights with --encoder whisper-tiny"],
  [["--recipe", "fast"], "--recipe fast"],
  [["--recipe", "fast+batch=2"], "--recipe fast"],
  [["--recipe", "quick+batch=0"], 'batch is "0"'],
  [["--data", "x"], "--data"],
  [["--corpus", "emodb", "--utterances", "90"], "--utterances"],
  [["--difficulty", "2"], "--difficulty 2"],
  [["--grid", "lr"], '"lr"'],
  [["--grid", "lr=a"], '"lr=a"'],
];

for (const [args, culprit] of REFUSED) {
  Deno.test(`readOptions() refuses ${args.join(" ")} by name`, () => {
    const error = assertThrows(() => read(...args), UsageError);
    assert(error.message.includes(culprit), error.message);
    assert(!error.message.endsWith("."), error.message);
    assertEquals(error.exitCode, 2);
  });
}
