import { assert, assertEquals } from "@std/assert";
import { AxSpace } from "../../../optimizers/gp/ax_space.ts";
import { createOptimizer } from "../../../optimizers/mod.ts";
import { paperSpace, type SearchSpace } from "../../../optimizers/space.ts";
import type {
  Direction,
  Optimizer,
  Params,
  Trial,
} from "../../../optimizers/types.ts";
import { type Botorch, readFixture, recordings, type Sobol } from "./peers.ts";

type Objective = (params: Params) => number;

const valuesOf = (params: Params) => Object.values(params);

/** Asks and tells `count` trials. */
function run(
  optimizer: Optimizer,
  count: number,
  objective: Objective,
): Trial[] {
  return Array.from({ length: count }, () => {
    const trial = optimizer.ask()!;
    const value = objective(trial.params);
    optimizer.tell(trial.number, { state: "complete", value });
    return trial;
  });
}

const PRESET_OF = { client: "ax-1.3", legacy: "ax-legacy" } as const;

for (const [source, recorded] of recordings<Sobol>("sobol")) {
  Deno.test(`ax-1.3 and ax-legacy start with Ax's points digit for digit (${source})`, () => {
    for (const q of recorded.ax_initialisation) {
      const optimizer = createOptimizer(PRESET_OF[q.api], paperSpace(), {
        seed: q.random_seed,
        direction: "maximize",
      });
      const centre = q.api === "client" ? [recorded.ax_centre.trial] : [];
      const expected = [...centre, ...q.sobol_trials];
      const trials = run(optimizer, expected.length + 1, () => 0.5);
      assertEquals(
        trials.slice(0, -1).map(({ params }) => valuesOf(params)),
        expected,
      );
      assert(trials.slice(0, -1).every(({ phase }) => phase === "startup"));
      assertEquals(trials.at(-1)!.phase, "model");
    }
  });
}

interface Published {
  sessions: { first_row: number; seed: number; trials: number[][] }[];
}

Deno.test("ax-published proposes the 31 Sobol trials of the published log", () => {
  let equal = 0;
  for (
    const { seed, trials } of readFixture<Published>("published.json").sessions
  ) {
    const optimizer = createOptimizer("ax-published", paperSpace(), {
      seed,
      direction: "maximize",
    });
    for (const row of trials) {
      const { number, params } = optimizer.ask()!;
      assertEquals(valuesOf(params), row.slice(0, 4));
      optimizer.tell(number, { state: "complete", value: row[4] });
      equal += 1;
    }
  }
  assertEquals(equal, 31);
});

/** The recorded objectives without noise, over the paper's space. */
function unit(
  { lr, num_epochs, unfreeze_epoch, max_length }: Params,
): number[] {
  return [
    (Math.log10(lr) + 6) / 3,
    (num_epochs - 1) / 9,
    unfreeze_epoch / 5,
    (max_length - 32000) / 128000,
  ];
}

const bowl: Objective = (params) => {
  const u = unit(params);
  return 0.95 - 0.8 * (u[0] - 0.42) ** 2 - 0.25 * (u[1] - 0.8) ** 2 -
    0.1 * (u[2] - 0.3) ** 2 - 0.1 * (u[3] - 0.375) ** 2;
};

const cliff: Objective = (p) => {
  const effective = p.num_epochs -
    0.8 * Math.min(p.unfreeze_epoch, p.num_epochs);
  const progress = 1 - Math.exp(-effective * p.lr / 4e-5);
  const length = 0.92 + 0.08 * Math.min(1, p.max_length / 80000);
  const keep = 1 / (1 + Math.exp((Math.log10(p.lr) + 3.95) / 0.08));
  return 1 / 7 + (0.96 - 1 / 7) * progress * length * keep;
};

const hartmann4: Objective = (params) => {
  const u = unit(params);
  const alpha = [1, 1.2, 3, 3.2];
  const a = [
    [10, 3, 17, 3.5],
    [0.05, 10, 17, 0.1],
    [3, 3.5, 1.7, 10],
    [17, 8, 0.05, 10],
  ];
  const p = [
    [0.1312, 0.1696, 0.5569, 0.0124],
    [0.2329, 0.4135, 0.8307, 0.3736],
    [0.2348, 0.1451, 0.3522, 0.2883],
    [0.4047, 0.8828, 0.8732, 0.5743],
  ];
  return alpha.reduce(
    (sum, weight, i) =>
      sum + weight * Math.exp(
          -a[i].reduce((t, c, j) => t + c * (u[j] - p[i][j]) ** 2, 0),
        ),
    0,
  );
};

const OBJECTIVES: Record<string, Objective> = {
  bowl,
  cliff_noisy: cliff,
  hart4: hartmann4,
};

for (const [source, recorded] of recordings<Botorch>("botorch")) {
  Deno.test(`ax-1.3 proposes Ax's first model trial in four of five recorded runs (${source})`, () => {
    const runs = recorded.ax_experiments.filter(({ api }) => api === "client");
    let equal = 0;
    const distances: number[] = [];
    for (const { seed, trials } of runs) {
      const optimizer = createOptimizer("ax-1.3", paperSpace(), {
        seed,
        direction: "maximize",
      });
      for (const { x, y } of trials.slice(0, 5)) {
        const { number, params } = optimizer.ask()!;
        assertEquals(valuesOf(params), x);
        optimizer.tell(number, { state: "complete", value: y });
      }
      const [lr, ...discrete] = valuesOf(optimizer.ask()!.params);
      const [axLr, ...axDiscrete] = trials[5].x;
      if (discrete.join() !== axDiscrete.join()) continue;
      equal += 1;
      distances.push(Math.abs(Math.log10(lr / axLr)) / 3);
    }
    assert(equal >= 0.8 * runs.length, `${equal} of ${runs.length}`);
    distances.sort((a, b) => a - b);
    assert(distances[distances.length >> 1] <= 0.005);
  });
}

Deno.test("ax-1.3 finds better configurations than sobol in 15 trials", () => {
  const best = (preset: string, seed: number, objective: Objective) => {
    const optimizer = createOptimizer(preset, paperSpace(), {
      seed,
      direction: "maximize",
    });
    const trials = run(optimizer, 15, objective);
    return Math.max(...trials.map(({ params }) => objective(params)));
  };
  for (const [name, objective] of Object.entries(OBJECTIVES)) {
    const gains = Array.from(
      { length: 8 },
      (_, seed) =>
        best("ax-1.3", seed, objective) - best("sobol", seed, objective),
    );
    const mean = gains.reduce((sum, v) => sum + v, 0) / gains.length;
    const squares = gains.reduce((sum, v) => sum + (v - mean) ** 2, 0);
    const error = Math.sqrt(squares / (gains.length - 1) / gains.length);
    // Student's t with 7 degrees of freedom, one-sided 5 %.
    assert(mean > 1.895 * error, `${name}: gain ${mean}, error ${error}`);
  }
});

Deno.test("ax-1.3 proposes the same when maximising a value and minimising its negative", () => {
  const proposals = (direction: Direction, sign: number) =>
    run(
      createOptimizer("ax-1.3", paperSpace(), { seed: 3, direction }),
      9,
      (params) => sign * cliff(params),
    ).map(({ params }) => params);
  assertEquals(proposals("maximize", 1), proposals("minimize", -1));
});

Deno.test("ax-published goes against its direction, as the published script did", () => {
  const last = (preset: string, direction: Direction) =>
    run(
      createOptimizer(preset, paperSpace(), { seed: 2002, direction }),
      24,
      bowl,
    ).slice(8).map(({ params }) => bowl(params));
  const mean = (list: number[]) =>
    list.reduce((sum, v) => sum + v, 0) / list.length;
  const published = mean(last("ax-published", "maximize"));
  assert(published < mean(last("ax-legacy", "maximize")) - 0.1);
  assert(Math.abs(published - mean(last("ax-legacy", "minimize"))) < 0.1);
});

Deno.test("ax-1.3 goes on where it stood when a search is made again and replayed", () => {
  const make = () =>
    createOptimizer("ax-1.3", paperSpace(), { seed: 5, direction: "maximize" });
  const whole = run(make(), 9, hartmann4);
  const resumed = make();
  run(resumed, 6, hartmann4);
  assertEquals(run(resumed, 3, hartmann4), whole.slice(6));
});

Deno.test("ax presets leave failed trials out of the data and of the start", () => {
  const make = () =>
    createOptimizer("ax-1.3", paperSpace(), { seed: 8, direction: "maximize" });
  const plain = make();
  const faulty = make();
  const expected = run(plain, 7, bowl);
  const seen: Trial[] = [];
  for (let i = 0; seen.length < 6; i++) {
    const trial = faulty.ask()!;
    if (i === 2) faulty.tell(trial.number, { state: "failed" });
    else if (i === 4) {
      faulty.tell(trial.number, { state: "complete", value: NaN });
    } else {
      faulty.tell(trial.number, {
        state: "complete",
        value: bowl(trial.params),
      });
      seen.push(trial);
    }
  }
  assertEquals(seen.map(({ phase }) => phase), [
    ...Array(5).fill("startup"),
    "model",
  ]);
  // The failed points are skipped, not repeated.
  assertEquals(seen[1].params, expected[1].params);
  assertEquals(seen[2].params, expected[3].params);
});

Deno.test("ax presets take a pruned trial's last report as its value", () => {
  const search = (isPruned: boolean) => {
    const optimizer = createOptimizer("ax-1.3", paperSpace(), {
      seed: 1,
      direction: "maximize",
      pruner: "none",
    });
    return Array.from({ length: 8 }, (_, i) => {
      const { number, params } = optimizer.ask()!;
      const value = bowl(params);
      if (isPruned && i % 2 === 1) {
        optimizer.report(number, 0, -5);
        optimizer.report(number, 1, value);
        optimizer.tell(number, { state: "pruned" });
      } else optimizer.tell(number, { state: "complete", value });
      return params;
    });
  };
  assertEquals(search(true), search(false));
});

Deno.test("ax presets propose different configurations when trials run side by side", () => {
  const optimizer = createOptimizer("ax-1.3", paperSpace(), {
    seed: 4,
    direction: "maximize",
  });
  run(optimizer, 6, cliff);
  const running = Array.from({ length: 4 }, () => optimizer.ask()!);
  assert(running.every(({ phase }) => phase === "model"));
  const distinct = new Set(
    running.map(({ params }) => valuesOf(params).join()),
  );
  assertEquals(distinct.size, 4);
  running.toReversed().forEach(({ number, params }) =>
    optimizer.tell(number, { state: "complete", value: cliff(params) })
  );
  assertEquals(optimizer.ask()!.phase, "model");
});

Deno.test("ax presets go on with Sobol points when the start has too few values", () => {
  const optimizer = createOptimizer("ax-legacy", paperSpace(), {
    seed: 4,
    direction: "maximize",
  });
  const trials = Array.from({ length: 10 }, () => optimizer.ask()!);
  assert(trials.every(({ phase }) => phase === "startup"));
});

const OWN_SPACE: SearchSpace = [
  { kind: "log-uniform", name: "decay", low: 1e-5, high: 1 },
  { kind: "uniform", name: "dropout", low: 0, high: 0.6 },
  { kind: "stepped", name: "warmup", low: 0, high: 0.5, step: 0.1 },
  { kind: "integer", name: "width", low: 16, high: 2048 },
  { kind: "categorical", name: "batch", choices: [8, 1, 4, 2] },
  { kind: "categorical", name: "only", choices: [3] },
];

Deno.test("ax presets and sobol work on a space of one's own", () => {
  for (const preset of ["ax-1.3", "ax-legacy", "ax-published", "sobol"]) {
    const optimizer = createOptimizer(preset, OWN_SPACE, {
      seed: 11,
      direction: "minimize",
    });
    const value: Objective = (p) =>
      (Math.log10(p.decay) + 2) ** 2 + p.dropout + p.warmup + p.batch / 8 +
      Math.abs(p.width - 512) / 512;
    for (const { params, number } of run(optimizer, 14, value)) {
      assertEquals(Object.keys(params), OWN_SPACE.map(({ name }) => name));
      assert(params.decay >= 1e-5 && params.decay <= 1, `trial ${number}`);
      assert(params.dropout >= 0 && params.dropout <= 0.6);
      assert(Number.isInteger(params.width));
      assert(params.width >= 16 && params.width <= 2048);
      assert([0, 1, 2, 3, 4, 5].some((i) => params.warmup === i * 0.1));
      assert([1, 2, 4, 8].includes(params.batch));
      assertEquals(params.only, 3);
    }
  }
});

Deno.test("ax-1.3 tries every configuration of a small space once before it repeats one", () => {
  const space: SearchSpace = [
    { kind: "integer", name: "a", low: 0, high: 3 },
    { kind: "categorical", name: "b", choices: [1, 2, 5] },
  ];
  const optimizer = createOptimizer("ax-1.3", space, {
    seed: 2,
    direction: "maximize",
  });
  const trials = run(optimizer, 14, ({ a, b }) => a - b * b);
  const distinct = (count: number) =>
    new Set(trials.slice(0, count).map(({ params }) => valuesOf(params).join()))
      .size;
  assertEquals(distinct(12), 12);
  assertEquals(distinct(14), 12);
});

Deno.test("ax presets propose the only configuration when there is nothing to choose", () => {
  const space: SearchSpace = [
    { kind: "categorical", name: "a", choices: [7] },
    { kind: "uniform", name: "b", low: 2, high: 2 },
  ];
  for (const preset of ["ax-1.3", "ax-legacy", "sobol"]) {
    const optimizer = createOptimizer(preset, space, {
      seed: 2,
      direction: "maximize",
    });
    for (const { params } of run(optimizer, 7, () => 1)) {
      assertEquals(params, { a: 7, b: 2 });
    }
  }
});

Deno.test("AxSpace maps every configuration of the paper's space to the model's cube and back", () => {
  const space = new AxSpace(paperSpace(), "value");
  const lengths = [32000, 48000, 64000, 80000, 112000, 160000];
  const positions = [0, 0.125, 0.25, 0.375, 0.625, 1];
  lengths.forEach((max_length, i) => {
    const params = { lr: 1e-3, num_epochs: 10, unfreeze_epoch: 0, max_length };
    assertEquals(space.toUnit(params), [1, 1, 0, positions[i]]);
    assertEquals(space.fromUnit([1, 1, 0, positions[i]]), params);
  });
  const even = new AxSpace(paperSpace(), "index");
  assertEquals(
    even.dimensions[3],
    { kind: "discrete", levels: [0, 0.2, 0.4, 0.6, 0.8, 1] },
  );
});
