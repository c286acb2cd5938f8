import { columnAt, isMissing, type TextTable } from "../tables/text_table.ts";

/** Columns of trials by their names in tables of earlier versions of the suite. */
const RENAMED: Readonly<Record<string, string>> = {
  engine: "optimizer",
  bca_seen: "bca_validation",
  bca_seen_start: "bca_validation_start",
  bca_reported: "bca",
  bca_reported_start: "bca_test_start",
};

/**
 * A table of trials under the present names of columns. Tables of the first
 * version called the score that is selected on "seen" and the one that counts
 * "reported", the same score under `paper`; their `nested` was another split,
 * now `nested-1`; the oldest had one master seed of all streams.
 */
export function presentColumns(table: TextTable): TextTable {
  if (columnAt(table, "bca_reported") < 0) return table;
  const columns = table.columns.map(({ name, inFile = name }) => ({
    name: RENAMED[name] ?? name,
    inFile,
  }));
  const renamed = { ...table, columns };
  const at = (name: string) => columnAt(renamed, name);
  const [protocol, study] = [at("protocol"), at("study")];
  const seed = at("search_master") < 0 ? at("seed") : -1;
  const masters = seed < 0
    ? []
    : ["search_master", "train_master", "split_master"];
  const [bca, testStart] = [at("bca"), at("bca_test_start")];
  return {
    ...renamed,
    columns: [
      ...columns,
      { name: "bca_test", inFile: "bca_reported" },
      { name: "scored_on" },
      ...masters.map((name) => ({ name, inFile: "seed" })),
    ],
    records: table.records.map(({ line, fields }) => {
      const isPaper = fields[protocol] === "paper";
      const own = fields.map((field, i) => {
        if (i === testStart && isPaper) return "";
        if (i === protocol && field === "nested") return "nested-1";
        return i === study ? field.replace("/nested/", "/nested-1/") : field;
      });
      const part = isPaper ? "validation" : "test";
      const isScored = !isMissing(fields[bca]);
      return {
        line,
        fields: [
          ...own,
          isPaper ? "" : fields[bca],
          isScored ? part : "",
          ...masters.map(() => fields[seed]),
        ],
      };
    }),
  };
}
