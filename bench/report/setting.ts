/**
 * The settings of a run: what was compared on equal terms.
 *
 * @module
 */
import { type Records, type Row, textOf } from "../figures/records.ts";

/** One corpus, protocol, encoder and recipe. */
export interface Setting {
  /** Corpus name. */
  readonly corpus: string;
  /** Protocol name. */
  readonly protocol: string;
  /** Encoder name. */
  readonly encoder: string;
  /** Recipe name. */
  readonly recipe: string;
}

/** What makes a setting. */
export const FIELDS = ["corpus", "protocol", "encoder", "recipe"] as const;

/** The tables of a run by name. */
export type RunTables = ReadonlyMap<string, Records>;

/** The settings of a run in the order of its summary. */
export function settingsOf(tables: RunTables): Setting[] {
  const found = new Map<string, Setting>();
  for (const row of tables.get("summary")?.rows ?? []) {
    const [corpus, protocol, encoder, recipe] = FIELDS.map((name) =>
      textOf(row, name)
    );
    const setting = { corpus, protocol, encoder, recipe };
    found.set(JSON.stringify(setting), setting);
  }
  return [...found.values()];
}

/**
 * Rows of a table that belong to a setting. A table that lacks one of the four
 * columns holds for all of its values.
 */
export function rowsOf(
  tables: RunTables,
  table: string,
  setting: Setting,
): Row[] {
  return (tables.get(table)?.rows ?? []).filter((row) =>
    FIELDS.every((name) => !(name in row) || row[name] === setting[name])
  );
}

/** A setting as part of a file's name. */
export function settingSlug(setting: Setting): string {
  return FIELDS.map((name) =>
    setting[name].toLowerCase().replaceAll(/[^a-z0-9.-]+/g, "-")
  ).join("_");
}
