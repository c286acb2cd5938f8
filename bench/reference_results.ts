/**
 * The searches kept in `results/reference/emodb` as a table of a document, from
 * their own tables.
 *
 * @module
 */
import { parse } from "@std/csv";

type Row = Readonly<Record<string, string>>;

const ROOT = new URL("../", import.meta.url);
const FOLDER = "results/reference/emodb";

const HEAD = [
  "encoder, recipe",
  "engine, studies",
  "protocol",
  "BCA as the engine saw it",
  "BCA as reported [95 % interval]",
  "lowest to highest",
  "over the probe",
  "over listeners",
];

/**
 * A row for each engine of each search, those of unseen speakers last.
 *
 * @param from Folder of the document, to which links are relative, such as ""
 */
export function resultsMarkdown(from: string): string {
  const rows = searches().flatMap((path) => {
    const [summary, listeners] = ["summary", "listeners"]
      .map((table) => rowsOf(`${path}/${table}.csv`));
    const link = `${path.slice(from.length)}/`;
    return summary.map((row) => [
      `[${row.encoder}, \`${row.recipe}\`](${link})`,
      `${row.optimizer}, ${row.n_studies}`,
      `\`${row.protocol}\``,
      share(Number(row.bca_mean) + Number(row.optimism)),
      `${share(row.bca_mean)}${interval(row, "bca", share)}`,
      `${share(row.bca_min)} to ${share(row.bca_max)}`,
      row.tuning_gain === ""
        ? ""
        : signed(row.tuning_gain) + interval(row, "tuning_gain", signed),
      ...listeners.filter((other) =>
        other.optimizer === row.optimizer && other.class === "balanced"
      ).map((other) =>
        signed(other.difference) + interval(other, "difference", signed)
      ),
    ]);
  });
  return [HEAD, HEAD.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

/** Folders of searches, by protocol and name. */
function searches(): string[] {
  const list = (path: string) =>
    [...Deno.readDirSync(new URL(path, ROOT))]
      .filter(({ isDirectory }) => isDirectory)
      .map(({ name }) => `${path}/${name}`).sort();
  const protocol = (path: string) => path.endsWith("nested") ? 1 : 0;
  return list(FOLDER).flatMap(list)
    .sort((a, b) => protocol(a) - protocol(b));
}

function rowsOf(path: string): Row[] {
  const text = Deno.readTextFileSync(new URL(path, ROOT));
  return parse(text, { skipFirstRow: true }) as Row[];
}

function interval(
  row: Row,
  of: string,
  written: (value: string) => string,
): string {
  const [low, high] = [row[`${of}_low`], row[`${of}_high`]];
  return low === "" ? "" : ` [${written(low)}, ${written(high)}]`;
}

function share(value: string | number): string {
  return Number(value).toFixed(3);
}

function signed(value: string): string {
  const text = share(value);
  return Number(text) > 0 ? `+${text}` : text;
}
