import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import { CorpusError } from "../../corpora/errors.ts";
import { decodeWav } from "../../corpora/wav/decode.ts";
import { type LeftSizes, type WavOptions, withSizes } from "./wav_bytes.ts";

/** What writers into a pipe leave for a size that they do not know. */
const PLACEHOLDERS = [
  0xffffffff,
  0xffffffff - 36,
  0xfffffffe,
  0x80000000,
  0x80000024,
  0x7fffffff,
  0x7fffffff - 36,
  0x7ffff000,
];

/** Bytes of a plain header, without "ds64". */
const HEADER = 44;

const options: WavOptions = { channels: [[1, -2, 3], [4, 5, -6]] };
const DATA = 12;

const decoded = (bytes: Uint8Array) =>
  decodeWav(bytes, "a.wav").channels.map((c) =>
    Array.from(c, (sample) => sample * 32768)
  );
const refusal = (bytes: Uint8Array) =>
  assertThrows(() => decodeWav(bytes, "a.wav"), CorpusError).message;

/** Sizes of which one at least is a placeholder, the other as it may be. */
const leftOpen: fc.Arbitrary<LeftSizes> = fc.oneof(
  fc.record({
    outer: fc.constantFrom(0, HEADER - 8, ...PLACEHOLDERS, 1000),
    data: fc.constantFrom(...PLACEHOLDERS),
  }),
  fc.record({
    outer: fc.constantFrom(0, ...PLACEHOLDERS),
    data: fc.constantFrom(0, DATA + 1, 1000, 0x7ffe0000),
  }),
  fc.record({ outer: fc.constant(HEADER - 8), data: fc.constant(0) }),
);

Deno.test("decodeWav() reads whole frames to the end of the file when a writer left a size open", () => {
  fc.assert(
    fc.property(leftOpen, fc.nat({ max: DATA - 4 }), (sizes, cut) => {
      const bytes = withSizes(options, sizes);
      const frames = Math.floor((DATA - cut) / 4);
      assertEquals(
        decoded(bytes.subarray(0, bytes.length - cut)),
        options.channels.map((c) => Array.from(c).slice(0, frames)),
      );
    }),
    { seed: 13, numRuns: 500 },
  );
});

Deno.test("decodeWav() says that a file is cut off when its sizes are plausible", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: DATA + 1, max: 0x7ffeffff }),
      fc.integer({ min: 1, max: 0x7ffeffff }),
      (data, outer) => {
        assertStringIncludes(
          refusal(withSizes(options, { outer, data })),
          `at byte 36: the file is cut off: chunk "data" has ${data} bytes, found ${DATA}; get the original file again`,
        );
      },
    ),
    { seed: 14, numRuns: 300 },
  );
});

Deno.test("decodeWav() takes a plausible size that the file holds as it stands, whatever the outer size", () => {
  for (const outer of [0, 1, HEADER - 8, HEADER - 8 + DATA, ...PLACEHOLDERS]) {
    assertEquals(
      decoded(withSizes(options, { outer, data: 8 })),
      [[1, -2], [4, 5]],
    );
  }
});

Deno.test("decodeWav() finds no samples when no whole frame follows an open size, or the data are declared empty", () => {
  const open = withSizes(options, { outer: 0, data: 0xffffffff });
  for (let rest = 0; rest < 4; rest++) {
    const words = `at byte ${HEADER}: found no samples`;
    assertStringIncludes(refusal(open.subarray(0, HEADER + rest)), words);
  }
  const declared = withSizes(options, { outer: HEADER - 8 + DATA, data: 0 });
  assertStringIncludes(refusal(declared), "found no samples");
});

const OPEN_64 = 2 ** 63;

for (const id of ["RF64", "BW64"] as const) {
  Deno.test(`decodeWav() reads a small ${id} file when "ds64" holds the sizes or leaves them open`, () => {
    const outer = 80 + DATA - 8;
    for (
      const wide of [
        { outer, data: DATA },
        { outer: 0, data: 0 },
        { outer: OPEN_64, data: OPEN_64 },
        { outer: 80 - 8, data: 0 },
      ]
    ) {
      const sizes = { outer: 0xffffffff, data: 0xffffffff, wide };
      assertEquals(decoded(withSizes(options, sizes, id)), options.channels);
    }
    const narrow = { outer: 0xffffffff, data: 8, wide: { outer, data: 0 } };
    assertEquals(decoded(withSizes(options, narrow, id)), [[1, -2], [4, 5]]);
    const without = { outer: 0xffffffff, data: 0xffffffff };
    assertEquals(decoded(withSizes(options, without, id)), options.channels);
  });

  Deno.test(`decodeWav() says that a ${id} file is cut off when "ds64" holds a plausible size`, () => {
    for (const data of [DATA + 1, 0x7fffffff, 5e9]) {
      const wide = { outer: data + 72, data };
      const sizes = { outer: 0xffffffff, data: 0xffffffff, wide };
      assertStringIncludes(
        refusal(withSizes(options, sizes, id)),
        `the file is cut off: chunk "data" has ${data} bytes, found ${DATA}`,
      );
    }
  });
}

const CASES = new URL("../../../shared/cases/wav/", import.meta.url);

Deno.test("decodeWav() reads the collected files of streaming writers to their end", async () => {
  let read = 0;
  try {
    for (const { name } of Deno.readDirSync(CASES)) {
      if (!name.endsWith(".wav")) continue;
      const wav = decodeWav(await Deno.readFile(new URL(name, CASES)), name);
      assertEquals([name, wav.frames], [name, 1600]);
      read++;
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  if (read === 0) {
    console.log("left out: there is no folder of collected WAV files");
  }
});
