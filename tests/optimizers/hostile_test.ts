/** What callers without types, and spaces at the edge of numbers, meet: every preset the same. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { createOptimizer, PRESETS, takesGrid } from "../../optimizers/mod.ts";
import {
  checkParams,
  contains,
  type Parameter,
  type SearchSpace,
} from "../../optimizers/space.ts";
import type { Outcome, Params } from "../../optimizers/types.ts";

type Fault = readonly [
  what: string,
  given: unknown,
  error: typeof RangeError | typeof TypeError,
  message: string,
];

const UNIT = { kind: "uniform", name: "x", low: 0, high: 1 };
const OPTIONS = { seed: 1, direction: "maximize" };

function make(preset: unknown, space: unknown, options: unknown) {
  return createOptimizer(
    preset as string,
    space as SearchSpace,
    options as { seed: number; direction: "maximize" },
  );
}

/** Options with the grid that a recorded grid cannot do without. */
const withRows = (preset: string, options: object) =>
  preset === "grid-published" && !Object.hasOwn(options, "grid")
    ? { ...options, grid: [{ x: 0 }] }
    : options;

const KINDS =
  "one of uniform, log-uniform, integer, log-integer, stepped, categorical";

const uniform = (low: unknown, high: unknown) => [{ ...UNIT, low, high }];
const log = (low: unknown, high: unknown) => [
  { kind: "log-uniform", name: "x", low, high },
];
const integer = (low: unknown, high: unknown) => [
  { kind: "integer", name: "x", low, high },
];
const stepped = (low: unknown, high: unknown, step: unknown) => [
  { kind: "stepped", name: "x", low, high, step },
];
const categorical = (choices: unknown) => [
  { kind: "categorical", name: "x", choices },
];

/** A parameter that exists under one of three choices, and one under that. */
const CONDITIONAL: SearchSpace = [
  { kind: "categorical", name: "method", choices: [0, 1, 2] },
  {
    kind: "log-integer",
    name: "rank",
    low: 1,
    high: 8,
    when: { parameter: "method", values: [1] },
  },
  { kind: "integer", name: "deep", low: 0, high: 1 },
  {
    kind: "uniform",
    name: "scale",
    low: 0,
    high: 1,
    when: { parameter: "deep", values: [1] },
  },
];

const SPACES: readonly Fault[] = [
  ["no list", { x: [0, 1] }, TypeError, "found an object, expected a list"],
  ["nothing", undefined, TypeError, "found undefined, expected a list"],
  ["an empty list", [], RangeError, "found no parameter"],
  ["no object", [3], TypeError, "parameter 0 of a search space: found 3"],
  ["a hole", new Array(1), TypeError, "found undefined, expected an object"],
  [
    "no name",
    [{ ...UNIT, name: undefined }],
    TypeError,
    "found name undefined",
  ],
  [
    "an empty name",
    [{ ...UNIT, name: "" }],
    RangeError,
    "starts with a letter",
  ],
  [
    "a repeated name",
    [UNIT, { ...UNIT, low: 0.5 }],
    RangeError,
    "its name is given more than once",
  ],
  [
    "an unknown kind",
    [{ ...UNIT, kind: "loguniform" }],
    RangeError,
    `found kind "loguniform", expected ${KINDS}`,
  ],
  [
    "a kind of Object.prototype",
    [{ ...UNIT, kind: "toString" }],
    RangeError,
    `found kind "toString", expected ${KINDS}`,
  ],
  ["no kind", [{ name: "x" }], TypeError, "found kind undefined, expected"],
  [
    "a field of another library",
    [{ ...UNIT, log: true }],
    RangeError,
    'found a field "log", expected only kind, name, when, low, high',
  ],
  [
    "a step of an integer",
    [{ kind: "integer", name: "x", low: 0, high: 4, step: 2 }],
    RangeError,
    'found a field "step"',
  ],
  [
    "no bound",
    [{ kind: "uniform", name: "x", low: 0 }],
    TypeError,
    "found high",
  ],
  ["a bound in words", uniform("0", 1), TypeError, 'found low "0"'],
  ["a bigint bound", integer(0n, 3), TypeError, "found low the bigint 0n"],
  ["bounds the wrong way", uniform(1, 0), RangeError, "the lower one first"],
  ["a bound NaN", uniform(NaN, 1), RangeError, "found bounds NaN and 1"],
  [
    "a range next to nothing",
    uniform(0, 5e-324),
    RangeError,
    "at least 1e-300",
  ],
  ["no end", uniform(0, Infinity), RangeError, "found bounds 0 and Infinity"],
  ["no end of integers", integer(-Infinity, 0), RangeError, "finite numbers"],
  [
    "a range wider than a double",
    uniform(-1e308, 1e308),
    RangeError,
    "their difference and their sum are at most 1.7976931348623157e+308",
  ],
  [
    "a middle beyond a double",
    uniform(1e308, 1.7e308),
    RangeError,
    "their difference and their sum",
  ],
  ["steps beyond a double", stepped(0, 1.7e308, 1.7e308), RangeError, "a step"],
  ["a log range from 0", log(0, 1), RangeError, "found lower bound 0"],
  ["a log range from next to nothing", log(5e-324, 1), RangeError, "1e-300"],
  ["a negative log range", log(-1, 1), RangeError, "found lower bound -1"],
  [
    "a log range without a width",
    log(1e300, 1e300 * (1 + 2 ** -52)),
    RangeError,
    "whose logarithms differ",
  ],
  ["broken integers", integer(0, 1.5), RangeError, "expected integers"],
  [
    "integers beyond 2^53",
    integer(0, 2 ** 60),
    RangeError,
    "expected integers",
  ],
  ["no step", stepped(0, 1, 0), RangeError, "found step 0"],
  ["a step NaN", stepped(0, 1, NaN), RangeError, "found step NaN"],
  ["a step in words", stepped(0, 1, "1"), TypeError, 'found step "1"'],
  ["a step that misses", stepped(0, 1, 0.3), RangeError, "a multiple of"],
  [
    "too many steps",
    stepped(0, 1e9, 1e-3),
    RangeError,
    "found 1000000000001 values in steps of 0.001, expected at most 2147483648",
  ],
  ["steps without effect", stepped(1e16, 1e16 + 2, 0.5), RangeError, "changes"],
  ["no choices", categorical([]), RangeError, "found no choice"],
  ["choices that are none", categorical("abc"), TypeError, "found choices"],
  ["choices in words", categorical(["a"]), TypeError, 'found choice "a"'],
  [
    "a hole in choices",
    categorical([, 1]),
    TypeError,
    "found choice undefined",
  ],
  ["a choice NaN", categorical([0, NaN]), RangeError, "found the choice NaN"],
  ["a repeated choice", categorical([1, 2, 1]), RangeError, "choice 1 twice"],
  ["both zeros", categorical([0, -0]), RangeError, "twice"],
  ["choices too far apart", categorical([-1e308, 1e308]), RangeError, "differ"],
];

/** Faults of where a second parameter exists. */
const CONDITIONS: readonly Fault[] = ([
  ["no object", "y", TypeError, 'found when "y", expected an object'],
  [
    "no parameter",
    { values: [0] },
    TypeError,
    "found when.parameter undefined",
  ],
  ["no list", { parameter: "x", values: 0 }, TypeError, "found when.values 0"],
  ["words", { parameter: "x", values: ["a"] }, TypeError, "a list of numbers"],
  ["no values", { parameter: "x", values: [] }, RangeError, "without values"],
  [
    "a misspelt field",
    { parameter: "x", value: [0] },
    RangeError,
    'when: found a field "value", expected only parameter, values',
  ],
  [
    "itself",
    { parameter: "y", values: [0] },
    RangeError,
    'found a condition on "y", expected the name of a parameter further ahead',
  ],
  [
    "a value there is not",
    { parameter: "x", values: [0, 2] },
    RangeError,
    "found a condition that x is 2, expected one of its values",
  ],
] as const).map(([what, when, error, message]): Fault => [
  `a condition: ${what}`,
  [...categorical([0, 1]), { ...UNIT, name: "y", when }],
  error,
  message,
]);

const SEEDS = "an integer from 0 to 4294967295";

const BAD_OPTIONS: readonly Fault[] = [
  ["nothing", undefined, TypeError, "found options undefined"],
  ["no seed", { direction: "maximize" }, TypeError, "found seed undefined"],
  ...[-1, 0.5, NaN, Infinity, 2 ** 32].map((seed): Fault => [
    `the seed ${seed}`,
    { ...OPTIONS, seed },
    RangeError,
    `found seed ${seed}, expected ${SEEDS}`,
  ]),
  ...[7n, "7", null, [7]].map((seed): Fault => [
    `the seed ${seed} of type ${typeof seed}`,
    { ...OPTIONS, seed },
    TypeError,
    `expected ${SEEDS}`,
  ]),
  ["no direction", { seed: 1 }, TypeError, "one of maximize, minimize"],
  [
    "an empty list of directions",
    { seed: 1, direction: [] },
    RangeError,
    "found no direction, expected one for each objective",
  ],
  [
    "an unknown direction in a list",
    { seed: 1, direction: ["maximize", "max"] },
    RangeError,
    'found direction "max"',
  ],
  [
    "a pruner of two objectives",
    { seed: 1, direction: ["maximize", "minimize"], pruner: "median" },
    RangeError,
    "found a pruner, expected none with 2 objectives",
  ],
  [
    "an unknown direction",
    { ...OPTIONS, direction: "max" },
    RangeError,
    'found direction "max", expected one of maximize, minimize',
  ],
  [
    "an unknown pruner",
    { ...OPTIONS, pruner: "asha" },
    RangeError,
    'found pruner "asha", expected one of none, median, halving, hyperband',
  ],
  [
    "a pruner null",
    { ...OPTIONS, pruner: null },
    TypeError,
    "found pruner null",
  ],
  ["a pruner that cannot", { ...OPTIONS, pruner: {} }, TypeError, "a function"],
  ["unknown ties", { ...OPTIONS, ties: "avx" }, RangeError, "simd, portable"],
  ["a study number", { ...OPTIONS, studyName: 3 }, TypeError, "studyName 3"],
  [
    "a misspelt option",
    { ...OPTIONS, prunner: "none" },
    RangeError,
    'found a field "prunner", expected only seed, direction, pruner',
  ],
];

const GRIDS: readonly Fault[] = [
  ["a word", "all", TypeError, 'found grid "all"'],
  ["no configuration", [], RangeError, ""],
  ["no levels", {}, RangeError, "found no levels"],
  ["levels in words", { x: "01" }, TypeError, "a list of numbers"],
  ["a level in words", { x: ["0"] }, TypeError, 'found x = "0"'],
  ["a level outside", { x: [2] }, RangeError, "found x = 2"],
  ["a level NaN", { x: [NaN] }, RangeError, "found x = NaN"],
  ["an unknown name", { x: [0], y: [0] }, RangeError, 'found levels for "y"'],
];

for (const preset of PRESETS) {
  Deno.test(`"${preset}" refuses when it is made a space that cannot be searched`, () => {
    for (const [what, space, error, message] of [...SPACES, ...CONDITIONS]) {
      const create = () => make(preset, space, withRows(preset, OPTIONS));
      assertThrows(create, error, message, what);
    }
  });

  Deno.test(`"${preset}" refuses when it is made options that there are not`, () => {
    for (const [what, options, error, message] of BAD_OPTIONS) {
      assertThrows(() => make(preset, [UNIT], options), error, message, what);
    }
    for (const [what, grid, error, message] of GRIDS) {
      const create = () => make(preset, [UNIT], { ...OPTIONS, grid });
      if (takesGrid(preset)) assertThrows(create, error, message, what);
      else {
        const only =
          `"${preset}": found a grid, expected it only for grid, grid-`;
        assertThrows(create, RangeError, only, what);
      }
    }
  });
}

Deno.test("options of some presets are refused for others, and when they are odd", () => {
  const refused = (
    preset: string,
    options: object,
    error: typeof RangeError | typeof TypeError,
    message: string,
  ) =>
    assertThrows(
      () => make(preset, [UNIT], { ...OPTIONS, ...options }),
      error,
      message,
    );
  refused("random", { tpe: {} }, RangeError, "only for optuna-5.0, optuna-4.9");
  refused("optuna-5.0", { tpe: 1 }, TypeError, "found tpe 1");
  refused("optuna-5.0", { tpe: { liar: true } }, RangeError, 'field "liar"');
  refused("optuna-5.0", { tpe: { group: 1 } }, TypeError, "found tpe.group 1");
  refused(
    "optuna-4.9",
    { tpe: { group: true } },
    RangeError,
    "found multivariate = false, expected true",
  );
  refused("random", { populationSize: 5 }, RangeError, "only for optuna-nsga2");
  for (const populationSize of [1, 2.5, Infinity]) {
    refused("optuna-nsga2", { populationSize }, RangeError, "from 2 up");
  }
  refused("optuna-nsga2", { populationSize: "5" }, TypeError, "from 2 up");
  const direction = ["maximize", "minimize"];
  for (const preset of ["ax-1.3", "hyperopt-0.3"]) {
    refused(preset, { direction }, RangeError, "found 2 objectives");
  }
  for (const preset of ["ax-1.3", "hyperopt-0.3", "sobol", "grid"]) {
    assertThrows(
      () => make(preset, CONDITIONAL, OPTIONS),
      RangeError,
      'found the parameter "rank", which is conditional',
    );
  }
});

Deno.test("createOptimizer names its presets when given something else", () => {
  const presets = PRESETS.join(", ");
  for (const preset of ["optuna", "toString", "", "Optuna-5.0"]) {
    assertThrows(() => make(preset, [UNIT], OPTIONS), RangeError, presets);
  }
  for (const preset of [undefined, 5, ["grid"], Symbol("grid")]) {
    assertThrows(() => make(preset, [UNIT], OPTIONS), TypeError, presets);
  }
});

Deno.test("messages stay one short line whatever is passed", () => {
  const word = "max\n".repeat(1e5);
  for (
    const create of [
      () => make("random", [UNIT], { ...OPTIONS, direction: word }),
      () => make("random", [{ ...UNIT, name: word }], OPTIONS),
      () => make("random", [{ ...UNIT, kind: word }], OPTIONS),
      () => make(word, [UNIT], OPTIONS),
    ]
  ) {
    const { message } = assertThrows(create, RangeError);
    assert(!message.includes("\n") && message.length < 500, message);
  }
});

Deno.test("a study refuses values, configurations and states that there are not", () => {
  const optimizer = make("random", [UNIT], OPTIONS);
  const { number } = optimizer.ask()!;
  for (
    const [state, error] of [["done", RangeError], [1, TypeError]] as const
  ) {
    const outcome = { state, value: 0.5 } as unknown as { state: "failed" };
    assertThrows(
      () => optimizer.tell(number, outcome),
      error,
      "expected one of complete, pruned, failed",
    );
  }
  const several = make("random", [UNIT], {
    seed: 1,
    direction: ["maximize", "minimize"],
  });
  const first = several.ask()!.number;
  for (
    const [values, error, message] of [
      [[1], RangeError, "found 1 objective values, expected 2"],
      [[1, 2, 3], RangeError, "found 3 objective values, expected 2"],
      [[1, "2"], TypeError, "found a value of type string"],
      [1, TypeError, "found values 1, expected a list of numbers"],
    ] as const
  ) {
    const outcome = { state: "complete", values } as unknown as Outcome;
    assertThrows(() => several.tell(first, outcome), error, message);
  }
  several.tell(first, { state: "complete", values: [1, NaN] });
  for (const params of [undefined, { x: "0.5" }, { x: null }, { x: 1n }]) {
    assertThrows(
      () => optimizer.amend(number, params as unknown as Params),
      TypeError,
      `Cannot amend trial ${number}: found`,
    );
  }
  optimizer.tell(number, { state: "failed" });
});

/** Numbers at the edges of what a double can do. */
const EDGES = [
  0,
  5e-324,
  2 ** -1022,
  1e-300,
  1e-9,
  0.1,
  1,
  1 + 2 ** -52,
  2 ** 31,
  2 ** 53,
  1e300,
  8e307,
];
const edge = fc.tuple(fc.constantFrom(...EDGES), fc.constantFrom(1, -1))
  .map(([size, sign]) => size * sign);
const range = fc.tuple(edge, edge)
  .filter(([a, b]) => a === b || Math.abs(a - b) >= 1e-300)
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);

/** A parameter of extreme but sound range. */
const extreme: fc.Arbitrary<Parameter> = fc.oneof(
  range.map(([low, high]): Parameter => ({
    kind: "uniform",
    name: "x",
    low,
    high,
  })),
  fc.tuple(
    fc.constantFrom(...EDGES.filter((size) => size >= 1e-300)),
    fc.constantFrom(1 + 1e-9, 1.5, 1e6, 1e290),
  ).map(([low, factor]): Parameter => ({
    kind: "log-uniform",
    name: "x",
    low,
    high: Math.min(low * factor, 9e307),
  })),
  fc.tuple(fc.maxSafeInteger(), fc.maxSafeInteger()).map((
    [a, b],
  ): Parameter => ({
    kind: "integer",
    name: "x",
    low: Math.min(a, b),
    high: Math.max(a, b),
  })),
  fc.tuple(
    fc.constantFrom(0, -1, 0.0009, 1e6),
    fc.constantFrom(1, 255, 256, 257, 1e6, 2 ** 31 - 1),
    fc.constantFrom(1e-3, 0.1, 1, 1e290),
  ).map(([low, steps, step]): Parameter => ({
    kind: "stepped",
    name: "x",
    low: step === 1e290 ? 0 : low,
    high: (step === 1e290 ? 0 : low) + steps * step,
    step,
  })),
  fc.uniqueArray(edge, { minLength: 1, comparator: "SameValueZero" })
    .map((choices): Parameter => ({ kind: "categorical", name: "x", choices })),
);

for (const preset of PRESETS) {
  if (preset === "grid-published") continue;
  Deno.test(`"${preset}" searches extreme ranges without leaving them`, () => {
    fc.assert(
      fc.property(extreme, fc.nat(), (parameter, seed) => {
        const space = [parameter, { ...parameter, name: "y" }];
        const optimizer = make(preset, space, { ...OPTIONS, seed });
        for (let i = 0; i < 13; i++) {
          const trial = optimizer.ask();
          if (trial === null) break;
          checkParams(space, trial.params, preset);
          const value = Math.sin(i);
          optimizer.tell(trial.number, { state: "complete", value });
        }
      }),
      { seed: 21, numRuns: preset.startsWith("ax") ? 40 : 300 },
    );
  });
}

Deno.test("a parameter may be named as what every object has", () => {
  const space: SearchSpace = ["constructor", "toString"].map((name, i) => ({
    kind: "integer",
    name,
    low: 0,
    high: 9,
    ...i === 1 && { when: { parameter: "constructor", values: [0, 1, 2, 3] } },
  }));
  for (const preset of ["random", "optuna-5.0", "optuna-4.9", "optuna-nsga2"]) {
    const optimizer = make(preset, space, OPTIONS);
    for (let i = 0; i < 60; i++) {
      const { number, params } = optimizer.ask()!;
      checkParams(space, params, preset);
      optimizer.tell(number, { state: "complete", value: i % 7 });
    }
  }
});

for (
  const preset of [
    "random",
    "optuna-random",
    "optuna-5.0",
    "optuna-4.9",
    "optuna-nsga2",
  ]
) {
  for (const objectives of [1, 3]) {
    Deno.test(`"${preset}" keeps to conditions, ${objectives} objectives`, () => {
      fc.assert(
        fc.property(fc.nat(), fc.boolean(), (seed, group) => {
          const optimizer = make(preset, CONDITIONAL, {
            seed,
            direction: Array(objectives).fill("minimize"),
            ...preset === "optuna-5.0" && { tpe: { group } },
            ...preset === "optuna-nsga2" && { populationSize: 5 },
          });
          for (let i = 0; i < 25; i++) {
            const { number, params } = optimizer.ask()!;
            checkParams(CONDITIONAL, params, preset);
            const values = [params.method, params.deep, i % 5]
              .slice(0, objectives);
            // Some stay running.
            if (i % 4 > 0) {
              optimizer.tell(number, { state: "complete", values });
            }
          }
        }),
        { seed: 8, numRuns: 20 },
      );
    });
  }
}

Deno.test("optimizers choose among 200 000 categories", () => {
  const choices = Array.from({ length: 200_000 }, (_, i) => i);
  for (const preset of PRESETS.filter((name) => !name.startsWith("grid"))) {
    const trial = make(preset, categorical(choices), OPTIONS).ask()!;
    assertEquals(choices[trial.params.x], trial.params.x, preset);
  }
});

Deno.test("a log scale does not contain 0 or negative numbers, however wide it is", () => {
  const [parameter] = log(1e-12, 1) as Parameter[];
  for (const value of [0, -1e-9, 5e-13]) assert(!contains(parameter, value));
  for (const value of [1e-12, 1, 1 + 2 ** -52]) {
    assert(contains(parameter, value));
  }
});
