import { assert, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import { ModelError } from "../../../model/errors.ts";
import { readSafetensors, readWeights } from "../../../model/weights/mod.ts";
import { assertTensors, EXPECTED, fixture } from "./fixtures.ts";

const FILE = fixture("weights.safetensors");

/** A file with this header and so many bytes of data. */
function withHeader(
  header: unknown,
  dataBytes: number,
  length?: bigint,
): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(
    typeof header === "string" ? header : JSON.stringify(header),
  );
  const out = new Uint8Array(8 + json.length + dataBytes);
  new DataView(out.buffer).setBigUint64(0, length ?? BigInt(json.length), true);
  out.set(json, 8);
  return out;
}

const tensor = (begin: number, end: number, shape = [(end - begin) / 4]) => ({
  dtype: "F32",
  shape,
  data_offsets: [begin, end],
});

Deno.test("readSafetensors() gives the values the library wrote, in float16, bfloat16, float32 and float64", () => {
  const tensors = readSafetensors("weights.safetensors", FILE);
  assertTensors(tensors, EXPECTED.in_both);
});

Deno.test("readSafetensors() reads a file at any offset of a buffer", () => {
  const shifted = new Uint8Array(FILE.length + 3);
  shifted.set(FILE, 3);
  const tensors = readWeights("a.safetensors", shifted.subarray(3));
  assertTensors(tensors, EXPECTED.in_both);
});

const BAD: Readonly<Record<string, readonly [Uint8Array, string]>> = {
  "an empty file": [new Uint8Array(), "ends at offset 0"],
  "a header longer than the file": [
    withHeader({}, 0, 2n ** 63n),
    "is said to take 9223372036854776000 bytes at offset 8, there is room for 2",
  ],
  "a header that is no JSON": [
    withHeader("{a", 0),
    "header at offset 8 is no JSON object",
  ],
  "a header that is a list": [withHeader([], 0), "is no JSON object"],
  "a header that is no text": [
    Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0xff),
    "is no JSON object",
  ],
  "a truncated file": [
    FILE.subarray(0, FILE.length - 1),
    `the file at ${FILE.length - 1}`,
  ],
  "bytes after the last tensor": [
    withHeader({ a: tensor(0, 4) }, 8),
    "its last tensor ends at offset 66, the file at 70",
  ],
  "overlapping tensors": [
    withHeader({ a: tensor(0, 8), b: tensor(4, 12) }, 12),
    'tensor "b" begins at offset 120, inside another one: expected 124',
  ],
  "a gap between tensors": [
    withHeader({ a: tensor(0, 4), b: tensor(8, 12) }, 12),
    'tensor "b" begins at offset 124, after a gap: expected 120',
  ],
  "a shape of another size": [
    withHeader({ a: tensor(0, 8, [3]) }, 8),
    'tensor "a" at offset 62 takes 8 bytes, its shape [3] of F32 takes 12',
  ],
  "a negative size": [
    withHeader({ a: tensor(0, 4, [-1]) }, 4),
    'entry of tensor "a" is {"dtype":"F32","shape":[-1]',
  ],
  "offsets in the wrong order": [
    withHeader({ a: tensor(4, 0) }, 4),
    'entry of tensor "a"',
  ],
  "an entry that is a number": [withHeader({ a: 1 }, 0), 'tensor "a" is 1'],
  "a size beyond what a number holds": [
    withHeader({ a: tensor(0, 4, [2 ** 50, 2 ** 50]) }, 4),
    'tensor "a" at offset',
  ],
  "tensors whose sizes wrap around": [
    withHeader({ a: tensor(0, 4, [2 ** 32, 2 ** 32, 4]) }, 4),
    'tensor "a" at offset',
  ],
  "two tensors on the same bytes": [
    withHeader({ a: tensor(0, 4), b: tensor(0, 4) }, 4),
    'tensor "b" begins at offset 115, inside another one: expected 119',
  ],
  "a header as long as JSON nests": [
    withHeader("[".repeat(1e6), 0),
    "is no JSON object",
  ],
};

for (const [what, [bytes, message]] of Object.entries(BAD)) {
  Deno.test(`readSafetensors() refuses ${what} by name and place`, () => {
    const error = assertThrows(
      () => readSafetensors("some.safetensors", bytes),
      ModelError,
      message,
    );
    assert(
      error.message.startsWith('Cannot read weights "some.safetensors": '),
    );
  });
}

Deno.test("readSafetensors() repeats of a hostile header one line of bounded length", () => {
  const entries = [
    { ["a\nb".repeat(1e5)]: 1 },
    { a: { dtype: "F32", shape: Array(1e5).fill("\n"), data_offsets: [0, 4] } },
    { a: tensor(0, 4, Array(1e5).fill(1e4)) },
  ];
  for (const entry of entries) {
    const bytes = withHeader(entry, 4);
    const { message } = assertThrows(
      () => readSafetensors("f", bytes),
      ModelError,
    );
    assert(!message.includes("\n") && message.length < 600, message);
  }
});

Deno.test("readSafetensors() refuses a type it does not know when the tensor is read", () => {
  for (const dtype of ["F128", "constructor", "I64\n".repeat(1e4)]) {
    const entry = { dtype, shape: [1], data_offsets: [0, 4] };
    const { message } = assertThrows(
      () => readSafetensors("f", withHeader({ a: entry }, 4)).get("a")!.read(),
      ModelError,
    );
    assert(!message.includes("\n") && message.length < 400, message);
  }
});

Deno.test("readSafetensors() refuses to read integers as weights", () => {
  const tensors = readSafetensors("w.safetensors", FILE);
  assertThrows(
    () => tensors.get("integers")!.read(),
    ModelError,
    'tensor "integers" is of type "I64", expected one of F16, BF16, F32, F64',
  );
});

Deno.test("readSafetensors() either reads or refuses when bytes of the header are changed", () => {
  fc.assert(fc.property(
    fc.nat(400),
    fc.nat(255),
    (at, value) => {
      const bytes = FILE.slice();
      bytes[at] = value;
      try {
        for (const [name, tensor] of readSafetensors("f", bytes)) {
          if (name !== "integers") tensor.read();
        }
      } catch (error) {
        assert(error instanceof ModelError, `${error}`);
      }
    },
  ));
});
