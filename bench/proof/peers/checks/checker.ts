/**
 * What every checker of a recorded file has in common.
 *
 * @module
 */
import type { TieOrder } from "../../../../optimizers/numeric/argsort.ts";
import type { Agreement } from "../../../recorded/tally.ts";

/** JSON object whose fields are not looked at yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Compares one kind of recorded file with our own computation. */
export interface Checker {
  /** Name of the kind, for messages. */
  readonly kind: string;
  /** True when the parsed content of a file is of this kind. */
  recognises(content: Fields): boolean;
  /** Compares it block by block. */
  check(content: Fields): Agreement[];
}

/** True for a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for a non-empty list of JSON objects that all have these fields. */
export function isListOf(value: unknown, ...names: string[]): boolean {
  return Array.isArray(value) && value.length > 0 &&
    value.every((item) =>
      isFields(item) && names.every((name) => name in item)
    );
}

/**
 * Which order of ties a file was recorded with: said in words, or by the
 * processor features that were switched off in numpy.
 */
export function recordedTies(content: Fields): TieOrder {
  if (typeof content.tie_order === "string") {
    return /disabled|portable/i.test(content.tie_order) ? "portable" : "simd";
  }
  const versions = isFields(content.versions) ? content.versions : {};
  const disabled = String(versions.numpy_cpu_features_disabled ?? "");
  return /AVX2/.test(disabled) ? "portable" : "simd";
}
