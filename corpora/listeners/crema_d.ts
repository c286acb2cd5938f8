/**
 * CREMA-D's voice-only votes, from `processedResults/tabulatedVotes.csv`.
 *
 * The file counts the answers to each clip; who answered is not in it. The crowd
 * was not trained, and the truth is what the actor was asked to express.
 *
 * Source: Cao, Cooper, Keutmann, Gur, Nenkova and Verma 2014.
 *
 * @module
 */
import { parse } from "@std/csv";
import { CREMA_D_EMOTIONS } from "../entries/crema_d.ts";
import { CorpusError } from "../errors.ts";
import type { Emotion } from "../types.ts";
import type { HeardRecording } from "./types.ts";

/** Clip and its votes in the order of {@linkcode CREMA_D_CLASSES}. */
export type CremaDRow = readonly [clip: string, ...votes: number[]];

/** Classes of the votes, alphabetical. */
export const CREMA_D_CLASSES: readonly Emotion[] = [
  ...CREMA_D_EMOTIONS.values(),
].sort();

/**
 * Column of each class. Here A is anger and F fear, not as in EmoDB's names;
 * `emoVote` is the commonest answer, not the truth.
 */
const LETTERS = CREMA_D_CLASSES.map((emotion) => emotion[0].toUpperCase());

/** The truth is no column: it is the third field of the clip's name. */
const CLIP = new RegExp(
  `^\\d{4}_[A-Z]{3}_(${[...CREMA_D_EMOTIONS.keys()].join("|")})_[A-Z]{2}$`,
);

/** A row's name is this times the kind of the query plus the number of the clip. */
const QUERY_STEP = 100_000;
const VOICE_ONLY = 1;

/**
 * Reads `tabulatedVotes.csv`, or its voice-only rows with their clip's number
 * under `clipNum`.
 *
 * Every clip has three rows of one `fileName` in the full file: heard, seen, and
 * both; which, stands in the row's name alone, under an empty header. Only what
 * was heard is kept.
 *
 * @returns One row for each clip, sorted by its name
 * @throws {CorpusError} If a line is not of that form; it is named by its number
 */
export function readVoiceVotes(text: string): CremaDRow[] {
  const lines = text.split(/\r?\n/);
  const header = fieldsOf(lines[0], 1);
  const extract = header[0] === "clipNum";
  const missing = [...LETTERS, "fileName", "numResponses"]
    .find((name) => !header.includes(name));
  if (missing !== undefined || !extract && header[0] !== "") {
    throw lineError(
      1,
      `columns ${header.map((name) => name || '""').join(", ")}`,
      `"" or clipNum, ${LETTERS.join(", ")}, fileName, numResponses`,
    );
  }
  const rows = new Map<string, CremaDRow>();
  lines.forEach((text, i) => {
    if (i === 0 || text === "") return;
    const line = fieldsOf(text, i + 1);
    if (line.length !== header.length || !/^\d+$/.test(line[0])) {
      throw lineError(
        i + 1,
        `${line.length} fields after row number "${line[0]}"`,
        `${header.length} after a whole number`,
      );
    }
    const query = Math.floor(Number(line[0]) / QUERY_STEP);
    if (!extract && query !== VOICE_ONLY) return;
    const row = readLine(
      Object.fromEntries(header.map((name, c) => [name, line[c]])),
      i + 1,
    );
    if (rows.has(row[0])) {
      throw lineError(i + 1, `"${row[0]}" again`, "each clip once");
    }
    rows.set(row[0], row);
  });
  if (rows.size === 0) {
    throw new CorpusError(
      "Cannot read the votes: found no voice-only row, expected rows named 100001 and so on; get the original tabulatedVotes.csv",
    );
  }
  return [...rows.values()].sort(([a], [b]) => (a < b ? -1 : 1));
}

function fieldsOf(line: string, number: number): string[] {
  try {
    return parse(line)[0] ?? [];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw lineError(number, `"${line.slice(0, 40)}"`, "comma-separated fields");
  }
}

function readLine(
  line: Readonly<Record<string, string>>,
  number: number,
): CremaDRow {
  const { fileName: clip, numResponses } = line;
  if (!CLIP.test(clip)) {
    throw lineError(number, `"${clip}"`, "a clip such as 1001_DFA_ANG_XX");
  }
  const counts = LETTERS.map((letter) => line[letter]);
  const votes = counts.map(Number);
  const sum = votes.reduce((total, count) => total + count, 0);
  if (
    !counts.every((count) => /^\d+$/.test(count)) || sum === 0 ||
    sum !== Number(numResponses)
  ) {
    throw lineError(
      number,
      `${counts.join(" + ")} votes of ${numResponses}`,
      "whole numbers that sum to numResponses",
    );
  }
  return [clip, ...votes];
}

function lineError(line: number, found: string, expected: string): CorpusError {
  return new CorpusError(
    `Cannot read the votes at line ${line}: found ${found}, expected ${expected}; get the original tabulatedVotes.csv`,
  );
}

/** A row as a recording that was heard; all clips are in the release. */
export function heardInCremaD([clip, ...votes]: CremaDRow): HeardRecording {
  const [speaker, , code] = clip.split("_");
  const emotion = CREMA_D_EMOTIONS.get(code)!;
  const right = votes[CREMA_D_CLASSES.indexOf(emotion)];
  const most = Math.max(...votes);
  const first = votes.filter((count) => count === most).length;
  return {
    speaker,
    emotion,
    rate: right / votes.reduce((sum, count) => sum + count, 0),
    votes,
    majorityRight: right < most ? false : first === 1 ? true : null,
    released: true,
  };
}
