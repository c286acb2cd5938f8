import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertRejects,
} from "@std/assert";
import { fineTune } from "../../../model/training/fine_tune.ts";
import type { FeatureStore } from "../../../model/features.ts";
import {
  HeadSession,
  xavierHead,
} from "../../../model/training/head_session.ts";
import { cosineRate } from "../../../model/training/cosine.ts";
import type { Recipe } from "../../../model/recipe.ts";
import { recipeFor } from "../../../model/recipes.ts";
import { ModelRuntime } from "../../../model/runtime.ts";
import type {
  Configuration,
  EpochReport,
  FineTuneOptions,
  TrialResult,
} from "../../../model/types.ts";
import { MapStore } from "../map_store.ts";
import { testStream, tinyEncoder, tones } from "../tiny_encoder.ts";

const ENCODER = tinyEncoder();
const CLASSES = 3;
const TRAIN = tones(18, CLASSES, 1);
const VALIDATION = tones(9, CLASSES, 2);
const TEST = tones(6, CLASSES, 3);
const SETTING: Configuration = {
  lr: 1e-3,
  num_epochs: 3,
  unfreeze_epoch: 1,
  max_length: 6000,
};

interface Outcome {
  readonly result: TrialResult;
  readonly epochs: readonly EpochReport[];
}

/** A runtime of the tiny encoder; released when the block ends. */
async function withRuntime<T>(
  recipe: Partial<Recipe>,
  use: (runtime: ModelRuntime) => Promise<T>,
  store?: FeatureStore,
): Promise<T> {
  const runtime = new ModelRuntime({
    encoder: ENCODER,
    recipe: { ...recipeFor("quick", ENCODER), ...recipe },
    classes: CLASSES,
    threads: 1,
    store,
  });
  try {
    return await use(runtime);
  } finally {
    await runtime.release();
  }
}

async function run(
  runtime: ModelRuntime,
  configuration: Partial<Configuration> = {},
  options: Partial<FineTuneOptions> = {},
): Promise<Outcome> {
  const epochs: EpochReport[] = [];
  let clock = 0;
  const result = await fineTune(runtime, {
    train: TRAIN,
    validation: VALIDATION,
    configuration: { ...SETTING, ...configuration },
    random: testStream(7),
    now: () => clock++,
    report: (epoch) => {
      epochs.push(epoch);
      return true;
    },
    ...options,
  });
  return { result, epochs };
}

/** Everything but seconds: an injected clock makes those depend on caches. */
function timeless({ result, epochs }: Outcome): string {
  return JSON.stringify(
    [result, epochs],
    (key, value) => key === "train_s" || key === "eval_s" ? undefined : value,
  );
}

function scores(result: TrialResult) {
  assert(result.state !== "diverged");
  return result;
}

const RECIPES: Record<string, Partial<Recipe>> = {
  "as quick": {},
  "padded, all blocks": { padding: "zeros", first_block: 0, pooled_after: 3 },
  "probe, deviation, batch 4": {
    head_start: "probe",
    pooling: "mean+deviation",
    batch: 4,
    label_smoothing: 0.1,
  },
  "crops": { shortest_crop: 0.5 },
  "strong, several blocks": {
    ...recipeFor("strong", ENCODER),
    first_block: 2,
    pooled_after: 3,
    also_pooled: [1, 2],
  },
};

for (const [name, recipe] of Object.entries(RECIPES)) {
  Deno.test(`fineTune() gives equal results alone, again and after other trials under ${name}`, async () => {
    const alone = await withRuntime(recipe, (runtime) => run(runtime));
    const [after, again] = await withRuntime(recipe, async (runtime) => {
      await run(runtime, { lr: 1e-2, max_length: 4000, unfreeze_epoch: 0 });
      await run(runtime, { unfreeze_epoch: 9 });
      return [await run(runtime), await run(runtime)];
    });
    assertEquals(timeless(after), timeless(alone));
    assertEquals(timeless(again), timeless(alone));
  });

  Deno.test(`fineTune() gives equal results while a store is filled and from a filled one under ${name}`, async () => {
    const alone = await withRuntime(recipe, (runtime) => run(runtime));
    const store = new MapStore();
    for (const _ of ["filling", "filled"]) {
      const stored = await withRuntime(
        recipe,
        (runtime) => run(runtime),
        store,
      );
      assertEquals(timeless(stored), timeless(alone));
    }
    assertGreater(store.puts, 0);
    assertEquals(store.puts, store.arrays.size);
  });

  Deno.test(`fineTune() learns to tell tones apart under ${name}`, async () => {
    const { result, epochs } = await withRuntime(
      recipe,
      (runtime) => run(runtime, { num_epochs: 8, lr: 1e-2 }),
    );
    assertEquals(scores(result).state, "complete");
    // Guessing gives a third
    assertGreater(scores(result).validation.bca, 0.6);
    assert(epochs.at(-1)!.train_loss < epochs[0].train_loss);
  });
}

Deno.test("fineTune() gives the same bits with two threads as with one", async () => {
  const one = await withRuntime({}, (runtime) => run(runtime));
  const runtime = new ModelRuntime({
    encoder: ENCODER,
    recipe: recipeFor("quick", ENCODER),
    classes: CLASSES,
    threads: 2,
  });
  const two = await run(runtime);
  await runtime.release();
  assertEquals(timeless(two), timeless(one));
});

Deno.test("fineTune() gives the same bits when the cache holds next to nothing", async () => {
  const kept = await withRuntime({}, (runtime) => run(runtime));
  const runtime = new ModelRuntime({
    encoder: ENCODER,
    recipe: recipeFor("quick", ENCODER),
    classes: CLASSES,
    threads: 1,
    budget: 1000,
  });
  const dropped = await run(runtime);
  await runtime.release();
  assertEquals(timeless(dropped), timeless(kept));
});

Deno.test("fineTune() scores the probe it starts from as a trial that hardly moves ends", async () => {
  const recipe = recipeFor("strong", ENCODER);
  const outcomes = await withRuntime(recipe, async (runtime) => [
    await run(runtime, { lr: 1e-30 }, { test: TEST }),
    await run(runtime, { lr: 1e-2 }, { test: TEST }),
  ]);
  for (const { result } of outcomes) {
    assertEquals(scores(result).start, {
      bca_validation: scores(outcomes[0].result).validation.bca,
      bca_test: scores(outcomes[0].result).test?.bca,
    });
  }
  const { result } = await withRuntime({}, (runtime) => run(runtime));
  assertEquals(scores(result).start, undefined);
});

Deno.test("fineTune() starts the schedule anew at the unfreeze epoch", async () => {
  const { epochs } = await withRuntime(
    {},
    (runtime) => run(runtime, { num_epochs: 5, unfreeze_epoch: 2 }),
  );
  const { lr } = SETTING;
  assertEquals(epochs.map(({ epoch }) => epoch), [0, 1, 2, 3, 4]);
  assertEquals(
    epochs.map(({ frozen }) => frozen),
    [true, true, false, false, false],
  );
  assertEquals(epochs.map((epoch) => epoch.lr), [
    cosineRate(lr, 0, 5),
    cosineRate(lr, 1, 5),
    cosineRate(lr, 0, 3),
    cosineRate(lr, 1, 3),
    cosineRate(lr, 2, 3),
  ]);
});

Deno.test("fineTune() never touches the encoder when it is not unfrozen", async () => {
  await withRuntime({}, async (runtime) => {
    const at = await run(runtime, { unfreeze_epoch: 3 });
    const beyond = await run(runtime, { unfreeze_epoch: 50 });
    assertEquals(timeless(beyond), timeless(at));
    assert(at.epochs.every(({ frozen }) => frozen));
  });
});

Deno.test("HeadSession takes the step that the whole graph takes on the head", async () => {
  const recipe = { label_smoothing: 0.1, clip_norm: 0.5 };
  await withRuntime(recipe, async (runtime) => {
    const session = await runtime.training();
    const cache = await runtime.features();
    const start = xavierHead(ENCODER.width, CLASSES, testStream(7));
    for (const example of VALIDATION) {
      const { frames, pooled } = await cache.of(example, 6000, true);
      session.start(start);
      const whole = await session.step([frames], [example.label], 1e-3);
      const head = new HeadSession(runtime.options, start);
      const alone = head.step([pooled!], [example.label], 1e-3);
      assertAlmostEquals(alone.loss, whole.loss, 1e-5);
      const gradient = ["head.w", "head.b"]
        .flatMap((name) => [...session.gradients(name)]);
      assertAlmostEquals(alone.norm, Math.hypot(...gradient), 1e-5);
    }
  });
});

Deno.test("fineTune() ends as pruned after the epoch whose report says so", async () => {
  await withRuntime({}, async (runtime) => {
    const full = await run(runtime);
    const epochs: EpochReport[] = [];
    const { result } = await run(runtime, {}, {
      report: (epoch) => Promise.resolve(epochs.push(epoch) < 2),
    });
    assertEquals(scores(result).state, "pruned");
    assertEquals(result.epochs_run, 2);
    assertEquals(epochs.length, 2);
    assertEquals(epochs[1].bca_validation, full.epochs[1].bca_validation);
    assertEquals(scores(result).validation.bca, epochs[1].bca_validation);
  });
});

Deno.test("fineTune() reports on a set of its own, looked at once at the end", async () => {
  await withRuntime({}, async (runtime) => {
    const { result } = await run(runtime, {}, { test: TEST });
    const ids = scores(result).test!.predictions.map(({ id }) => id);
    assertEquals(ids, TEST.map(({ id }) => id));
    assertEquals(
      scores(result).validation.predictions.length,
      VALIDATION.length,
    );
    const without = await run(runtime);
    assertEquals(scores(without.result).test, undefined);
    assertEquals(scores(result).validation, scores(without.result).validation);
  });
});

Deno.test("fineTune() ends as diverged with a reason when the loss leaves its range", async () => {
  await withRuntime({}, async (runtime) => {
    const { result } = await run(runtime, { lr: 1e30, num_epochs: 4 });
    assert(result.state === "diverged");
    assert(/^Training diverged in epoch \d+: /.test(result.reason));
    // And the next trial is none the worse for it
    const next = await run(runtime);
    const alone = await withRuntime({}, (fresh) => run(fresh));
    assertEquals(timeless(next), timeless(alone));
  });
});

Deno.test("fineTune() counts the same work for frozen features however they came", async () => {
  await withRuntime({}, async (runtime) => {
    const first = await run(runtime);
    const second = await run(runtime);
    assertEquals(first.result.work_gflop, second.result.work_gflop);
    assertAlmostEquals(
      first.epochs.reduce((sum, epoch) => sum + epoch.work_gflop, 0),
      first.result.work_gflop,
      1e-12,
    );
    const longer = await run(runtime, { num_epochs: 4 });
    assertGreater(longer.result.work_gflop, first.result.work_gflop);
  });
});

Deno.test("fineTune() takes its seconds from the clock it is given", async () => {
  await withRuntime({}, async (runtime) => {
    let clock = 0;
    const { result, epochs } = await run(runtime, {}, {
      now: () => clock += 500,
    });
    // Preparation and three epochs of training, three of scoring: one tick each
    assertEquals([result.train_s, result.eval_s], [4 * 0.5, 3 * 0.5]);
    assertEquals(epochs.map(({ train_s }) => train_s), [1, 0.5, 0.5]);
  });
});

Deno.test("fineTune() rejects with the reason when it is aborted", async () => {
  await withRuntime({}, async (runtime) => {
    const control = new AbortController();
    await assertRejects(
      () =>
        run(runtime, {}, {
          signal: control.signal,
          report: () => {
            control.abort(new Error("stop"));
            return true;
          },
        }),
      Error,
      "stop",
    );
  });
});

Deno.test("fineTune() refuses configurations, parts and labels out of range by name", async () => {
  const audio = new Float32Array(2000);
  const example = { id: "odd", samples: audio, label: 3 };
  const configurations: [Partial<Configuration>, string][] = [
    [{ lr: 0 }, "lr is 0"],
    [{ lr: NaN }, "lr is NaN"],
    [{ lr: Infinity }, "lr is Infinity"],
    [{ num_epochs: 0 }, "num_epochs is 0"],
    [{ num_epochs: 1.5 }, "num_epochs is 1.5"],
    [{ unfreeze_epoch: -1 }, "unfreeze_epoch is -1"],
    [{ max_length: 0 }, "max_length is 0"],
    [{ max_length: 1e9 }, "max_length is 1000000000"],
  ];
  const parts: [Partial<FineTuneOptions>, string][] = [
    [{ train: [] }, "the number of train examples is 0"],
    [{ validation: [] }, "the number of validation examples is 0"],
    [{ test: [] }, "the number of test examples is 0"],
    [{ train: [example] }, 'the label of "odd" is 3, expected an integer from'],
  ];
  await withRuntime({}, async (runtime) => {
    for (const [configuration, message] of configurations) {
      await assertRejects(
        () => run(runtime, configuration),
        RangeError,
        message,
      );
    }
    for (const [part, message] of parts) {
      await assertRejects(() => run(runtime, {}, part), RangeError, message);
    }
  });
});

Deno.test("fineTune() takes audio shorter than one frame as filled with zeros", async () => {
  const short = { id: "short", samples: new Float32Array(10), label: 0 };
  const { result } = await withRuntime(
    {},
    (runtime) => run(runtime, {}, { validation: [short] }),
  );
  assertEquals(scores(result).validation.predictions.length, 1);
});
