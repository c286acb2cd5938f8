/**
 * From a corpus and an encoder to the rows of the probe tables.
 *
 * @module
 */
import type { Corpus } from "../../corpora/mod.ts";
import {
  type LayerFeatures,
  LayerSession,
} from "../../model/layer_features.ts";
import type { Encoder } from "../../model/mod.ts";
import { CHOICE_SEEDS, choicesOf, randomFolds, speakerFolds } from "./folds.ts";
import type { Choice, FitName, Fold, ProbeJob, ProbeScores } from "./scores.ts";
import {
  type ChoiceRow,
  POOLINGS,
  type ProbePlace,
  type ProbeRow,
} from "./table.ts";

/** Folds of a corpus, the same for all encoders. */
export interface Folds {
  /** Random partitions. */
  readonly random: readonly Fold[];
  /** One for each speaker. */
  readonly speakers: readonly Fold[];
  /** Partitions by speaker; none where no block is to be chosen. */
  readonly choices: readonly Choice[];
}

/** Makes the folds. */
export function foldsOf(corpus: Corpus, choose: boolean): Folds {
  return {
    random: randomFolds(corpus),
    speakers: speakerFolds(corpus),
    choices: choose ? choicesOf(corpus) : [],
  };
}

/** A job and the row it fills. */
export interface PlacedJob {
  /** The row's place. */
  readonly place: ProbePlace;
  /** What to fit. */
  readonly job: ProbeJob;
}

/**
 * Runs all utterances through the encoder.
 *
 * @param onDone Told how many are done
 * @returns For each utterance, its features after each layer
 */
export async function layerFeatures(
  encoder: Encoder,
  corpus: Corpus,
  threads: number,
  onDone: (done: number) => void,
): Promise<LayerFeatures[][]> {
  const session = await LayerSession.create(encoder, { threads });
  const features: LayerFeatures[][] = [];
  for (const { samples } of corpus.utterances) {
    features.push(
      await session.of(samples.subarray(0, encoder.maxSamples)),
    );
    onDone(features.length);
  }
  await session.release();
  return features;
}

/** One job for each layer, norm, pooling and way to fit. */
export function jobsOf(
  corpus: Corpus,
  encoder: Encoder,
  features: readonly (readonly LayerFeatures[])[],
  folds: Folds,
  fits: readonly FitName[],
): PlacedJob[] {
  const { classes } = corpus;
  const labels = corpus.utterances.map((u) => classes.indexOf(u.emotion));
  const places = fits.flatMap((fit) =>
    features[0].flatMap((_, block) =>
      [false, true].flatMap((normed) =>
        POOLINGS.map((pooling) => ({
          corpus: corpus.name,
          encoder: encoder.name,
          fit,
          block,
          normed,
          pooling,
        }))
      )
    )
  );
  return places.map((place) => {
    const length = place.pooling === "mean" ? encoder.width : 2 * encoder.width;
    return {
      place,
      job: {
        features: features.map((layers) => {
          const { plain, normed } = layers[place.block];
          return (place.normed ? normed : plain).slice(0, length);
        }),
        labels,
        classes: classes.length,
        fit: place.fit,
        ...folds,
        // Recipes pool normed frames, so only these can be chosen
        choices: place.normed ? folds.choices : [],
      },
    };
  });
}

/** A row of the probe table. */
export function probeRow(
  { place, job }: PlacedJob,
  { random, speakers }: ProbeScores,
): ProbeRow {
  return {
    ...place,
    features: job.features[0].length,
    utterances: job.labels.length,
    random,
    speakers,
    speakerCount: job.speakers.length,
  };
}

/**
 * The best place of one encoder for each partition by speaker and way to fit,
 * the first on ties.
 */
export function choiceRows(
  corpus: Corpus,
  folds: Folds,
  placed: readonly PlacedJob[],
  scores: readonly ProbeScores[],
): ChoiceRow[] {
  const groups = Map.groupBy(
    placed.map(({ place }, i) => ({ place, choices: scores[i].choices })),
    ({ place }) => place.fit,
  );
  return [...groups.values()].flatMap((group) =>
    folds.choices.map(({ outer }, at) => {
      const candidates = group.filter(({ choices }) => choices.length > 0)
        .map(({ place, choices }) => ({ ...place, ...choices[at] }));
      const best = candidates.reduce((a, b) => b.inner > a.inner ? b : a);
      const speakers = outer.test.map((i) => corpus.utterances[i].speaker);
      return {
        ...best,
        splitSeed: CHOICE_SEEDS[at],
        testSpeakers: [...new Set(speakers)].sort(),
      };
    })
  );
}
