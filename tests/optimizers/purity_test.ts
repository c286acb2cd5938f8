import { assertEquals } from "@std/assert";

const FOLDER = new URL("../../optimizers/", import.meta.url);

/** What would make a proposal depend on anything but seed, space and history. */
const FORBIDDEN: readonly [reason: string, use: RegExp][] = [
  [
    "differs between optimizers in the last bit",
    /\bMath\.(exp|expm1|log|log1p|log2|log10|pow|sinh?|cosh?|tanh?|cbrt|hypot|atan2?)\b/,
  ],
  ["is global randomness", /\bMath\.random\b|\bcrypto\b/],
  ["reads a clock", /\bDate\b|\bperformance\b|\bTemporal\b/],
  ["reaches outside", /\bDeno\.|\bfetch\(|\bconsole\./],
];

function* sources(folder: URL): Generator<URL> {
  for (const { name, isDirectory } of Deno.readDirSync(folder)) {
    if (isDirectory) yield* sources(new URL(`${name}/`, folder));
    else if (name.endsWith(".ts")) yield new URL(name, folder);
  }
}

/** Code without its comments. */
function codeOf(file: URL): string {
  return Deno.readTextFileSync(file)
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/\/\/.*$/gm, "");
}

for (const [reason, use] of FORBIDDEN) {
  Deno.test(`optimizers use nothing that ${reason}`, () => {
    const found = [...sources(FOLDER)]
      .filter((file) => use.test(codeOf(file)))
      .map((file) => `${file.pathname.slice(FOLDER.pathname.length)}: ${use}`);
    assertEquals(found, []);
  });
}
