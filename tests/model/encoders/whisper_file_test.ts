import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { readGgml } from "../../../model/encoders/ggml.ts";
import {
  readWhisperGgml,
  readWhisperOnnx,
} from "../../../model/encoders/whisper_file.ts";
import { whisperShapes } from "../../../model/encoders/whisper.ts";
import { ModelError } from "../../../model/errors.ts";
import {
  ElementType,
  type Node,
  type TensorData,
} from "../../../model/onnx/types.ts";
import { writeModel } from "../../../model/onnx/writer.ts";
import { stream } from "../torch/formulas.ts";

const SIZE = { blocks: 1, width: 64 };
const D = SIZE.width;

/** Float values of a tensor, different for each name. */
function values(name: string, count: number): Float32Array {
  const { random } = stream(name.length + name.charCodeAt(name.length - 8));
  // Multiples of 1/64 below 4 are exact in float16
  return Float32Array.from(
    { length: count },
    () => Math.floor(512 * random()) / 64 - 4,
  );
}

const product = (dims: readonly number[]) => dims.reduce((n, d) => n * d, 1);

/** Vectors that both kinds of file hold, by our name. */
const VECTORS = [...whisperShapes(SIZE)]
  .filter(([name]) => !/(conv\d|qkv|out|fc\d)\.w$/.test(name));

/** Their names in an ONNX export. */
const IN_ONNX: Readonly<Record<string, string>> = {
  "positions": "embed_positions.weight",
  "norm.w": "layer_norm.weight",
  "norm.b": "layer_norm.bias",
  "conv1.b": "conv1.bias",
  "conv2.b": "conv2.bias",
  "blocks.0.norm1.w": "layers.0.self_attn_layer_norm.weight",
  "blocks.0.norm1.b": "layers.0.self_attn_layer_norm.bias",
  "blocks.0.q.b": "layers.0.self_attn.q_proj.bias",
  "blocks.0.v.b": "layers.0.self_attn.v_proj.bias",
  "blocks.0.out.b": "layers.0.self_attn.out_proj.bias",
  "blocks.0.norm2.w": "layers.0.final_layer_norm.weight",
  "blocks.0.norm2.b": "layers.0.final_layer_norm.bias",
  "blocks.0.fc1.b": "layers.0.fc1.bias",
  "blocks.0.fc2.b": "layers.0.fc2.bias",
};

/** Zero point and scale of every quantised tensor. */
const [ZERO, SCALE] = [120, 0.125];

/** Layout of the release with byte i = i mod 251. */
function onnxExport(
  change: (tensor: TensorData) => TensorData | null = (tensor) => tensor,
): Uint8Array<ArrayBuffer> {
  const tensors: TensorData[] = [];
  const nodes: Node[] = [];
  const put = (
    name: string,
    dims: readonly number[],
    type: number,
    bytes: Uint8Array,
  ) => tensors.push({ name, dims, type, bytes });
  const floats = (name: string, dims: readonly number[], data: Float32Array) =>
    put(name, dims, ElementType.float32, new Uint8Array(data.slice().buffer));
  const quantised = (base: string, dims: readonly number[]) => {
    const bytes = Uint8Array.from(
      { length: product(dims) },
      (_, i) => i % 251,
    );
    put(`${base}_quantized`, dims, ElementType.uint8, bytes);
    put(`${base}_zero_point`, [], ElementType.uint8, Uint8Array.of(ZERO));
    floats(`${base}_scale`, [], Float32Array.of(SCALE));
  };
  for (const [name, dims] of VECTORS) {
    floats(IN_ONNX[name], dims, values(name, product(dims)));
  }
  quantised("conv1.weight", [D, 80, 3]);
  quantised("conv2.weight", [D, D, 3]);
  const matrices: [string, number, number][] = [
    ...["q_proj", "k_proj", "v_proj", "out_proj"].map((part) =>
      [`self_attn/${part}`, D, D] as [string, number, number]
    ),
    ["fc1", D, 4 * D],
    ["fc2", 4 * D, D],
  ];
  matrices.forEach(([path, rows, columns], i) => {
    quantised(`onnx::MatMul_${i}`, [rows, columns]);
    nodes.push({
      op: "MatMulInteger",
      name: `/layers.0/${path}/MatMul_quant`,
      inputs: ["x", `onnx::MatMul_${i}_quantized`],
      outputs: [`y${i}`],
      attributes: {},
      domain: "",
    });
  });
  return writeModel({
    name: "tiny",
    opset: 11,
    nodes,
    initializers: tensors.map(change).filter((tensor) => tensor !== null),
    inputs: [],
    outputs: [],
  });
}

/** Names in a whisper.cpp file; matrices are [out, in] there. */
const IN_GGML: Readonly<Record<string, string>> = {
  "positions": "positional_embedding",
  "norm.w": "ln_post.weight",
  "norm.b": "ln_post.bias",
  "conv1.w": "conv1.weight",
  "conv1.b": "conv1.bias",
  "conv2.w": "conv2.weight",
  "conv2.b": "conv2.bias",
  "blocks.0.norm1.w": "blocks.0.attn_ln.weight",
  "blocks.0.norm1.b": "blocks.0.attn_ln.bias",
  "blocks.0.q.b": "blocks.0.attn.query.bias",
  "blocks.0.v.b": "blocks.0.attn.value.bias",
  "blocks.0.out.w": "blocks.0.attn.out.weight",
  "blocks.0.out.b": "blocks.0.attn.out.bias",
  "blocks.0.norm2.w": "blocks.0.mlp_ln.weight",
  "blocks.0.norm2.b": "blocks.0.mlp_ln.bias",
  "blocks.0.fc1.w": "blocks.0.mlp.0.weight",
  "blocks.0.fc1.b": "blocks.0.mlp.0.bias",
  "blocks.0.fc2.w": "blocks.0.mlp.2.weight",
  "blocks.0.fc2.b": "blocks.0.mlp.2.bias",
};

/** A whisper.cpp model with two words of vocabulary and a decoder's tensor. */
function ggmlFile(leaveOut?: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  const integers = (...list: number[]) =>
    bytes.push(...new Uint8Array(Int32Array.from(list).buffer));
  const tensor = (name: string, dims: readonly number[], half: boolean) => {
    if (name === leaveOut) return;
    integers(dims.length, name.length, half ? 1 : 0, ...dims.toReversed());
    bytes.push(...new TextEncoder().encode(name));
    const data = values(name, product(dims));
    const typed = half ? Float16Array.from(data) : data;
    for (const byte of new Uint8Array(typed.buffer)) bytes.push(byte);
  };
  integers(0x67676d6c, ...new Array(11).fill(1));
  integers(2, 3);
  bytes.push(...new Uint8Array(4 * 6));
  integers(2, 1);
  bytes.push(65);
  integers(3);
  bytes.push(66, 67, 68);
  for (const [name, dims] of whisperShapes(SIZE)) {
    if (name.endsWith("qkv.w")) {
      for (const part of ["query", "key", "value"]) {
        tensor(`encoder.blocks.0.attn.${part}.weight`, [D, D], true);
      }
    } else if (/(out|fc\d)\.w$/.test(name)) {
      tensor(`encoder.${IN_GGML[name]}`, dims.toReversed(), true);
    } else if (/conv\d\.b$/.test(name)) {
      tensor(`encoder.${IN_GGML[name]}`, [...dims, 1], false);
    } else {
      tensor(`encoder.${IN_GGML[name]}`, dims, dims.length === 3);
    }
  }
  tensor("decoder.positional_embedding", [2, 2], false);
  return Uint8Array.from(bytes);
}

const EXPORT = onnxExport();
const GGML = ggmlFile();

Deno.test("readWhisperOnnx() puts every tensor where it belongs, (q - zero) scale", () => {
  const { weights } = readWhisperOnnx("tiny", EXPORT, SIZE);
  for (const [name, dims] of VECTORS) {
    assertEquals(weights.get(name), {
      data: values(name, product(dims)),
      dims,
    });
  }
  const byte = (i: number) => (i % 251 - ZERO) * SCALE;
  for (
    const name of ["conv1.w", "conv2.w", "blocks.0.out.w", "blocks.0.fc1.w"]
  ) {
    weights.get(name)!.data.forEach((w, i) => assertEquals(w, byte(i)));
  }
  // q, k, v side by side: row r of each is byte r d ...
  weights.get("blocks.0.qkv.w")!.data.forEach((w, i) =>
    assertEquals(w, byte(Math.floor(i / (3 * D)) * D + i % D))
  );
});

Deno.test("readWhisperGgml() widens float16 and turns matrices to [in, out]", () => {
  const { weights } = readWhisperGgml("tiny", GGML, SIZE);
  assertEquals(
    [...weights].map(([name, { dims }]) => [name, dims]).sort(),
    [...whisperShapes(SIZE)].sort(),
  );
  for (const name of ["positions", "norm.b", "conv1.b", "conv2.w"]) {
    const theirs = `encoder.${IN_GGML[name]}`;
    const { data } = weights.get(name)!;
    assertEquals(data, values(theirs, data.length));
  }
  const fc1 = weights.get("blocks.0.fc1.w")!.data;
  const source = values("encoder.blocks.0.mlp.0.weight", fc1.length);
  fc1.forEach((w, i) =>
    assertEquals(w, source[i % (4 * D) * D + Math.floor(i / (4 * D))])
  );
  const query = values("encoder.blocks.0.attn.query.weight", D * D);
  const qkv = weights.get("blocks.0.qkv.w")!.data;
  assertEquals([qkv[1], qkv[3 * D]], [query[D], query[1]]);
});

Deno.test("readWhisperOnnx() and readWhisperGgml() name what is missing or wrong", () => {
  const change = (name: string, to: Partial<TensorData> | null) =>
    onnxExport((tensor) =>
      tensor.name === name ? to && { ...tensor, ...to } : tensor
    );
  const nan = new Uint8Array(new Float32Array(D).fill(NaN).buffer);
  const exports: [Uint8Array, string][] = [
    [change("layer_norm.bias", null), 'tensor "layer_norm.bias" is missing'],
    [
      change("layer_norm.bias", { bytes: nan }),
      'weight "norm.b" holds NaN at index 0',
    ],
    [
      change("conv1.weight_quantized", { type: ElementType.int8 }),
      'tensor "conv1.weight_quantized" has ONNX type 3, expected uint8',
    ],
    [
      change("conv2.weight_quantized", { bytes: new Uint8Array(9) }),
      `weight "conv2.w" holds 9 values, expected ${3 * D * D}`,
    ],
    [EXPORT.subarray(0, 4000), "Cannot read ONNX"],
  ];
  for (const [file, message] of exports) {
    const error = assertThrows(
      () => readWhisperOnnx("tiny", file, SIZE),
      ModelError,
      message,
    );
    assert(error.message.startsWith('Cannot load encoder "tiny": '));
  }
  const files: [Uint8Array, string][] = [
    [ggmlFile("encoder.ln_post.bias"), '"encoder.ln_post.bias" is missing'],
    [GGML.subarray(0, GGML.length - 1), "needs 16 bytes at byte"],
    [GGML.subarray(0, 3), "needs 4 bytes at byte 0, found 3"],
    [EXPORT, "its file begins with 0x"],
    [new Uint8Array(), "needs 4 bytes at byte 0, found 0"],
  ];
  for (const [file, message] of files) {
    assertThrows(
      () => readWhisperGgml("tiny", file, SIZE),
      ModelError,
      message,
    );
  }
  assertThrows(
    () => readWhisperGgml("tiny", GGML, { blocks: 2, width: D }),
    ModelError,
    'tensor "encoder.blocks.1.',
  );
});

Deno.test("readGgml() either reads or refuses by one sentence when its head is damaged", () => {
  fc.assert(fc.property(
    fc.integer({ min: 0, max: 400 }),
    fc.integer({ min: 0, max: 255 }),
    (at, byte) => {
      const damaged = GGML.with(at, byte);
      try {
        readGgml("tiny", damaged, "encoder.");
      } catch (error) {
        assert(error instanceof ModelError, `${error}`);
        assert(!error.message.includes("\n"));
      }
    },
  ));
});
