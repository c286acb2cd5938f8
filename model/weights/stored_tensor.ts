import { ModelError } from "../errors.ts";

/** A tensor of a weights file that has not been decoded yet. */
export interface StoredTensor {
  /** Shape. */
  readonly dims: readonly number[];
  /**
   * Its values in row-major order, as a copy.
   *
   * @throws {ModelError} If its values are no floating-point numbers
   */
  read(): Float32Array<ArrayBuffer>;
}

/** The tensors of a file, or of several, by name. */
export type StoredTensors = ReadonlyMap<string, StoredTensor>;

/** Formats whose values become float32. */
export type FloatFormat = "float16" | "bfloat16" | "float32" | "float64";

/** Bytes of a value. */
export const FLOAT_BYTES: Readonly<Record<FloatFormat, number>> = {
  float16: 2,
  bfloat16: 2,
  float32: 4,
  float64: 8,
};

/**
 * Little-endian floating-point numbers as float32. All but `float64` are
 * carried over exactly.
 *
 * @param bytes Any alignment
 */
export function decodeFloats(
  bytes: Uint8Array,
  format: FloatFormat,
): Float32Array<ArrayBuffer> {
  const { buffer } = bytes.slice();
  switch (format) {
    case "float32":
      return new Float32Array(buffer);
    case "float16":
      return new Float32Array(new Float16Array(buffer));
    case "float64":
      return new Float32Array(new Float64Array(buffer));
    case "bfloat16":
      // The upper half of a float32
      return new Float32Array(
        Uint32Array.from(new Uint16Array(buffer), (half) => half << 16).buffer,
      );
  }
}

/** Number of values of a shape. */
export function countOf(dims: readonly number[]): number {
  return dims.reduce((n, size) => n * size, 1);
}

/** Longest name or value that a message repeats. */
const MAX_SHOWN = 120;

/** A name or value out of a file as a message shows it: on one line and not at any length. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}

/** What is wrong with a weights file: where, what was found, what to do. */
export function weightsFault(
  file: string,
  found: string,
  remedy = "download the file again",
): ModelError {
  return new ModelError(`Cannot read weights "${file}": ${found}; ${remedy}`);
}
