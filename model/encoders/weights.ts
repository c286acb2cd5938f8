/**
 * What readers of weights files share.
 *
 * @module
 */
import { ModelError } from "../errors.ts";
import type { Weight } from "./encoder.ts";

/** The error of a reader: one sentence that names the encoder and what is wrong. */
export function loadFault(encoder: string, found: string): ModelError {
  return new ModelError(
    `Cannot load encoder "${encoder}": ${found}; install its package again`,
  );
}

/**
 * The weight, once its shape is the one expected and all values are finite.
 *
 * @param encoder Name of the encoder, for messages
 * @param to Name of the weight, for messages
 * @throws {ModelError} If it is not
 */
export function checkedWeight(
  encoder: string,
  to: string,
  weight: Weight,
  dims: readonly number[],
): Weight {
  if (weight.dims.join() !== dims.join()) {
    throw loadFault(
      encoder,
      `weight "${to}" has shape [${weight.dims}], expected [${dims}]`,
    );
  }
  const { data } = weight;
  const count = dims.reduce((n, size) => n * size, 1);
  if (data.length !== count) {
    throw loadFault(
      encoder,
      `weight "${to}" holds ${data.length} values, expected ${count} for shape [${dims}]`,
    );
  }
  for (let i = 0; i < count; i++) {
    if (Number.isFinite(data[i])) continue;
    throw loadFault(
      encoder,
      `weight "${to}" holds ${data[i]} at index ${i}, expected finite numbers`,
    );
  }
  return weight;
}

/** Matrices of equal height, joined along the second axis. */
export function sideBySide(parts: readonly Weight[]): Weight {
  const [rows, columns] = parts[0].dims;
  const total = parts.length * columns;
  const data = new Float32Array(rows * total);
  parts.forEach((part, j) => {
    for (let r = 0; r < rows; r++) {
      const row = part.data.subarray(r * columns, (r + 1) * columns);
      data.set(row, r * total + j * columns);
    }
  });
  return { data, dims: [rows, total] };
}

/** A matrix with its axes exchanged. */
export function transposed({ data, dims: [rows, columns] }: Weight): Weight {
  const out = new Float32Array(data.length);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) out[c * rows + r] = data[r * columns + c];
  }
  return { data: out, dims: [columns, rows] };
}
