/**
 * Maps between label sets.
 *
 * The paper evaluates a model trained on EmoDB's seven classes on two other
 * corpora. Its Table 1 lists the label sets in columns; where the text is
 * silent (calm), its scripts decide: calm becomes boredom, surprise is left
 * out, and CREMA-D simply has no boredom.
 *
 * Source: Golbaghi and Zhou, "Enhancing Speech Emotion Recognition via
 * Fine-Tuning Pre-Trained Models and Hyper-Parameter Optimisation", arXiv
 * 2510.07052, Table 1, and the script `t_rev_fix.py` of its repository.
 */
import { corpusChecksum } from "./checksum.ts";
import type { Corpus, Emotion } from "./types.ts";

/** A set of classes and how other labels enter it. */
export interface Taxonomy {
  /** Name in tables. */
  readonly name: string;
  /** Classes in alphabetical order, which is that of their indices. */
  readonly classes: readonly Emotion[];
  /** Class of each label; a label that is not here is dropped. */
  readonly mapping: ReadonlyMap<Emotion, Emotion>;
}

/** What became of one label. */
export interface MappedLabel {
  /** Label in the corpus. */
  readonly from: Emotion;
  /** Class it became; undefined if its utterances were dropped. */
  readonly to?: Emotion;
  /** Utterances that bear it. */
  readonly utterances: number;
}

/** A corpus under other labels and what that did to it. */
export interface MappedCorpus {
  /** The corpus with the taxonomy's classes and labels; a label map changes the checksum. */
  readonly corpus: Corpus;
  /** One entry for each class of the original corpus, in its order. */
  readonly labels: readonly MappedLabel[];
  /** Utterances dropped in all. */
  readonly dropped: number;
  /** Classes of the taxonomy that no utterance has. */
  readonly absent: readonly Emotion[];
}

const PAPER_CLASSES: readonly Emotion[] = [
  "anger",
  "boredom",
  "disgust",
  "fear",
  "happiness",
  "neutral",
  "sadness",
];

/** Table 1 of the paper: EmoDB's classes, calm as boredom, no surprise. */
export const PAPER_TAXONOMY: Taxonomy = {
  name: "paper",
  classes: PAPER_CLASSES,
  mapping: new Map([
    ...PAPER_CLASSES.map((emotion) => [emotion, emotion] as const),
    ["calm", "boredom"],
  ]),
};

/**
 * Puts a corpus under the labels of a taxonomy. Ids, samples and order stay;
 * utterances whose label has no class are dropped and counted, and a notice
 * says what was renamed, dropped or absent.
 */
export async function mapLabels(
  corpus: Corpus,
  taxonomy: Taxonomy,
): Promise<MappedCorpus> {
  const utterances = corpus.utterances.flatMap((utterance) => {
    const emotion = taxonomy.mapping.get(utterance.emotion);
    return emotion === undefined ? [] : [{ ...utterance, emotion }];
  });
  const labels = corpus.classes.map((from) => ({
    from,
    to: taxonomy.mapping.get(from),
    utterances:
      corpus.utterances.filter(({ emotion }) => emotion === from).length,
  }));
  const present = new Set(utterances.map(({ emotion }) => emotion));
  const absent = taxonomy.classes.filter((emotion) => !present.has(emotion));
  const changes = describeChanges(labels, absent);
  return {
    corpus: {
      ...corpus,
      classes: taxonomy.classes,
      utterances,
      checksum: await corpusChecksum(utterances),
      notices: changes.length === 0 ? corpus.notices : [...corpus.notices, {
        kind: "taxonomy",
        message: `under the taxonomy "${taxonomy.name}": ${changes.join(", ")}`,
      }],
    },
    labels,
    dropped: corpus.utterances.length - utterances.length,
    absent,
  };
}

function describeChanges(
  labels: readonly MappedLabel[],
  absent: readonly Emotion[],
): string[] {
  return [
    ...labels.flatMap(({ from, to, utterances }) => {
      if (to === from || utterances === 0) return [];
      return to === undefined
        ? [`${utterances} ${from} dropped`]
        : [`${utterances} ${from} counted as ${to}`];
    }),
    ...absent.map((emotion) => `no ${emotion}`),
  ];
}
