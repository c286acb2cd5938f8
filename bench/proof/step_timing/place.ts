import type { Column } from "../../tables/table.ts";

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
export const ENCODER: Column<Place> = {
  name: "encoder",
  type: "string",
  description: "encoder",
  value: (row) => row.encoder,
};

/** The threads of a row. */
export const THREADS: Column<Place> = {
  name: "threads",
  type: "integer",
  description: "threads on either side",
  value: (row) => row.threads,
};

/** The length of a row. */
export const SECONDS: Column<Place> = {
  name: "seconds",
  type: "number",
  unit: "s",
  description: "length of the audio",
  value: (row) => row.seconds,
};
