/**
 * Folds of a corpus for probes.
 *
 * @module
 */
import { type Corpus, partOf, splitCorpus } from "../../corpora/mod.ts";
import { RandomState } from "../../optimizers/numeric/mt19937.ts";
import type { Choice, Fold } from "./scores.ts";

/** Seeds of the random partitions. */
export const RANDOM_SEEDS = [1, 2, 3, 4, 5] as const;

/**
 * Seeds of the `nested` partitions on which a block is chosen; consecutive
 * ones take the speakers of EmoDB in turn.
 */
export const CHOICE_SEEDS = [0, 1, 2, 3, 4] as const;

/** 80/20 by class: training and validation part of `stratified`, against its test part. */
export function randomFolds(corpus: Corpus): Fold[] {
  return RANDOM_SEEDS.map((seed) => {
    const split = splitCorpus(
      corpus,
      "stratified",
      seed,
      new RandomState(seed),
    );
    const { indices: test } = partOf(split, "test");
    const held = new Set(test);
    return {
      train: corpus.utterances.flatMap((_, i) => held.has(i) ? [] : [i]),
      test,
    };
  });
}

/** One fold for each speaker, who is left out. */
export function speakerFolds(
  corpus: Corpus,
  among: readonly number[] = corpus.utterances.map((_, i) => i),
): Fold[] {
  const bySpeaker = Map.groupBy(among, (i) => corpus.utterances[i].speaker);
  return [...bySpeaker.values()].map((test) => {
    const held = new Set(test);
    return { train: among.filter((i) => !held.has(i)), test };
  });
}

/** The `nested` partitions: blocks are chosen on training speakers alone. */
export function choicesOf(corpus: Corpus): Choice[] {
  return CHOICE_SEEDS.map((seed) => {
    const split = splitCorpus(corpus, "nested", seed, new RandomState(seed));
    const { indices: train } = partOf(split, "train");
    const { indices: test } = partOf(split, "test");
    return { inner: speakerFolds(corpus, train), outer: { train, test } };
  });
}
