/**
 * What a graph must hold beyond its encoding.
 *
 * @module
 */
import type { OnnxModel } from "./types.ts";

/**
 * Checks that values are written once and before they are read, as ONNX asks of
 * a graph: then it has no cycle. Values that nothing writes are left to whoever
 * uses them.
 *
 * @throws {SyntaxError} If a node reads what only it or a later one writes, or
 * two write one value
 *
 * Source: ONNX IR specification, section "Graphs"
 */
export function checkGraph({ nodes }: Pick<OnnxModel, "nodes">): void {
  const writer = new Map<string, number>();
  nodes.forEach(({ outputs }, at) => {
    for (const value of outputs) {
      const other = writer.get(value);
      if (other !== undefined) {
        throw new SyntaxError(
          `Cannot read ONNX model: nodes ${other} and ${at} both write ${
            JSON.stringify(value)
          }, expected one`,
        );
      }
      // An optional output that is left out has no name.
      if (value !== "") writer.set(value, at);
    }
  });
  nodes.forEach(({ inputs }, at) => {
    for (const value of inputs) {
      const from = writer.get(value) ?? -1;
      if (from < at) continue;
      throw new SyntaxError(
        `Cannot read ONNX model: node ${at} reads ${
          JSON.stringify(value)
        } of node ${from}, expected an earlier one; the graph has a cycle or is out of order`,
      );
    }
  });
}
