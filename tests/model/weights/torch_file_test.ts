import { assert, assertEquals, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import { ModelError } from "../../../model/errors.ts";
import { readTorchFile, readWeights } from "../../../model/weights/mod.ts";
import { assertTensors, EXPECTED, fixture } from "./fixtures.ts";
import { type Lies, zip } from "./zip_writer.ts";

const FILE = fixture("weights.ckpt");

/** Operations of a pickle as text and numbers. */
function pickle(...parts: readonly (string | number)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "number" ? [part] : [...new TextEncoder().encode(part)]
    ),
  );
}

/** A text of fewer than 256 bytes. */
const text = (value: string): (string | number)[] => [
  ...["X", value.length, 0, 0, 0],
  value,
];
const [PROTO, BINUNICODE1, STACK_GLOBAL] = [0x80, 0x8c, 0x93];
const TRUE = 0x88;

/** A file with this pickle and storage "0" of 8 bytes. */
const holding = (
  bytes: Uint8Array | string,
  lies: Readonly<Record<string, Lies>> = {},
) =>
  zip(
    {
      "a/data.pkl": bytes,
      "a/byteorder": "little",
      "a/data/0": "\0".repeat(8),
    },
    lies,
  );

/** {"w": a tensor of that storage class, count, dims and strides} */
const tensorOf = (
  storage: string,
  count: number,
  dims: readonly number[],
  strides: readonly number[],
) => {
  const tuple = (sizes: readonly number[]) => [
    "(",
    ...sizes.flatMap((n) => ["K", n]),
    "t",
  ];
  return pickle(
    ...[PROTO, 2, "}", ...text("w")],
    ...["ctorch._utils\n_rebuild_tensor_v2\n((", ...text("storage")],
    ...[`ctorch\n${storage}\n`, ...text("0"), ...text("cpu"), "K", count, "tQ"],
    ...["K", 0, ...tuple(dims), ...tuple(strides), TRUE, ")tRs."],
  );
};

Deno.test("readTorchFile() gives the values torch.save wrote: views, parameters, half and double", () => {
  const tensors = readTorchFile("weights.ckpt", FILE);
  assertTensors(tensors, Object.keys(EXPECTED.tensors));
  const module = readWeights("linear.ckpt", fixture("linear.ckpt"));
  assertEquals([...module.keys()], ["weight", "bias"]);
  assertEquals(module.get("weight")!.dims, [3, 2]);
});

for (const protocol of [2, 3, 4]) {
  Deno.test(`readTorchFile() says how to save a file of before PyTorch 1.6 again when its protocol is ${protocol}`, () => {
    // LONG1 of the magic number, STOP; protocol 4 puts it in a frame.
    const frame = protocol < 4 ? [] : [0x95, 13, 0, 0, 0, 0, 0, 0, 0];
    const magic = Uint8Array.fromHex("8a0a6cfc9c46f9206aa850192e");
    const bytes = Uint8Array.of(0x80, protocol, ...frame, ...magic);
    const { message } = assertThrows(
      () => readTorchFile("pytorch_model.bin", bytes),
      ModelError,
    );
    assertEquals(
      message,
      'Cannot read weights "pytorch_model.bin": it is a pickle of the form that torch.save wrote before version 1.6, expected a zip file; ' +
        "load and save it once in PyTorch (`python -c \"import torch; torch.save(torch.load('pytorch_model.bin', map_location='cpu', weights_only=True), 'pytorch_model.bin')\"`), " +
        "or download model.safetensors in its place",
    );
  });
}

Deno.test("readWeights() names a Git LFS pointer in place of weights of any kind", () => {
  const pointer = pickle("version https://git-lfs.github.com/spec/v1\noid 00");
  for (const file of ["model.safetensors", "pytorch_model.bin"]) {
    assertThrows(
      () => readWeights(file, pointer),
      ModelError,
      `Cannot read weights "${file}": it is a Git LFS pointer, not the weights; fetch`,
    );
  }
});

/** What a pickle does, the file, and what the refusal must say. */
const HOSTILE: Readonly<Record<string, readonly [Uint8Array, string]>> = {
  "os.system as torch.save writes it": [
    fixture("os_system.ckpt"),
    'its pickle asks for "posix.system" at offset',
  ],
  "eval in protocol 4": [
    fixture("eval.ckpt"),
    'its pickle asks for "builtins.eval" at offset',
  ],
  "os.system": [
    holding(pickle("cos\nsystem\n(", ...text("id"), "tR.")),
    'asks for "os.system" at offset 0',
  ],
  "a name put together on the stack": [
    holding(pickle(
      ...[PROTO, 4, BINUNICODE1, 8, "builtins", BINUNICODE1, 4, "exec"],
      ...[STACK_GLOBAL, "."],
    )),
    'asks for "builtins.exec" at offset 18',
  ],
  "a function of torch that is not on the list": [
    holding(pickle("ctorch\nload\n.")),
    'asks for "torch.load"',
  ],
  "a name that only ends like a storage": [
    holding(pickle("cevil.torch\nFloatStorage\n.")),
    'asks for "evil.torch.FloatStorage"',
  ],
  "a class made by INST": [
    holding(pickle("(ios\nsystem\n.")),
    "uses operation 0x69 at offset 1",
  ],
  "an object made by NEWOBJ": [
    holding(pickle("ccollections\nOrderedDict\n)", 0x81, ".")),
    "uses operation 0x81 at offset 26",
  ],
  "the extension registry": [
    holding(pickle(0x82, 1, ".")),
    "uses operation 0x82 at offset 0",
  ],
  "a call of a text": [
    holding(pickle(...text("system"), ")R.")),
    "calls something other than a tensor or a dict at offset 12",
  ],
  "attributes of a list": [
    holding(pickle("]}b.")),
    "sets attributes of something other than a dict at offset 2",
  ],
};

for (const [what, [bytes, message]] of Object.entries(HOSTILE)) {
  Deno.test(`readTorchFile() refuses ${what} and executes nothing`, () => {
    const error = assertThrows(
      () => readTorchFile("evil.ckpt", bytes),
      ModelError,
      message,
    );
    assert(error.message.startsWith('Cannot read weights "evil.ckpt": '));
    assert(error.message.includes("nothing of it was executed"));
    assert(!error.message.endsWith("."));
  });
}

const GOOD = tensorOf("FloatStorage", 2, [2], [1]);

const BAD: Readonly<Record<string, readonly [Uint8Array, string]>> = {
  "the format before PyTorch 1.6": [
    fixture("legacy.ckpt"),
    "it is a pickle of the form that torch.save wrote before version 1.6",
  ],
  "a file cut off": [
    FILE.subarray(0, 3000),
    "no end of a zip directory was found up to offset 3000",
  ],
  "a compressed entry, as in a zip bomb": [
    holding(GOOD, { "a/data/0": { method: 8, size: 2 ** 31, stored: 8 } }),
    'entry "a/data/0" is compressed (method 8, 8 bytes for 2147483648)',
  ],
  "an entry longer than the file": [
    holding(GOOD, { "a/data/0": { size: 10_000 } }),
    'entry "a/data/0" at offset',
  ],
  "an entry that is not where the directory says": [
    holding(GOOD, { "a/data/0": { local: 3 } }),
    'no header of "a/data/0" was found at offset 3',
  ],
  "no pickle": [zip({ "a/version": "3" }), 'it has no entry "data.pkl"'],
  "big-endian values": [
    zip({ "data.pkl": GOOD, byteorder: "big", "data/0": "12345678" }),
    'its byte order is "big"',
  ],
  "a pickle cut off": [
    holding(GOOD.subarray(0, 30)),
    "its pickle ends at offset 30 within the operation at",
  ],
  "a pickle of a list": [holding("]."), "holds no dict of tensors"],
  "a pickle of nothing": [holding("."), "takes from an empty stack"],
  "a recall of nothing": [holding(pickle("h", 3, ".")), "recalls item 3"],
  "a missing mark": [holding("t."), "looks for a mark"],
  "a missing storage": [
    zip({ "data.pkl": GOOD }),
    'storage "0" of tensor "w" is missing',
  ],
  "a storage of another size": [
    holding(tensorOf("FloatStorage", 3, [2], [1])),
    "takes 8 bytes, 3 values of FloatStorage take 12",
  ],
  "a tensor beyond its storage": [
    holding(tensorOf("FloatStorage", 2, [2], [2])),
    'tensor "w" of shape [2] reaches value 2 of its storage, which has 2',
  ],
  "a tensor that grows by strides of zero": [
    holding(tensorOf("FloatStorage", 2, [200, 200], [0, 0])),
    'tensor "w" of shape [200,200]',
  ],
};

/** A pickle of a hundred names for one tensor of 250 values. */
function sharedTensor(): Uint8Array {
  const names = Array.from({ length: 100 }, (_, i) => `w${i}`);
  return pickle(
    ...[PROTO, 2, "}(", ...text("w")],
    ...["ctorch._utils\n_rebuild_tensor_v2\n((", ...text("storage")],
    ...["ctorch\nFloatStorage\n", ...text("0"), ...text("cpu"), "K", 250],
    ...["tQK", 0, "(K", 250, "t(K", 1, "t", TRUE, ")tRq", 0],
    ...names.flatMap((name) => [...text(name), "h", 0]),
    "u.",
  );
}

/** Tuples of ten tuples each, a hundred deep. */
function nestedTuples(): Uint8Array {
  const level = (i: number) => [
    ...["(", ...Array.from({ length: 10 }, () => ["h", i]).flat()],
    ...["tq", i + 1],
  ];
  return pickle(
    ...[")q", 0],
    ...Array.from({ length: 100 }, (_, i) => level(i)).flat(),
    ...["h", 100, "."],
  );
}

/** Zeros, compressed as a zip file may hold them. */
async function deflated(size: number): Promise<Uint8Array> {
  const zeros = new Blob([new Uint8Array(size)]).stream();
  const stream = zeros.pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const BOMB_SIZE = 20_000_000;
const BOMB = await deflated(BOMB_SIZE);

const BOMBS: Readonly<Record<string, readonly [Uint8Array, string]>> = {
  "a storage that unpacks to a thousand times its size": [
    zip({ "a/data.pkl": GOOD, "a/data/0": BOMB }, {
      "a/data/0": { method: 8, size: BOMB_SIZE, stored: BOMB.length },
    }),
    `is compressed (method 8, ${BOMB.length} bytes for ${BOMB_SIZE})`,
  ],
  "a storage that says it is stored but larger than the file": [
    zip({ "a/data.pkl": GOOD, "a/data/0": BOMB }, {
      "a/data/0": { size: BOMB_SIZE },
    }),
    "the file at",
  ],
  "a hundred tensors on one storage": [
    zip({ "a/data.pkl": sharedTensor(), "a/data/0": new Uint8Array(1000) }),
    "its tensors take 101000 bytes as float32, the file",
  ],
  "tuples that would unfold to 10^100": [
    holding(nestedTuples()),
    "its pickle holds no dict of tensors",
  ],
};

for (const [what, [bytes, message]] of Object.entries(BOMBS)) {
  Deno.test(`readTorchFile() refuses ${what} without taking memory`, () => {
    const before = Deno.memoryUsage();
    assertThrows(() => readTorchFile("b.ckpt", bytes), ModelError, message);
    const after = Deno.memoryUsage();
    const taken = after.external + after.heapUsed - before.external -
      before.heapUsed;
    assert(taken < BOMB_SIZE / 2, `${taken} bytes`);
  });
}

Deno.test("readTorchFile() repeats of a hostile name one line of bounded length", () => {
  const name = "x\n".repeat(100);
  const file = zip({ "data.pkl": pickle("c", name, "y\n.") });
  const { message } = assertThrows(() => readTorchFile("f", file), ModelError);
  const long = zip({ "data.pkl": pickle("c", "x".repeat(1e5), "\ny\n.") });
  const error = assertThrows(() => readTorchFile("f", long), ModelError);
  for (const text of [message, error.message]) {
    assert(!text.includes("\n") && text.length < 500, text);
  }
});

for (const [what, [bytes, message]] of Object.entries(BAD)) {
  Deno.test(`readTorchFile() refuses ${what} by name`, () => {
    const error = assertThrows(
      () => readTorchFile("some.bin", bytes),
      ModelError,
      message,
    );
    assert(error.message.startsWith('Cannot read weights "some.bin": '));
  });
}

Deno.test("readTorchFile() reads a tensor of the smallest file by hand", () => {
  const [value] = readTorchFile("w.ckpt", holding(GOOD)).values();
  assertEquals([...value.read()], [0, 0]);
});

Deno.test("readTorchFile() refuses to read integers as weights", () => {
  const tensors = readTorchFile("w.ckpt", FILE);
  assertThrows(
    () => tensors.get("integers")!.read(),
    ModelError,
    'tensor "integers" is in a LongStorage, expected one of FloatStorage',
  );
});

Deno.test("readTorchFile() either reads or refuses when a byte is changed anywhere", () => {
  fc.assert(fc.property(
    fc.nat(FILE.length - 1),
    fc.nat(255),
    (at, value) => {
      const bytes = FILE.slice();
      bytes[at] = value;
      try {
        for (const [name, tensor] of readTorchFile("f", bytes)) {
          if (name !== "integers") tensor.read();
        }
      } catch (error) {
        assert(error instanceof ModelError, `${error}`);
      }
    },
  ));
});
