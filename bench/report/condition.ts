/**
 * The conditions of a run: what was compared on equal terms.
 *
 * @module
 */
import type { TableRows } from "../tables/rows.ts";
import {
  type Records,
  type Row,
  type RowIn,
  textOf,
} from "../figures/records.ts";

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

/** What tells conditions apart. */
export function variedFields(
  conditions: readonly Condition[],
): (keyof Condition)[] {
  return FIELDS.filter((field) =>
    conditions.some((condition) => condition[field] !== conditions[0][field])
  );
}

/** The tables of a run by name. */
export type RunTables = ReadonlyMap<string, Records>;

/** The conditions of a run in the order of its summary. */
export function conditionsOf(tables: RunTables): Condition[] {
  const found = new Map<string, Condition>();
  for (const row of rowsIn(tables, "summary")) {
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
export function rowsOf<Name extends keyof TableRows>(
  tables: RunTables,
  table: Name,
  condition: Condition,
): RowIn<Name>[] {
  return rowsIn(tables, table).filter((row) =>
    FIELDS.every((name) =>
      !(name in row) || (row as Row)[name] === condition[name]
    )
  );
}

/** All rows of a table. Its file was read by its definition, so they are of its type. */
export function rowsIn<Name extends keyof TableRows>(
  tables: RunTables,
  table: Name,
): readonly RowIn<Name>[] {
  return (tables.get(table)?.rows ?? []) as readonly RowIn<Name>[];
}

/** A condition as part of a file's name. */
export function conditionSlug(condition: Condition): string {
  return FIELDS.map((name) =>
    condition[name].toLowerCase().replaceAll(/[^a-z0-9.-]+/g, "-")
  ).join("_");
}
