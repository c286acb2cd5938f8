import {
  type ColumnDefinition,
  integer,
  number,
  text,
} from "../../tables/table.ts";

/** Where something was timed. */
export interface Place {
  /** Encoder. */
  readonly encoder: string;
  /** Threads on either side. */
  readonly threads: number;
  /** Length of the audio. */
  readonly seconds: number;
}

/** The encoder of a row. */
export const ENCODER: ColumnDefinition<Place, string> = text<Place>(
  "encoder",
  (row) => row.encoder,
);

/** The threads of a row. */
export const THREADS: ColumnDefinition<Place, number> = integer<Place>(
  "threads on either side",
  (row) => row.threads,
);

/** The length of a row. */
export const SECONDS: ColumnDefinition<Place, number> = number<Place>(
  "length of the audio",
  (row) => row.seconds,
  { unit: "s" },
);
