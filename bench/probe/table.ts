/**
 * Tables of linear probes.
 *
 * @module
 */
import { type Column, COUNT, SHARE, type Table } from "../tables/table.ts";
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
const placeColumns: readonly Column<ProbePlace>[] = [
  {
    name: "corpus",
    type: "string",
    description: "recordings",
    value: ({ corpus }) => corpus,
  },
  {
    name: "encoder",
    type: "string",
    description: "pre-trained encoder, never trained here",
    value: ({ encoder }) => encoder,
  },
  {
    name: "fit",
    type: "string",
    description:
      "balanced: recordings weighted by class, L2 penalty 1 / (0.01 n); plain: all recordings alike, penalty 0.01; strong: weighted by class, penalty 0.03, as the head starts under that recipe",
    value: ({ fit }) => fit,
  },
  {
    name: "block",
    type: "integer",
    description: "blocks passed; 0 is the front end",
    constraints: COUNT,
    value: ({ blocks }) => blocks[blocks.length - 1],
  },
  {
    name: "blocks",
    type: "string",
    description:
      "blocks after which features were taken; 2+3: after both, side by side",
    value: ({ blocks }) => blocks.join("+"),
  },
  {
    name: "normed",
    type: "boolean",
    description:
      "whether frames went through the encoder's last norm before pooling, as in every recipe",
    value: ({ normed }) => normed,
  },
  {
    name: "pooling",
    type: "string",
    description: "how the frames of an utterance became one vector",
    value: ({ pooling }) => pooling,
  },
];

/** Probes after every block. */
export const PROBE: Table<ProbeRow> = {
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
  columns: [
    ...placeColumns,
    {
      name: "features",
      type: "integer",
      description: "length of a vector",
      constraints: COUNT,
      value: ({ features }) => features,
    },
    {
      name: "utterances",
      type: "integer",
      description: "recordings",
      constraints: COUNT,
      value: ({ utterances }) => utterances,
    },
    {
      name: "n_random",
      type: "integer",
      description: "random partitions, 80/20 by class",
      constraints: COUNT,
      value: ({ random }) => random.length,
    },
    {
      name: "bca_random",
      type: "number",
      description: "mean BCA over random partitions",
      constraints: SHARE,
      value: ({ random }) => mean(random),
    },
    {
      name: "bca_random_sd",
      type: "number",
      description: "standard deviation (n - 1) of it",
      value: ({ random }) => {
        const centre = mean(random);
        const squares = random.map((x) => (x - centre) ** 2);
        return random.length < 2
          ? null
          : Math.sqrt(mean(squares) * random.length / (random.length - 1));
      },
    },
    {
      name: "n_speakers",
      type: "integer",
      description: "speakers, each left out once",
      constraints: COUNT,
      value: ({ speakerCount }) => speakerCount,
    },
    {
      name: "bca_speakers",
      type: "number",
      description: "BCA leaving one speaker out",
      constraints: SHARE,
      value: ({ speakers }) => speakers,
    },
    {
      name: "n_partitions",
      type: "integer",
      description:
        "partitions by speaker (protocol nested) on whose training speakers blocks are chosen; 0 without such a choice, and for features that no recipe pools",
      constraints: COUNT,
      value: ({ choices }) => choices.length,
    },
    {
      name: "bca_train",
      type: "number",
      description:
        "BCA leaving one training speaker out, mean over these partitions",
      constraints: SHARE,
      value: ({ choices }) =>
        choices.length === 0 ? null : mean(choices.map(({ inner }) => inner)),
    },
    {
      name: "bca_test",
      type: "number",
      description:
        "BCA on the test speakers, mean over these partitions; not to be chosen by",
      constraints: SHARE,
      value: ({ choices }) =>
        choices.length === 0 ? null : mean(choices.map(({ outer }) => outer)),
    },
  ],
};

/** The blocks that training speakers choose. */
export const PROBE_CHOICE: Table<ChoiceRow> = {
  name: "probe_choice",
  description:
    "One row is a partition by speaker (protocol nested): the blocks and pooling whose normed features a probe recognises best, leaving one training speaker out, and what a probe fitted on all training speakers then reaches on the test speakers",
  key: ["corpus", "encoder", "fit", "split_seed"],
  columns: [
    ...placeColumns,
    {
      name: "split_seed",
      type: "integer",
      description: "seed of the partition",
      value: ({ splitSeed }) => splitSeed,
    },
    {
      name: "test_speakers",
      type: "string",
      description: "speakers that neither chose nor trained",
      value: ({ testSpeakers }) => testSpeakers.join(" "),
    },
    {
      name: "bca_train",
      type: "number",
      description: "BCA leaving one training speaker out; the best of all rows",
      constraints: SHARE,
      value: ({ inner }) => inner,
    },
    {
      name: "bca_test",
      type: "number",
      description: "BCA on the test speakers",
      constraints: SHARE,
      value: ({ outer }) => outer,
    },
  ],
};

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}
