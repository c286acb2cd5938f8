import { assert, assertThrows } from "@std/assert";
import fc from "fast-check";
import { OnnxExport } from "../../model/encoders/onnx_export.ts";
import { ModelError } from "../../model/errors.ts";
import { checkGraph } from "../../model/onnx/check.ts";
import { readModel } from "../../model/onnx/reader.ts";
import { ElementType, type Node } from "../../model/onnx/types.ts";
import { WireWriter } from "../../model/onnx/wire.ts";

const fixture = (name: string) =>
  Deno.readFileSync(
    new URL(`./fixtures/onnx_${name}.onnx`, import.meta.url),
  );

/** A model of one tensor, with this content. */
function tensorFile(
  write: (tensor: WireWriter) => void,
): Uint8Array<ArrayBuffer> {
  const model = new WireWriter();
  model.message(7, (graph) => graph.message(5, write));
  return model.finish();
}

const REFUSED: Readonly<Record<string, readonly [Uint8Array, string]>> = {
  "external data outside its folder": [
    fixture("external"),
    'tensor "w": its values lie in another file (location "../../secrets.bin")',
  ],
  "external data without a place": [
    tensorFile((tensor) => {
      tensor.text(8, "w");
      tensor.int(14, 1);
    }),
    'tensor "w": its values lie in another file (location unknown)',
  ],
  "a cycle": [
    fixture("cycle"),
    'node 0 reads "b" of node 1, expected an earlier one; the graph has a cycle',
  ],
  "a node that reads its own value": [
    fixture("self"),
    'node 0 reads "y" of node 0',
  ],
  "two nodes that write one value": [
    fixture("twice"),
    'nodes 0 and 1 both write "y", expected one',
  ],
  "a type that is a text": [
    tensorFile((tensor) => tensor.text(2, "float")),
    "found 5 bytes, expected a number",
  ],
  "values that are cut off": [
    tensorFile((tensor) => tensor.bytes(4, new Uint8Array(7))),
    "found 7 bytes of float32 values, expected a multiple of 4",
  ],
};

for (const [what, [bytes, message]] of Object.entries(REFUSED)) {
  Deno.test(`OnnxExport refuses ${what} in one sentence and opens no file`, () => {
    const error = assertThrows(
      () => new OnnxExport("some", bytes),
      ModelError,
      message,
    );
    assert(error.message.startsWith('Cannot load encoder "some": '));
    assert(!error.message.includes("\n") && !error.message.endsWith("."));
  });
}

Deno.test("OnnxExport.plain() refuses a tensor whose bytes are no whole number of values", () => {
  const file = tensorFile((tensor) => {
    tensor.text(8, "w");
    tensor.int(2, ElementType.float32);
    tensor.bytes(9, new Uint8Array(7));
  });
  assertThrows(
    () => new OnnxExport("some", file).plain("w"),
    ModelError,
    "found 7 bytes of float32 values",
  );
});

Deno.test("readModel() reads a tensor of half a million values listed one by one", () => {
  const values = new Float32Array(500_000).fill(0.5);
  const file = tensorFile((tensor) => {
    tensor.int(2, ElementType.float32);
    tensor.bytes(4, new Uint8Array(values.buffer));
  });
  const [tensor] = readModel(file).initializers;
  assert(tensor.bytes.length === values.byteLength);
});

Deno.test("readModel() keeps one copy of a tensor's values when a file repeats them", () => {
  const bytes = new Uint8Array(1_000_000);
  const file = tensorFile((tensor) => {
    for (let i = 0; i < 100; i++) tensor.bytes(9, bytes);
  });
  const before = Deno.memoryUsage().external;
  const [tensor] = readModel(file).initializers;
  const taken = Deno.memoryUsage().external - before;
  assert(tensor.bytes.length === bytes.length);
  assert(taken < 10 * bytes.length, `${taken} bytes`);
});

const node = (inputs: string[], outputs: string[]): Node => ({
  op: "Op",
  name: "",
  inputs,
  outputs,
  attributes: {},
  domain: "",
});

Deno.test("checkGraph() accepts every graph that can be run in order, and refuses its nodes turned round", () => {
  // Node i writes value i and reads some of the values before it.
  const graph = fc.integer({ min: 2, max: 12 }).chain((n) =>
    fc.tuple(
      ...Array.from(
        { length: n },
        (_, i) => fc.subarray(Array.from({ length: i }, (_, j) => j)),
      ),
    )
  );
  fc.assert(
    fc.property(graph, (reads) => {
      const nodes = reads.map((from, i) =>
        node(["x", "", ...from.map((j) => `v${j}`)], [`v${i}`, ""])
      );
      checkGraph({ nodes });
      if (reads.every((from) => from.length === 0)) return;
      assertThrows(
        () => checkGraph({ nodes: nodes.toReversed() }),
        SyntaxError,
        "has a cycle or is out of order",
      );
    }),
    { seed: 7, numRuns: 200 },
  );
});
