import type { StudyRecord } from "../journal/records.ts";
import type { Study } from "../plan/plan.ts";
import type { RunData } from "./run_data.ts";
import { studyColumns } from "./study_columns.ts";
import { type Columns, defineTable, integer, text } from "./table.ts";

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

const EMOTION_COLUMNS = Object.fromEntries(EMOTIONS.map((emotion) => [
  emotion,
  integer<SplitRow>(
    `utterances of ${emotion}; empty where the corpus has no such class`,
    ({ part }) => part.classes[emotion] ?? null,
  ),
])) as Columns<SplitRow, typeof EMOTIONS[number], number>;

/** What each part holds, and what it shares with the others. */
export const SPLITS = defineTable<SplitRow>()({
  name: "splits",
  description:
    "One row is one part of a study's partition, with what it shares with the other parts",
  key: ["study", "part"],
  columns: {
    ...studyColumns<SplitRow>((row) => row.study),
    split_seed: integer("seed of the partition", (row) => row.splitSeed),
    part: text("name of the part", ({ part }) => part.part),
    utterances: integer("utterances in it", ({ part }) => part.utterances),
    ...EMOTION_COLUMNS,
    other_classes: text(
      "utterances of each class that has no column, as a list of class=number",
      ({ part }) => otherClasses(part.classes),
    ),
    speakers: text("its speakers", ({ part }) => part.speakers.join(" ")),
    sentences: integer(
      "different sentences in it",
      ({ part }) => part.sentences,
    ),
    shared_speakers: integer(
      "its speakers that are in another part too",
      ({ part }) => part.shared_speakers,
    ),
    shared_sentences: integer(
      "its sentences that are in another part too",
      ({ part }) => part.shared_sentences,
    ),
    shared_recordings: integer(
      "its recordings whose very samples are in another part too",
      ({ part }) => part.shared_recordings,
    ),
    shared_takes: integer(
      "its recordings of which another part has another take: same speaker, sentence and emotion",
      ({ part }) => part.shared_takes,
    ),
  },
});

/** "sleepy=3; trust=5". */
function otherClasses(classes: Readonly<Record<string, number>>): string {
  return Object.entries(classes)
    .filter(([name]) => !(EMOTIONS as readonly string[]).includes(name))
    .map(([name, n]) => `${name}=${n}`).join("; ");
}

/** Rows of {@linkcode SPLITS}. */
export function splitRows(run: RunData): SplitRow[] {
  return run.studies.flatMap(({ study, start }) =>
    start.parts.map((part) => ({ study, splitSeed: start.split_seed, part }))
  );
}
