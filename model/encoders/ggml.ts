/**
 * Reads the model files of whisper.cpp.
 *
 * All numbers are little-endian:
 *
 *     magic "lmgg"   11 sizes as int32
 *     mel filters    bands, frequencies as int32; bands x frequencies float32
 *     vocabulary     count as int32; for each: length as uint32, bytes
 *     tensors to the end of the file:
 *                    axes n, length of the name, type as int32; n sizes as
 *                    int32, the innermost first; name; values
 *
 * Source: `models/convert-pt-to-ggml.py` of ggerganov/whisper.cpp 1.5
 *
 * @module
 */
import type { Weight } from "./encoder.ts";
import { loadFault } from "./weights.ts";

const MAGIC = 0x67676d6c;
const SIZES = 11;
/** Most axes of a tensor, and most bytes of its name; whatever has more is no model. */
const LIMITS = { axes: 4, name: 256 };
/** Types by their number in the file. */
const TYPES = [Float32Array, Float16Array] as const;

/**
 * Reads the tensors whose names begin with `prefix` as float32; others are
 * stepped over.
 *
 * @param encoder Name of the encoder, for messages
 * @throws {ModelError} If the file is no such model or ends too early
 */
export function readGgml(
  encoder: string,
  file: Uint8Array,
  prefix: string,
): Map<string, Weight> {
  const cursor = new Cursor(encoder, file);
  const magic = cursor.integer();
  if (magic !== MAGIC) {
    throw loadFault(
      encoder,
      `its file begins with 0x${(magic >>> 0).toString(16)}, expected 0x${
        MAGIC.toString(16)
      }`,
    );
  }
  cursor.bytes(4 * SIZES);
  cursor.bytes(4 * cursor.integer() * cursor.integer());
  for (let words = cursor.integer(); words > 0; words--) {
    cursor.bytes(cursor.integer());
  }
  const tensors = new Map<string, Weight>();
  while (!cursor.done) {
    const at = cursor.offset;
    const [axes, length, type] = [1, 2, 3].map(() => cursor.integer());
    if (
      axes < 1 || axes > LIMITS.axes || length > LIMITS.name || !TYPES[type]
    ) {
      throw loadFault(
        encoder,
        `the tensor at byte ${at} has ${axes} axes, a name of ${length} bytes and type ${type}, expected 1 to ${LIMITS.axes}, at most ${LIMITS.name}, and 0 or 1`,
      );
    }
    const dims = Array.from({ length: axes }, () => cursor.integer()).reverse();
    const name = new TextDecoder().decode(cursor.bytes(length));
    const count = dims.reduce((n, size) => n * size, 1);
    const values = cursor.bytes(count * TYPES[type].BYTES_PER_ELEMENT);
    if (!name.startsWith(prefix)) continue;
    // Copied, since values need not be aligned in the file
    const typed = new TYPES[type](values.slice().buffer);
    tensors.set(name, { data: Float32Array.from(typed), dims });
  }
  return tensors;
}

/** Steps through a file and never beyond its end. */
class Cursor {
  offset = 0;
  readonly #view: DataView;

  constructor(readonly encoder: string, readonly file: Uint8Array) {
    this.#view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  }

  get done(): boolean {
    return this.offset === this.file.length;
  }

  integer(): number {
    const at = this.offset;
    this.bytes(4);
    return this.#view.getInt32(at, true);
  }

  bytes(count: number): Uint8Array {
    const end = this.offset + count;
    if (!(count >= 0 && end <= this.file.length)) {
      throw loadFault(
        this.encoder,
        `its file needs ${count} bytes at byte ${this.offset}, found ${
          this.file.length - this.offset
        }`,
      );
    }
    const bytes = this.file.subarray(this.offset, end);
    this.offset = end;
    return bytes;
  }
}
