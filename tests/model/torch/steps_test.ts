import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { Encoder } from "../../../model/encoders/encoder.ts";
import { fineTune } from "../../../model/training/fine_tune.ts";
import { HEAD, pooledWidth } from "../../../model/graph/graphs.ts";
import { xavierHead } from "../../../model/training/head_session.ts";
import { ModelRuntime } from "../../../model/runtime.ts";
import type { EpochReport } from "../../../model/types.ts";
import { stream } from "./formulas.ts";
import {
  CLASSES,
  distance,
  examplesOf,
  MAX_LENGTH,
  readFixture,
  recipeOf,
  releasedEncoder,
  SEED,
  type StepsFixture,
  tinyRandomEncoder,
} from "./fixtures.ts";

/** Mean of an epoch's steps. */
const mean = (values: readonly number[]) =>
  values.reduce((sum, x) => sum + x, 0) / values.length;

/**
 * Runs whole trials, 20 steps each, and compares the course of training and
 * the change of every weight with PyTorch in float64. Adam divides small
 * gradients by their own size, so rounding shows most where gradients are
 * small: where PyTorch's float32 strays far, ours may stray three times as far.
 */
async function compareSteps(
  encoder: Encoder,
  { cases }: StepsFixture,
): Promise<void> {
  for (const of of cases) {
    const recipe = recipeOf(encoder, of);
    const runtime = new ModelRuntime({
      encoder,
      recipe,
      classes: CLASSES,
      threads: 1,
    });
    const train = examplesOf(of);
    const reports: EpochReport[] = [];
    const { num_epochs, unfreeze_epoch, lr } = of;
    const result = await fineTune(runtime, {
      train,
      validation: train,
      configuration: { lr, num_epochs, unfreeze_epoch, max_length: MAX_LENGTH },
      random: stream(SEED),
      now: () => 0,
      report: (epoch) => {
        reports.push(epoch);
        return true;
      },
    });

    assertEquals(result.state, "complete");
    assertEquals(reports.length, of.epochs.length);
    reports.forEach((report, epoch) => {
      const reference = of.epochs[epoch];
      const near = (found: number, expected: number, relative: number) =>
        assertAlmostEquals(found, expected, relative * expected);
      near(report.lr, reference.lr, 1e-12);
      near(report.train_loss, mean(reference.losses), 1e-4);
      near(report.gradient_norm, mean(reference.norms), 1e-3);
    });

    const head = xavierHead(
      pooledWidth(encoder, recipe),
      CLASSES,
      stream(SEED),
    );
    const starts: Record<string, Float32Array> = {
      [HEAD.weight]: head.weight,
      [HEAD.bias]: head.bias,
    };
    const session = await runtime.training();
    assertEquals([...session.names].sort(), Object.keys(of.changes).sort());
    for (const name of session.names) {
      const start = starts[name] ?? encoder.weights.get(name)!.data;
      const change = session.weights(name).map((w, i) => w - start[i]);
      const reference = of.changes[name];
      const allowed = Math.max(1e-2, 3 * reference.float32_distance);
      const found = distance(change, reference);
      assert(
        found < allowed,
        `${of.name}: the change of ${name} is ${found} off, expected less than ${allowed}`,
      );
    }
    await runtime.release();
  }
}

Deno.test("fineTune() moves every weight as PyTorch does in 20 steps when weights are random", () =>
  compareSteps(
    tinyRandomEncoder(),
    readFixture<StepsFixture>("tiny_random_steps"),
  ));

for (const name of ["moonshine-tiny", "moonshine-base"]) {
  const encoder = await releasedEncoder(name);
  const fixture = readFixture<StepsFixture>(`${name}_steps`);

  Deno.test({
    name:
      `fineTune() moves every weight as PyTorch does in 20 steps when the encoder is ${name}`,
    ignore: !encoder,
    fn: () => compareSteps(encoder!, fixture),
  });
}
