/**
 * What the kept searches say.
 *
 * @module
 */
import { ROOT_URL } from "../command/root.ts";
import { summaryText } from "../run/summary_text.ts";
import { parseJournal } from "../journal/journal.ts";
import { runData } from "../tables/run_data.ts";
import {
  interval,
  markdownTable,
  mean,
  rowsOf,
  share,
  signed,
} from "./markdown.ts";

const FOLDER = "results/reference/emodb";
const DEFAULT_JOB = "results/reference/synthetic/default/journal.jsonl";
const ABLATION = "results/reference/ablation/whisper-base/nested";

const HEAD = [
  "encoder, recipe",
  "optimizer, studies",
  "protocol",
  "validation BCA",
  "BCA that counts [95 % interval, this corpus]",
  "lowest to highest",
  "gain over linear probe",
  "above listeners [over speakers]",
];

/** The main job as a terminal shows it. */
export function defaultJobMarkdown(): string {
  const journal = Deno.readFileSync(new URL(DEFAULT_JOB, ROOT_URL));
  const { records } = parseJournal(journal, DEFAULT_JOB);
  const summary = summaryText(runData(records)!);
  return `\`\`\`text\n$ deno task bench\n${summary}\n\`\`\`\n`;
}

/**
 * A row for each optimizer of each search, those of unseen speakers last.
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
      share(Number(row.bca_mean) + Number(row.optimism || 0)),
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

/** One configuration fine-tuned by variants of a recipe: mean BCA before and after. */
export function ablationMarkdown(): string {
  const trials = rowsOf(`${ABLATION}/trials.csv`);
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
        ...["validation_start", "validation", "test_start", "test"]
          .map((column) => share(mean(own, `bca_${column}`))),
        signed(row.tuning_gain) + interval(row, "tuning_gain", signed),
      ];
    }),
  );
}

/** Folders of searches, by protocol and name. */
function searches(): string[] {
  const list = (path: string) =>
    [...Deno.readDirSync(new URL(path, ROOT_URL))]
      .filter(({ isDirectory }) => isDirectory)
      .map(({ name }) => `${path}/${name}`).sort();
  const protocol = (path: string) => path.endsWith("nested") ? 1 : 0;
  return list(FOLDER).flatMap(list)
    .sort((a, b) => protocol(a) - protocol(b));
}
