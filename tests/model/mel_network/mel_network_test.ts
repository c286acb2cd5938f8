import { assert, assertEquals, assertLess } from "@std/assert";
import { MelNetwork } from "../../../model/mel_network/mel_network.ts";
import { relativeError } from "../gradient_check.ts";
import { testStream, uniform } from "../tiny_encoder.ts";

const SHAPE = { bands: 32, frames: 35, classes: 3 };
const LABELS = [0, 1, 2, 0];

async function trained(steps: number) {
  const stream = testStream(5);
  const network = await MelNetwork.create(SHAPE, 1, stream);
  const crops = LABELS.map(() =>
    uniform(SHAPE.bands * SHAPE.frames, 1, stream)
  );
  const losses: number[] = [];
  for (let i = 0; i < steps; i++) {
    losses.push((await network.step(crops, LABELS, 1e-3)).loss);
  }
  return { network, crops, losses };
}

Deno.test("MelNetwork learns four crops by heart, and its running statistics follow", async () => {
  const { network, crops, losses } = await trained(60);
  const { logProbabilities } = await network.score(crops);
  await network.release();
  assertLess(losses[59], 0.05);
  logProbabilities.forEach((row, i) =>
    assertEquals(row.indexOf(Math.max(...row)), LABELS[i])
  );
});

Deno.test("MelNetwork's gradient is that of its loss", async () => {
  const { network, crops } = await trained(1);
  // A rate of 0 leaves the weights where they are
  const loss = async () => (await network.step(crops, LABELS, 0)).loss;
  await loss();
  for (const name of ["0.kernel", "4.scale", "dense.w", "head.b"]) {
    const gradient = network.gradients(name).slice();
    const weights = network.weights(name);
    const at = gradient.reduce(
      (best, g, i) => Math.abs(g) > Math.abs(gradient[best]) ? i : best,
      0,
    );
    const kept = weights[at];
    const step = 1e-2 * Math.max(0.1, Math.abs(kept));
    weights[at] = kept + step;
    const above = await loss();
    weights[at] = kept - step;
    const below = await loss();
    weights[at] = kept;
    const slope = (above - below) / (2 * step);
    assert(
      relativeError([gradient[at]], [slope]) < 0.05,
      `${name}: gradient ${gradient[at]}, slope ${slope}`,
    );
  }
  await network.release();
});

Deno.test("MelNetwork gives the same bits twice, and counts the same work a crop", async () => {
  const [a, b] = [await trained(3), await trained(3)];
  assertEquals(a.losses, b.losses);
  for (const name of a.network.names) {
    assertEquals(a.network.weights(name), b.network.weights(name));
  }
  const one = await a.network.score(a.crops.slice(0, 1));
  const four = await a.network.score(a.crops);
  assertEquals(four.flops, 4 * one.flops);
  await a.network.release();
  await b.network.release();
});
