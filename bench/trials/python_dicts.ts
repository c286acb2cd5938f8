import type { TextTable } from "../tables/text_table.ts";

/**
 * A table with a column for each entry of columns that hold dicts as Python prints
 * them, named as pandas' `json_normalize` does: "misc" with "{'vals': {'lr': [1]}}"
 * gives "misc.vals.lr" with "[1]".
 */
export function withEntries(table: TextTable): TextTable {
  const holders = table.columns.flatMap(({ name }, at) =>
    table.records.some(({ fields }) => fields[at].startsWith("{'"))
      ? [{ name, at }]
      : []
  );
  if (holders.length === 0) return table;
  const entries = table.records.map(({ fields }) =>
    new Map(holders.flatMap(({ name, at }) => entriesOf(name, fields[at])))
  );
  const names = [...new Set(entries.flatMap((row) => [...row.keys()]))];
  return {
    ...table,
    columns: [
      ...table.columns,
      ...names.map((name) => ({ name, inFile: name })),
    ],
    records: table.records.map(({ line, fields }, i) => ({
      line,
      fields: [...fields, ...names.map((name) => entries[i].get(name) ?? "")],
    })),
  };
}

/** Entries of a printed dict and of dicts in it, by the path of their keys. */
function entriesOf(path: string, text: string): [path: string, text: string][] {
  if (!/^\{.*\}$/s.test(text)) return [];
  return itemsOf(text.slice(1, -1)).flatMap((item): [string, string][] => {
    const [, key, value] = /^'([^']*)': (.*)$/s.exec(item) ?? [];
    if (key === undefined) return [];
    const inside = entriesOf(`${path}.${key}`, value);
    return inside.length > 0
      ? inside
      : [[`${path}.${key}`, value.replace(/^'(.*)'$/s, "$1")]];
  });
}

/** The items between commas that stand in no bracket and no quotes. */
function itemsOf(text: string): string[] {
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of text.matchAll(/'[^']*'|[[({\])},]/g)) {
    if ("[({".includes(token)) depth++;
    else if ("])}".includes(token)) depth--;
    else if (token === "," && depth === 0) {
      items.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...items, text.slice(start).trim()];
}
