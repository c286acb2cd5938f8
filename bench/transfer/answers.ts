import type { Corpus } from "../../corpora/mod.ts";
import {
  argmax,
  type Encoder,
  FeatureCache,
  fitProbe,
  type LinearHead,
  logProbabilitiesOf,
  pooledWidth,
  type Recipe,
  xavierHead,
} from "../../model/mod.ts";
import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import type { TrainedIncumbent } from "../retrain/incumbent.ts";
import { inScaleOf } from "./standardise.ts";

/** What answers: a head that was not trained, a probe on the source, the tuned model. */
export const METHODS = ["untrained", "probe", "tuned"] as const;

/** One of {@linkcode METHODS}. */
export type Method = typeof METHODS[number];

/** Predicted class of each utterance of the target, without and with standardised features. */
export type Answers = Readonly<
  Record<Method, { readonly plain: number[]; readonly standardised: number[] }>
>;

/** Pooled features of a corpus's recordings by one encoder and recipe. */
export class PooledFeatures {
  readonly #cache: FeatureCache;

  private constructor(cache: FeatureCache) {
    this.#cache = cache;
  }

  /** Compiles the encoder's graphs. */
  static async create(
    encoder: Encoder,
    recipe: Recipe,
    classes: number,
  ): Promise<PooledFeatures> {
    return new PooledFeatures(
      await FeatureCache.create({ encoder, recipe, classes, threads: 1 }),
    );
  }

  /** Features [f] of each utterance, its audio cut at so many samples. */
  async of(
    { name, utterances }: Corpus,
    indices: readonly number[],
    maxLength: number,
  ): Promise<Float32Array[]> {
    const features: Float32Array[] = [];
    for (const i of indices) {
      const { id, samples } = utterances[i];
      const example = { id: `${name}/${id}`, samples, label: 0 };
      const { pooled } = await this.#cache.of(example, maxLength, true);
      features.push(pooled!);
    }
    return features;
  }

  /** Frees native memory. */
  async release(): Promise<void> {
    await this.#cache.release();
  }
}

/**
 * What the three methods answer on each target.
 *
 * @param untouched Features of the encoder as published, kept between studies
 */
export async function answersOn(
  trained: TrainedIncumbent,
  targets: readonly Corpus[],
  untouched: PooledFeatures,
): Promise<Answers[]> {
  const { open: { corpus, prepared }, recipe, maxLength, trial } = trained;
  const { train } = prepared.parts;
  const classes = corpus.classes.length;
  const tuned = await PooledFeatures.create(trained.tuned, recipe, classes);
  try {
    const before = await untouched.of(corpus, train, maxLength);
    const after = await tuned.of(corpus, train, maxLength);
    const labels = train.map((i) =>
      corpus.classes.indexOf(corpus.utterances[i].emotion)
    );
    const heads: Record<Method, LinearHead> = {
      untrained: xavierHead(
        pooledWidth(trained.untouched, recipe),
        classes,
        new RandomState(trial.train_seed),
      ),
      probe: fitProbe(before, labels, {
        classes,
        penalty: recipe.probe_penalty,
        balanced: recipe.class_weights === "balanced",
      }).head,
      tuned: trained.head,
    };
    const answers: Answers[] = [];
    for (const target of targets) {
      const all = target.utterances.map((_, i) => i);
      const raw = await untouched.of(target, all, maxLength);
      const own = await tuned.of(target, all, maxLength);
      const by = (
        method: Method,
        features: readonly Float32Array[],
        source: readonly Float32Array[],
      ) => ({
        plain: features.map((x) => answer(heads[method], x)),
        standardised: inScaleOf(features, source)
          .map((x) => answer(heads[method], x)),
      });
      answers.push({
        untrained: by("untrained", raw, before),
        probe: by("probe", raw, before),
        tuned: by("tuned", own, after),
      });
    }
    return answers;
  } finally {
    await tuned.release();
  }
}

const answer = (head: LinearHead, features: Float32Array) =>
  argmax(logProbabilitiesOf(head, features));
