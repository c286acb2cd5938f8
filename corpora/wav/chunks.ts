/**
 * The frame of a WAV file.
 *
 * A RIFF file is "RIFF", a size, "WAVE", then chunks: a four-letter id, a
 * 32-bit little-endian size, that many bytes, and one pad byte when the size
 * is odd. Two chunks matter: "fmt " (how samples are coded) and "data"
 * (interleaved frames). Others may stand anywhere and are skipped; nothing
 * after the two is looked at.
 *
 * An RF64 or BW64 file is the same with 64-bit sizes: a first chunk "ds64"
 * holds the outer size and that of the data, and the 32-bit fields of these
 * are 0xFFFFFFFF.
 *
 * A writer into a pipe cannot go back to fill the sizes in and leaves
 * placeholders: 0, or the largest number it can think of (0xFFFFFFFF,
 * 0x80000000, 0x7FFFFFFF, 0x7FFFF000, also less the bytes of a header). The
 * data then reach to the end of the file. The rule, for sizes that the file
 * contradicts:
 *
 * - the data claim more than the file holds: their size is open when it, or
 *   the outer size, is a placeholder; otherwise the file is cut off;
 * - the data claim 0 bytes: their size is open when the outer size is a
 *   placeholder or covers the header alone; otherwise the file holds no sample.
 *
 * A size counts as a placeholder from 0x7FFF0000 on (64 KB short of 2 GB: 18
 * hours of 16-bit sound at 16 kHz), in "ds64" from 2^62 on. The outer size is
 * not relied on in any other way, as many writers get it wrong.
 *
 * Sources: IBM and Microsoft, "Multimedia Programming Interface and Data
 * Specifications 1.0" (1991); EBU Tech 3306 (RF64); ITU-R BS.2088 (BW64).
 */
import { CONVERT, GET_AGAIN, wavError } from "./error.ts";
import { describeFileKind } from "./file_kind.ts";

/** Where a chunk's contents lie: bytes start .. end - 1. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
}

/** Where the data lie. */
export interface DataChunk extends Chunk {
  /** The writer left the size open: the last frame may be a part only. */
  readonly open: boolean;
}

/** The two sizes that a streaming writer leaves open, in bytes. */
interface Sizes {
  readonly outer: number;
  /** Size of the data, where "ds64" says it. */
  readonly data?: number;
  /** From here on a size is a placeholder. */
  readonly placeholder: number;
}

const OUTER_IDS = ["RIFF", "RF64", "BW64"];

/** A 32-bit size that says: look in "ds64". */
const WIDE = 0xffffffff;

/** Bytes of the outer id and size, which the outer size does not count. */
const OUTER_HEADER = 8;

/**
 * Finds the two chunks of a WAV file that matter.
 *
 * @throws {CorpusError} If the bytes are no WAV file, a chunk is cut off, or
 * one of the two is absent
 */
export function findChunks(
  view: DataView,
  file: string,
): { fmt: Chunk; data: DataChunk } {
  checkHeader(view, file);
  const sizes = readSizes(view);
  const length = view.byteLength;
  let fmt: Chunk | undefined;
  let data: DataChunk | undefined;
  let at = 12;
  while (at + 8 <= length && (fmt === undefined || data === undefined)) {
    const id = fourCc(view, at);
    const start = at + 8;
    const isData = id === "data" && data === undefined;
    const narrow = view.getUint32(at + 4, true);
    const size = isData && narrow === WIDE ? sizes.data ?? narrow : narrow;
    const open = isData && isOpen(size, start, length, sizes);
    const end = open ? length : start + size;
    if (end > length) {
      const chunk = `chunk ${JSON.stringify(id)} has ${size} bytes`;
      const finding = `the file is cut off: ${chunk}, found ${length - start}`;
      throw wavError(file, at, `${finding}; ${GET_AGAIN}`);
    }
    if (id === "fmt ") fmt ??= { start, end };
    if (isData) data = { start, end, open };
    at = end + (end - start) % 2;
  }
  const missing = fmt === undefined ? "fmt " : "data";
  if (fmt === undefined || data === undefined) {
    const finding =
      `found no "${missing}" chunk, expected one before here; ${GET_AGAIN}`;
    throw wavError(file, length, finding);
  }
  return { fmt, data };
}

/** True when the size of the data is a placeholder and not what the file holds. */
function isOpen(
  size: number,
  start: number,
  length: number,
  { outer, placeholder }: Sizes,
): boolean {
  if (size === 0) {
    return outer + OUTER_HEADER <= start || outer >= placeholder;
  }
  if (start + size <= length) return false;
  return size >= placeholder || outer === 0 || outer >= placeholder;
}

function readSizes(view: DataView): Sizes {
  const outer = view.getUint32(4, true);
  const wide = fourCc(view, 0) !== "RIFF" && view.byteLength >= 36 &&
    fourCc(view, 12) === "ds64" && view.getUint32(16, true) >= 16;
  return wide
    ? {
      outer: Number(view.getBigUint64(20, true)),
      data: Number(view.getBigUint64(28, true)),
      placeholder: 2 ** 62,
    }
    : { outer, placeholder: 0x7fff0000 };
}

function checkHeader(view: DataView, file: string): void {
  const size = view.byteLength;
  const isWav = size >= 4 && OUTER_IDS.includes(fourCc(view, 0));
  if (!isWav || size < 12) {
    const { words, remedy } = isWav
      ? {
        words: `a RIFF header cut off after ${size} bytes`,
        remedy: GET_AGAIN,
      }
      : describeFileKind(new Uint8Array(view.buffer, view.byteOffset, size));
    const finding = `found ${words}, expected a RIFF header; ${remedy}`;
    throw wavError(file, 0, finding);
  }
  const type = fourCc(view, 8);
  if (type !== "WAVE") {
    const finding = `found RIFF type ${JSON.stringify(type)}, expected "WAVE"`;
    throw wavError(file, 8, `${finding}; ${CONVERT}`);
  }
}

function fourCc(view: DataView, offset: number): string {
  return String.fromCharCode(
    ...new Uint8Array(view.buffer, view.byteOffset + offset, 4),
  );
}
