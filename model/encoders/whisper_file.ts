/**
 * Weights of the Whisper encoder out of the files in which it is published, as
 * float32.
 *
 * @module
 */
import type { Encoder, Weight } from "./encoder.ts";
import { readGgml } from "./ggml.ts";
import { OnnxExport } from "./onnx_export.ts";
import { checkedWeight, loadFault, sideBySide, transposed } from "./weights.ts";
import { whisper, whisperShapes } from "./whisper.ts";

/** Size that a file must have. */
interface Expected {
  readonly blocks: number;
  readonly width: number;
}

/** Whisper's parts in the words of a file; a part of a block follows `block(i)`. */
interface Names {
  readonly positions: string;
  readonly norm: string;
  readonly block: (i: number) => string;
  readonly norm1: string;
  readonly q: string;
  readonly k: string;
  readonly v: string;
  readonly out: string;
  readonly norm2: string;
  readonly fc1: string;
  readonly fc2: string;
}

/** Names in Hugging Face's exports. */
const HUGGING_FACE: Names = {
  positions: "embed_positions.weight",
  norm: "layer_norm",
  block: (i) => `layers.${i}`,
  norm1: "self_attn_layer_norm",
  q: "self_attn/q_proj",
  k: "self_attn/k_proj",
  v: "self_attn/v_proj",
  out: "self_attn/out_proj",
  norm2: "final_layer_norm",
  fc1: "fc1",
  fc2: "fc2",
};

/** Names in OpenAI's releases. */
const OPENAI: Names = {
  positions: "positional_embedding",
  norm: "ln_post",
  block: (i) => `blocks.${i}`,
  norm1: "attn_ln",
  q: "attn.query",
  k: "attn.key",
  v: "attn.value",
  out: "attn.out",
  norm2: "mlp_ln",
  fc1: "mlp.0",
  fc2: "mlp.2",
};

/** How a file gives what the names name. */
interface Source {
  readonly plain: (name: string) => Weight;
  /** A convolution's kernel. */
  readonly kernel: (name: string) => Weight;
  /** A linear map as [in, out]. */
  readonly matrix: (block: string, part: string) => Weight;
}

/**
 * Reads the int8 ONNX export `encoder_model_quantized.onnx`.
 *
 * @param name Name of the encoder, for messages and tables
 * @param file The file's bytes
 * @param expected Blocks and width the file must have
 * @throws {ModelError} If a tensor is missing, of another shape, or not finite
 */
export function readWhisperOnnx(
  name: string,
  file: Uint8Array,
  expected: Expected,
): Encoder {
  const source = new OnnxExport(name, file);
  return assemble(name, expected, HUGGING_FACE, {
    plain: (tensor) => source.plain(tensor.replace("/", ".")),
    kernel: (tensor) => source.affine(tensor),
    matrix: (block, part) => source.linear(`/${block}/${part}`),
  });
}

/**
 * Reads the encoder of a whisper.cpp model (`ggml-*.bin`).
 *
 * @param name Name of the encoder, for messages and tables
 * @param file The file's bytes
 * @param expected Blocks and width the file must have
 * @throws {ModelError} If the file is no such model, or a tensor is missing, of
 *   another shape, or not finite
 */
export function readWhisperGgml(
  name: string,
  file: Uint8Array,
  expected: Expected,
): Encoder {
  const tensors = readGgml(name, file, "encoder.");
  const plain = (tensor: string) => {
    const weight = tensors.get(`encoder.${tensor}`);
    if (weight) return weight;
    throw loadFault(name, `tensor "encoder.${tensor}" is missing`);
  };
  return assemble(name, expected, OPENAI, {
    // Biases of convolutions are [d, 1] there
    plain: (tensor) => {
      const { data, dims } = plain(tensor);
      return { data, dims: dims.at(-1) === 1 ? dims.slice(0, -1) : dims };
    },
    kernel: plain,
    matrix: (block, part) => transposed(plain(`${block}.${part}.weight`)),
  });
}

/** Collects the weights of {@linkcode whisperShapes} and checks their shapes. */
function assemble(
  name: string,
  expected: Expected,
  names: Names,
  { plain, kernel, matrix }: Source,
): Encoder {
  const shapes = whisperShapes(expected);
  const weights = new Map<string, Weight>();
  const put = (to: string, weight: Weight) =>
    weights.set(to, checkedWeight(name, to, weight, shapes.get(to)!));

  for (const layer of ["conv1", "conv2"]) {
    put(`${layer}.w`, kernel(`${layer}.weight`));
    put(`${layer}.b`, plain(`${layer}.bias`));
  }
  put("positions", plain(names.positions));
  put("norm.w", plain(`${names.norm}.weight`));
  put("norm.b", plain(`${names.norm}.bias`));
  for (let i = 0; i < expected.blocks; i++) {
    const [from, to] = [names.block(i), `blocks.${i}`];
    for (const norm of ["norm1", "norm2"] as const) {
      put(`${to}.${norm}.w`, plain(`${from}.${names[norm]}.weight`));
      put(`${to}.${norm}.b`, plain(`${from}.${names[norm]}.bias`));
    }
    const { q, k, v } = names;
    put(`${to}.qkv.w`, sideBySide([q, k, v].map((part) => matrix(from, part))));
    put(`${to}.q.b`, plain(`${from}.${q}.bias`));
    put(`${to}.v.b`, plain(`${from}.${v}.bias`));
    for (const map of ["out", "fc1", "fc2"] as const) {
      put(`${to}.${map}.w`, matrix(from, names[map]));
      put(`${to}.${map}.b`, plain(`${from}.${names[map]}.bias`));
    }
  }
  return whisper(name, weights);
}
