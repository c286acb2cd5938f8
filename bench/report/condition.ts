/**
 * The conditions of a run: what was compared on equal terms.
 *
 * @module
 */
import { type Records, type Row, textOf } from "../figures/records.ts";

/** One corpus, protocol, encoder and recipe. */
export interface Condition {
  /** Corpus name. */
  readonly corpus: string;
  /** Protocol name. */
  readonly protocol: string;
  /** Encoder name. */
  readonly encoder: string;
  /** Recipe name. */
  readonly recipe: string;
}

/** What makes a condition. */
export const FIELDS = ["corpus", "protocol", "encoder", "recipe"] as const;

/** The tables of a run by name. */
export type RunTables = ReadonlyMap<string, Records>;

/** The conditions of a run in the order of its summary. */
export function conditionsOf(tables: RunTables): Condition[] {
  const found = new Map<string, Condition>();
  for (const row of tables.get("summary")?.rows ?? []) {
    const [corpus, protocol, encoder, recipe] = FIELDS.map((name) =>
      textOf(row, name)
    );
    const condition = { corpus, protocol, encoder, recipe };
    found.set(JSON.stringify(condition), condition);
  }
  return [...found.values()];
}

/**
 * Rows of a table that belong to a condition. A table that lacks one of the four
 * columns holds for all of its values.
 */
export function rowsOf(
  tables: RunTables,
  table: string,
  condition: Condition,
): Row[] {
  return (tables.get(table)?.rows ?? []).filter((row) =>
    FIELDS.every((name) => !(name in row) || row[name] === condition[name])
  );
}

/** A condition as part of a file's name. */
export function conditionSlug(condition: Condition): string {
  return FIELDS.map((name) =>
    condition[name].toLowerCase().replaceAll(/[^a-z0-9.-]+/g, "-")
  ).join("_");
}
