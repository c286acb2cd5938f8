/**
 * Writes into documents what the code defines: into README.md the flags and the
 * list of tables, into bench/tables/README.md every column; and what the kept runs
 * found; and the types of the rows of tables. `deno task readme` renews all; a test holds them to it.
 *
 * @module
 */
import suite from "../../deno.json" with { type: "json" };
import { type Command, runCommand } from "../command/command.ts";
import { helpText } from "../command/definition.ts";
import { ROOT_URL } from "../command/root.ts";
import { BENCH_COMMAND } from "../run/flags.ts";
import { columnsMarkdown, tablesMarkdown } from "../tables/all.ts";
import { markdownTable } from "./markdown.ts";
import { productsMarkdown, stepsMarkdown } from "./core.ts";
import { rowTypes } from "./row_types.ts";
import { probeChoicesMarkdown, setsMarkdown } from "./probes.ts";
import { replayMarkdown } from "./replay.ts";
import {
  ablationMarkdown,
  defaultJobMarkdown,
  resultsMarkdown,
} from "./searches.ts";
import { transferMarkdown } from "./transfer.ts";

/** The tasks of deno.json. */
function tasksMarkdown(): string {
  return markdownTable(
    ["task", "does"],
    Object.entries(suite.tasks).map(([name, { description }]) => [
      `\`deno task ${name}\``,
      description,
    ]),
  );
}

/** Makers of a document's sections, by name. */
type Sections = Readonly<Record<string, () => string>>;

/** The documents with made sections, by path from the root. */
export const DOCUMENTS: Readonly<Record<string, Sections>> = {
  "README.md": {
    "try it": replayMarkdown,
    "main job": defaultJobMarkdown,
    flags: () => `\`\`\`text\n${helpText(BENCH_COMMAND)}\n\`\`\`\n`,
    tables: tablesMarkdown,
    results: () => resultsMarkdown(""),
    transfer: transferMarkdown,
    tasks: tasksMarkdown,
  },
  "bench/tables/README.md": { columns: columnsMarkdown },
  "results/reference/emodb/README.md": {
    results: () => resultsMarkdown("results/reference/emodb/"),
    sets: setsMarkdown,
    ablation: ablationMarkdown,
  },
  "results/reference/probe/README.md": { choices: probeChoicesMarkdown },
  "results/reference/core/README.md": {
    steps: stepsMarkdown,
    products: productsMarkdown,
  },
};

/** Files of code that are made as a whole, by path from the root. */
export const MADE_FILES: Readonly<Record<string, () => string>> = {
  "bench/tables/rows.ts": rowTypes,
};

/**
 * A document with its made sections renewed.
 *
 * @param text Document with a pair of markers for each section
 * @param sections Makers of its sections
 * @throws {RangeError} When a pair of markers is missing
 */
export function renewed(text: string, sections: Sections): string {
  return Object.entries(sections).reduce((document, [name, make]) => {
    const [open, close] = [`<!-- ${name} -->\n`, `<!-- end of ${name} -->`];
    const from = document.indexOf(open);
    const to = document.indexOf(close);
    if (from < 0 || to < from) {
      throw new RangeError(
        `Cannot renew a document: no section between "${open.trim()}" and "${close}"; put both markers back`,
      );
    }
    return document.slice(0, from + open.length) + "\n" + make() + "\n" +
      document.slice(to);
  }, text);
}

/** `deno task readme`. */
export const command: Command = {
  task: "readme",
  purpose:
    "Writes into the documents what the code defines: flags, tables and columns, and what the kept runs found.",
  flags: [],
  writes: "the documents",
  run: async () => {
    for (const [path, sections] of Object.entries(DOCUMENTS)) {
      const file = new URL(path, ROOT_URL);
      const text = await Deno.readTextFile(file);
      await Deno.writeTextFile(file, renewed(text, sections));
    }
    for (const [path, make] of Object.entries(MADE_FILES)) {
      await Deno.writeTextFile(new URL(path, ROOT_URL), make());
    }
  },
};

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
