import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { float32Of, readModel } from "../../model/onnx/reader.ts";
import { ElementType, type OnnxModel } from "../../model/onnx/types.ts";
import { WireReader, WireWriter } from "../../model/onnx/wire.ts";
import { writeModel } from "../../model/onnx/writer.ts";

const SAMPLE = Deno.readFileSync(
  new URL("./fixtures/onnx_sample.onnx", import.meta.url),
);

const f32 = (...values: number[]) =>
  new Uint8Array(Float32Array.from(values).buffer);

Deno.test("readModel() reads nodes and attributes as the onnx package wrote them", () => {
  const { name, opset, nodes, inputs, outputs } = readModel(SAMPLE);
  assertEquals([name, opset], ["sample", 17]);
  assertEquals(nodes.map((node) => [node.op, node.name, node.domain]), [
    ["Constant", "constant", ""],
    ["Transpose", "turn", ""],
    ["Gemm", "gemm", ""],
    ["Softmax", "", ""],
    ["Cast", "", ""],
    ["Gelu", "", "com.microsoft"],
    ["ConstantOfShape", "", ""],
    ["Upsample", "", ""],
  ]);
  assertEquals(nodes[2].inputs, ["t", "w", ""]);
  assertEquals(nodes.slice(1, 5).map((node) => node.attributes), [
    { perm: [1, 0] },
    { alpha: 0.25, transA: 1n },
    { axis: -1n },
    { to: 1n },
  ]);
  assertEquals(nodes[0].attributes.value, {
    name: "inner",
    dims: [1, 2],
    type: ElementType.float32,
    bytes: f32(1.5, -2.5),
  });
  assertEquals(nodes[7].attributes, { mode: "nearest", scales: [1, 2.5] });
  assertEquals(inputs, [{ name: "x", type: 1, dims: [2, "batch"] }]);
  assertEquals(outputs, [{ name: "r", type: 1, dims: ["batch", 3] }]);
});

Deno.test("readModel() reads tensors whether raw or listed by value", () => {
  const tensors = new Map(
    readModel(SAMPLE).initializers.map((t) => [t.name, t]),
  );
  const bytes = (name: string) => tensors.get(name)!.bytes;
  const { buffer } = bytes("k");
  assertEquals([...float32Of(tensors.get("w")!)], [
    0,
    0.25,
    0.5,
    0.75,
    1,
    1.25,
  ]);
  assertEquals(bytes("listed"), f32(0.5, -1.25, 3e-5));
  assertEquals([...new BigInt64Array(buffer)], [3n, -1n]);
  assertEquals([...bytes("bytes")], [0, 127, 255]);
  assertEquals([...new Int8Array(bytes("signed").buffer)], [-128, -1, 127]);
  assertEquals(
    [...new Int32Array(bytes("words").buffer)],
    [-2147483648, 2147483647],
  );
  assertEquals(tensors.get("scalar")!.dims, []);
});

Deno.test("writeModel() is read back by readModel() when attributes, tensors and shapes are of any kind", () => {
  const text = fc.string({ unit: "grapheme" });
  const tensor = fc.record({
    name: text,
    dims: fc.array(fc.nat(1000), { maxLength: 4 }),
    type: fc.constantFrom(...Object.values(ElementType)),
    bytes: fc.uint8Array({ maxLength: 20 }),
  });
  const attribute = fc.oneof(
    fc.bigInt({ min: -(2n ** 53n), max: 2n ** 53n }),
    fc.float({ noNaN: true }),
    text,
    fc.array(fc.integer(), { minLength: 1 }),
    tensor,
  );
  const info = fc.record({
    name: text,
    type: fc.constantFrom(1, 7),
    dims: fc.array(fc.oneof(fc.nat(2 ** 31), text)),
  });
  const model: fc.Arbitrary<OnnxModel> = fc.record({
    name: text,
    opset: fc.nat(30),
    nodes: fc.array(fc.record({
      op: text,
      name: text,
      inputs: fc.array(text),
      outputs: fc.array(text),
      attributes: fc.dictionary(text, attribute, { noNullPrototype: true }),
      domain: text,
    })),
    initializers: fc.array(tensor),
    inputs: fc.array(info),
    outputs: fc.array(info),
  });
  fc.assert(
    fc.property(model, (model) => {
      assertEquals(readModel(writeModel(model)), model);
    }),
    { seed: 11, numRuns: 200 },
  );
});

Deno.test("readModel() refuses with the place when the bytes are cut off anywhere", () => {
  let refused = 0;
  for (let length = 0; length < SAMPLE.length; length++) {
    try {
      readModel(SAMPLE.subarray(0, length));
    } catch (error) {
      assert(error instanceof SyntaxError, `${error}`);
      refused++;
    }
  }
  // Only between the fields of the outermost message can a cut go unnoticed
  assert(SAMPLE.length - refused <= 6, `${SAMPLE.length - refused} accepted`);
});

Deno.test("readModel() refuses bytes that are something else", () => {
  const texts = ["", "hello", "RIFF....WAVEfmt ", "\u0000", "{}"];
  for (const text of texts) {
    assertThrows(() => readModel(new TextEncoder().encode(text)), SyntaxError);
  }
  assertThrows(
    () => readModel(Uint8Array.of(0x0b, 1)),
    SyntaxError,
    "Cannot read ONNX field at offset 1: found wire type 3, expected 0, 1, 2 or 5",
  );
});

Deno.test("float32Of() refuses a tensor of another type by name", () => {
  const tensor = { name: "q", dims: [1], type: 2, bytes: Uint8Array.of(1) };
  assertThrows(
    () => float32Of(tensor),
    TypeError,
    'Cannot read tensor "q" as float32: its ONNX type is 2, expected 1',
  );
});

Deno.test("WireWriter writes the examples of the protobuf documentation", () => {
  const writer = new WireWriter();
  writer.int(1, 150);
  writer.text(2, "testing");
  writer.message(3, (inner) => inner.int(1, 150));
  writer.int(4, -2);
  assertEquals(
    writer.finish().toHex(),
    "089601" + "120774657374696e67" + "1a03089601" + "20feffffffffffffffff01",
  );
});

Deno.test("WireReader.varint() refuses eleven bytes that all go on", () => {
  const reader = new WireReader(new Uint8Array(11).fill(0x80));
  assertThrows(() => reader.varint(), SyntaxError, "Cannot read ONNX varint");
});
