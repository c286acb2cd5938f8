/**
 * Writes into documents what the code defines: into README.md the flags and the
 * list of tables, into bench/tables/README.md every column; and what the kept runs
 * found. `deno task readme` renews all; a test holds them to it.
 *
 * @module
 */
import { helpText } from "../run/flags.ts";
import { columnsMarkdown, tablesMarkdown } from "../tables/all.ts";
import { productsMarkdown, stepsMarkdown } from "./core.ts";
import { ROOT } from "./markdown.ts";
import { probeChoicesMarkdown, setsMarkdown } from "./probes.ts";
import {
  ablationMarkdown,
  defaultJobMarkdown,
  resultsMarkdown,
} from "./searches.ts";

/** Makers of a document's sections, by name. */
type Sections = Readonly<Record<string, () => string>>;

/** The documents with made sections, by path from the root. */
export const DOCUMENTS: Readonly<Record<string, Sections>> = {
  "README.md": {
    "main job": defaultJobMarkdown,
    flags: () => `\`\`\`text\n${helpText()}\n\`\`\`\n`,
    tables: tablesMarkdown,
    results: () => resultsMarkdown(""),
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

if (import.meta.main) {
  for (const [path, sections] of Object.entries(DOCUMENTS)) {
    const file = new URL(path, ROOT);
    const text = await Deno.readTextFile(file);
    await Deno.writeTextFile(file, renewed(text, sections));
  }
}
