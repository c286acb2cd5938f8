/**
 * What of an encoder a recipe trains, see `Recipe.tuning`, and the weights that
 * LoRA adds.
 *
 *     y = x (W + s A B)    A [in, r], uniform in +-1 / sqrt(in)    B [r, out], 0
 *     s = alpha / r, or alpha / sqrt(r)
 *
 * as `peft` makes them. Queries, keys and values share a matrix here, and have
 * an A and a B each, side by side in A and one above the other in B.
 *
 * Sources: Hu et al. 2022, arXiv 2106.09685; Kalajdzievski 2023,
 * arXiv 2312.03732 (rslora); Ben Zaken et al. 2022, arXiv 2106.10199 (bitfit)
 *
 * @module
 */
import type { Weight } from "./encoders/encoder.ts";
import type { Recipe } from "./recipe.ts";
import type { RandomStream } from "./types.ts";

/** Fields of a recipe that only LoRA has a use for. */
export const LORA_FIELDS = ["rank", "alpha", "targets", "scaling"] as const;

const PROJECTIONS: Readonly<Record<Recipe["targets"], readonly string[]>> = {
  attention: ["qkv.w", "out.w"],
  "feed-forward": ["fc1.w", "fc2.w"],
  both: ["qkv.w", "out.w", "fc1.w", "fc2.w"],
};

/** The two factors that LoRA adds to a matrix. */
export interface LoraShape {
  /** Name of A, and its shape [in, parts r]. */
  readonly a: { readonly name: string; readonly dims: readonly number[] };
  /** Name of B, and its shape [parts r, out / parts]. */
  readonly b: { readonly name: string; readonly dims: readonly number[] };
  /** Matrices side by side in the one adapted: 3 for queries, keys and values. */
  readonly parts: number;
  /** Factor of A B, s. */
  readonly scale: number;
}

/**
 * What LoRA adds to a weight, or undefined where the recipe adds nothing.
 *
 * @param name Name of the encoder's weight
 * @param dims Its shape, [in, out]
 */
export function loraShape(
  { tuning, rank, alpha, targets, scaling }: Recipe,
  name: string,
  dims: readonly number[],
): LoraShape | undefined {
  const isTarget = PROJECTIONS[targets].some((part) =>
    name.startsWith("blocks.") && name.endsWith(`.${part}`)
  );
  if (tuning !== "lora" || !isTarget) return undefined;
  const [inner, outer] = dims;
  const parts = name.endsWith(".qkv.w") ? 3 : 1;
  return {
    a: { name: `${name}.lora.a`, dims: [inner, parts * rank] },
    b: { name: `${name}.lora.b`, dims: [parts * rank, outer / parts] },
    parts,
    scale: alpha / (scaling === "rslora" ? Math.sqrt(rank) : rank),
  };
}

/** Whether a recipe trains a weight of the encoder itself. */
export function isTrained({ tuning }: Recipe, name: string): boolean {
  switch (tuning) {
    case "full":
      return true;
    case "bitfit":
      return name.endsWith(".b") || name.includes("norm");
    default:
      return false;
  }
}

/**
 * A factor A [in, parts r] as training starts, drawn row by row.
 *
 * @throws {TypeError} Without a source of numbers
 */
export function loraStart(
  [inner, columns]: readonly number[],
  random: RandomStream | undefined,
): Float32Array {
  if (!random) {
    throw new TypeError(
      "Cannot start LoRA without random numbers; give the option random",
    );
  }
  const limit = 1 / Math.sqrt(inner);
  return Float32Array.from(
    { length: inner * columns },
    () => (2 * random.random() - 1) * limit,
  );
}

/** W + s A B in float64, rounded once. */
export function merged(
  { data, dims: [inner, outer] }: Weight,
  { a, b, parts, scale }: LoraShape,
  A: Float32Array,
  B: Float32Array,
): Float32Array {
  const [, columns] = a.dims;
  const [, width] = b.dims;
  const rank = columns / parts;
  return Float32Array.from({ length: inner * outer }, (_, at) => {
    const [row, column] = [Math.floor(at / outer), at % outer];
    const first = Math.floor(column / width) * rank;
    let sum = 0;
    for (let k = first; k < first + rank; k++) {
      sum += A[row * columns + k] * B[k * width + column % width];
    }
    return data[at] + scale * sum;
  });
}
