/**
 * Weights out of an int8 ONNX export, as float32.
 *
 * Such an export multiplies integers; we train and score the float network
 * behind it, whose features differ from the integer one's by a few per cent.
 *
 * @module
 */
import type { ModelError } from "../errors.ts";
import { checkGraph } from "../onnx/check.ts";
import { float32Of, readModel } from "../onnx/reader.ts";
import { ElementType, type OnnxModel, type TensorData } from "../onnx/types.ts";
import type { Weight } from "./encoder.ts";
import { checkedWeight, loadFault } from "./weights.ts";

/** Tensors of one export, by name or by the node that uses them. */
export class OnnxExport {
  readonly #name: string;
  readonly #model: OnnxModel;
  readonly #tensors: ReadonlyMap<string, TensorData>;

  /**
   * Reads the file.
   *
   * @param name Name of the encoder, for messages
   * @param file Bytes of a `.onnx` file
   * @throws {ModelError} If the bytes are no ONNX model, or its graph has a cycle
   */
  constructor(name: string, file: Uint8Array) {
    this.#name = name;
    this.#model = this.#read(() => readModel(file));
    this.#read(() => checkGraph(this.#model));
    this.#tensors = new Map(this.#model.initializers.map((t) => [t.name, t]));
  }

  /** See {@linkcode checkedWeight}. */
  checked(to: string, weight: Weight, dims: readonly number[]): Weight {
    return checkedWeight(this.#name, to, weight, dims);
  }

  /** A float32 tensor as it stands. */
  plain(name: string): Weight {
    const tensor = this.#tensor(name, ElementType.float32);
    return {
      data: this.#read(() => float32Of(tensor)),
      dims: tensor.dims,
    };
  }

  /** A float32 tensor that only its node names. */
  operand(op: string, node: string, input: number): Weight {
    return this.plain(this.#input(op, node, input));
  }

  /** A matrix [in, out] by the node that multiplies with it. */
  linear(path: string): Weight {
    const quantized = this.#input("MatMulInteger", `${path}/MatMul_quant`, 1);
    return this.affine(quantized.replace(/_quantized$/, ""));
  }

  /** uint8 q, one scale s and zero point z: (q - z) s. */
  affine(base: string): Weight {
    const q = this.#tensor(`${base}_quantized`, ElementType.uint8);
    const [scale] = this.plain(`${base}_scale`).data;
    const [zero] = this.#tensor(`${base}_zero_point`, ElementType.uint8).bytes;
    const values = Float32Array.from(
      { length: 256 },
      (_, byte) => (byte - zero) * scale,
    );
    return { data: lookUp(q.bytes, values), dims: q.dims };
  }

  /** int8 q; q scale + offset, which the export calls zero point. */
  offset(base: string): Weight {
    const q = this.#tensor(`${base}_quantized`, ElementType.int8);
    const [scale] = this.plain(`${base}_scale`).data;
    const [offset] = this.plain(`${base}_zero_point`).data;
    const values = Float32Array.from(
      { length: 256 },
      (_, byte) => Math.fround((byte << 24 >> 24) * scale) + offset,
    );
    return { data: lookUp(q.bytes, values), dims: q.dims };
  }

  #input(op: string, name: string, input: number): string {
    const node = this.#model.nodes.find((n) => n.op === op && n.name === name);
    if (node) return node.inputs[input];
    throw this.#fault(`node "${name}" of kind ${op} is missing`);
  }

  #tensor(name: string, type: number): TensorData {
    const tensor = this.#tensors.get(name);
    if (!tensor) throw this.#fault(`tensor "${name}" is missing`);
    if (tensor.type === type) return tensor;
    throw this.#fault(
      `tensor "${name}" has ONNX type ${tensor.type}, expected ${
        TYPE_NAMES[type]
      }`,
    );
  }

  /** What a reader gives; its error names the encoder. */
  #read<T>(read: () => T): T {
    try {
      return read();
    } catch (cause) {
      throw this.#fault(cause instanceof Error ? cause.message : `${cause}`);
    }
  }

  #fault(found: string): ModelError {
    return loadFault(this.#name, found);
  }
}

const TYPE_NAMES = Object.fromEntries(
  Object.entries(ElementType).map(([name, type]) => [type, name]),
);

/** `values[byte]` for every byte. */
function lookUp(bytes: Uint8Array, values: Float32Array): Float32Array {
  const out = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) out[i] = values[bytes[i]];
  return out;
}
