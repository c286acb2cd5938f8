import { assert, assertGreater, assertLess } from "@std/assert";
import { loadEncoder } from "../../model/encoders/load.ts";
import { NPM_ENCODERS } from "../../model/encoders/registry.ts";
import { FeatureCache } from "../../model/features.ts";
import { float32Of, readModel } from "../../model/onnx/reader.ts";
import {
  ElementType,
  type Node,
  type OnnxModel,
} from "../../model/onnx/types.ts";
import { writeModel } from "../../model/onnx/writer.ts";
import { float32, Session } from "../../model/ort.ts";
import { recipeFor } from "../../model/recipes.ts";
import { relativeError } from "./gradient_check.ts";
import { testStream } from "./tiny_encoder.ts";

const ROOT = new URL("../../", import.meta.url);

/** The weights file, or nothing where its package was not installed. */
function released(folder: string, file: string) {
  try {
    return Deno.readFileSync(new URL(`${folder}/${file}`, ROOT));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/**
 * The released graph with its integer products, and the steps that quantise
 * their inputs, replaced by float products with (q - zero) scale.
 */
function withoutIntegers(model: OnnxModel): OnnxModel {
  const tensors = new Map(model.initializers.map((t) => [t.name, t]));
  const maker = new Map(
    model.nodes.flatMap((node) => node.outputs.map((name) => [name, node])),
  );
  const user = (name: string) =>
    model.nodes.find((node) => node.inputs.includes(name))!;
  const nodes = new Map<Node, Node | null>();
  for (const product of model.nodes) {
    if (product.op !== "MatMulInteger") continue;
    const [input, quantized, , zeroPoint] = product.inputs;
    const base = quantized.replace(/_quantized$/, "");
    const quantise = maker.get(input)!;
    const cast = user(product.outputs[0]);
    const rescale = user(cast.outputs[0]);
    const scales = rescale.inputs.find((name) => name !== cast.outputs[0])!;
    const q = tensors.get(quantized)!;
    const zero = tensors.get(zeroPoint)!.bytes[0];
    const [scale] = float32Of(tensors.get(`${base}_scale`)!);
    const values = Float32Array.from(q.bytes, (v) => (v - zero) * scale);
    tensors.set(base, {
      name: base,
      dims: q.dims,
      type: ElementType.float32,
      bytes: new Uint8Array(values.buffer),
    });
    for (const node of [product, quantise, cast, maker.get(scales)!]) {
      nodes.set(node, null);
    }
    nodes.set(rescale, {
      op: "MatMul",
      name: "",
      inputs: [quantise.inputs[0], base],
      outputs: rescale.outputs,
      attributes: {},
      domain: "",
    });
  }
  return {
    ...model,
    nodes: model.nodes.map((node) => nodes.has(node) ? nodes.get(node)! : node)
      .filter((node) => node !== null),
    initializers: [...tensors.values()],
  };
}

async function hiddenStates(
  model: Uint8Array,
  audio: Float32Array,
): Promise<Float32Array> {
  const session = await Session.create(model, { threads: 1 });
  const { last_hidden_state } = await session.run(
    { input_values: float32(audio, [1, audio.length]) },
    { last_hidden_state: null },
  );
  await session.release();
  return last_hidden_state;
}

/** Mean over frames of [T, d]. */
function meanFrames(frames: Float32Array, width: number): Float64Array {
  const mean = new Float64Array(width);
  const count = frames.length / width;
  frames.forEach((value, i) => mean[i % width] += value / count);
  return mean;
}

/** A voiced sound that glides, with noise. */
function speechLike(length: number): Float32Array {
  const { random } = testStream(17);
  let phase = 0;
  return Float32Array.from({ length }, (_, n) => {
    phase += (120 + 60 * Math.sin(n / 9000)) / 16000;
    const pulse = Math.exp(-8 * (phase % 1));
    return 0.4 * pulse * Math.sin(n / 7) + 0.02 * (random() - 0.5);
  });
}

for (
  const { name, folder, file, width } of NPM_ENCODERS.filter(({ family }) =>
    family === "moonshine"
  )
) {
  const bytes = released(folder, file);
  if (!bytes) {
    console.log(`${name} is not installed: its released graph is not compared`);
  }
  Deno.test({
    name:
      `loadEncoder() rebuilds ${name} to the released graph with float products`,
    ignore: !bytes,
    async fn() {
      assert(bytes);
      const encoder = await loadEncoder(name, bytes);
      const audio = speechLike(30_000);
      const recipe = recipeFor("published", encoder);
      const cache = await FeatureCache.create({
        encoder,
        recipe,
        classes: 2,
        threads: 1,
      });
      const example = { id: "speech-like", samples: audio, label: 0 };
      const { pooled } = await cache.of(example, audio.length, true);
      await cache.release();

      const float = writeModel(withoutIntegers(readModel(bytes)));
      const expected = meanFrames(await hiddenStates(float, audio), width);
      assertLess(relativeError(pooled!, expected), 1e-5);
      // Quantised activations move features by some per cent: not our network
      const integer = meanFrames(await hiddenStates(bytes, audio), width);
      assertGreater(relativeError(integer, expected), 1e-3);
      assertLess(relativeError(integer, expected), 0.2);
    },
  });
}
