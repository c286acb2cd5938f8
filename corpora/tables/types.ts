import type { Emotion, PartName } from "../types.ts";

/** What a column of a table is read as. */
export const ROLES = [
  "path",
  "label",
  "speaker",
  "sentence",
  "sex",
  "language",
  "split",
  "fold",
  "start",
  "end",
] as const;

/** What a column of a table is read as. */
export type Role = typeof ROLES[number];

/** How a table is read, where its own words do not tell. All may be left out. */
export interface TableSpec {
  /** The table: its path below the data folder, or the name of an audformat table. */
  readonly table?: string;
  /** Column for each role, where it has another name than usual. */
  readonly columns?: Readonly<Partial<Record<Role, string>>>;
  /**
   * Class of each label of the table; "" leaves its recordings out; a label that
   * is not here stays as it is.
   */
  readonly labels?: Readonly<Record<string, Emotion>>;
  /** "skip" leaves out rows whose file is not in the folder; default "refuse". */
  readonly missing?: "refuse" | "skip";
  /** Languages spoken, where no column says. */
  readonly languages?: readonly string[];
  /** Licence of the recordings. */
  readonly licence?: string;
}

/** One row of a table, with what its columns say. */
export interface Row {
  /** Line of the table, from 1. */
  readonly line: number;
  /** What each role's column holds, trimmed; absent where it is empty. */
  readonly values: Readonly<Partial<Record<Role, string>>>;
  /** Its part in each official partition, where other files than the table say it. */
  readonly official?: readonly PartName[];
}

/** A table before its audio is looked for. */
export interface Table {
  /** Its path below the data folder. */
  readonly path: string;
  /** What it is, for messages: "CSV", "EmoBox JSONL", ... */
  readonly form: string;
  /** Rows in their order, read as they are asked for. */
  readonly rows: Iterable<Row>;
  /** Names of the partitions of {@linkcode Row.official}. */
  readonly partitions?: readonly string[];
  /** Languages, if the table says so as a whole. */
  readonly languages?: readonly string[];
  /** Licence, if the table says so. */
  readonly licence?: string;
}
