import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { UsageError } from "../../../bench/command/exit_codes.ts";
import { type Plan, studiesOf } from "../../../bench/plan/plan.ts";
import { optionsOf } from "../options.ts";

const planOf = (args: readonly string[], file = ""): Plan =>
  optionsOf(args, file).plan;

Deno.test("--vary changes one stream and leaves the others at master seed 0", () => {
  const seeds = (vary: string) =>
    planOf(["--vary", vary, "--seed", "3,4"]).seeds;
  assertEquals(seeds("all"), [
    { search: 3, train: 3, split: 3 },
    { search: 4, train: 4, split: 4 },
  ]);
  assertEquals(seeds("search"), [
    { search: 3, train: 0, split: 0 },
    { search: 4, train: 0, split: 0 },
  ]);
  assertEquals(seeds("train")[0], { search: 0, train: 3, split: 0 });
  assertEquals(seeds("split")[1], { search: 0, train: 0, split: 4 });
});

Deno.test("--cross makes every combination, and seed 0 of what it leaves out", () => {
  const { seeds } = planOf(["--cross", "search=1,2;split=5,6,7"]);
  assertEquals(seeds.length, 6);
  assertEquals(new Set(seeds.map(({ train }) => train)), new Set([0]));
  assertEquals(
    new Set(seeds.map(({ search, split }) => `${search} ${split}`)).size,
    6,
  );
});

Deno.test("--tuning gives every recipe every method, as a field of the recipe", () => {
  const { recipes } = planOf([
    "--recipe=quick,strong+batch=2",
    "--tuning=full,lora+rank=4",
  ]);
  assertEquals(recipes, [
    "quick",
    "quick+tuning=lora+rank=4",
    "strong+batch=2",
    "strong+batch=2+tuning=lora+rank=4",
  ]);
  assertEquals(planOf(["--tuning=full"]), planOf([]));
  assertThrows(
    () => planOf(["--tuning=lore"]),
    UsageError,
    'tuning is "lore"; expected full or lora',
  );
});

Deno.test("--recipe keeps a recipe with its changes as one of its own", () => {
  assertEquals(
    studiesOf(planOf(["--recipe=quick,quick+batch=2", "--optimizer=random"]))
      .map(({ recipe }) => recipe),
    ["quick", "quick", "quick+batch=2", "quick+batch=2"],
  );
});

Deno.test("studiesOf() has one study for each combination, each with a key of its own", () => {
  const some = <T>(...items: T[]) => fc.subarray(items, { minLength: 1 });
  fc.assert(fc.property(
    some("synthetic", "emodb", "ravdess"),
    some("paper", "nested"),
    some("whisper-tiny", "whisper-base"),
    some("random", "optuna-5.0", "ax-1.3"),
    fc.uniqueArray(fc.nat(99), { minLength: 1, maxLength: 4 }),
    (corpora, protocols, encoders, optimizers, seeds) => {
      const studies = studiesOf(planOf([
        ...["--corpus", corpora.join()],
        ...["--protocol", protocols.join()],
        ...["--encoder", encoders.join()],
        ...["--optimizer", optimizers.join()],
        ...["--cross", `search=${seeds};train=1,2`],
      ]));
      assertEquals(
        studies.length,
        corpora.length * protocols.length * encoders.length *
          optimizers.length * seeds.length * 2,
      );
      assertEquals(new Set(studies.map(({ key }) => key)).size, studies.length);
    },
  ));
});

Deno.test("a chosen pruner stands in the name of optimizers that can have it", () => {
  assertEquals(
    planOf(["--optimizer", "random,optuna-5.0", "--pruner", "none"]).optimizers,
    ["random", "optuna-5.0+none"],
  );
  assertEquals(
    planOf(["--optimizer", "optuna-5.0", "--pruner", "median"]).optimizers,
    ["optuna-5.0"],
  );
  assertEquals(
    planOf(["--optimizer", "optuna-5.0,optuna-5.0+halving"]).optimizers,
    ["optuna-5.0", "optuna-5.0+halving"],
  );
});

Deno.test("a stream that is set by hand has master seed 0", () => {
  const plan = planOf(["--seed", "7", "--split-seed", "42"]);
  assertEquals(plan.seeds, [{ search: 7, train: 7, split: 0 }]);
  assertEquals(plan.streams, { split: 42 });
});

const REFUSED: readonly [args: string[], message: RegExp][] = [
  [["--plan", "p.toml", "--trials", "3"], /--trials with --plan/],
  [["--cross", "search=1", "--seed", "1"], /--seed with --cross/],
  [["--cross", "nothing=1"], /"nothing"/],
  [["--cross", "search=1,1"], /1 is given more than once/],
  [["--seed", "1,01"], /1 is given more than once/],
  [["--vary", "split", "--split-seed", "42"], /--split-seed with --vary/],
  [["--cross", "split=1,2", "--split-seed", "4"], /--split-seed with/],
  [["--optimizer", "random+halving"], /random\+halving/],
  [["--optimizer", "optuna-5.0+soon"], /soon/],
  [["--optimizer", "optuna-5.0,optuna-5.0+median"], /is given more than once/],
  [["--vary", "some"], /--vary some/],
  [["--grid", "max_length=16000"], /--grid max_length=16000/],
  [["--optimizer", "random", "--pruner", "none"], /none of them prunes/],
  [["--data", "x=here", "--corpus", "emodb,ravdess"], /--data at "x=here"/],
];

Deno.test("readOptions() refuses plans that cannot be run, naming the culprit", () => {
  for (const [args, message] of REFUSED) {
    const error = assertThrows(() => planOf(args), UsageError);
    assert(message.test(error.message), error.message);
  }
});
