/**
 * How the samples of a WAV file are coded: its "fmt " chunk.
 *
 * byte 0 codec, 2 channels, 4 frames a second, 8 bytes a second, 12 bytes a
 * frame, 14 bits a sample; when the codec is "extensible", byte 24 a GUID that
 * begins with the real codec. All little-endian.
 *
 * Source: as in chunks.ts; WAVE_FORMAT_EXTENSIBLE: Microsoft's `mmreg.h`.
 */
import type { Chunk } from "./chunks.ts";
import { CONVERT, GET_AGAIN, wavError } from "./error.ts";

/** How the samples are coded. */
export interface WavFormat {
  /** Channels, at least 1. */
  readonly channels: number;
  /** Frames a second, in Hz. */
  readonly sampleRateHz: number;
  /** Bytes of one sample of one channel. */
  readonly bytesPerSample: number;
  /** Floating point, otherwise integers. */
  readonly float: boolean;
}

const PCM = 1;
const IEEE_FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/** Bytes 2 to 15 of the GUIDs that wrap a plain codec number. */
const GUID_TAIL = "000000001000800000aa00389b71";

/** Names of other codecs that are met, for messages. */
const CODECS: Readonly<Record<number, string>> = {
  0x02: "Microsoft ADPCM",
  0x06: "A-law",
  0x07: "mu-law",
  0x11: "IMA ADPCM",
  0x31: "GSM 6.10",
  0x40: "G.721 ADPCM",
  0x50: "MPEG",
  0x55: "MP3",
  0xff: "AAC",
  0x161: "Windows Media Audio",
  0x1610: "AAC",
  0x674f: "Ogg Vorbis",
  0x704f: "Opus",
  0xf1ac: "FLAC",
};

const MIN_RATE_HZ = 1_000;
const MAX_RATE_HZ = 384_000;

/**
 * Reads the "fmt " chunk.
 *
 * @throws {CorpusError} If it is too short, contradicts itself, or names
 * something other than PCM of 8, 16, 24 or 32 bits or float of 32 or 64 bits
 */
export function readFormat(
  view: DataView,
  { start, end }: Chunk,
  file: string,
): WavFormat {
  const size = end - start;
  if (size < 16) {
    const finding =
      `found a "fmt " chunk of ${size} bytes, expected at least 16; ${GET_AGAIN}`;
    throw wavError(file, start, finding);
  }
  const float = readCodec(view, start, end, file) === IEEE_FLOAT;
  const channels = view.getUint16(start + 2, true);
  const sampleRateHz = view.getUint32(start + 4, true);
  const frameBytes = view.getUint16(start + 12, true);
  const bits = view.getUint16(start + 14, true);
  if (channels === 0) {
    const finding = `found 0 channels, expected at least 1; ${GET_AGAIN}`;
    throw wavError(file, start + 2, finding);
  }
  if (sampleRateHz < MIN_RATE_HZ || sampleRateHz > MAX_RATE_HZ) {
    const finding = `found a sample rate of ${sampleRateHz} Hz, ` +
      `expected ${MIN_RATE_HZ} to ${MAX_RATE_HZ}; ${GET_AGAIN}`;
    throw wavError(file, start + 4, finding);
  }
  const allowed = float ? [32, 64] : [8, 16, 24, 32];
  if (!allowed.includes(bits)) {
    const finding =
      `found ${float ? "float" : "PCM"} samples of ${bits} bits, ` +
      `expected ${allowed.join(", ")}; ${CONVERT}`;
    throw wavError(file, start + 14, finding);
  }
  if (frameBytes !== channels * bits / 8) {
    const finding =
      `found frames of ${frameBytes} bytes, expected ${channels * bits / 8} ` +
      `for ${channels} channels of ${bits} bits; ${CONVERT}`;
    throw wavError(file, start + 12, finding);
  }
  return { channels, sampleRateHz, bytesPerSample: bits / 8, float };
}

function readCodec(
  view: DataView,
  start: number,
  end: number,
  file: string,
): number {
  const plain = view.getUint16(start, true);
  const at = plain === EXTENSIBLE ? start + 24 : start;
  if (plain === EXTENSIBLE) {
    const size = end - start;
    if (size < 40) {
      const finding =
        `found an extensible "fmt " of ${size} bytes, expected 40; ${GET_AGAIN}`;
      throw wavError(file, start, finding);
    }
    const tail = new Uint8Array(view.buffer, view.byteOffset + at + 2, 14);
    if (tail.toHex() !== GUID_TAIL) {
      const finding =
        `found an unknown sub-format GUID, expected that of PCM or float; ${CONVERT}`;
      throw wavError(file, at, finding);
    }
  }
  const codec = view.getUint16(at, true);
  if (codec !== PCM && codec !== IEEE_FLOAT) {
    const finding =
      `found codec 0x${codec.toString(16)} (${CODECS[codec] ?? "unknown"}), ` +
      `expected PCM or float; ${CONVERT}`;
    throw wavError(file, at, finding);
  }
  return codec;
}
