import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Encoder } from "../../model/encoders/encoder.ts";
import { readWav2Vec2 } from "../../model/encoders/wav2vec2_folder.ts";
import { HEAD } from "../../model/graph/graphs.ts";
import { recipeFor } from "../../model/recipes.ts";
import { ModelRuntime } from "../../model/runtime.ts";
import { fineTune } from "../../model/training/fine_tune.ts";
import { xavierHead } from "../../model/training/head_session.ts";
import { tunedEncoder } from "../../model/training/trained_model.ts";
import { TrainingSession } from "../../model/training/training_session.ts";
import { filesOf } from "./encoders/wav2vec2_fixtures.ts";
import { randomWhisper } from "./encoders/whisper_fixtures.ts";
import { relativeError } from "./gradient_check.ts";
import { testStream, tinyEncoder, tones, uniform } from "./tiny_encoder.ts";

const ENCODERS: readonly Encoder[] = [
  randomWhisper({ width: 128, blocks: 2, seed: 7000 }),
  readWav2Vec2(filesOf("base")),
  tinyEncoder(),
];
const CLASSES = 3;
const LORA = "tuning=lora+rank=2+targets=both";

function optionsOf(encoder: Encoder, changes: string) {
  const whole = `first_block=0+pooled_after=${encoder.blocks}`;
  return {
    encoder,
    recipe: recipeFor(`quick+${whole}+${changes}`, encoder),
    classes: CLASSES,
    threads: 1,
  };
}

/** A session as training starts, and one step's input. */
async function started(encoder: Encoder, changes: string) {
  const session = await TrainingSession.create(optionsOf(encoder, changes));
  const head = xavierHead(encoder.width, CLASSES, testStream(3));
  session.start(head, { random: testStream(4) });
  const data = uniform(9 * encoder.width, 1, testStream(5));
  return { session, head, frames: { count: 9, data } };
}

for (const encoder of ENCODERS) {
  Deno.test(`LoRA begins as the encoder itself, to the bit: ${encoder.name}`, async () => {
    const lora = await started(encoder, LORA);
    const full = await started(encoder, "tuning=full");
    assertEquals(
      (await lora.session.score(lora.frames)).logProbabilities,
      (await full.session.score(full.frames)).logProbabilities,
    );
    await lora.session.release();
    await full.session.release();
  });

  for (const share of [0, 0.5]) {
    Deno.test(`LoRA merged into the encoder's weights scores as beside them: ${encoder.name}, start_share ${share}`, async () => {
      const changes = `${LORA}+start_share=${share}`;
      const { session, frames } = await started(encoder, changes);
      const before = new Map(
        [...encoder.weights].map(([name, { data }]) => [name, data.slice()]),
      );
      for (let i = 0; i < 5; i++) await session.step([frames], [1], 1e-2);
      const beside = (await session.score(frames)).logProbabilities;
      const { head, weights } = session.model();
      assertEquals(weights.size, 4 * encoder.blocks);
      for (const [name, data] of weights) {
        assert(relativeError(data, before.get(name)!) > 1e-4, name);
      }
      const merged = await TrainingSession.create(
        optionsOf(tunedEncoder(encoder, { weights }), "tuning=full"),
      );
      merged.start(head);
      const { logProbabilities } = await merged.score(frames);
      assert(relativeError(logProbabilities, beside) < 1e-5);
      for (const [name, data] of before) {
        assertEquals(encoder.weights.get(name)!.data, data, name);
      }
      await session.release();
      await merged.release();
    });
  }

  Deno.test(`bitfit trains biases and norms with the gradients of full, and leaves the rest: ${encoder.name}`, async () => {
    const some = await started(encoder, "tuning=bitfit");
    const full = await started(encoder, "tuning=full");
    const heads: readonly string[] = Object.values(HEAD);
    assertEquals(
      some.session.names.toSorted(),
      full.session.names.filter((name) =>
        heads.includes(name) || full.session.dims(name).length === 1
      ).sort(),
    );
    await some.session.step([some.frames], [1], 1e-2);
    await full.session.step([full.frames], [1], 1e-2);
    for (const name of some.session.names) {
      const [found, expected] = [some, full].map(({ session }) =>
        session.gradients(name)
      );
      assert(relativeError(found, expected) < 1e-5, name);
    }
    assertEquals(
      [...some.session.model().weights.keys()].sort(),
      some.session.names.filter((name) => !heads.includes(name)).sort(),
    );
    await some.session.release();
    await full.session.release();
  });
}

Deno.test("TrainingSession.start() refuses LoRA without random numbers", async () => {
  const [encoder] = ENCODERS;
  const { session, head } = await started(encoder, LORA);
  assertThrows(() => session.start(head), TypeError, "random");
  await session.release();
});

for (const tuning of ["probe", "lora", "bitfit"]) {
  Deno.test(`fineTune() gives the same trial again after another: tuning ${tuning}`, async () => {
    const encoder = tinyEncoder();
    const runtime = new ModelRuntime(optionsOf(encoder, `tuning=${tuning}`));
    const frozen: boolean[][] = [];
    const trial = async () => {
      const epochs: boolean[] = [];
      const result = await fineTune(runtime, {
        train: tones(9, CLASSES, 1),
        validation: tones(6, CLASSES, 2),
        configuration: {
          lr: 1e-2,
          num_epochs: 3,
          unfreeze_epoch: 1,
          max_length: 8000,
        },
        random: testStream(7),
        now: () => 0,
        report: ({ frozen }) => {
          epochs.push(frozen);
          return true;
        },
      });
      frozen.push(epochs);
      return result;
    };
    const first = await trial();
    assertEquals(await trial(), first);
    assertEquals(frozen[0], [true, tuning === "probe", tuning === "probe"]);
    await runtime.release();
  });
}
