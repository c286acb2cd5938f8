/**
 * A wav2vec 2.0 or HuBERT encoder out of a folder that the user downloaded.
 *
 * @module
 */
import { readWeights, type StoredTensor } from "../weights/mod.ts";
import type { Encoder } from "./encoder.ts";
import { wav2vec2 } from "./wav2vec2.ts";
import {
  CONFIG,
  folderFault,
  type FolderFiles,
  HYPERPARAMS,
  PREPROCESSOR,
  PROCESSOR,
  readWav2Vec2Config,
} from "./wav2vec2_config.ts";
import { wav2vec2Weights } from "./wav2vec2_weights.ts";

/** Name of the encoder on the command line and in tables. */
export const WAV2VEC2 = "wav2vec2";

/**
 * Weights files, the first that is there is read: SpeechBrain's, beside which
 * the files of the encoder it was made of may lie; then Hugging Face's.
 */
const WEIGHTS = [
  "wav2vec2.ckpt",
  "model.safetensors",
  "pytorch_model.bin",
  "model.ckpt",
] as const;

/** One of several parts of `model.safetensors`. */
const SHARD = /^model-\d+-of-(\d+)\.safetensors$/;

/**
 * Which files of a folder to read.
 *
 * @param names Names of all its files
 * @throws {ModelError} If there are no weights among them, or a part is missing
 */
export function wav2vec2Files(names: readonly string[]): string[] {
  const beside = [CONFIG, PREPROCESSOR, PROCESSOR, HYPERPARAMS]
    .filter((name) => names.includes(name));
  const whole = WEIGHTS.find((name) => names.includes(name));
  if (whole) return [...beside, whole];
  const shards = names.filter((name) => SHARD.test(name)).sort();
  const total = Number(SHARD.exec(shards[0] ?? "")?.[1]);
  if (shards.length === 0 || shards.length !== total) {
    throw folderFault(
      WAV2VEC2,
      `its folder has ${
        shards.length === 0
          ? "no weights"
          : `${shards.length} of ${total} parts of model.safetensors`
      }, expected one of ${
        WEIGHTS.join(", ")
      } or all parts of model.safetensors; download them and give their folder with --weights`,
    );
  }
  return [...beside, ...shards];
}

/**
 * Makes the encoder of a folder.
 *
 * @param files Contents of the files that {@linkcode wav2vec2Files} names
 * @throws {ModelError} If a file is missing, damaged, hostile, or does not fit
 *   the others
 */
export function readWav2Vec2(files: FolderFiles): Encoder {
  const layout = readWav2Vec2Config(WAV2VEC2, files);
  const tensors = new Map<string, StoredTensor>();
  for (const [name, bytes] of files) {
    if (WEIGHTS.some((file) => file === name) || SHARD.test(name)) {
      for (const [key, tensor] of readWeights(name, bytes)) {
        tensors.set(key, tensor);
      }
    }
  }
  return wav2vec2(layout, wav2vec2Weights(layout, tensors));
}
