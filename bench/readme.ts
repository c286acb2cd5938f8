/**
 * Writes into the README what the code defines: the flags and the columns of
 * the tables. `deno task readme` renews it; a test holds it to the code.
 *
 * @module
 */
import { helpText } from "./cli/flags.ts";
import { columnsMarkdown } from "./tables/all.ts";

const SECTIONS: Readonly<Record<string, () => string>> = {
  flags: () => `\`\`\`text\n${helpText()}\n\`\`\`\n`,
  columns: columnsMarkdown,
};

/**
 * The README with its made sections renewed.
 *
 * @param text README with a pair of markers for each section
 * @throws {RangeError} When a pair of markers is missing
 */
export function renewedReadme(text: string): string {
  return Object.entries(SECTIONS).reduce((readme, [name, make]) => {
    const [open, close] = [`<!-- ${name} -->\n`, `<!-- end of ${name} -->`];
    const from = readme.indexOf(open);
    const to = readme.indexOf(close);
    if (from < 0 || to < from) {
      throw new RangeError(
        `Cannot renew the README: no section between "${open.trim()}" and "${close}"; put both markers back`,
      );
    }
    return readme.slice(0, from + open.length) + "\n" + make() + "\n" +
      readme.slice(to);
  }, text);
}

if (import.meta.main) {
  const path = new URL("../README.md", import.meta.url);
  await Deno.writeTextFile(path, renewedReadme(await Deno.readTextFile(path)));
}
