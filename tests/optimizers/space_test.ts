import { assert, assertEquals, assertThrows } from "@std/assert";
import { checkSpace } from "../../optimizers/check_space.ts";
import {
  checkParams,
  contains,
  paperSpace,
  type Parameter,
  type SearchSpace,
  valueCount,
} from "../../optimizers/space.ts";

const LR: Parameter = { kind: "log-uniform", name: "lr", low: 1e-6, high: 1 };

function numeric(
  kind: "uniform" | "log-uniform" | "integer" | "log-integer",
  low: number,
  high: number,
): SearchSpace {
  return [{ kind, name: "x", low, high }];
}

function stepped(low: number, high: number, step: number): SearchSpace {
  return [{ kind: "stepped", name: "x", low, high, step }];
}

function choices(...values: number[]): SearchSpace {
  return [{ kind: "categorical", name: "x", choices: values }];
}

Deno.test("paperSpace is a valid space", () => {
  checkSpace(paperSpace());
});

Deno.test("checkSpace refuses what cannot be searched, naming the parameter", () => {
  const faults: [SearchSpace, string][] = [
    [[], "found no parameter"],
    [[{ ...LR, name: "" }], "starts with a letter"],
    [[{ ...LR, name: "1st" }], "starts with a letter"],
    [[{ ...LR, name: "__proto__" }], "starts with a letter"],
    [[{ ...LR, name: "a b" }], "starts with a letter"],
    [
      [LR, LR],
      'parameter "lr" of a search space: its name is given more than once',
    ],
    [numeric("uniform", 1, 0), "found bounds 1 and 0"],
    [numeric("uniform", NaN, 0), "found bounds NaN and 0"],
    [numeric("uniform", 0, Infinity), "found bounds 0 and Infinity"],
    [numeric("log-uniform", 0, 1), "found lower bound 0"],
    [numeric("log-uniform", -2, 1), "found lower bound -2"],
    [numeric("integer", 0.5, 3), "expected integers"],
    [numeric("integer", 0, 2 ** 60), "expected integers"],
    [stepped(0, 1, 0), "found step 0"],
    [stepped(0, 1, -0.1), "found step -0.1"],
    [stepped(0, 1, NaN), "found step NaN"],
    [stepped(0, 1, 0.3), "expected 0 plus a multiple of the step 0.3"],
    [numeric("log-integer", 0, 3), "found lower bound 0, expected at least 1"],
    [numeric("log-integer", 1, 2.5), "expected integers"],
    [choices(), "found no choice"],
    [choices(1, NaN), "expected finite numbers"],
    [choices(1, 2, 1), "expected each of them once"],
  ];
  for (const [space, message] of faults) {
    assertThrows(() => checkSpace(space), RangeError, message);
  }
});

Deno.test("checkSpace takes steps whose multiples are rounded", () => {
  for (const [low, high, step] of [[0, 0.3, 0.1], [-0.7, 1.4, 0.7]]) {
    checkSpace(stepped(low, high, step));
  }
});

Deno.test("valueCount counts the values of each kind", () => {
  const counts = [
    numeric("integer", -2, 5),
    stepped(0, 0.3, 0.1),
    choices(4, 5),
    numeric("uniform", 0, 1),
    numeric("uniform", 2, 2),
    stepped(2, 2, 1),
  ].map(([parameter]) => valueCount(parameter));
  assertEquals(counts, [8, 4, 2, Infinity, 1, 1]);
});

Deno.test("contains holds for bounds and steps up to rounding, not beyond", () => {
  const [tenths] = stepped(0, 1, 0.1);
  const [unit] = numeric("uniform", 0, 1);
  const [whole] = numeric("integer", 1, 3);
  const [few] = choices(2, 7);
  assert(contains(tenths, 0.1 + 0.2) && contains(tenths, 1));
  assert(!contains(tenths, 0.25) && !contains(tenths, 1.1));
  assert(contains(unit, 0) && contains(unit, 1 + 2 ** -52));
  assert(!contains(unit, 1.001) && !contains(unit, NaN));
  assert(contains(whole, 3) && !contains(whole, 2.5) && !contains(whole, 4));
  assert(contains(few, 7) && !contains(few, 3));
});

Deno.test("checkParams names the parameter at fault and what it may be", () => {
  const good = {
    lr: 1e-4,
    num_epochs: 3,
    unfreeze_epoch: 0,
    max_length: 32000,
  };
  checkParams(paperSpace(), good, "Cannot run");
  const { lr: _, ...missing } = good;
  const faults: [Record<string, number>, string][] = [
    [missing, 'Cannot run: found no value for "lr"'],
    [{ ...good, lr: 1 }, "found lr = 1, expected a number from 0.000001 to"],
    [{ ...good, num_epochs: 2.5 }, "expected an integer from 1 to 10"],
    [{ ...good, max_length: 96000 }, "expected one of 32000, 48000, 64000"],
    [{ ...good, batch: 1 }, 'found a value for "batch", expected only lr'],
  ];
  for (const [params, message] of faults) {
    assertThrows(
      () => checkParams(paperSpace(), params, "Cannot run"),
      RangeError,
      message,
    );
  }
});

Deno.test("a conditional parameter has a value exactly where it exists", () => {
  const space: SearchSpace = [
    { kind: "categorical", name: "method", choices: [0, 1] },
    {
      kind: "log-integer",
      name: "rank",
      low: 1,
      high: 8,
      when: { parameter: "method", values: [1] },
    },
  ];
  checkSpace(space);
  checkParams(space, { method: 0 }, "Cannot try");
  checkParams(space, { method: 1, rank: 8 }, "Cannot try");
  const refused = (params: Record<string, number>, message: string) =>
    assertThrows(
      () => checkParams(space, params, "Cannot try"),
      RangeError,
      message,
    );
  refused({ method: 1 }, 'found no value for "rank"');
  refused({ method: 1, rank: 1.5 }, "an integer from 1 to 8");
  refused(
    { method: 0, rank: 1 },
    'found a value for "rank", expected it only where "method" is 1',
  );
});
