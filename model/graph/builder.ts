/**
 * An ONNX graph under construction.
 *
 * Sizes that are known only when the graph runs are strings: "B" utterances,
 * "T" frames of the longest, "N" = B T.
 *
 * @module
 */
import { writeModel } from "../onnx/writer.ts";
import {
  type Attribute,
  bytesOf,
  ElementType,
  type Node,
  type TensorData,
  type ValueInfo,
} from "../onnx/types.ts";

/** A size: a number, or the name of one that comes when the graph runs. */
export type Size = number | string;

/** A tensor that some node, input or constant of the graph produces. */
export interface Value {
  /** Unique in the graph. */
  readonly name: string;
  /** Shape; empty for a scalar. */
  readonly dims: readonly Size[];
  /** Whether a trainable weight lies upstream. */
  readonly differentiable: boolean;
}

/** Operator set of ONNX Runtime's own operators. */
export const MICROSOFT = "com.microsoft";

/** Version of the standard operator set written. */
const OPSET = 17;

/** Collects nodes, constants, inputs and outputs. */
export class GraphBuilder {
  /**
   * One entry for each matrix product: the sizes whose product is its number
   * of multiply-adds.
   */
  readonly products: (readonly Size[])[] = [];
  readonly #nodes: Node[] = [];
  readonly #constants = new Map<string, TensorData>();
  readonly #inputs: ValueInfo[] = [];
  readonly #outputs: ValueInfo[] = [];
  /** Names of values that go straight to a graph output. */
  readonly #outputNames = new Map<string, string>();
  #count = 0;

  /** Adds a node with one output of shape `dims`. */
  op(
    op: string,
    inputs: readonly Value[],
    dims: readonly Size[],
    attributes: Readonly<Record<string, Attribute>> = {},
    domain = "",
  ): Value {
    return this.ops(op, inputs, [dims], attributes, domain)[0];
  }

  /** Adds a node with several outputs, one for each shape. */
  ops(
    op: string,
    inputs: readonly Value[],
    shapes: readonly (readonly Size[])[],
    attributes: Readonly<Record<string, Attribute>> = {},
    domain = "",
  ): Value[] {
    const outputs = shapes.map((dims) => ({
      name: `v${this.#count++}`,
      dims,
      differentiable: false,
    }));
    this.#nodes.push({
      op,
      name: "",
      inputs: inputs.map((value) => value.name),
      outputs: outputs.map((value) => value.name),
      attributes,
      domain,
    });
    return outputs;
  }

  /** Counts a matrix product, all of whose multiply-adds are `sizes` multiplied. */
  countProduct(sizes: readonly Size[]): void {
    this.products.push(sizes);
  }

  /** Declares what is fed under `name`. */
  input(
    name: string,
    dims: readonly Size[],
    type: number = ElementType.float32,
  ): Value {
    this.#inputs.push({ name, type, dims });
    return { name, dims, differentiable: false };
  }

  /** A float32 constant; the array is not copied before the model is written. */
  constant(name: string, data: Float32Array, dims: readonly number[]): Value {
    return this.#constant(name, dims, ElementType.float32, data);
  }

  /** A float32 number; equal ones share a constant. */
  scalar(value: number): Value {
    return this.constant(`float ${value}`, Float32Array.of(value), []);
  }

  /** A list of int64; equal ones share a constant. */
  integers(values: readonly number[]): Value {
    return this.#constant(
      `integers ${values}`,
      [values.length],
      ElementType.int64,
      BigInt64Array.from(values, BigInt),
    );
  }

  /**
   * Makes a value a graph output. The node that computes it writes there
   * directly; a value can be one output only.
   */
  output(value: Value, name: string): void {
    this.#outputNames.set(value.name, name);
    this.#outputs.push({ name, type: ElementType.float32, dims: value.dims });
  }

  /**
   * The bytes of the model.
   *
   * @param metadata What the file says of itself; nothing by default
   */
  build(
    name: string,
    metadata: Readonly<Record<string, string>> = {},
  ): Uint8Array<ArrayBuffer> {
    const final = (value: string) => this.#outputNames.get(value) ?? value;
    // What only a gradient would use is left out, lest ONNX Runtime warns of it
    const used = new Set(this.#nodes.flatMap(({ inputs }) => inputs));
    return writeModel({
      name,
      opset: OPSET,
      nodes: this.#nodes.map((node) => ({
        ...node,
        inputs: node.inputs.map(final),
        outputs: node.outputs.map(final),
      })),
      initializers: [...this.#constants.values()]
        .filter(({ name }) => used.has(name)),
      inputs: this.#inputs,
      outputs: this.#outputs,
      metadata,
    });
  }

  #constant(
    name: string,
    dims: readonly number[],
    type: number,
    data: ArrayBufferView,
  ): Value {
    if (!this.#constants.has(name)) {
      this.#constants.set(name, { name, dims, type, bytes: bytesOf(data) });
    }
    return { name, dims, differentiable: false };
  }
}
