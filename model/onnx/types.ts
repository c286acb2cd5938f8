/**
 * The part of ONNX that the suite reads and writes. Field numbers in the
 * reader and the writer are those of the public `onnx.proto`, IR version 8.
 *
 * @module
 */

/** Element types, as numbered by `TensorProto.DataType`. */
export const ElementType = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
} as const;

/** A constant in a model file. */
export interface TensorData {
  /** Name; "" when it is an attribute. */
  readonly name: string;
  /** Shape; empty for a scalar. */
  readonly dims: readonly number[];
  /** One of {@linkcode ElementType}. */
  readonly type: number;
  /** Little-endian values in row-major order. */
  readonly bytes: Uint8Array;
}

/**
 * An attribute of a node: bigint is an ONNX INT, number a FLOAT, string a
 * STRING, number[] INTS; tensors are TENSOR.
 */
export type Attribute =
  | bigint
  | number
  | string
  | readonly number[]
  | TensorData;

/** An operator at work. */
export interface Node {
  /** Operator, for example "Gemm". */
  readonly op: string;
  /** Name of the node; may be "". */
  readonly name: string;
  /** Names of the values read; "" for an optional one left out. */
  readonly inputs: readonly string[];
  /** Names of the values written. */
  readonly outputs: readonly string[];
  /** Attributes by name. */
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** Operator set; "" is the standard one. */
  readonly domain: string;
}

/** A graph input or output. */
export interface ValueInfo {
  /** Name of the value. */
  readonly name: string;
  /** One of {@linkcode ElementType}. */
  readonly type: number;
  /** Shape; strings name sizes that are known only when the graph runs. */
  readonly dims: readonly (number | string)[];
}

/** A model as written and as read. */
export interface OnnxModel {
  /** Name of the graph. */
  readonly name: string;
  /** Version of the standard operator set. */
  readonly opset: number;
  /** Nodes in topological order. */
  readonly nodes: readonly Node[];
  /** Constants. */
  readonly initializers: readonly TensorData[];
  /** What is fed. */
  readonly inputs: readonly ValueInfo[];
  /** What is fetched. */
  readonly outputs: readonly ValueInfo[];
  /** What the file says of itself, written only. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** The bytes of a typed array, without copying. */
export function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
