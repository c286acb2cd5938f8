import {
  type Attribute,
  bytesOf,
  ElementType,
  type Node,
  type OnnxModel,
  type TensorData,
  type ValueInfo,
} from "./types.ts";
import { type Field, WireReader } from "./wire.ts";

/**
 * Reads an ONNX model. Subgraphs and sparse tensors are left out: no encoder
 * export the suite reads has any that matter. No other file is ever opened, so
 * a tensor whose values lie in one is refused.
 *
 * @param bytes A `.onnx` file
 * @throws {SyntaxError} If the bytes are no ONNX model, or not the whole of one
 */
export function readModel(bytes: Uint8Array): OnnxModel {
  let graph: Omit<OnnxModel, "opset"> | undefined;
  let opset = 0;
  for (const { number, value } of fieldsOf(bytes)) {
    if (number === 7) graph = readGraph(bytesIn(value));
    else if (number === 8) opset = readOpset(bytesIn(value)) ?? opset;
  }
  if (!graph) {
    throw new SyntaxError(
      `Cannot read ONNX model: found no graph in ${bytes.length} bytes`,
    );
  }
  return { ...graph, opset };
}

/**
 * The values of a float32 tensor, copied.
 *
 * @throws {TypeError} If the tensor holds another type
 * @throws {SyntaxError} If its bytes are no whole number of values
 */
export function float32Of(tensor: TensorData): Float32Array {
  if (tensor.type !== ElementType.float32) {
    throw new TypeError(
      `Cannot read tensor "${tensor.name}" as float32: its ONNX type is ${tensor.type}, expected ${ElementType.float32}`,
    );
  }
  return new Float32Array(wholeFloats(tensor.bytes).slice().buffer);
}

const fieldsOf = (bytes: Uint8Array) => new WireReader(bytes).fields();

function bytesIn(value: Field["value"]): Uint8Array {
  if (typeof value !== "number") return value;
  throw new SyntaxError(
    `Cannot read ONNX model: found the number ${value}, expected a message`,
  );
}

function wholeIn(value: Field["value"]): number {
  const number = numberIn(value);
  if (Number.isInteger(number)) return number;
  throw new SyntaxError(
    `Cannot read ONNX model: found ${number}, expected a whole number`,
  );
}

function numberIn(value: Field["value"]): number {
  if (typeof value === "number") return value;
  throw new SyntaxError(
    `Cannot read ONNX model: found ${value.length} bytes, expected a number`,
  );
}

function textIn(value: Field["value"]): string {
  return new TextDecoder().decode(bytesIn(value));
}

/** Repeated integers come one by one or packed into bytes. */
function integersIn(value: Field["value"]): number[] {
  if (typeof value === "number") return [value];
  const reader = new WireReader(value);
  const out: number[] = [];
  while (!reader.done) out.push(reader.varint());
  return out;
}

function floatsIn(value: Field["value"]): Iterable<number> {
  if (typeof value === "number") return [value];
  return new Float32Array(wholeFloats(value).slice().buffer);
}

function wholeFloats(bytes: Uint8Array): Uint8Array {
  if (bytes.length % Float32Array.BYTES_PER_ELEMENT === 0) return bytes;
  throw new SyntaxError(
    `Cannot read ONNX model: found ${bytes.length} bytes of float32 values, expected a multiple of ${Float32Array.BYTES_PER_ELEMENT}`,
  );
}

/** The version of the standard operator set, or nothing for another domain. */
function readOpset(bytes: Uint8Array): number | undefined {
  let domain = "";
  let version = 0;
  for (const { number, value } of fieldsOf(bytes)) {
    if (number === 1) domain = textIn(value);
    else if (number === 2) version = wholeIn(value);
  }
  return domain === "" ? version : undefined;
}

function readGraph(bytes: Uint8Array): Omit<OnnxModel, "opset"> {
  const nodes: Node[] = [];
  const initializers: TensorData[] = [];
  const inputs: ValueInfo[] = [];
  const outputs: ValueInfo[] = [];
  let name = "";
  for (const { number, value } of fieldsOf(bytes)) {
    if (number === 1) nodes.push(readNode(bytesIn(value)));
    else if (number === 2) name = textIn(value);
    else if (number === 5) initializers.push(readTensor(bytesIn(value)));
    else if (number === 11) inputs.push(readValueInfo(bytesIn(value)));
    else if (number === 12) outputs.push(readValueInfo(bytesIn(value)));
  }
  return { name, nodes, initializers, inputs, outputs };
}

function readNode(bytes: Uint8Array): Node {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes: Record<string, Attribute> = {};
  let [op, name, domain] = ["", "", ""];
  for (const { number, value } of fieldsOf(bytes)) {
    if (number === 1) inputs.push(textIn(value));
    else if (number === 2) outputs.push(textIn(value));
    else if (number === 3) name = textIn(value);
    else if (number === 4) op = textIn(value);
    else if (number === 5) readAttribute(bytesIn(value), attributes);
    else if (number === 7) domain = textIn(value);
  }
  return { op, name, inputs, outputs, attributes, domain };
}

function readAttribute(
  bytes: Uint8Array,
  into: Record<string, Attribute>,
): void {
  const numbers: number[] = [];
  let name = "";
  let single: Attribute | undefined;
  for (const { number, value } of fieldsOf(bytes)) {
    if (number === 1) name = textIn(value);
    else if (number === 2) single = numberIn(value);
    else if (number === 3) single = BigInt(wholeIn(value));
    else if (number === 4) single = textIn(value);
    else if (number === 5) single = readTensor(bytesIn(value));
    else if (number === 7) append(numbers, floatsIn(value));
    else if (number === 8) append(numbers, integersIn(value));
  }
  into[name] = single ?? numbers;
}

/** Values stand in `raw_data` or in a repeated field of their kind. */
function readTensor(bytes: Uint8Array): TensorData {
  const dims: number[] = [];
  const floats: number[] = [];
  const integers: number[] = [];
  let [name, type] = ["", 0];
  let raw: Uint8Array = new Uint8Array();
  let outside: string | undefined;
  for (const { number, value } of fieldsOf(bytes)) {
    if (number === 1) append(dims, integersIn(value));
    else if (number === 2) type = wholeIn(value);
    else if (number === 4) append(floats, floatsIn(value));
    else if (number === 5 || number === 7) {
      append(integers, integersIn(value));
    } else if (number === 8) name = textIn(value);
    else if (number === 9) raw = bytesIn(value);
    else if (number === 13) outside ??= readEntry(bytesIn(value));
    else if (number === 14 && value !== 0) outside ??= "location unknown";
  }
  if (outside !== undefined) {
    throw new SyntaxError(
      `Cannot read ONNX tensor ${
        JSON.stringify(name)
      }: its values lie in another file (${outside}), expected in the model itself; no other file was opened`,
    );
  }
  // A field may stand several times; only the last one counts and is copied.
  raw = raw.slice();
  if (floats.length) raw = bytesOf(new Float32Array(floats)).slice();
  if (integers.length) raw = packIntegers(integers, type).slice();
  return { name, dims, type, bytes: raw };
}

/** An entry of a map of texts, such as that of external data. */
function readEntry(bytes: Uint8Array): string {
  let [key, text] = ["", ""];
  for (const { number, value } of fieldsOf(bytes)) {
    if (number === 1) key = textIn(value);
    else if (number === 2) text = textIn(value);
  }
  return `${key} ${JSON.stringify(text.slice(0, 120))}`;
}

/** A call with one argument for each value would overflow the stack. */
function append(list: number[], values: Iterable<number>): void {
  for (const value of values) list.push(value);
}

function packIntegers(values: readonly number[], type: number): Uint8Array {
  switch (type) {
    case ElementType.int64:
      return bytesOf(BigInt64Array.from(values, BigInt));
    case ElementType.int32:
      return bytesOf(Int32Array.from(values));
    case ElementType.int8:
      return bytesOf(Int8Array.from(values));
  }
  return Uint8Array.from(values);
}

/** ValueInfo > type > tensor_type > shape > dim. */
function readValueInfo(bytes: Uint8Array): ValueInfo {
  const dims: (number | string)[] = [];
  let [name, type] = ["", 0];
  for (const info of fieldsOf(bytes)) {
    if (info.number === 1) name = textIn(info.value);
    if (info.number !== 2) continue;
    const tensorType = [...fieldsOf(bytesIn(info.value))]
      .find((field) => field.number === 1);
    if (!tensorType) continue;
    for (const part of fieldsOf(bytesIn(tensorType.value))) {
      if (part.number === 1) type = wholeIn(part.value);
      else if (part.number === 2) {
        for (const dim of fieldsOf(bytesIn(part.value))) {
          dims.push(readDim(bytesIn(dim.value)));
        }
      }
    }
  }
  return { name, type, dims };
}

function readDim(bytes: Uint8Array): number | string {
  for (const { number, value } of fieldsOf(bytes)) {
    if (number === 1) return wholeIn(value);
    if (number === 2) return textIn(value);
  }
  return "";
}
