import { type DataChunk, findChunks } from "./chunks.ts";
import { GET_AGAIN, wavError } from "./error.ts";
import { readFormat, type WavFormat } from "./format.ts";

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

/**
 * Decodes a WAV file: PCM of 8, 16, 24 or 32 bits, float of 32 or 64 bits,
 * plain or extensible header, any channel count, 1 to 384 kHz, other chunks
 * anywhere, RIFF, RF64 or BW64, sizes left open by a streaming writer (then the
 * whole frames up to the end of the file).
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
  const format = readFormat(view, fmt, file);
  const frames = countFrames(data, format, file);
  const channels = Array.from(
    { length: format.channels },
    (_, channel) => readChannel(view, data, format, channel, frames),
  );
  if (format.float) checkFinite(channels, data, format, file);
  return { sampleRateHz: format.sampleRateHz, frames, channels };
}

function frameBytes({ channels, bytesPerSample }: WavFormat): number {
  return channels * bytesPerSample;
}

function countFrames(
  { start, end, open }: DataChunk,
  format: WavFormat,
  file: string,
): number {
  const size = end - start;
  const rest = size % frameBytes(format);
  if (rest !== 0 && !open) {
    const finding = `the data end inside a frame: found ${size} bytes, ` +
      `expected a multiple of ${frameBytes(format)}; ${GET_AGAIN}`;
    throw wavError(file, end - rest, finding);
  }
  if (rest === size) {
    const finding =
      `found no samples in the data, expected at least one; ${GET_AGAIN}`;
    throw wavError(file, start, finding);
  }
  return (size - rest) / frameBytes(format);
}

function readChannel(
  view: DataView,
  { start }: DataChunk,
  format: WavFormat,
  channel: number,
  frames: number,
): Float32Array<ArrayBuffer> {
  const step = frameBytes(format);
  const read = sampleReader(view, format);
  const samples = new Float32Array(frames);
  let offset = start + channel * format.bytesPerSample;
  for (let i = 0; i < frames; i++, offset += step) samples[i] = read(offset);
  return samples;
}

/** Reads the sample at a byte offset. */
function sampleReader(
  view: DataView,
  format: WavFormat,
): (offset: number) => number {
  const { float, bytesPerSample } = format;
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

function checkFinite(
  channels: readonly Float32Array[],
  { start }: DataChunk,
  format: WavFormat,
  file: string,
): void {
  for (const [channel, samples] of channels.entries()) {
    const bad = samples.findIndex((sample) => !Number.isFinite(sample));
    if (bad < 0) continue;
    const offset = start + bad * frameBytes(format) +
      channel * format.bytesPerSample;
    const finding = `found the sample ${
      samples[bad]
    }, expected a finite number; ${GET_AGAIN}`;
    throw wavError(file, offset, finding);
  }
}
