import type {
  Attribute,
  Node,
  OnnxModel,
  TensorData,
  ValueInfo,
} from "./types.ts";
import { WireWriter } from "./wire.ts";

/** IR version written; ONNX Runtime 1.27 reads 3 to 13. */
const IR_VERSION = 8;

/** `AttributeProto.AttributeType`. */
const AttributeKind = { float: 1, int: 2, string: 3, tensor: 4, ints: 7 };

/** Writes a model as the bytes of a `.onnx` file. */
export function writeModel(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const writer = new WireWriter();
  writer.int(1, IR_VERSION);
  writer.message(7, (graph) => {
    for (const node of model.nodes) {
      graph.message(1, (w) => writeNode(w, node));
    }
    graph.text(2, model.name);
    for (const tensor of model.initializers) {
      graph.message(5, (w) => writeTensor(w, tensor));
    }
    for (const info of model.inputs) {
      graph.message(11, (w) => writeValueInfo(w, info));
    }
    for (const info of model.outputs) {
      graph.message(12, (w) => writeValueInfo(w, info));
    }
  });
  const domains = new Set(["", ...model.nodes.map((node) => node.domain)]);
  for (const domain of domains) {
    writer.message(8, (w) => {
      w.text(1, domain);
      w.int(2, domain === "" ? model.opset : 1);
    });
  }
  for (const [key, value] of Object.entries(model.metadata ?? {})) {
    writer.message(14, (w) => {
      w.text(1, key);
      w.text(2, value);
    });
  }
  return writer.finish();
}

function writeNode(writer: WireWriter, node: Node): void {
  for (const input of node.inputs) writer.text(1, input);
  for (const output of node.outputs) writer.text(2, output);
  if (node.name) writer.text(3, node.name);
  writer.text(4, node.op);
  for (const [name, value] of Object.entries(node.attributes)) {
    writer.message(5, (w) => {
      w.text(1, name);
      w.int(20, writeAttribute(w, value));
    });
  }
  if (node.domain) writer.text(7, node.domain);
}

/** Writes the value and returns its kind. */
function writeAttribute(writer: WireWriter, value: Attribute): number {
  if (typeof value === "bigint") {
    writer.int(3, value);
    return AttributeKind.int;
  }
  if (typeof value === "number") {
    writer.float(2, value);
    return AttributeKind.float;
  }
  if (typeof value === "string") {
    writer.text(4, value);
    return AttributeKind.string;
  }
  if ("bytes" in value) {
    writer.message(5, (w) => writeTensor(w, value));
    return AttributeKind.tensor;
  }
  for (const element of value) writer.int(8, element);
  return AttributeKind.ints;
}

function writeTensor(writer: WireWriter, tensor: TensorData): void {
  for (const size of tensor.dims) writer.int(1, size);
  writer.int(2, tensor.type);
  if (tensor.name) writer.text(8, tensor.name);
  writer.bytes(9, tensor.bytes);
}

/** ValueInfo > type > tensor_type > shape > dim. */
function writeValueInfo(writer: WireWriter, info: ValueInfo): void {
  writer.text(1, info.name);
  writer.message(2, (type) =>
    type.message(1, (tensor) => {
      tensor.int(1, info.type);
      tensor.message(2, (shape) => {
        for (const size of info.dims) {
          shape.message(1, (dim) => {
            if (typeof size === "number") dim.int(1, size);
            else dim.text(2, size);
          });
        }
      });
    }));
}
