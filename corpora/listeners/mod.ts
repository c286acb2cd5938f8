/**
 * How well people recognise the emotions of a corpus from the voice alone.
 *
 * `emodb.json` and `crema_d.json` are derived from the corpora's perception tests
 * by `deno task listeners`; README.md has origin, licences and checksums.
 *
 * @example What native listeners score on EmoDB
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { listenersOf } from "./mod.ts";
 *
 * const { baselines } = listenersOf("emodb")!;
 * const balanced = baselines.filter((row) => row.class === "balanced");
 * assertAlmostEquals(balanced[0].rate, 0.8495, 5e-5); // all 816 recordings
 * assertAlmostEquals(balanced[1].rate, 0.9296, 5e-5); // the 535 released
 * ```
 *
 * @module
 */
import type { Emotion } from "../types.ts";
import cremaD from "./crema_d.json" with { type: "json" };
import { CREMA_D_CLASSES, type CremaDRow, heardInCremaD } from "./crema_d.ts";
import emodb from "./emodb.json" with { type: "json" };
import { EMODB_CLASSES, type EmodbRow, heardInEmodb } from "./emodb.ts";
import type { Baseline, HeardRecording, ListenerTable } from "./types.ts";

export type {
  Baseline,
  BaselineMeasure,
  BaselineName,
  HeardRecording,
  ListenerTable,
} from "./types.ts";

/** A baseline as it stands in a file: the fields of {@linkcode Baseline} in order. */
type BaselineRow = [
  baseline: Baseline["baseline"],
  measure: Baseline["measure"],
  group: Baseline["class"],
  n: number,
  rate: number,
  low: number | null,
  high: number | null,
];

/** The corpus whose recordings were released if its listeners recognised them. */
const SELECTED = "emodb";

/** Corpora whose listeners are known, by name. */
const TABLES: Readonly<Record<string, () => ListenerTable>> = {
  "emodb": () =>
    tableOf(
      "emodb",
      EMODB_CLASSES,
      emodb.recordings.rows as unknown as EmodbRow[],
      heardInEmodb,
      emodb.baselines.rows as BaselineRow[],
    ),
  "crema-d": () =>
    tableOf(
      "crema-d",
      CREMA_D_CLASSES,
      cremaD.recordings.rows as unknown as CremaDRow[],
      heardInCremaD,
      cremaD.baselines.rows as BaselineRow[],
    ),
};

/**
 * The listeners of a corpus.
 *
 * @param corpus Name of the corpus
 * @returns Their table, or `null` where no perception test is at hand
 */
export function listenersOf(corpus: string): ListenerTable | null {
  return Object.hasOwn(TABLES, corpus) ? TABLES[corpus]() : null;
}

function tableOf<Row extends readonly [string, ...unknown[]]>(
  corpus: string,
  classes: readonly Emotion[],
  rows: readonly Row[],
  heard: (row: Row) => HeardRecording,
  baselines: readonly BaselineRow[],
): ListenerTable {
  return {
    corpus,
    selected: corpus === SELECTED,
    classes,
    recordings: new Map(rows.map((row) => [row[0], heard(row)])),
    baselines: baselines.map((
      [baseline, measure, name, n, rate, low, high],
    ) => ({ baseline, measure, class: name, n, rate, low, high })),
  };
}
