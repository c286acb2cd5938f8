/**
 * Reads safetensors files: eight bytes with the header's length, a JSON header
 * that gives each tensor's type, shape and place, then the values.
 *
 * Everything is checked before anything is decoded; a file that lies about its
 * sizes is refused and takes no memory.
 *
 * Source: format description of the safetensors library, version 0.8
 *
 * @module
 */
import {
  countOf,
  decodeFloats,
  FLOAT_BYTES,
  type FloatFormat,
  shown,
  type StoredTensor,
  type StoredTensors,
  weightsFault,
} from "./stored_tensor.ts";

/** Bytes of the number at the front. */
const PREFIX = 8;

/** Longest header, as in the original library. */
const MAX_HEADER = 100_000_000;

const FORMATS: Readonly<Record<string, FloatFormat>> = {
  F16: "float16",
  BF16: "bfloat16",
  F32: "float32",
  F64: "float64",
};

/** A tensor's place in the file. */
interface Place {
  readonly name: string;
  readonly begin: number;
  readonly end: number;
}

/**
 * Reads the header of a file; values are decoded when asked for.
 *
 * @param file Name of the file, for messages
 * @param bytes The whole file
 * @throws {ModelError} If the file is truncated or its header does not fit
 */
export function readSafetensors(
  file: string,
  bytes: Uint8Array,
): StoredTensors {
  const start = dataStart(file, bytes);
  const header = parseHeader(file, bytes.subarray(PREFIX, start));
  const tensors = new Map<string, StoredTensor>();
  const places: Place[] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const { type, dims, begin, end } = parseEntry(file, name, entry);
    if (start + end > bytes.length) {
      throw weightsFault(
        file,
        `tensor ${shown(name)} ends at offset ${
          start + end
        }, the file at ${bytes.length}`,
      );
    }
    const format = FORMATS[type];
    const size = format && FLOAT_BYTES[format] * countOf(dims);
    if (size !== undefined && size !== end - begin) {
      throw weightsFault(
        file,
        `tensor ${shown(name)} at offset ${start + begin} takes ${
          end - begin
        } bytes, its shape ${shown(dims)} of ${type} takes ${size}`,
      );
    }
    places.push({ name, begin, end });
    tensors.set(name, {
      dims,
      read() {
        if (!format) {
          throw weightsFault(
            file,
            `tensor ${shown(name)} is of type ${shown(type)}, expected one of ${
              Object.keys(FORMATS).join(", ")
            }`,
          );
        }
        return decodeFloats(bytes.subarray(start + begin, start + end), format);
      },
    });
  }
  checkPlaces(file, places, start, bytes.length);
  return tensors;
}

function dataStart(file: string, bytes: Uint8Array): number {
  if (bytes.length < PREFIX) {
    throw weightsFault(
      file,
      `it ends at offset ${bytes.length}, expected the header's length in ${PREFIX} bytes`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, PREFIX);
  const length = Number(view.getBigUint64(0, true));
  const room = Math.min(bytes.length - PREFIX, MAX_HEADER);
  if (length <= room) return PREFIX + length;
  throw weightsFault(
    file,
    `its header is said to take ${length} bytes at offset ${PREFIX}, there is room for ${room}`,
  );
}

function parseHeader(
  file: string,
  bytes: Uint8Array,
): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(
      new TextDecoder("utf-8", { fatal: true }).decode(bytes),
    );
  } catch { /* reported below */ }
  if (isObject(header)) return header;
  throw weightsFault(
    file,
    `its header at offset ${PREFIX} is no JSON object, expected one of ${bytes.length} bytes`,
  );
}

function parseEntry(file: string, name: string, entry: unknown) {
  const { dtype, shape, data_offsets } = isObject(entry) ? entry : {};
  const [begin, end] = isSizes(data_offsets) ? data_offsets : [];
  if (
    typeof dtype === "string" && isSizes(shape) && begin !== undefined &&
    end !== undefined && begin <= end
  ) {
    return { type: dtype, dims: shape, begin, end };
  }
  throw weightsFault(
    file,
    `the header's entry of tensor ${shown(name)} is ${
      shown(entry)
    }, expected a dtype, a shape and two data_offsets in order`,
  );
}

/** Tensors lie side by side from the first byte to the last, as the format asks. */
function checkPlaces(
  file: string,
  places: Place[],
  start: number,
  length: number,
): void {
  places.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let reached = 0;
  for (const { name, begin, end } of places) {
    if (begin !== reached) {
      throw weightsFault(
        file,
        `tensor ${shown(name)} begins at offset ${start + begin}, ${
          begin < reached ? "inside another one" : "after a gap"
        }: expected ${start + reached}`,
      );
    }
    reached = end;
  }
  if (start + reached !== length) {
    throw weightsFault(
      file,
      `its last tensor ends at offset ${
        start + reached
      }, the file at ${length}`,
    );
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) &&
    value.every((n) => Number.isSafeInteger(n) && n >= 0);
}
