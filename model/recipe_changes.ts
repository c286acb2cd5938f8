/**
 * Recipes with fields of one's own: "strong+start_share=0+batch=8".
 *
 * @module
 */
import type { Encoder } from "./encoders/encoder.ts";
import { ModelError } from "./errors.ts";
import type { Recipe } from "./recipe.ts";
import { LORA_FIELDS } from "./tuning.ts";

/** Fields that a name can change. */
export type RecipeFields = Omit<Recipe, "name">;

/** How a value is written. */
interface Written<T> {
  /** The value, undefined where the text is none. */
  readonly read: (text: string) => T | undefined;
  /** What is expected, for people. */
  readonly expected: string;
}

const oneOf = <T extends string>(...allowed: T[]): Written<T> => ({
  read: (text) => allowed.find((name) => name === text),
  expected: allowed.join(" or "),
});

const number = (
  allowed: (x: number) => boolean,
  expected: string,
): Written<number> => ({
  read: (text) => {
    const x = text.trim() === "" ? NaN : Number(text);
    return Number.isFinite(x) && allowed(x) ? x : undefined;
  },
  expected,
});

const whole = (least: number) =>
  number(
    (x) => Number.isInteger(x) && x >= least,
    `a whole number from ${least}`,
  );

/** Items joined by "_", which no file system minds. */
const list = <T>(text: string, { read }: Written<T>): T[] | undefined => {
  const items = text.split("_").map(read);
  return items.includes(undefined) ? undefined : items as T[];
};

const NOT_NEGATIVE = number((x) => x >= 0, "a number from 0");
const POSITIVE = number((x) => x > 0, "a number above 0");
const SHARE = number((x) => x >= 0 && x <= 1, "a number from 0 to 1");
const BELOW_ONE = number(
  (x) => x >= 0 && x < 1,
  "a number from 0 to less than 1",
);

const FIELDS: { readonly [K in keyof RecipeFields]: Written<Recipe[K]> } = {
  head_start: oneOf("xavier", "probe"),
  padding: oneOf("none", "zeros"),
  first_block: whole(0),
  stem: oneOf("frozen", "trained"),
  pooled_after: whole(1),
  also_pooled: {
    read: (text) => text === "none" ? [] : list(text, whole(0)),
    expected: "none, or block numbers such as 2_3",
  },
  tuning: oneOf("full", "lora", "bitfit", "probe"),
  rank: whole(1),
  alpha: POSITIVE,
  targets: oneOf("attention", "feed-forward", "both"),
  scaling: oneOf("standard", "rslora"),
  pooling: oneOf("mean", "mean+deviation"),
  batch: whole(1),
  betas: {
    read: (text) => {
      const [first, second, ...more] = list(text, BELOW_ONE) ?? [];
      return first === undefined || second === undefined || more.length > 0
        ? undefined
        : [first, second];
    },
    expected: "two numbers from 0 to less than 1, such as 0.9_0.999",
  },
  epsilon: POSITIVE,
  weight_decay: NOT_NEGATIVE,
  clip_norm: POSITIVE,
  label_smoothing: BELOW_ONE,
  shortest_crop: number((x) => x > 0 && x <= 1, "a number from above 0 to 1"),
  class_weights: oneOf("equal", "balanced"),
  start_share: SHARE,
  probe_penalty: POSITIVE,
};

/**
 * The parts of a recipe's name.
 *
 * @param name "strong", or "strong+start_share=0+batch=8"
 * @returns The recipe it begins with, and the fields that the rest changes
 * @throws {ModelError} On the first change that is none
 */
export function recipeChanges(
  name: string,
): { base: string; changes: Partial<RecipeFields> } {
  // "mean+deviation" is one value
  const [base, ...rest] = name.split(/\+(?=[^+=]*=)/);
  const changes = new Map<string, unknown>();
  for (const change of rest) {
    const at = change.indexOf("=");
    const [field, text] = [change.slice(0, at), change.slice(at + 1)];
    const written = Object.hasOwn(FIELDS, field)
      ? FIELDS[field as keyof RecipeFields]
      : undefined;
    const value = written?.read(text);
    if (value === undefined || changes.has(field)) {
      throw new ModelError(
        `Cannot use recipe "${name}": ${
          !written
            ? `it has no field "${field}"; there are ${
              Object.keys(FIELDS).join(", ")
            }`
            : changes.has(field)
            ? `${field} is given more than once; give it once`
            : `${field} is "${text}"; expected ${written.expected}`
        }`,
      );
    }
    changes.set(field, value);
  }
  const idle = LORA_FIELDS.find((field) => changes.has(field));
  if (idle && changes.get("tuning") !== "lora") {
    throw new ModelError(
      `Cannot use recipe "${name}": ${idle} has no effect without tuning=lora; leave it out`,
    );
  }
  return { base, changes: Object.fromEntries(changes) };
}

/**
 * Checks that an encoder can be trained so.
 *
 * @throws {ModelError} If it has not the blocks, or its front end cannot be trained
 */
export function checkRecipe(
  { name, first_block, pooled_after, also_pooled, stem, batch, tuning }: Recipe,
  encoder: Encoder,
): void {
  const refuse = (why: string) => {
    throw new ModelError(
      `Cannot use recipe "${name}" with ${encoder.name}: ${why}`,
    );
  };
  if (pooled_after > encoder.blocks) {
    refuse(`pooled_after is ${pooled_after}; it has ${encoder.blocks} blocks`);
  }
  if (first_block >= pooled_after) {
    refuse(
      `first_block is ${first_block}; expected less than pooled_after, ${pooled_after}`,
    );
  }
  const sorted = [...also_pooled, pooled_after];
  if (sorted.some((block, i) => i > 0 && block <= sorted[i - 1])) {
    refuse(
      `also_pooled is ${
        also_pooled.join("_")
      }; expected ascending numbers below pooled_after, ${pooled_after}`,
    );
  }
  if (stem === "trained" && !encoder.stemTrains) {
    refuse('stem is "trained", and its front end cannot be; give frozen');
  }
  if (stem === "trained" && tuning !== "full") {
    refuse(`stem is "trained" under tuning=${tuning}; give frozen`);
  }
  if (stem === "trained" && (first_block > 0 || batch > 1)) {
    refuse('stem is "trained"; that asks for first_block 0 and batch 1');
  }
}
