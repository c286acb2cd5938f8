/**
 * Reads what wav2vec2_fixtures.py wrote.
 *
 * @module
 */
import {
  readWav2Vec2,
  wav2vec2Files,
} from "../../../model/encoders/wav2vec2_folder.ts";
import type { Encoder } from "../../../model/encoders/encoder.ts";
import type { distance, Item, Stored } from "../torch/fixtures.ts";

/** A reference tensor, whole or sketched. */
type Reference = Parameters<typeof distance>[1];

/** One `<name>.json`. */
export interface Wav2Vec2Fixture {
  /** SHA-256 of the weights, where they are not stored beside it. */
  readonly sha256?: string;
  readonly items: readonly Item[];
  /** Of the first item: frames after the stem, after every block, after the last norm. */
  readonly hidden: readonly Reference[];
  /** Of the first item. */
  readonly loss: number;
  readonly gradients: Readonly<Record<string, Stored>>;
  /** Of the first two items in one batch; blocks, last norm and head. */
  readonly pair: {
    readonly loss: number;
    readonly gradients: Readonly<Record<string, Reference>>;
  };
  /** One step for each item. */
  readonly steps: {
    readonly lr: number;
    readonly course: readonly {
      readonly loss: number;
      readonly norm: number;
    }[];
    readonly changes: Readonly<Record<string, Stored>>;
  };
}

const FOLDER = new URL("fixtures/wav2vec2/", import.meta.url);

/** Where the script was told to put the model of the full base size. */
const FULL = new URL(
  "../../../.cache/wav2vec2-base-random/",
  import.meta.url,
);

/** Reads a fixture. */
export function readFixture(name: string): Wav2Vec2Fixture {
  return JSON.parse(Deno.readTextFileSync(new URL(`${name}.json`, FOLDER)));
}

/** The files of a folder that the reader wants. */
export function filesOf(
  name: string,
  root: URL = FOLDER,
): Map<string, Uint8Array<ArrayBuffer>> {
  const folder = new URL(name === "" ? "" : `${name}/`, root);
  const names = [...Deno.readDirSync(folder)].map((entry) => entry.name);
  return new Map(
    wav2vec2Files(names).map((file) =>
      [file, Deno.readFileSync(new URL(file, folder))] as const
    ),
  );
}

/** The full-size encoder, or undefined, with a word on the console, if it was not made. */
export async function fullEncoder(
  { sha256 }: Wav2Vec2Fixture,
): Promise<Encoder | undefined> {
  let found = "no such folder";
  try {
    const files = filesOf("", FULL);
    const bytes = files.get("model.safetensors")!;
    const digest = await crypto.subtle.digest("SHA-256", bytes);
    found = new Uint8Array(digest).toHex();
    if (found === sha256) return readWav2Vec2(files);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  console.log(
    `Skipped wav2vec 2.0 of the full base size: found ${found}, expected weights of SHA-256 ${sha256}; python tests/model/encoders/wav2vec2_fixtures.py .cache/wav2vec2-base-random makes them`,
  );
}
