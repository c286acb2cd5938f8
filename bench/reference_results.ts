/**
 * What the documents show of the runs kept in `results/reference`, from these
 * runs themselves.
 *
 * @module
 */
import { parse } from "@std/csv";
import { summaryText } from "./cli/summary_text.ts";
import { parseJournal } from "./journal/journal.ts";
import { runData } from "./tables/run_data.ts";

type Row = Readonly<Record<string, string>>;

const ROOT = new URL("../", import.meta.url);
const FOLDER = "results/reference/emodb";
const DEFAULT_JOB = "results/reference/synthetic/default/journal.jsonl";
const PROBE = "results/reference/probe";
const PROBED_SETS = ["whisper-base", "whisper-small", "moonshine-tiny"]
  .map((encoder) => `${PROBE}/${encoder}-sets/probe.csv`);
const ABLATION = "results/reference/ablation/whisper-base/nested";

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

/** The main job as a terminal shows it. */
export function defaultJobMarkdown(): string {
  const journal = Deno.readFileSync(new URL(DEFAULT_JOB, ROOT));
  const { records } = parseJournal(journal, DEFAULT_JOB);
  const summary = summaryText(runData(records)!);
  return `\`\`\`text\n$ deno task bench\n${summary}\n\`\`\`\n`;
}

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
  return markdownTable(HEAD, rows);
}

/** The block and pooling that training speakers choose, by encoder. */
export function probeChoicesMarkdown(): string {
  const byEncoder = Map.groupBy(
    rowsOf(`${PROBE}/probe_choice.csv`),
    ({ encoder }) => encoder,
  );
  const best = (rows: readonly Row[]) => mean(rows, "bca_test");
  return markdownTable(
    ["encoder", "blocks chosen", "poolings chosen", "test speakers"],
    [...byEncoder].sort(([, a], [, b]) => best(b) - best(a))
      .map(([encoder, rows]) => [
        encoder,
        ...["blocks", "pooling"].map((column) =>
          rows.map((row) => row[column]).join(", ")
        ),
        share(best(rows)),
      ]),
  );
}

/** Linear probes of several blocks side by side: BCA of means, and with deviations beside them. */
export function setsMarkdown(): string {
  const rows = PROBED_SETS.flatMap(rowsOf);
  const of = (row: Row, pooling: string) =>
    rows.find((other) =>
      other.encoder === row.encoder && other.blocks === row.blocks &&
      other.pooling === pooling
    )!;
  return markdownTable(
    [
      "encoder, blocks",
      "training speakers, means",
      "means and deviations",
      "test speakers, means",
      "means and deviations",
    ],
    rows.filter(({ pooling }) => pooling === "mean").map((row) => [
      `${row.encoder}, ${row.blocks}`,
      ...["bca_train", "bca_test"].flatMap((column) =>
        ["mean", "mean+deviation"].map((pooling) =>
          share(of(row, pooling)[column])
        )
      ),
    ]),
  );
}

/** One setting fine-tuned by variants of a recipe: mean BCA before and after. */
export function ablationMarkdown(): string {
  const trials = rowsOf(`${ABLATION}/trials.csv`);
  const mean = (rows: readonly Row[], column: string) =>
    share(
      rows.reduce((sum, row) => sum + Number(row[column]), 0) / rows.length,
    );
  return markdownTable(
    [
      "recipe",
      "partitions",
      "probe, validation speakers",
      "fine-tuned",
      "probe, test speakers",
      "fine-tuned",
      "gain on test speakers [95 % interval]",
    ],
    rowsOf(`${ABLATION}/summary.csv`).map((row) => {
      const own = trials.filter(({ recipe }) => recipe === row.recipe);
      return [
        `\`${row.recipe}\``,
        `${own.length}`,
        ...["seen_start", "seen", "reported_start", "reported"]
          .map((column) => share(mean(own, `bca_${column}`))),
        signed(row.tuning_gain) + interval(row, "tuning_gain", signed),
      ];
    }),
  );
}

function mean(rows: readonly Row[], column: string): number {
  return rows.reduce((sum, row) => sum + Number(row[column]), 0) / rows.length;
}

function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return [head, head.map(() => "---"), ...rows]
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
