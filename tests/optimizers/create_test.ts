import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  createOptimizer,
  type OptimizerOptions,
  PRESETS,
} from "../../optimizers/create.ts";
import {
  checkParams,
  paperSpace,
  type Parameter,
  type SearchSpace,
} from "../../optimizers/space.ts";
import type {
  Direction,
  Optimizer,
  Outcome,
  Params,
  Trial,
} from "../../optimizers/types.ts";

/** Presets that are fast enough to play with at length. */
const FAST = PRESETS.filter((preset) => !preset.startsWith("ax"));

function options(
  preset: string,
  more: Partial<OptimizerOptions> = {},
): OptimizerOptions {
  const rows: Params[] = [
    { lr: 1e-5, num_epochs: 3, unfreeze_epoch: 0, max_length: 32000 },
    { lr: 1e-6, num_epochs: 9, unfreeze_epoch: 4, max_length: 48000 },
  ];
  return {
    seed: 1,
    direction: "maximize",
    ...(preset === "grid-published" ? { grid: rows } : {}),
    ...more,
  };
}

Deno.test("createOptimizer makes every preset, which names itself", () => {
  for (const preset of PRESETS) {
    const optimizer = createOptimizer(preset, paperSpace(), options(preset));
    assertEquals(optimizer.preset, preset);
    const trial = optimizer.ask()!;
    assertEquals(trial.number, 0);
    checkParams(paperSpace(), trial.params, preset);
  }
});

Deno.test("presets that ignore what they are told are independent, unless they prune", () => {
  const independent = (preset: string, pruner?: "median") =>
    createOptimizer(preset, paperSpace(), options(preset, { pruner }))
      .independent;
  for (
    const preset of [
      "random",
      "grid",
      "grid-shuffled",
      "grid-optuna",
      "center",
    ]
  ) {
    assert(independent(preset));
    assert(!independent(preset, "median"));
  }
  assert(!independent("optuna-5.0"));
});

Deno.test("Optuna presets prune by the median unless told otherwise", () => {
  const verdicts = (pruner?: OptimizerOptions["pruner"]) => {
    const optimizer = createOptimizer(
      "optuna-5.0",
      paperSpace(),
      options("optuna-5.0", { pruner }),
    );
    return Array.from({ length: 6 }, (_, i) => {
      const { number } = optimizer.ask()!;
      const goOn = optimizer.report(number, 0, i < 5 ? 0.5 : 0.4);
      optimizer.tell(number, { state: "complete", value: 0.5 });
      return goOn;
    }).at(-1);
  };
  assertEquals(verdicts(), false);
  assertEquals(verdicts("median"), false);
  assertEquals(verdicts("none"), true);
  assertEquals(verdicts({ prune: () => true }), false);
});

const name = (i: number) => `p${i}`;
const bounds = fc.tuple(
  fc.double({ min: 1e-3, max: 5, noNaN: true }),
  fc.double({ min: 0, max: 10, noNaN: true }),
);

/** A parameter of any kind; its name is given later. */
const anyParameter: fc.Arbitrary<Parameter> = fc.oneof(
  bounds.map(([low, width]): Parameter => ({
    kind: "log-uniform",
    name: "",
    low,
    high: low + width,
  })),
  bounds.map(([low, width]): Parameter => ({
    kind: "uniform",
    name: "",
    low: -low,
    high: width - low,
  })),
  fc.tuple(fc.integer({ min: -5, max: 5 }), fc.nat(12)).map((
    [low, width],
  ): Parameter => ({ kind: "integer", name: "", low, high: low + width })),
  fc.tuple(fc.integer({ min: -5, max: 5 }), fc.nat(8), fc.nat(3)).map((
    [low, steps, i],
  ): Parameter => {
    const step = [0.1, 0.25, 1, 3][i];
    return { kind: "stepped", name: "", low, high: low + steps * step, step };
  }),
  fc.uniqueArray(fc.integer({ min: -99, max: 99 }), {
    minLength: 1,
    maxLength: 5,
  }).map((choices): Parameter => ({ kind: "categorical", name: "", choices })),
);

const anySpace: fc.Arbitrary<SearchSpace> = fc.array(anyParameter, {
  minLength: 1,
  maxLength: 5,
}).map((space) => space.map((p, i) => ({ ...p, name: name(i) })));

Deno.test("center proposes the first trial of ax-1.3 in any space, then nothing", () => {
  fc.assert(
    fc.property(anySpace, fc.nat(2 ** 32 - 1), (space, seed) => {
      const first = (preset: string) => {
        const optimizer = createOptimizer(preset, space, options("", { seed }));
        const trial = optimizer.ask()!;
        return { optimizer, trial };
      };
      const { optimizer, trial } = first("center");
      assertEquals(trial.params, first("ax-1.3").trial.params);
      assertEquals(trial.phase, "center");
      checkParams(space, trial.params, "center");
      assertEquals(optimizer.ask(), null);
      optimizer.tell(0, { state: "complete", value: 1 });
      assertEquals(optimizer.ask(), null);
    }),
    { seed: 5, numRuns: 100 },
  );
  const paper = createOptimizer("center", paperSpace(), options("")).ask()!;
  // Geometric middle; (1 + 10) / 2 and (0 + 5) / 2 cut; choice number 6 / 2
  assertAlmostEquals(paper.params.lr, Math.sqrt(1e-6 * 1e-3), 1e-15);
  assertEquals(
    { ...paper.params, lr: 0 },
    { lr: 0, num_epochs: 5, unfreeze_epoch: 2, max_length: 80000 },
  );
});

const anyOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constantFrom(0, 0.5, 1, NaN, Infinity, -Infinity).map((value) => ({
    state: "complete" as const,
    value,
  })),
  fc.double({ noNaN: true, min: -1, max: 1 }).map((value) => ({
    state: "complete" as const,
    value,
  })),
  fc.constant({ state: "pruned" as const }),
  fc.constant({ state: "failed" as const }),
);

/** One thing that happens to an optimizer. */
type Event =
  | { kind: "ask" }
  | { kind: "report"; step: number; value: number }
  | { kind: "tell"; outcome: Outcome };

const anyEvent: fc.Arbitrary<Event> = fc.tuple(
  fc.constantFrom<Event["kind"]>("ask", "ask", "report", "tell", "tell"),
  fc.nat(6),
  fc.constantFrom(0.1, 0.5, 0.9, NaN, Infinity),
  anyOutcome,
).map(([kind, step, value, outcome]): Event => {
  switch (kind) {
    case "ask":
      return { kind };
    case "report":
      return { kind, step, value };
    case "tell":
      return { kind, outcome };
  }
});

const anyEvents: fc.Arbitrary<Event[]> = fc.array(anyEvent, {
  minLength: 60,
  maxLength: 60,
});

/** Plays events: reports and tells go to the oldest running trial. */
function play(
  optimizer: Optimizer,
  events: readonly Event[],
  running: number[],
): (Trial | boolean | null)[] {
  return events.map((event) => {
    if (event.kind === "ask" || running.length === 0) {
      const trial = optimizer.ask();
      if (trial !== null) running.push(trial.number);
      return trial;
    }
    if (event.kind === "report") {
      return optimizer.report(running[0], event.step, event.value);
    }
    optimizer.tell(running.shift()!, event.outcome);
    return null;
  });
}

for (const preset of FAST) {
  Deno.test(`"${preset}" stays in any space, and goes on exactly when replayed`, () => {
    fc.assert(
      fc.property(
        anySpace,
        anyEvents,
        fc.nat(59),
        fc.nat(),
        fc.constantFrom("none", "median", "halving", "hyperband"),
        (space, events, stop, seed, pruner) => {
          const grid = preset === "grid-published"
            ? [firstConfiguration(space)]
            : undefined;
          const make = () =>
            createOptimizer(preset, space, {
              seed,
              direction: "minimize",
              grid,
              pruner,
            });
          const undisturbed = play(make(), events, []);
          const resumed = make();
          const running: number[] = [];
          play(resumed, events.slice(0, stop), running);
          assertEquals(
            play(resumed, events.slice(stop), running),
            undisturbed.slice(stop),
          );
          for (const result of undisturbed) {
            if (typeof result === "object" && result !== null) {
              checkParams(space, result.params, preset);
            }
          }
        },
      ),
      { numRuns: 15, seed: 3 },
    );
  });
}

for (const preset of FAST) {
  Deno.test(`"${preset}" minimises as it maximises the negation`, () => {
    const recorded = [firstConfiguration(paperSpace())];
    fc.assert(
      fc.property(
        anyEvents,
        fc.nat(),
        fc.constantFrom("none", "median", "halving", "hyperband"),
        (events, seed, pruner) => {
          const search = (direction: Direction, sign: number) =>
            play(
              createOptimizer(preset, paperSpace(), {
                seed,
                direction,
                pruner,
                grid: preset === "grid-published" ? recorded : undefined,
              }),
              events.map((event) => signed(event, sign)),
              [],
            );
          assertEquals(search("maximize", 1), search("minimize", -1));
        },
      ),
      { numRuns: 10, seed: 4 },
    );
  });
}

/** The same event of an objective that is multiplied by a sign. */
function signed(event: Event, sign: number): Event {
  if (event.kind === "report") return { ...event, value: sign * event.value };
  if (event.kind === "tell" && "value" in event.outcome) {
    const value = sign * event.outcome.value;
    return { kind: "tell", outcome: { state: "complete", value } };
  }
  return event;
}

function firstConfiguration(space: SearchSpace): Params {
  return Object.fromEntries(space.map((p) => [p.name, firstOf(p)]));
}

function firstOf(parameter: Parameter): number {
  return parameter.kind === "categorical"
    ? parameter.choices[0]
    : parameter.low;
}
