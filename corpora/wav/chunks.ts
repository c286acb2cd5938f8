/**
 * The frame of a WAV file.
 *
 * A RIFF file is "RIFF", a size, "WAVE", then chunks: a four-letter id, a
 * 32-bit little-endian size, that many bytes, and one pad byte when the size
 * is odd. Two chunks matter: "fmt " (how samples are coded) and "data"
 * (interleaved frames). Others may stand anywhere and are skipped; nothing
 * after the two is looked at, and the outer size is not relied on, as many
 * writers get it wrong.
 *
 * Source: IBM and Microsoft, "Multimedia Programming Interface and Data
 * Specifications 1.0" (1991).
 */
import { wavError } from "./error.ts";
import { describeFileKind } from "./file_kind.ts";

/** Where a chunk's contents lie: bytes start .. end - 1. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
}

/** Data sizes of writers that could not go back to fill them in: ffmpeg and SoX into a pipe. */
const STREAMED_SIZES = [0xffffffff, 0x7ffff000];

/**
 * Finds the two chunks of a WAV file that matter.
 *
 * A data size of 0xFFFFFFFF, 0x7FFFF000 (SoX), or 0 inside a RIFF of size 0 or
 * 0xFFFFFFFF is what a streaming writer leaves: the data then reach to the end
 * of the file.
 *
 * @throws {CorpusError} If the bytes are no WAV file, a chunk is cut off, or
 * one of the two is absent
 */
export function findChunks(
  view: DataView,
  file: string,
): { fmt: Chunk; data: Chunk } {
  checkHeader(view, file);
  const size = view.byteLength;
  let fmt: Chunk | undefined;
  let data: Chunk | undefined;
  let at = 12;
  while (at + 8 <= size && (fmt === undefined || data === undefined)) {
    const id = fourCc(view, at);
    const start = at + 8;
    const end = start + chunkSize(view, at, id);
    if (end > size) {
      const chunk = `chunk ${JSON.stringify(id)} has ${end - start} bytes`;
      const finding = `the file is cut off: ${chunk}, found ${size - start}`;
      throw wavError(file, at, `${finding}; get the original file again`);
    }
    if (id === "fmt ") fmt ??= { start, end };
    if (id === "data") data ??= { start, end };
    at = end + (end - start) % 2;
  }
  if (fmt === undefined) {
    throw wavError(
      file,
      size,
      'found no "fmt " chunk, expected one before here',
    );
  }
  if (data === undefined) {
    throw wavError(
      file,
      size,
      'found no "data" chunk, expected one before here',
    );
  }
  return { fmt, data };
}

function checkHeader(view: DataView, file: string): void {
  const size = view.byteLength;
  const isRiff = size >= 4 && fourCc(view, 0) === "RIFF";
  if (!isRiff || size < 12) {
    const kind = isRiff
      ? `a RIFF header cut off after ${size} bytes`
      : describeFileKind(new Uint8Array(view.buffer, view.byteOffset, size));
    throw wavError(
      file,
      0,
      `found ${kind}, expected a RIFF header; get the original file again`,
    );
  }
  const type = fourCc(view, 8);
  if (type !== "WAVE") {
    throw wavError(
      file,
      8,
      `found RIFF type ${JSON.stringify(type)}, expected "WAVE"`,
    );
  }
}

function chunkSize(view: DataView, at: number, id: string): number {
  const size = view.getUint32(at + 4, true);
  if (id !== "data") return size;
  const riffSize = view.getUint32(4, true);
  const streamed = STREAMED_SIZES.includes(size) ||
    (size === 0 && (riffSize === 0 || riffSize === 0xffffffff));
  return streamed ? view.byteLength - at - 8 : size;
}

function fourCc(view: DataView, offset: number): string {
  return String.fromCharCode(
    ...new Uint8Array(view.buffer, view.byteOffset + offset, 4),
  );
}
