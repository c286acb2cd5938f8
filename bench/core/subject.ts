/**
 * The encoder that is timed.
 *
 * @module
 */
import { join } from "@std/path";
import { type Encoder, openEncoder, WAV2VEC2 } from "../../model/mod.ts";
import { encoderEntry } from "../../model/encoders/registry.ts";
import { readSource } from "../encoder/source.ts";
import { MOONSHINE_VARIANTS, type Variant, wholeOf } from "./variants.ts";

/** An encoder, where PyTorch finds its weights, and what is timed of it. */
export interface Subject {
  /** Our side's. */
  readonly encoder: Encoder;
  /** File or folder. */
  readonly path: string;
  /** All that can be timed. */
  readonly variants: readonly Variant[];
}

/**
 * Reads moonshine-tiny, or wav2vec 2.0 out of a folder.
 *
 * @param weights The folder
 * @param suite Folder of the suite
 * @throws {DataError} If it is not there
 */
export async function readSubject(
  weights: string | undefined,
  suite: string,
): Promise<Subject> {
  const name = weights === undefined ? "moonshine-tiny" : WAV2VEC2;
  const { files } = await readSource(name, weights, suite);
  const encoder = await openEncoder(name, files);
  if (weights !== undefined) {
    return { encoder, path: weights, variants: [wholeOf(encoder)] };
  }
  const { folder, file } = encoderEntry(name);
  return {
    encoder,
    path: join(suite, folder, file),
    variants: MOONSHINE_VARIANTS,
  };
}
