/**
 * Tables of linear probes.
 *
 * @module
 */
import {
  COUNT,
  defineTable,
  flag,
  integer,
  number,
  SHARE,
  type Table,
  text,
} from "../tables/table.ts";
import type { FitName, ProbeScores } from "./scores.ts";

/** How frames become one vector. */
export const POOLINGS = ["mean", "mean+deviation"] as const;

/** Name of a pooling. */
export type Pooling = typeof POOLINGS[number];

/** Where features come from. */
export interface ProbePlace {
  /** Corpus. */
  readonly corpus: string;
  /** Encoder. */
  readonly encoder: string;
  /** How probes were fitted. */
  readonly fit: FitName;
  /** Blocks below, pooled side by side; 0 is the front end. */
  readonly blocks: readonly number[];
  /** Whether the norm before pooling was applied. */
  readonly normed: boolean;
  /** How frames became one vector. */
  readonly pooling: Pooling;
}

/** One row of {@linkcode PROBE}. */
export interface ProbeRow extends ProbePlace {
  /** Length of a vector. */
  readonly features: number;
  /** Recordings. */
  readonly utterances: number;
  /** BCA of each random partition. */
  readonly random: readonly number[];
  /** BCA with every speaker left out in turn. */
  readonly speakers: number;
  /** Number of speakers. */
  readonly speakerCount: number;
  /** BCA of each partition by speaker; none where no block is to be chosen. */
  readonly choices: ProbeScores["choices"];
}

/** One row of {@linkcode PROBE_CHOICE}. */
export interface ChoiceRow extends ProbePlace {
  /** Seed of the partition by speaker. */
  readonly splitSeed: number;
  /** Speakers it was scored on. */
  readonly testSpeakers: readonly string[];
  /** BCA among training speakers, by which it was chosen. */
  readonly inner: number;
  /** BCA on test speakers. */
  readonly outer: number;
}

/** Columns that say where features come from. */
const placeColumns = {
  corpus: text<ProbePlace>(
    "recordings",
    ({ corpus }) => corpus,
  ),
  encoder: text<ProbePlace>(
    "pre-trained encoder, never trained here",
    ({ encoder }) => encoder,
  ),
  fit: text<ProbePlace>(
    "balanced: recordings weighted by class, L2 penalty 1 / (0.01 n); plain: all recordings alike, penalty 0.01; strong: weighted by class, penalty 0.03, as the head starts under that recipe",
    ({ fit }) => fit,
  ),
  block: integer<ProbePlace>(
    "blocks passed; 0 is the front end",
    ({ blocks }) => blocks[blocks.length - 1],
    COUNT,
  ),
  blocks: text<ProbePlace>(
    "blocks after which features were taken; 2+3: after both, side by side",
    ({ blocks }) => blocks.join("+"),
  ),
  normed: flag<ProbePlace>(
    "whether frames went through the encoder's last norm before pooling, as in every recipe",
    ({ normed }) => normed,
  ),
  pooling: text<ProbePlace>(
    "how the frames of an utterance became one vector",
    ({ pooling }) => pooling,
  ),
};

/** Probes after every block. */
export const PROBE: Table<ProbeRow> = defineTable<ProbeRow>()({
  name: "probe",
  description:
    "One row is a linear probe (softmax regression on standardised features of an untrained encoder) after one block, or several side by side, with one pooling. bca_random is a mean over random partitions, bca_random_sd their standard deviation; bca_speakers is over all utterances, each recognised by a probe that had not heard its speaker",
  key: [
    "corpus",
    "encoder",
    "fit",
    "block",
    "blocks",
    "normed",
    "pooling",
  ],
  columns: {
    ...placeColumns,
    features: integer(
      "length of a vector",
      ({ features }) => features,
      COUNT,
    ),
    utterances: integer(
      "recordings",
      ({ utterances }) => utterances,
      COUNT,
    ),
    n_random: integer(
      "random partitions, 80/20 by class",
      ({ random }) => random.length,
      COUNT,
    ),
    bca_random: number(
      "mean BCA over random partitions",
      ({ random }) => mean(random),
      SHARE,
    ),
    bca_random_sd: number(
      "standard deviation (n - 1) of it",
      ({ random }) => {
        const centre = mean(random);
        const squares = random.map((x) => (x - centre) ** 2);
        return random.length < 2
          ? null
          : Math.sqrt(mean(squares) * random.length / (random.length - 1));
      },
    ),
    n_speakers: integer(
      "speakers, each left out once",
      ({ speakerCount }) => speakerCount,
      COUNT,
    ),
    bca_speakers: number(
      "BCA leaving one speaker out",
      ({ speakers }) => speakers,
      SHARE,
    ),
    n_partitions: integer(
      "partitions by speaker (protocol nested) on whose training speakers blocks are chosen; 0 without such a choice, and for features that no recipe pools",
      ({ choices }) => choices.length,
      COUNT,
    ),
    bca_train: number(
      "BCA leaving one training speaker out, mean over these partitions",
      ({ choices }) =>
        choices.length === 0 ? null : mean(choices.map(({ inner }) => inner)),
      SHARE,
    ),
    bca_test: number(
      "BCA on the test speakers, mean over these partitions; not to be chosen by",
      ({ choices }) =>
        choices.length === 0 ? null : mean(choices.map(({ outer }) => outer)),
      SHARE,
    ),
  },
});

/** The blocks that training speakers choose. */
export const PROBE_CHOICE: Table<ChoiceRow> = defineTable<ChoiceRow>()({
  name: "probe_choice",
  description:
    "One row is a partition by speaker (protocol nested): the blocks and pooling whose normed features a probe recognises best, leaving one training speaker out, and what a probe fitted on all training speakers then reaches on the test speakers",
  key: ["corpus", "encoder", "fit", "split_seed"],
  columns: {
    ...placeColumns,
    split_seed: integer(
      "seed of the partition",
      ({ splitSeed }) => splitSeed,
    ),
    test_speakers: text(
      "speakers that neither chose nor trained",
      ({ testSpeakers }) => testSpeakers.join(" "),
    ),
    bca_train: number(
      "BCA leaving one training speaker out; the best of all rows",
      ({ inner }) => inner,
      SHARE,
    ),
    bca_test: number(
      "BCA on the test speakers",
      ({ outer }) => outer,
      SHARE,
    ),
  },
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}
