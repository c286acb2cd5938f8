/**
 * WAV files to samples.
 *
 * A RIFF file is "RIFF", a size, "WAVE", then chunks: a four-letter id, a
 * 32-bit little-endian size, that many bytes, and one pad byte when the size
 * is odd. Two chunks matter here: "fmt " (codec, channels, rate) and "data"
 * (interleaved frames). Others may stand anywhere and are skipped; nothing
 * after the data is looked at, and the outer size is not relied on, as many
 * writers get it wrong.
 *
 * Source: Microsoft and IBM, "Multimedia Programming Interface and Data
 * Specifications 1.0" (1991); WAVE_FORMAT_EXTENSIBLE as in Microsoft's
 * `mmreg.h`.
 */
import { CorpusError } from "./errors.ts";
import { describeFileKind } from "./file_kind.ts";

/** Decoded audio of a WAV file. */
export interface Wav {
  /** Frames a second, in Hz. */
  readonly sampleRateHz: number;
  /** Frames of each channel, at least 1. */
  readonly frames: number;
  /**
   * One array for each channel; shape (channels)(frames). Integers are divided
   * by their full scale, so they lie in [-1, 1); floats are kept as they are.
   */
  readonly channels: readonly Float32Array<ArrayBuffer>[];
}

/** Where the samples are and how they are coded. */
interface Layout {
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly bytesPerSample: number;
  readonly float: boolean;
}

/** Half-open range of bytes of a chunk's contents. */
interface Chunk {
  readonly start: number;
  readonly end: number;
}

const PCM = 1;
const IEEE_FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/** Bytes 2 to 15 of the GUIDs that wrap a plain codec number. */
const GUID_TAIL = "000000001000800000aa00389b71";

const CODECS: Readonly<Record<number, string>> = {
  0x02: "Microsoft ADPCM",
  0x06: "A-law",
  0x07: "mu-law",
  0x11: "IMA ADPCM",
  0x31: "GSM 6.10",
  0x50: "MPEG",
  0x55: "MP3",
  0xff: "AAC",
};

/** Data sizes of writers that could not go back to fill them in: ffmpeg and SoX into a pipe. */
const STREAMED_SIZES = [0xffffffff, 0x7ffff000];

const MIN_RATE_HZ = 1_000;
const MAX_RATE_HZ = 384_000;

/**
 * Decodes a WAV file: PCM of 8, 16, 24 or 32 bits, float of 32 or 64 bits,
 * plain or extensible header, any channel count, 1 to 384 kHz.
 *
 * A data size of 0xFFFFFFFF, 0x7FFFF000 (SoX), or 0 inside a RIFF of size 0 or
 * 0xFFFFFFFF is what a streaming writer leaves: the data then reach to the end
 * of the file.
 *
 * @param bytes The whole file
 * @param file Name of the file for error messages
 * @throws {CorpusError} If the bytes are not such a WAV file, are cut off, hold
 * no frame, or hold a sample that is not finite; the message names file and
 * byte offset
 */
export function decodeWav(bytes: Uint8Array, file: string): Wav {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { fmt, data } = findChunks(view, file);
  const layout = readLayout(view, fmt, file);
  const { channels, bytesPerSample } = layout;
  const frameBytes = channels * bytesPerSample;
  const size = data.end - data.start;
  if (size % frameBytes !== 0) {
    throw fail(
      file,
      data.end - size % frameBytes,
      `the data end inside a frame: found ${size} bytes, expected a multiple of ${frameBytes}`,
    );
  }
  const frames = size / frameBytes;
  if (frames === 0) {
    throw fail(
      file,
      data.start,
      "found no samples in the data, expected at least one",
    );
  }
  const planes = Array.from(
    { length: channels },
    () => new Float32Array(frames),
  );
  const read = sampleReader(view, layout);
  for (let c = 0; c < channels; c++) {
    const plane = planes[c];
    let offset = data.start + c * bytesPerSample;
    for (let i = 0; i < frames; i++, offset += frameBytes) {
      plane[i] = read(offset);
    }
    if (!layout.float) continue;
    const bad = plane.findIndex((sample) => !Number.isFinite(sample));
    if (bad >= 0) {
      throw fail(
        file,
        data.start + bad * frameBytes + c * bytesPerSample,
        `found the sample ${plane[bad]}, expected a finite number`,
      );
    }
  }
  return { sampleRateHz: layout.sampleRateHz, frames, channels: planes };
}

function fail(file: string, offset: number, finding: string): CorpusError {
  return new CorpusError(
    `Cannot read WAV file "${file}" at byte ${offset}: ${finding}`,
  );
}

function fourCc(view: DataView, offset: number): string {
  let text = "";
  for (let i = 0; i < 4; i++) {
    text += String.fromCharCode(view.getUint8(offset + i));
  }
  return text;
}

function findChunks(view: DataView, file: string): { fmt: Chunk; data: Chunk } {
  const size = view.byteLength;
  if (size < 12 || fourCc(view, 0) !== "RIFF") {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, size);
    const kind = size >= 4 && fourCc(view, 0) === "RIFF"
      ? `a RIFF header cut off after ${size} bytes`
      : describeFileKind(bytes);
    throw fail(
      file,
      0,
      `found ${kind}, expected a RIFF header; get the original file again`,
    );
  }
  if (fourCc(view, 8) !== "WAVE") {
    throw fail(
      file,
      8,
      `found RIFF type ${quoted(fourCc(view, 8))}, expected "WAVE"`,
    );
  }
  let fmt: Chunk | undefined;
  let data: Chunk | undefined;
  for (
    let at = 12;
    at + 8 <= size && (fmt === undefined || data === undefined);
  ) {
    const id = fourCc(view, at);
    const start = at + 8;
    const end = start + chunkSize(view, at, id);
    if (end > size) {
      throw fail(
        file,
        at,
        `the file is cut off: chunk ${quoted(id)} has ${
          end - start
        } bytes, found ${size - start}; ` +
          "get the original file again",
      );
    }
    if (id === "fmt ") fmt ??= { start, end };
    if (id === "data") data ??= { start, end };
    at = end + (end - start) % 2;
  }
  if (fmt === undefined) {
    throw fail(file, size, 'found no "fmt " chunk, expected one before here');
  }
  if (data === undefined) {
    throw fail(file, size, 'found no "data" chunk, expected one before here');
  }
  return { fmt, data };
}

function chunkSize(view: DataView, at: number, id: string): number {
  const size = view.getUint32(at + 4, true);
  if (id !== "data") return size;
  const riffSize = view.getUint32(4, true);
  const streamed = STREAMED_SIZES.includes(size) ||
    (size === 0 && (riffSize === 0 || riffSize === 0xffffffff));
  return streamed ? view.byteLength - at - 8 : size;
}

function readLayout(
  view: DataView,
  { start, end }: Chunk,
  file: string,
): Layout {
  if (end - start < 16) {
    throw fail(
      file,
      start,
      `found a "fmt " chunk of ${end - start} bytes, expected at least 16`,
    );
  }
  const codec = readCodec(view, start, end, file);
  const channels = view.getUint16(start + 2, true);
  const sampleRateHz = view.getUint32(start + 4, true);
  const frameBytes = view.getUint16(start + 12, true);
  const bits = view.getUint16(start + 14, true);
  if (channels === 0) {
    throw fail(file, start + 2, "found 0 channels, expected at least 1");
  }
  if (sampleRateHz < MIN_RATE_HZ || sampleRateHz > MAX_RATE_HZ) {
    throw fail(
      file,
      start + 4,
      `found a sample rate of ${sampleRateHz} Hz, expected ${MIN_RATE_HZ} to ${MAX_RATE_HZ}`,
    );
  }
  const float = codec === IEEE_FLOAT;
  const allowed = float ? [32, 64] : [8, 16, 24, 32];
  if (!allowed.includes(bits)) {
    throw fail(
      file,
      start + 14,
      `found ${float ? "float" : "PCM"} samples of ${bits} bits, expected ${
        allowed.join(", ")
      }`,
    );
  }
  if (frameBytes !== channels * bits / 8) {
    throw fail(
      file,
      start + 12,
      `found frames of ${frameBytes} bytes, expected ${channels * bits / 8} ` +
        `for ${channels} channels of ${bits} bits`,
    );
  }
  return { channels, sampleRateHz, bytesPerSample: bits / 8, float };
}

function readCodec(
  view: DataView,
  start: number,
  end: number,
  file: string,
): number {
  let codec = view.getUint16(start, true);
  let at = start;
  if (codec === EXTENSIBLE) {
    at = start + 24;
    if (end - start < 40) {
      throw fail(
        file,
        start,
        `found an extensible "fmt " of ${end - start} bytes, expected 40`,
      );
    }
    const tail = new Uint8Array(view.buffer, view.byteOffset + at + 2, 14)
      .toHex();
    if (tail !== GUID_TAIL) {
      throw fail(
        file,
        at,
        "found an unknown sub-format GUID, expected that of PCM or float",
      );
    }
    codec = view.getUint16(at, true);
  }
  if (codec !== PCM && codec !== IEEE_FLOAT) {
    const name = CODECS[codec] ?? "unknown";
    throw fail(
      file,
      at,
      `found codec 0x${codec.toString(16)} (${name}), expected PCM or float; ` +
        "convert the file to 16-bit PCM",
    );
  }
  return codec;
}

/** Reads one sample at a byte offset; float64 is rounded when stored. */
function sampleReader(
  view: DataView,
  layout: Layout,
): (offset: number) => number {
  const { float, bytesPerSample } = layout;
  if (float && bytesPerSample === 4) return (at) => view.getFloat32(at, true);
  if (float) return (at) => view.getFloat64(at, true);
  switch (bytesPerSample) {
    case 1: // the one unsigned width
      return (at) => (view.getUint8(at) - 128) / 0x80;
    case 2:
      return (at) => view.getInt16(at, true) / 0x8000;
    case 3:
      return (at) =>
        (view.getInt8(at + 2) * 0x10000 + view.getUint16(at, true)) / 0x800000;
    default:
      return (at) => view.getInt32(at, true) / 0x80000000;
  }
}

/** A chunk id with unprintable characters escaped. */
function quoted(id: string): string {
  return JSON.stringify(id);
}
