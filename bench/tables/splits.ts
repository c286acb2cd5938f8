import type { StudyRecord } from "../journal/records.ts";
import type { Study } from "../plan/plan.ts";
import type { RunData } from "./run_data.ts";
import { studyColumns } from "./study_columns.ts";
import type { Column, Table } from "./table.ts";

/** One part of a study's partition. */
export interface SplitRow {
  /** The study. */
  readonly study: Study;
  /** Seed of the partition. */
  readonly splitSeed: number;
  /** The part. */
  readonly part: StudyRecord["parts"][number];
}

const EMOTIONS = [
  "anger",
  "boredom",
  "calm",
  "disgust",
  "fear",
  "happiness",
  "neutral",
  "sadness",
  "surprise",
] as const;

/** What each part holds, and what it shares with the others. */
export const SPLITS: Table<SplitRow> = {
  name: "splits",
  description:
    "One row is one part of a study's partition, with what it shares with the other parts",
  key: ["study", "part"],
  columns: [
    ...studyColumns<SplitRow>((row) => row.study),
    {
      name: "split_seed",
      type: "integer",
      description: "seed of the partition",
      value: (row) => row.splitSeed,
    },
    {
      name: "part",
      type: "string",
      description: "name of the part",
      value: ({ part }) => part.part,
    },
    {
      name: "utterances",
      type: "integer",
      description: "utterances in it",
      value: ({ part }) => part.utterances,
    },
    ...EMOTIONS.map((emotion): Column<SplitRow> => ({
      name: emotion,
      type: "integer",
      description:
        `utterances of ${emotion}; empty where the corpus has no such class`,
      value: ({ part }) => part.classes[emotion] ?? null,
    })),
    {
      name: "speakers",
      type: "string",
      description: "its speakers",
      value: ({ part }) => part.speakers.join(" "),
    },
    {
      name: "sentences",
      type: "integer",
      description: "different sentences in it",
      value: ({ part }) => part.sentences,
    },
    {
      name: "shared_speakers",
      type: "integer",
      description: "its speakers that are in another part too",
      value: ({ part }) => part.shared_speakers,
    },
    {
      name: "shared_sentences",
      type: "integer",
      description: "its sentences that are in another part too",
      value: ({ part }) => part.shared_sentences,
    },
    {
      name: "shared_recordings",
      type: "integer",
      description: "its recordings whose very samples are in another part too",
      value: ({ part }) => part.shared_recordings,
    },
    {
      name: "shared_takes",
      type: "integer",
      description:
        "its recordings of which another part has another take: same speaker, sentence and emotion",
      value: ({ part }) => part.shared_takes,
    },
  ],
};

/** Rows of {@linkcode SPLITS}. */
export function splitRows(run: RunData): SplitRow[] {
  return run.studies.flatMap(({ study, start }) =>
    start.parts.map((part) => ({ study, splitSeed: start.split_seed, part }))
  );
}
