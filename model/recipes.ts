import type { Encoder } from "./encoders/encoder.ts";
import { ModelError } from "./errors.ts";

/** Names of the recipes, the default first. */
export const RECIPES = ["quick", "published", "strong"] as const;

/** Name of a recipe. */
export type RecipeName = typeof RECIPES[number];

/** Everything about training that is not searched. */
export interface Recipe {
  /** Name in tables. */
  readonly name: RecipeName;
  /**
   * `xavier`: weights uniform in +-sqrt(6 / (in + classes)), biases zero.
   * `probe`: softmax regression on the training part (LP-FT, Kumar et al. 2022).
   */
  readonly head_start: "xavier" | "probe";
  /** Whether audio shorter than `max_length` is filled up with zeros. */
  readonly padding: "none" | "zeros";
  /** First block trained once unfrozen, 0-based; what lies below is constant. */
  readonly first_block: number;
  /**
   * Whether the front end is constant too or trained with the blocks, as the
   * published scripts do; the latter asks for `first_block` 0 and `batch` 1.
   */
  readonly stem: "frozen" | "trained";
  /** Blocks used: frames are pooled after this many. */
  readonly pooled_after: number;
  /** How frames become one vector. */
  readonly pooling: "mean" | "mean+deviation";
  /** Utterances in a step. */
  readonly batch: number;
  /** AdamW's decay rates of the first and second moment. */
  readonly betas: readonly [number, number];
  /** AdamW's term in the denominator. */
  readonly epsilon: number;
  /** Decoupled weight decay, multiplied by the learning rate. */
  readonly weight_decay: number;
  /** Largest 2-norm of the whole gradient. */
  readonly clip_norm: number;
  /** Share of the target spread evenly over all classes. */
  readonly label_smoothing: number;
  /**
   * Shortest stretch of an utterance's frames used in an unfrozen step, as a
   * share of them; drawn anew each time. 1: always all.
   */
  readonly shortest_crop: number;
  /** L2 penalty of the probe, on standardised features. */
  readonly probe_penalty: number;
}

/**
 * The published training: arXiv 2510.07052 and its scripts, but for the
 * encoder's dropout, which they leave on in frozen epochs, too: here a step is
 * a function of its input.
 */
const PUBLISHED = {
  head_start: "xavier",
  padding: "zeros",
  stem: "frozen",
  pooling: "mean",
  batch: 1,
  betas: [0.9, 0.999],
  epsilon: 1e-8,
  weight_decay: 0.01,
  clip_norm: 1,
  label_smoothing: 0,
  shortest_crop: 1,
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
 * The same for `strong`, where its own were tried: with deviations beside the
 * means a probe is best one block lower, and a step costs a third less. On
 * EmoDB without speakers 08 and 09, random 80/20 splits, rate 1e-4, four
 * epochs: BCA .925 and .954, against .905 and .945 with means after block 4.
 * Crops left the mean BCA of five runs at .939, with a loss of .19 in place of
 * .23 and a fifth less work; smoothed labels gave less.
 */
const STRONG: Readonly<Record<string, readonly [number, number]>> = {
  ...MIDDLE,
  "moonshine-tiny": [1, 3],
};

/**
 * The recipe of that name for an encoder.
 *
 * `published` trains all blocks, and the front end where it can be trained, on
 * audio cut or zero-padded to `max_length` and pools after the last. `quick` trains some middle blocks on audio that is
 * only cut. `strong` is `quick` with a head that starts as a probe, on means
 * and deviations, and with crops.
 *
 * @throws {ModelError} If there is no recipe of that name
 */
export function recipeFor(name: string, encoder: Encoder): Recipe {
  const blocks = (table: typeof MIDDLE) => {
    const half = Math.floor(encoder.blocks / 2);
    const [first_block, pooled_after] = table[encoder.name] ??
      [half, Math.max(half + 1, Math.round(encoder.blocks * 3 / 4))];
    return { first_block, pooled_after };
  };
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
      return { ...PUBLISHED, ...blocks(MIDDLE), name, padding: "none" };
    case "strong":
      return {
        ...PUBLISHED,
        ...blocks(STRONG),
        name,
        padding: "none",
        head_start: "probe",
        pooling: "mean+deviation",
        shortest_crop: 0.5,
      };
  }
  throw new ModelError(
    `Cannot choose recipe "${name}": expected one of ${RECIPES.join(", ")}`,
  );
}
