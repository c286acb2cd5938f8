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
import { type Encoder, ModelError } from "../../model/mod.ts";
import { CHOICE_SEEDS, choicesOf, randomFolds, speakerFolds } from "./folds.ts";
import type { Choice, FitName, Fold, ProbeJob, ProbeScores } from "./scores.ts";
import type { ChoiceRow, Pooling, ProbePlace, ProbeRow } from "./table.ts";

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

/** What is probed, and how. */
export interface Probed {
  /** Blocks side by side; undefined: each alone, with and without the norm. */
  readonly blocks?: readonly (readonly number[])[];
  /** How frames become one vector. */
  readonly poolings: readonly Pooling[];
  /** Ways to fit. */
  readonly fits: readonly FitName[];
}

/**
 * One job for each way to fit, set of blocks, norm and pooling. Sets that were
 * asked for go through the norm, as recipes pool them.
 */
export function jobsOf(
  corpus: Corpus,
  encoder: Encoder,
  features: readonly (readonly LayerFeatures[])[],
  folds: Folds,
  { blocks, poolings, fits }: Probed,
): PlacedJob[] {
  const { classes } = corpus;
  const labels = corpus.utterances.map((u) => classes.indexOf(u.emotion));
  const sets = blocks ?? features[0].map((_, block) => [block]);
  const last = features[0].length - 1;
  const beyond = sets.flat().find((block) => block > last);
  if (beyond !== undefined) {
    throw new ModelError(
      `Cannot probe ${encoder.name} after block ${beyond}: it has ${last}; give --blocks up to that`,
    );
  }
  const places = fits.flatMap((fit) =>
    sets.flatMap((set) =>
      (blocks ? [true] : [false, true]).flatMap((normed) =>
        poolings.map((pooling) => ({
          corpus: corpus.name,
          encoder: encoder.name,
          fit,
          blocks: set,
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
        features: features.map((layers) =>
          sideBySide(place.blocks.map((block) => {
            const { plain, normed } = layers[block];
            return (place.normed ? normed : plain).subarray(0, length);
          }))
        ),
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

function sideBySide(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.length * parts[0].length);
  parts.forEach((part, i) => whole.set(part, i * part.length));
  return whole;
}

/** A row of the probe table. */
export function probeRow(
  { place, job }: PlacedJob,
  { random, speakers, choices }: ProbeScores,
): ProbeRow {
  return {
    ...place,
    features: job.features[0].length,
    utterances: job.labels.length,
    random,
    speakers,
    speakerCount: job.speakers.length,
    choices,
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
        testSpeakers: [...new Set(speakers)].sort() as string[],
      };
    })
  );
}
