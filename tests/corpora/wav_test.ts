import {
  assert,
  assertEquals,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { CorpusError } from "../../corpora/errors.ts";
import { decodeWav } from "../../corpora/wav/decode.ts";
import {
  ascii,
  chunk,
  concat,
  encodeWav,
  formatChunk,
  riff,
  uint,
} from "./wav_bytes.ts";

interface Fixture {
  origin: string;
  files: { name: string; rate: number; base64: string; channels: number[][] }[];
}
const fixture: Fixture = JSON.parse(
  Deno.readTextFileSync(new URL("fixtures/wavs.json", import.meta.url)),
);

/** Message of the error that decoding raises; fails the test if it is not a CorpusError. */
function refusal(bytes: Uint8Array): string {
  return assertThrows(() => decodeWav(bytes, "a.wav"), CorpusError).message;
}

const mono = (samples: number[]) => encodeWav({ channels: [samples] });

for (const { name, rate, base64, channels } of fixture.files) {
  Deno.test(`decodeWav() gives the samples another program wrote when ${name}`, () => {
    const wav = decodeWav(Uint8Array.fromBase64(base64), name);
    assertEquals(wav.sampleRateHz, rate);
    assertEquals(wav.frames, channels[0].length);
    assertEquals(
      wav.channels.map((c) => Array.from(c)),
      channels.map((c) => c.map(Math.fround)),
    );
  });
}

const FORMATS = [
  { codec: "pcm", bits: 8 },
  { codec: "pcm", bits: 16 },
  { codec: "pcm", bits: 24 },
  { codec: "pcm", bits: 32 },
  { codec: "float", bits: 32 },
  { codec: "float", bits: 64 },
] as const;

for (const { codec, bits } of FORMATS) {
  Deno.test(`decodeWav() inverts encoding when ${codec} has ${bits} bits`, () => {
    const scale = codec === "pcm" ? 2 ** (bits - 1) : 1;
    const sample = codec === "pcm"
      ? fc.integer({ min: -scale, max: scale - 1 })
      : bits === 32
      ? fc.float({ noNaN: true, noDefaultInfinity: true })
      : fc.double({ min: -1e30, max: 1e30, noNaN: true });
    const audio = fc.tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 20 }),
    )
      .chain(([channels, frames]) => {
        const plane = fc.array(sample, {
          minLength: frames,
          maxLength: frames,
        });
        return fc.array(plane, { minLength: channels, maxLength: channels });
      });
    const extra = fc.array(
      fc.record({
        id: fc.constantFrom("LIST", "FLLR", "PAD ", "bext", "_PMX", "\0\0\0\0"),
        bytes: fc.uint8Array({ maxLength: 9 }),
      }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(
        audio,
        fc.integer({ min: 1000, max: 384000 }),
        fc.boolean(),
        extra,
        extra,
        (channels, sampleRateHz, extensible, before, after) => {
          const wav = decodeWav(
            encodeWav({
              channels,
              sampleRateHz,
              extensible,
              codec,
              bits,
              before,
              after,
            }),
            "a.wav",
          );
          assertEquals(wav.sampleRateHz, sampleRateHz);
          assertEquals(wav.frames, channels[0].length);
          const expected = channels.map((c) =>
            Float32Array.from(c, (value) => value / scale)
          );
          assertEquals(wav.channels, expected);
        },
      ),
      { seed: 11, numRuns: 100 },
    );
  });
}

Deno.test("decodeWav() reads the audio when only a chunk after it is cut off", () => {
  const bytes = encodeWav({
    channels: [[1, 2]],
    after: [{ id: "LIST", bytes: ascii("INFO") }],
  });
  const whole = decodeWav(bytes, "a.wav");
  for (let cut = 1; cut < 12; cut++) {
    assertEquals(decodeWav(bytes.subarray(0, -cut), "a.wav"), whole);
  }
});

Deno.test("decodeWav() reads the same when the bytes are a view into a larger buffer", () => {
  const file = mono([5, 6, 7]);
  const view = concat(Uint8Array.of(1, 2, 3), file, Uint8Array.of(9)).subarray(
    3,
    3 + file.length,
  );
  assertEquals(decodeWav(view, "a.wav"), decodeWav(file, "a.wav"));
});

const KINDS: [kind: string, bytes: Uint8Array, words: string][] = [
  [
    "a Git LFS pointer",
    ascii(
      "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 72862\n",
    ),
    "found a Git LFS pointer, not the audio",
  ],
  [
    "a text",
    ascii("Dear reader,\nthis is no sound."),
    'found text that begins "Dear reader,',
  ],
  ["a web page", ascii("<!DOCTYPE html>"), "found a web page"],
  ["empty", new Uint8Array(0), "found an empty file"],
  ["zeros", new Uint8Array(100), "found zero bytes"],
  [
    "an RF64 file without chunks",
    ascii("RF64\xff\xff\xff\xffWAVE"),
    'found no "fmt " chunk',
  ],
  ["unknown", Uint8Array.of(0xde, 0xad, 0xbe, 0xef), "found bytes de ad be ef"],
  [
    "cut in the header",
    ascii("RIFF\x10\0\0"),
    "found a RIFF header cut off after 7 bytes",
  ],
];

/** The remedy for sound in another form. */
const CONVERT =
  "; convert it to PCM, for example by `ffmpeg -i in.wav -c:a pcm_s16le out.wav`";

const SOUNDS: [kind: string, bytes: Uint8Array, words: string][] = [
  ["FLAC", ascii("fLaC\0\0\0\x22"), "found a FLAC file"],
  ["Ogg", ascii("OggS\0\x02\0\0"), "found an Ogg file"],
  ["MP3 with a tag", ascii("ID3\x04\0\0"), "found an MP3 file"],
  ["bare MP3", Uint8Array.of(0xff, 0xfb, 0x90, 0x64), "found an MP3 file"],
  ["bare AAC", Uint8Array.of(0xff, 0xf1, 0x50, 0x80), "found an AAC file"],
  ["M4A", ascii("\0\0\0\x20ftypM4A "), "found an MP4 or M4A file"],
  ["AIFF", ascii("FORM\0\0\0\x20AIFF"), "found an AIFF file"],
  ["Sun AU", ascii(".snd\0\0\0\x18"), "found a Sun AU file"],
  ["WebM", ascii("\x1aE\xdf\xa3"), "found a Matroska or WebM file"],
  ["big-endian", ascii("RIFX\0\0\0\0WAVE"), "found a big-endian RIFX file"],
  ["a video", ascii("RIFF\x10\0\0\0AVI LIST"), 'found RIFF type "AVI "'],
  ...([
    [0x02, "Microsoft ADPCM"],
    [0x06, "A-law"],
    [0x07, "mu-law"],
    [0x11, "IMA ADPCM"],
    [0x31, "GSM 6.10"],
    [0x55, "MP3"],
    [0xff, "AAC"],
    [0x674f, "Ogg Vorbis"],
    [0xf1ac, "FLAC"],
    [0x1234, "unknown"],
  ] as const).flatMap(([codec, name]) =>
    [false, true].map((extensible): [string, Uint8Array, string] => {
      const bytes = encodeWav({ channels: [[1, 2]], extensible });
      bytes.set(uint(codec, 2), extensible ? 20 + 24 : 20);
      const found = `found codec 0x${codec.toString(16)} (${name})`;
      return [`${name}${extensible ? ", extensible" : ""}`, bytes, found];
    })
  ),
  ["12-bit PCM", withField(34, 12, 2), "found PCM samples of 12 bits"],
];

for (const [kind, bytes, words] of SOUNDS) {
  Deno.test(`decodeWav() says the form and how to convert it when a file is ${kind}`, () => {
    const message = refusal(bytes);
    assertStringIncludes(message, 'Cannot read WAV file "a.wav" at byte ');
    assertStringIncludes(message, words);
    assert(message.endsWith(CONVERT), message);
  });
}

for (const [kind, bytes, words] of KINDS) {
  Deno.test(`decodeWav() says what a file is when it is ${kind}`, () => {
    const message = refusal(bytes);
    assertStringIncludes(message, 'Cannot read WAV file "a.wav" at byte ');
    assertStringIncludes(message, words);
  });
}

/** A valid file with one field of its "fmt " chunk (which starts at byte 20) overwritten. */
function withField(offset: number, value: number, size: 2 | 4): Uint8Array {
  const bytes = mono([1, 2]);
  bytes.set(uint(value, size), offset);
  return bytes;
}

const BROKEN: [what: string, bytes: Uint8Array, words: string][] = [
  [
    "the data are cut off",
    mono([1, 2, 3, 4]).subarray(0, -3),
    'at byte 36: the file is cut off: chunk "data" has 8 bytes, found 5',
  ],
  [
    "a chunk before the data claims too much",
    concat(ascii("RIFF\xff\0\0\0WAVELIST"), uint(1e6, 4), ascii("INFO")),
    'at byte 12: the file is cut off: chunk "LIST" has 1000000 bytes, found 4',
  ],
  [
    "there is no fmt",
    riff(chunk("data", Uint8Array.of(1, 2))),
    'found no "fmt " chunk',
  ],
  [
    "there is no data",
    riff(formatChunk({ channels: [[]] })),
    'at byte 36: found no "data" chunk',
  ],
  ["the data are empty", mono([]), "at byte 44: found no samples"],
  [
    "the data end inside a frame",
    riff(
      formatChunk({ channels: [[], []] }),
      chunk("data", new Uint8Array(10)),
    ),
    "at byte 52: the data end inside a frame: found 10 bytes, expected a multiple of 4",
  ],
  [
    "fmt is short",
    riff(chunk("fmt ", new Uint8Array(14)), chunk("data", uint(0, 2))),
    "of 14 bytes",
  ],
  [
    "the codec is ADPCM",
    withField(20, 2, 2),
    "at byte 20: found codec 0x2 (Microsoft ADPCM)",
  ],
  [
    "there are no channels",
    withField(22, 0, 2),
    "at byte 22: found 0 channels",
  ],
  [
    "the rate is zero",
    withField(24, 0, 4),
    "at byte 24: found a sample rate of 0 Hz",
  ],
  [
    "the rate is absurd",
    withField(24, 2 ** 31, 4),
    "found a sample rate of 2147483648 Hz",
  ],
  [
    "frames do not fit",
    withField(32, 3, 2),
    "at byte 32: found frames of 3 bytes, expected 2",
  ],
  [
    "samples have 12 bits",
    withField(34, 12, 2),
    "at byte 34: found PCM samples of 12 bits",
  ],
  [
    "extensible is short",
    riff(
      chunk("fmt ", concat(uint(0xfffe, 2), new Uint8Array(16))),
      chunk("data", uint(0, 2)),
    ),
    "found an extensible",
  ],
];

for (const [what, bytes, words] of BROKEN) {
  Deno.test(`decodeWav() names file and byte when ${what}`, () => {
    const message = refusal(bytes);
    assertStringIncludes(message, 'Cannot read WAV file "a.wav" at byte ');
    assertStringIncludes(message, words);
  });
}

Deno.test("decodeWav() refuses an extensible sub-format when its GUID is foreign", () => {
  const bytes = encodeWav({ channels: [[1]], extensible: true });
  bytes[20 + 24 + 15] ^= 1;
  assertStringIncludes(refusal(bytes), "found an unknown sub-format GUID");
});

Deno.test("decodeWav() names the byte of the sample when a float is not finite", () => {
  for (const value of [NaN, Infinity, -Infinity]) {
    const bytes = encodeWav({
      channels: [[0, 0, 0], [0, value, 0]],
      codec: "float",
      bits: 32,
    });
    assertStringIncludes(
      refusal(bytes),
      `at byte ${44 + 12}: found the sample ${value}`,
    );
  }
  const tooLarge = encodeWav({ channels: [[1e300]], codec: "float", bits: 64 });
  assertStringIncludes(refusal(tooLarge), "found the sample Infinity");
});

Deno.test("decodeWav() decodes or raises CorpusError when bytes are flipped or cut off", () => {
  const whole = fc.constantFrom(
    ...FORMATS.flatMap(({ codec, bits }) =>
      [false, true].map((extensible) =>
        encodeWav({
          channels: [[1, -1, 0, 1, 0], [0, 1, 1, 0, -1]],
          codec,
          bits,
          extensible,
          before: [{ id: "LIST", bytes: ascii("odd") }],
          after: [{ id: "bext", bytes: ascii("tail") }],
        })
      )
    ),
  );
  const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 7 })), {
    maxLength: 4,
  });
  let decoded = 0;
  let refused = 0;
  fc.assert(
    fc.property(
      whole,
      flips,
      fc.nat(),
      fc.boolean(),
      (bytes, flips, length, cut) => {
        const broken = bytes.slice(
          0,
          cut ? length % (bytes.length + 1) : bytes.length,
        );
        for (const [at, bit] of flips) {
          if (broken.length > 0) broken[at % broken.length] ^= 1 << bit;
        }
        try {
          const wav = decodeWav(broken, "a.wav");
          decoded++;
          assert(
            wav.channels.every((c) =>
              c.length === wav.frames && c.every(Number.isFinite)
            ),
          );
        } catch (error) {
          if (!(error instanceof CorpusError)) throw error;
          refused++;
        }
      },
    ),
    { seed: 12, numRuns: 5000 },
  );
  assert(
    decoded > 500 && refused > 500,
    `decoded ${decoded}, refused ${refused}`,
  );
});
