/**
 * Reads what whisper_fixtures.py wrote, and makes its random encoder.
 *
 * @module
 */
import type { Encoder } from "../../../model/encoders/encoder.ts";
import { npmEncoder } from "../../../model/encoders/registry.ts";
import { whisper, whisperShapes } from "../../../model/encoders/whisper.ts";
import type { distance, Item, Whole } from "../torch/fixtures.ts";
import { stream } from "../torch/formulas.ts";

/** A reference tensor, whole or sketched. */
export type Reference = Parameters<typeof distance>[1];

/** One `whisper-<size>.json`. */
export interface WhisperFixture {
  readonly item: Item;
  /** Frames after the stem, after every block, and after the final norm. */
  readonly hidden: readonly Reference[];
  readonly cases: readonly {
    readonly name: string;
    readonly first_block: number;
    readonly pooled_after: number;
    readonly pooling: "mean" | "mean+deviation";
    readonly items: readonly (Item & { readonly frames: Whole })[];
    readonly loss: number;
    readonly gradients: Readonly<Record<string, Reference>>;
  }[];
}

/** Size of the random encoder, and the seed of its first weight. */
export interface RandomModel {
  readonly blocks: number;
  readonly width: number;
  readonly seed: number;
}

/** Reads a fixture. */
export function readFixture<T>(name: string): T {
  const url = new URL(`fixtures/${name}.json`, import.meta.url);
  return JSON.parse(Deno.readTextFileSync(url));
}

/** Uniform weights of one stream each; the norms' are around 1. */
export function randomWhisper(model: RandomModel): Encoder {
  const weights = [...whisperShapes(model)].map(([name, dims], number) => {
    const { random } = stream(model.seed + number);
    const centre = /norm\d?\.w$/.test(name) ? 1 : 0;
    const data = Float32Array.from(
      { length: dims.reduce((n, size) => n * size, 1) },
      () => (2 * random() - 1) / 4 + centre,
    );
    return [name, { data, dims }] as const;
  });
  return whisper("whisper-random", new Map(weights));
}

/** The bytes of a released encoder, or undefined, with a word on the console, where it is not installed. */
export function releasedFile(
  name: string,
): Uint8Array<ArrayBuffer> | undefined {
  const { folder, file } = npmEncoder(name);
  try {
    return Deno.readFileSync(
      new URL(`../../../${folder}/${file}`, import.meta.url),
    );
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.log(
      `Skipped the tests of ${name}: its weights are not installed; deno task encoder add ${name}`,
    );
  }
}
