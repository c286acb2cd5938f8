import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { loadEncoder } from "../../model/encoders/load.ts";
import { readMoonshine } from "../../model/encoders/moonshine_file.ts";
import { NPM_ENCODERS, npmEncoder } from "../../model/encoders/registry.ts";
import { ModelError } from "../../model/errors.ts";
import { readModel } from "../../model/onnx/reader.ts";
import type { TensorData } from "../../model/onnx/types.ts";
import { writeModel } from "../../model/onnx/writer.ts";
import { recipeFor, RECIPES } from "../../model/recipes.ts";
import { TINY, tinyEncoder } from "./tiny_encoder.ts";

/** Layout of the release, two blocks of width 48; see torch/tiny_export.py. */
const EXPORT = Deno.readFileSync(
  new URL("./torch/fixtures/tiny_random.onnx", import.meta.url),
);
const EXPECTED = { blocks: 2, width: 48 };

/** The export with some tensors changed or, by null, left out. */
function altered(
  change: (tensor: TensorData) => TensorData | null,
): Uint8Array<ArrayBuffer> {
  const model = readModel(EXPORT);
  const initializers = model.initializers.map(change)
    .filter((tensor) => tensor !== null);
  return writeModel({ ...model, initializers });
}

const change = (name: string, to: Partial<TensorData> | null) =>
  altered((tensor) =>
    tensor.name === name ? to && { ...tensor, ...to } : tensor
  );

Deno.test("readMoonshine() dequantises matrices as (q - zero) scale and kernels as q scale + offset", () => {
  const { weights } = readMoonshine("tiny", EXPORT, EXPECTED);
  const model = readModel(EXPORT);
  const tensor = (name: string) =>
    model.initializers.find((t) => t.name === name)!;
  const number = (name: string) =>
    new DataView(tensor(name).bytes.slice().buffer).getFloat32(0, true);
  const node = model.nodes.find((n) =>
    n.name === "/layers.1/mlp/fc1/MatMul_quant"
  )!;
  const base = node.inputs[1].replace("_quantized", "");
  const q = tensor(node.inputs[1]).bytes;
  const zero = tensor(`${base}_zero_point`).bytes[0];
  const fc1 = weights.get("blocks.1.fc1.w")!;
  assertEquals(fc1.dims, [48, 64]);
  fc1.data.forEach((w, i) =>
    assertEquals(w, Math.fround((q[i] - zero) * number(`${base}_scale`)))
  );
  const kernel = weights.get("conv2.w")!;
  const k = new Int8Array(tensor("conv2.weight_quantized").bytes.buffer);
  const [scale, offset] = [
    number("conv2.weight_scale"),
    number("conv2.weight_zero_point"),
  ];
  kernel.data.forEach((w, i) =>
    assertEquals(w, Math.fround(Math.fround(k[i] * scale) + offset))
  );
});

Deno.test("readMoonshine() names the weight when shapes, values or tensors are not as expected", () => {
  const nan = new Uint8Array(new Float32Array(48).fill(NaN).buffer);
  const cases: [Uint8Array, string][] = [
    [
      change("layer_norm.weight", null),
      'Cannot load encoder "tiny": tensor "layer_norm.weight" is missing',
    ],
    [
      change("layer_norm.weight", { bytes: nan }),
      'weight "norm.w" holds NaN at index 0, expected finite numbers',
    ],
    [
      change("layer_norm.weight", { dims: [47] }),
      'weight "norm.w" has shape [47], expected [48]',
    ],
    [
      change("layer_norm.weight", { type: 7 }),
      'tensor "layer_norm.weight" has ONNX type 7, expected float32',
    ],
    [EXPORT.subarray(0, 5000), 'Cannot load encoder "tiny": Cannot read ONNX'],
    [new Uint8Array(), 'Cannot load encoder "tiny": Cannot read ONNX model'],
  ];
  for (const [file, message] of cases) {
    assertThrows(
      () => readMoonshine("tiny", file, EXPECTED),
      ModelError,
      message,
    );
  }
  assertThrows(
    () => readMoonshine("tiny", EXPORT, { blocks: 3, width: 48 }),
    ModelError,
    "layers.2",
  );
});

Deno.test("loadEncoder() refuses a file whose checksum is not the pinned one", async () => {
  await assertRejects(
    () => loadEncoder("moonshine-tiny", EXPORT),
    ModelError,
    `expected ${npmEncoder("moonshine-tiny").sha256}`,
  );
  await assertRejects(
    () => loadEncoder("moonshine-tiny", EXPORT, { checksum: false }),
    ModelError,
    'weight "conv1.w" has shape [48,1,127], expected [288,1,127]',
  );
});

Deno.test("loadEncoder() refuses a name that is not in the registry", async () => {
  await assertRejects(
    () => loadEncoder("moonshine", EXPORT),
    ModelError,
    'Cannot choose encoder "moonshine": expected one of whisper-tiny, moonshine-tiny',
  );
});

Deno.test("NPM_ENCODERS states each file's size and checksum once", () => {
  for (const entry of NPM_ENCODERS) {
    assert(/^[0-9a-f]{64}$/.test(entry.sha256));
    assertEquals(npmEncoder(entry.name), entry);
  }
  assertEquals(
    new Set(NPM_ENCODERS.map(({ sha256 }) => sha256)).size,
    NPM_ENCODERS.length,
  );
});

Deno.test("stemSizes() gives the frames of a published length, one for each 384 samples", () => {
  const { stemSizes, minSamples, maxSamples } = tinyEncoder();
  // Frames of 2, 5 and 10 s as the released encoder outputs them
  const lengths = [32000, 80000, 160000];
  assertEquals(lengths.map((samples) => stemSizes(samples).T), [
    82,
    207,
    415,
  ]);
  assertEquals(stemSizes(minSamples).T, 1);
  assertEquals(stemSizes(minSamples - 1).T, 0);
  assertEquals(stemSizes(maxSamples).T, 2048);
});

Deno.test("recipeFor() gives blocks that the encoder has, for every recipe", () => {
  const encoder = tinyEncoder();
  for (const name of RECIPES) {
    const recipe = recipeFor(name, encoder);
    assertEquals(recipe.name, name);
    assert(recipe.first_block < recipe.pooled_after);
    assert(recipe.pooled_after <= TINY.blocks);
  }
  assertThrows(
    () => recipeFor("slow", encoder),
    ModelError,
    'Cannot choose recipe "slow": expected one of quick, published, strong',
  );
});
