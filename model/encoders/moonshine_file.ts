/**
 * Weights of the Moonshine encoder out of its int8 ONNX export, as float32.
 *
 * The export multiplies integers; we train and score the float network behind
 * it, whose features differ from the integer one's by 3 to 6 %.
 *
 * @module
 */
import { ModelError } from "../errors.ts";
import { float32Of, readModel } from "../onnx/reader.ts";
import { ElementType, type OnnxModel, type TensorData } from "../onnx/types.ts";
import type { Encoder, Weight } from "./encoder.ts";
import { moonshine } from "./moonshine.ts";

/** Both published sizes have eight heads; no tensor's shape shows it. */
const HEADS = 8;

/**
 * Reads `encoder_model.onnx` of `@usefulsensors/moonshine-js`.
 *
 * @param name Name of the encoder, for messages and tables
 * @param file The file's bytes
 * @param expected Blocks and width the file must have
 * @throws {ModelError} If a tensor is missing, of another shape, or not finite
 */
export function readMoonshine(
  name: string,
  file: Uint8Array,
  expected: { readonly blocks: number; readonly width: number },
): Encoder {
  const source = new Export(name, file);
  const d = expected.width;
  const weights = new Map<string, Weight>();
  const put = (to: string, weight: Weight, dims: readonly number[]) =>
    weights.set(to, source.checked(to, weight, dims));

  put("conv1.w", source.convolution("conv1.weight"), [d, 1, 127]);
  put("norm0.w", source.operand("Mul", "/groupnorm/Mul", 1), [d, 1]);
  put("norm0.b", source.operand("Add", "/groupnorm/Add", 1), [d, 1]);
  put("conv2.w", source.convolution("conv2.weight"), [2 * d, d, 7]);
  put("conv2.b", source.plain("conv2.bias"), [2 * d]);
  put("conv3.w", source.convolution("conv3.weight"), [d, 2 * d, 3]);
  put("conv3.b", source.plain("conv3.bias"), [d]);
  put("norm.w", source.plain("layer_norm.weight"), [d]);
  for (let i = 0; i < expected.blocks; i++) {
    const [from, to] = [`layers.${i}`, `blocks.${i}`];
    const hidden = source.plain(`${from}.mlp.fc1.bias`).dims[0];
    const linear = (path: string) => source.linear(`/${from}/${path}`);
    const square = (path: string) =>
      source.checked(path, linear(`self_attn/${path}`), [d, d]);
    put(`${to}.norm1.w`, source.plain(`${from}.input_layernorm.weight`), [d]);
    put(
      `${to}.qkv.w`,
      sideBySide(["q_proj", "k_proj", "v_proj"].map(square)),
      [d, 3 * d],
    );
    put(`${to}.out.w`, linear("self_attn/dense"), [d, d]);
    put(
      `${to}.norm2.w`,
      source.plain(`${from}.post_attention_layernorm.weight`),
      [d],
    );
    put(`${to}.fc1.w`, linear("mlp/fc1"), [d, hidden]);
    put(`${to}.fc1.b`, source.plain(`${from}.mlp.fc1.bias`), [hidden]);
    put(`${to}.fc2.w`, linear("mlp/fc2"), [hidden, d]);
    put(`${to}.fc2.b`, source.plain(`${from}.mlp.fc2.bias`), [d]);
  }
  const frequencies = source.operand("MatMul", "/rotary_emb/MatMul", 0).data;
  return moonshine({ name, heads: HEADS, frequencies }, weights);
}

/** Matrices of equal height, joined along the second axis. */
function sideBySide(parts: readonly Weight[]): Weight {
  const [rows, columns] = parts[0].dims;
  const total = parts.length * columns;
  const data = new Float32Array(rows * total);
  parts.forEach((part, j) => {
    for (let r = 0; r < rows; r++) {
      const row = part.data.subarray(r * columns, (r + 1) * columns);
      data.set(row, r * total + j * columns);
    }
  });
  return { data, dims: [rows, total] };
}

/** Tensors of one export, by name or by the node that uses them. */
class Export {
  readonly #name: string;
  readonly #model: OnnxModel;
  readonly #tensors: ReadonlyMap<string, TensorData>;

  constructor(name: string, file: Uint8Array) {
    this.#name = name;
    try {
      this.#model = readModel(file);
    } catch (cause) {
      throw this.#fault(cause instanceof Error ? cause.message : `${cause}`);
    }
    this.#tensors = new Map(this.#model.initializers.map((t) => [t.name, t]));
  }

  /** The weight, once its shape is the one expected and all values are finite. */
  checked(to: string, weight: Weight, dims: readonly number[]): Weight {
    if (weight.dims.join() !== dims.join()) {
      throw this.#fault(
        `weight "${to}" has shape [${weight.dims}], expected [${dims}]`,
      );
    }
    const bad = weight.data.findIndex((x) => !Number.isFinite(x));
    if (bad < 0) return weight;
    throw this.#fault(
      `weight "${to}" holds ${
        weight.data[bad]
      } at index ${bad}, expected finite numbers`,
    );
  }

  /** A float32 tensor as it stands. */
  plain(name: string): Weight {
    const tensor = this.#tensor(name);
    if (tensor.type !== ElementType.float32) {
      throw this.#fault(
        `tensor "${name}" has ONNX type ${tensor.type}, expected float32`,
      );
    }
    return { data: float32Of(tensor), dims: tensor.dims };
  }

  /** A float32 tensor that only its node names. */
  operand(op: string, node: string, input: number): Weight {
    return this.plain(this.#input(op, node, input));
  }

  /** A matrix [in, out]: uint8 q, one scale s and zero point z; (q - z) s. */
  linear(path: string): Weight {
    const quantized = this.#input("MatMulInteger", `${path}/MatMul_quant`, 1);
    const base = quantized.replace(/_quantized$/, "");
    const q = this.#tensor(quantized);
    const [scale] = this.plain(`${base}_scale`).data;
    const [zero] = this.#tensor(`${base}_zero_point`).bytes;
    return {
      data: Float32Array.from(q.bytes, (v) => (v - zero) * scale),
      dims: q.dims,
    };
  }

  /** A kernel: int8 q; q scale + offset, which the export calls zero point. */
  convolution(base: string): Weight {
    const q = this.#tensor(`${base}_quantized`);
    const [scale] = this.plain(`${base}_scale`).data;
    const [offset] = this.plain(`${base}_zero_point`).data;
    const values = new Int8Array(
      q.bytes.buffer,
      q.bytes.byteOffset,
      q.bytes.length,
    );
    return {
      data: Float32Array.from(values, (v) => Math.fround(v * scale) + offset),
      dims: q.dims,
    };
  }

  #input(op: string, name: string, input: number): string {
    const node = this.#model.nodes.find((n) => n.op === op && n.name === name);
    if (node) return node.inputs[input];
    throw this.#fault(`node "${name}" of kind ${op} is missing`);
  }

  #tensor(name: string): TensorData {
    const tensor = this.#tensors.get(name);
    if (tensor) return tensor;
    throw this.#fault(`tensor "${name}" is missing`);
  }

  #fault(found: string): ModelError {
    return new ModelError(
      `Cannot load encoder "${this.#name}": ${found}; install its package again`,
    );
  }
}
