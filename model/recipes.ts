import type { Encoder } from "./encoders/encoder.ts";
import { ModelError } from "./errors.ts";
import type { Recipe } from "./recipe.ts";
import { checkRecipe, recipeChanges } from "./recipe_changes.ts";

/** Names of the recipes, the default first. */
export const RECIPES = ["quick", "published", "strong"] as const;

/**
 * The published training: arXiv 2510.07052 and its scripts, but for the
 * encoder's dropout, which they leave on in frozen epochs, too: here a step is
 * a function of its input.
 */
const PUBLISHED = {
  head_start: "xavier",
  padding: "zeros",
  stem: "frozen",
  also_pooled: [],
  tuning: "full",
  rank: 8,
  alpha: 16,
  targets: "attention",
  scaling: "standard",
  pooling: "mean",
  batch: 1,
  betas: [0.9, 0.999],
  epsilon: 1e-8,
  weight_decay: 0.01,
  clip_norm: 1,
  label_smoothing: 0,
  shortest_crop: 1,
  class_weights: "equal",
  start_share: 0,
  probe_penalty: 0.01,
} as const;

/**
 * First block trained and blocks used; the middle layers carry emotion. Encoders
 * that were not tried have those from the half to three quarters (as Pepino et
 * al. 2021, arXiv 2104.03502, weigh the layers of wav2vec 2.0). Whisper is pooled
 * where probes of training speakers are best
 * (`results/reference/probe/probe_choice.csv`), and trains the one block below:
 * with the base size a step then costs what it does with moonshine-tiny.
 */
const MIDDLE: Readonly<Record<string, readonly [number, number]>> = {
  "moonshine-tiny": [1, 4],
  "moonshine-base": [2, 5],
  "whisper-tiny": [1, 2],
  "whisper-tiny-f16": [1, 2],
  "whisper-base": [1, 2],
  "whisper-small": [4, 5],
};

/**
 * What `strong` pools, where that was tried, and the one block it trains: the
 * top one, so that the others are kept from trial to trial. A mean over speakers
 * left out of the training parts of the five `nested` partitions of EmoDB
 * (`results/reference/probe`), BCA of the probe: whisper-base .890 after its best
 * block, .917 with these three side by side; whisper-small .924 and .937;
 * moonshine-tiny .828 and .846. With whisper-tiny one block does best.
 */
const STRONG: Readonly<Record<string, Partial<Recipe>>> = {
  "moonshine-tiny": { first_block: 3, pooled_after: 4, also_pooled: [2, 3] },
  "whisper-base": {
    first_block: 4,
    pooled_after: 5,
    also_pooled: [2, 3],
    pooling: "mean",
  },
  "whisper-small": {
    first_block: 7,
    pooled_after: 8,
    also_pooled: [4, 6],
    pooling: "mean",
  },
};

/**
 * The recipe of that name for an encoder.
 *
 * `published` trains all blocks, and the front end where it can be trained, on
 * audio cut or zero-padded to `max_length` and pools after the last. `quick`
 * trains some middle blocks on audio that is only cut. `strong` is for the
 * highest BCA on unseen speakers: several blocks pooled, all classes counting
 * alike, a head that starts as a probe, crops, and scores half-way back to that
 * start. What each of these is worth stands in `results/reference/ablation`.
 *
 * @param name One of {@linkcode RECIPES}; "strong+batch=8" changes fields of it,
 * "strong+tuning=lora+rank=4" what is trained
 * @throws {ModelError} If there is no recipe of that name, or the encoder cannot
 * be trained so
 */
export function recipeFor(name: string, encoder: Encoder): Recipe {
  const { base, changes } = recipeChanges(name);
  const { tuning = "full" } = changes;
  const recipe = {
    ...namedRecipe(base, encoder),
    // Only whole matrices are trained in a front end
    ...(tuning === "full" ? {} : { stem: "frozen" as const }),
    ...changes,
    name,
  };
  checkRecipe(recipe, encoder);
  return recipe;
}

function namedRecipe(name: string, encoder: Encoder): Recipe {
  const half = Math.floor(encoder.blocks / 2);
  const [first_block, pooled_after] = MIDDLE[encoder.name] ??
    [half, Math.max(half + 1, Math.round(encoder.blocks * 3 / 4))];
  const middle = { first_block, pooled_after };
  switch (name) {
    case "published":
      return {
        ...PUBLISHED,
        name,
        first_block: 0,
        stem: encoder.stemTrains ? "trained" : "frozen",
        pooled_after: encoder.blocks,
      };
    case "quick":
      return { ...PUBLISHED, ...middle, name, padding: "none" };
    case "strong":
      return {
        ...PUBLISHED,
        ...middle,
        name,
        padding: "none",
        head_start: "probe",
        pooling: "mean+deviation",
        shortest_crop: 0.5,
        class_weights: "balanced",
        start_share: 0.5,
        probe_penalty: 0.03,
        ...STRONG[encoder.name],
      };
  }
  throw new ModelError(
    `Cannot choose recipe "${name}": expected one of ${RECIPES.join(", ")}`,
  );
}
