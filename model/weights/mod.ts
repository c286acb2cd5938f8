/**
 * Weights out of files that strangers publish: safetensors, and PyTorch's
 * state dicts without Python's power to execute them.
 *
 * @module
 */
import { readSafetensors } from "./safetensors.ts";
import { type StoredTensors, weightsFault } from "./stored_tensor.ts";
import { readTorchFile } from "./torch_file.ts";

export type { StoredTensor, StoredTensors } from "./stored_tensor.ts";
export { readSafetensors } from "./safetensors.ts";
export { readTorchFile } from "./torch_file.ts";

/** Begins what a clone without Git LFS holds in place of a large file. */
const LFS_POINTER = "version https://git-lfs";

/**
 * Reads a weights file of either kind, told by its name.
 *
 * @param file Name of the file
 * @param bytes The whole file
 * @throws {ModelError} If it cannot be read or is refused
 */
export function readWeights(file: string, bytes: Uint8Array): StoredTensors {
  const start = bytes.subarray(0, LFS_POINTER.length);
  if (new TextDecoder().decode(start) === LFS_POINTER) {
    throw weightsFault(
      file,
      "it is a Git LFS pointer, not the weights",
      "fetch them by `git lfs pull` in its folder",
    );
  }
  return file.endsWith(".safetensors")
    ? readSafetensors(file, bytes)
    : readTorchFile(file, bytes);
}
