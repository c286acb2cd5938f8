import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { readWav2Vec2 } from "../../../model/encoders/wav2vec2_folder.ts";
import { trainingGraph } from "../../../model/graph/graphs.ts";
import { recipeFor } from "../../../model/recipes.ts";
import { xavierHead } from "../../../model/training/head_session.ts";
import { TrainingSession } from "../../../model/training/training_session.ts";
import { filesOf } from "../encoders/wav2vec2_fixtures.ts";
import { randomWhisper } from "../encoders/whisper_fixtures.ts";
import {
  CLASSES,
  distance,
  readFixture,
  SEED,
  type Stored,
} from "./fixtures.ts";
import { stream } from "./formulas.ts";

/** What lora_fixtures.py wrote. */
interface LoraFixture {
  readonly cases: readonly {
    readonly family: "whisper" | "wav2vec2";
    readonly targets: string;
    readonly rank: number;
    readonly alpha: number;
    readonly scaling: string;
    readonly loss: number;
    readonly gradients: Readonly<Record<string, Stored>>;
    readonly rate: number;
    readonly steps: readonly { readonly loss: number; readonly norm: number }[];
    readonly changes: Readonly<Record<string, Stored>>;
  }[];
}

const ENCODERS = {
  whisper: randomWhisper({ width: 128, blocks: 2, seed: 7000 }),
  wav2vec2: readWav2Vec2(filesOf("base")),
};
const COUNTS = [9, 12, 7];

/** Float32 numbers in [-1, 1) out of one stream. */
function uniform(seed: number, length: number, factor = 1): Float32Array {
  const { random } = stream(seed);
  return Float32Array.from(
    { length },
    () => (2 * random() - 1) * factor,
  );
}

function framesOf(number: number, width: number) {
  const count = COUNTS[number % COUNTS.length];
  return { count, data: uniform(900 + number, count * width) };
}

for (const of of readFixture<LoraFixture>("lora").cases) {
  const encoder = ENCODERS[of.family];
  const changes = Object.entries({
    first_block: 0,
    pooled_after: encoder.blocks,
    tuning: "lora",
    rank: of.rank,
    alpha: of.alpha,
    targets: of.targets,
    scaling: of.scaling,
  }).map(([field, value]) => `+${field}=${value}`).join("");
  const options = {
    encoder,
    recipe: recipeFor(`quick${changes}`, encoder),
    classes: CLASSES,
    threads: 1,
  };
  const head = xavierHead(encoder.width, CLASSES, stream(SEED + 1));
  const setting =
    `${of.family}, ${of.targets}, rank ${of.rank}, ${of.scaling} scaling`;

  Deno.test(`LoRA has the gradients of peft: ${setting}`, async () => {
    const session = await TrainingSession.create(options);
    session.start(head, { random: stream(SEED) });
    const names = Object.keys(of.gradients);
    assertEquals([...session.names].sort(), names.toSorted());
    names.forEach((name, number) => {
      if (!name.endsWith("lora.b")) return;
      const B = session.weights(name);
      B.set(uniform(300 + number, B.length, 1 / 8));
    });
    const frames = framesOf(0, encoder.width);
    const { loss } = await session.step([frames], [2], 0);
    assertAlmostEquals(loss, of.loss, 1e-5 * of.loss);
    for (const [name, reference] of Object.entries(of.gradients)) {
      const allowed = Math.max(1e-5, 3 * reference.float32_distance);
      const found = distance(session.gradients(name), reference);
      assert(found < allowed, `${name}: ${found}, expected below ${allowed}`);
    }
    await session.release();
  });

  Deno.test(`LoRA moves as peft does in 20 steps of AdamW: ${setting}`, async () => {
    const session = await TrainingSession.create(options);
    session.start(head, { random: stream(SEED) });
    const start = new Map(
      session.names.map((name) => [name, session.weights(name).slice()]),
    );
    for (const [i, expected] of of.steps.entries()) {
      const frames = framesOf(i, encoder.width);
      const label = (3 * i + 2) % CLASSES;
      const { loss, norm } = await session.step([frames], [label], of.rate);
      assertAlmostEquals(loss, expected.loss, 1e-4 * expected.loss);
      assertAlmostEquals(norm, expected.norm, 1e-3 * expected.norm);
    }
    for (const [name, reference] of Object.entries(of.changes)) {
      const before = start.get(name)!;
      const change = session.weights(name).map((w, i) => w - before[i]);
      const allowed = Math.max(1e-3, 3 * reference.float32_distance);
      const found = distance(change, reference);
      assert(found < allowed, `${name}: ${found}, expected below ${allowed}`);
    }
    await session.release();
  });

  Deno.test(`LoRA trains r (in + out) numbers for each matrix: ${setting}`, () => {
    const { parameters } = trainingGraph(options);
    const d = encoder.width;
    const m = encoder.weights.get("blocks.0.fc1.w")!.dims[1];
    const attention = 4 * (d + d);
    const forward = 2 * (d + m);
    const block = {
      attention,
      "feed-forward": forward,
      both: attention + forward,
    };
    const trained = parameters.filter(({ name }) => !name.startsWith("head."))
      .reduce((sum, { dims }) => sum + dims[0] * dims[1], 0);
    assertEquals(
      trained,
      encoder.blocks * of.rank * block[of.targets as keyof typeof block],
    );
  });
}
