/**
 * Reads what write_fixtures.py wrote, and the encoders it was computed with.
 *
 * @module
 */
import type { Encoder } from "../../../model/encoders/encoder.ts";
import { loadEncoder } from "../../../model/encoders/load.ts";
import { readMoonshine } from "../../../model/encoders/moonshine_file.ts";
import { npmEncoder } from "../../../model/encoders/registry.ts";
import type { Recipe } from "../../../model/recipe.ts";
import { recipeFor } from "../../../model/recipes.ts";
import type { Example } from "../../../model/types.ts";
import { sampled, sketch, utterance } from "./formulas.ts";

/** Seed and size of every fixture's head. */
export const [SEED, CLASSES] = [101, 7];

/** Longer than any utterance of the fixtures. */
export const MAX_LENGTH = 160_000;

/** A reference tensor, all its values. */
export interface Whole {
  readonly shape: readonly number[];
  /** Float32 in base64. */
  readonly values: string;
}

/** A reference tensor, and what stands for its values. */
interface Sketched {
  readonly shape: readonly number[];
  readonly norm: number;
  readonly sketch: string;
  readonly samples: readonly number[];
}

/** A gradient or a change of weights. */
export type Stored = (Whole | Sketched) & {
  /** Distance of PyTorch's float32 from its float64, relative. */
  readonly float32_distance: number;
};

/** An utterance of formulas.ts and its class. */
export interface Item {
  readonly number: number;
  readonly samples: number;
  readonly label: number;
}

/** What both kinds of case state. */
interface Case {
  readonly name: string;
  readonly first_block: number;
  readonly pooled_after: number;
  readonly also_pooled: readonly number[];
  readonly pooling: Recipe["pooling"];
}

/** One `<name>_gradients.json`. */
export interface GradientsFixture {
  readonly cases: readonly (Case & {
    readonly items: readonly (Item & {
      readonly frames: Whole;
      readonly pooled: Whole;
    })[];
    readonly label_smoothing: number;
    readonly class_weights: readonly number[];
    readonly loss: number;
    readonly gradients: Readonly<Record<string, Stored>>;
  })[];
}

/** One `<name>_steps.json`. */
export interface StepsFixture {
  readonly cases: readonly (Case & {
    readonly items: readonly Item[];
    readonly lr: number;
    readonly num_epochs: number;
    readonly unfreeze_epoch: number;
    readonly epochs: readonly {
      readonly lr: number;
      readonly losses: readonly number[];
      readonly norms: readonly number[];
    }[];
    readonly changes: Readonly<Record<string, Stored>>;
  })[];
}

const FOLDER = new URL("fixtures/", import.meta.url);

/** Reads a fixture. */
export function readFixture<T>(name: string): T {
  return JSON.parse(Deno.readTextFileSync(new URL(`${name}.json`, FOLDER)));
}

/** The random encoder of tiny_export.py. */
export function tinyRandomEncoder(): Encoder {
  const file = Deno.readFileSync(new URL("tiny_random.onnx", FOLDER));
  return readMoonshine("tiny_random", file, { blocks: 2, width: 48 });
}

/** A released encoder, or undefined, with a word on the console, if it is not installed. */
export async function releasedEncoder(
  name: string,
): Promise<Encoder | undefined> {
  const { folder, file } = npmEncoder(name);
  const path = new URL(`../../../${folder}/${file}`, import.meta.url);
  try {
    return await loadEncoder(name, await Deno.readFile(path));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.log(
      `Skipped the comparison of ${name} with PyTorch: its weights are not installed; deno install --config ${folder}/deno.json`,
    );
  }
}

/** The recipe a case was computed under. */
export function recipeOf(encoder: Encoder, of: Case): Recipe {
  const { first_block, pooled_after, also_pooled, pooling } = of;
  return {
    ...recipeFor("published", encoder),
    padding: "none",
    first_block,
    pooled_after,
    also_pooled,
    pooling,
  };
}

/** The utterances of a case. */
export function examplesOf(of: { readonly items: readonly Item[] }): Example[] {
  return of.items.map(({ number, samples, label }) => ({
    id: `${number}`,
    samples: utterance(number, samples),
    label,
  }));
}

/**
 * 2-norm of `values` minus the reference, relative to the reference's: exact
 * where all values are stored, else the larger of the estimate from the sketch
 * and the largest difference among the stored elements.
 */
export function distance(
  values: ArrayLike<number>,
  stored: Whole | Sketched,
): number {
  if ("values" in stored) {
    const reference = unpack(stored.values);
    return norm(difference(values, reference)) / norm(reference);
  }
  const estimate = norm(difference(sketch(values), unpack(stored.sketch)));
  const elements = difference(sampled(values), stored.samples);
  return Math.max(estimate, ...elements.map(Math.abs)) / stored.norm;
}

/** The values of a stored tensor. */
export function unpack(base64: string): Float32Array {
  return new Float32Array(Uint8Array.fromBase64(base64).buffer);
}

function difference(a: ArrayLike<number>, b: ArrayLike<number>): number[] {
  if (a.length !== b.length) return [Infinity];
  return Array.from(a, (x, i) => x - b[i]);
}

function norm(values: ArrayLike<number>): number {
  return Math.sqrt(Array.from(values).reduce((sum, x) => sum + x * x, 0));
}
