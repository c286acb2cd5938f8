/** Makes WAV files for tests, sound ones and broken ones. */

/** A chunk to put beside the audio. */
export interface ExtraChunk {
  id: string;
  bytes: Uint8Array;
}

/** What to write; samples are raw integers for PCM, values for float. */
export interface WavOptions {
  sampleRateHz?: number;
  /** shape (channels)(frames) */
  channels: ArrayLike<number>[];
  codec?: "pcm" | "float";
  bits?: 8 | 16 | 24 | 32 | 64;
  extensible?: boolean;
  before?: ExtraChunk[];
  after?: ExtraChunk[];
}

/** Bytes of a string of ASCII characters. */
export function ascii(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

/** All parts one after the other. */
export function concat(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(
    parts.reduce((size, part) => size + part.length, 0),
  );
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** `size` bytes of a little-endian unsigned integer, exact below 2^53. */
export function uint(value: number, size: 2 | 4 | 8): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    { length: size },
    (_, i) => Math.floor(value / 256 ** i) % 256,
  );
}

/** A chunk with its header and, if its size is odd, its pad byte. */
export function chunk(id: string, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat(
    ascii(id),
    uint(bytes.length, 4),
    bytes,
    new Uint8Array(bytes.length % 2),
  );
}

/** Chunks inside a RIFF file. */
export function riff(...chunks: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = concat(ascii("WAVE"), ...chunks);
  return concat(ascii("RIFF"), uint(body.length, 4), body);
}

/** A whole WAV file. */
export function encodeWav(options: WavOptions): Uint8Array<ArrayBuffer> {
  return riff(
    ...(options.before ?? []).map(({ id, bytes }) => chunk(id, bytes)),
    formatChunk(options),
    chunk("data", encodeSamples(options)),
    ...(options.after ?? []).map(({ id, bytes }) => chunk(id, bytes)),
  );
}

/** The "fmt " chunk alone. */
export function formatChunk(options: WavOptions): Uint8Array<ArrayBuffer> {
  const { channels, codec = "pcm", bits = 16, sampleRateHz = 16000 } = options;
  const frameBytes = channels.length * bits / 8;
  const number = codec === "pcm" ? 1 : 3;
  const plain = concat(
    uint(options.extensible ? 0xfffe : number, 2),
    uint(channels.length, 2),
    uint(sampleRateHz, 4),
    uint(sampleRateHz * frameBytes, 4),
    uint(frameBytes, 2),
    uint(bits, 2),
  );
  if (!options.extensible) return chunk("fmt ", plain);
  const guidTail = Uint8Array.from([
    0,
    0,
    0,
    0,
    16,
    0,
    128,
    0,
    0,
    170,
    0,
    56,
    155,
    113,
  ]);
  return chunk(
    "fmt ",
    concat(
      plain,
      uint(22, 2),
      uint(bits, 2),
      uint(0, 4),
      uint(number, 2),
      guidTail,
    ),
  );
}

function encodeSamples({ channels, codec = "pcm", bits = 16 }: WavOptions) {
  const frames = channels[0]?.length ?? 0;
  const view = new DataView(
    new ArrayBuffer(frames * channels.length * bits / 8),
  );
  let at = 0;
  for (let i = 0; i < frames; i++) {
    for (const { [i]: value } of channels) {
      if (codec === "float" && bits === 64) view.setFloat64(at, value, true);
      else if (codec === "float") view.setFloat32(at, value, true);
      else if (bits === 8) view.setUint8(at, value + 128);
      else if (bits === 16) view.setInt16(at, value, true);
      else if (bits === 32) view.setInt32(at, value, true);
      else {
        view.setUint16(at, value & 0xffff, true);
        view.setInt8(at + 2, value >> 16);
      }
      at += bits / 8;
    }
  }
  return new Uint8Array(view.buffer);
}

/** Sizes as a writer left them in the header. */
export interface LeftSizes {
  outer: number;
  data: number;
  /** Sizes in a "ds64" chunk, which makes the file an RF64 or BW64 one. */
  wide?: { outer: number; data: number };
}

/** A WAV file whose sizes are set by hand; nothing follows the samples. */
export function withSizes(
  options: WavOptions,
  { outer, data, wide }: LeftSizes,
  outerId: "RIFF" | "RF64" | "BW64" = "RIFF",
): Uint8Array<ArrayBuffer> {
  const ds64 = wide === undefined ? new Uint8Array(0) : chunk(
    "ds64",
    concat(
      uint(wide.outer, 8),
      uint(wide.data, 8),
      uint(options.channels[0].length, 8),
      uint(0, 4),
    ),
  );
  return concat(
    ascii(outerId),
    uint(outer, 4),
    ascii("WAVE"),
    ds64,
    ...(options.before ?? []).map(({ id, bytes }) => chunk(id, bytes)),
    formatChunk(options),
    ascii("data"),
    uint(data, 4),
    encodeSamples(options),
  );
}
