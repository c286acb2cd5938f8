import { assertEquals, assertThrows } from "@std/assert";
import * as path from "@std/path";
import { join } from "@std/path/join";
import fc from "fast-check";
import { posix as node } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const anyPath = fc.array(
  fc.constantFrom("/", "/", "//", ".", "..", "a", "b", ".ts", " ", "ä", "\\"),
  { maxLength: 8 },
).map((parts) => parts.join(""));
const rooted = anyPath.map((text) => `/${text}`);

/** Requires a function to agree with that of node:path on random paths. */
function agrees(
  arbitrary: fc.Arbitrary<string[]>,
  found: (...args: string[]) => unknown,
  expected: (...args: string[]) => unknown,
): void {
  fc.assert(
    fc.property(arbitrary, (args) => {
      assertEquals(found(...args), expected(...args));
    }),
    { seed: 3, numRuns: 2000 },
  );
}

/** node:path keeps separators that are repeated before the last part; std takes them away. */
const withoutRepeats = (text: string) => text.replace(/\/+/g, "/");

Deno.test("join() is node's when given random paths", () => {
  agrees(
    fc.array(anyPath, { minLength: 1, maxLength: 4 }),
    (first, ...rest) => path.join(first, ...rest),
    node.join,
  );
});

Deno.test("normalize(), resolve(), relative() and isAbsolute() are node's when given random paths", () => {
  agrees(fc.tuple(anyPath), (text) => path.normalize(text), node.normalize);
  agrees(fc.tuple(anyPath, anyPath), path.resolve, node.resolve);
  agrees(
    fc.tuple(rooted, rooted),
    path.relative as never,
    node.relative as never,
  );
  agrees(fc.tuple(anyPath), (text) => path.isAbsolute(text), node.isAbsolute);
});

Deno.test("basename() and extname() are node's when the path has a last part", () => {
  const named = anyPath.filter((text) => /[^/]/.test(text));
  agrees(
    fc.tuple(named),
    (text) => path.basename(text),
    (text) => node.basename(text),
  );
  agrees(fc.tuple(named), (text) => path.extname(text), node.extname);
  const suffixed = fc.tuple(named, fc.constantFrom(".ts", "a", "b.ts"))
    // Then node leaves nothing, or a separator.
    .filter(([text, suffix]) => text !== suffix && !text.endsWith("/"));
  agrees(suffixed, path.basename as never, node.basename as never);
});

Deno.test("dirname() is node's when separators are not repeated", () => {
  const plain = anyPath.map(withoutRepeats);
  agrees(fc.tuple(plain), (text) => path.dirname(text), node.dirname);
});

Deno.test("format() undoes parse() when separators are not repeated", () => {
  const plain = anyPath.map((text) =>
    withoutRepeats(text).replace(/(.)\/$/, "$1")
  );
  fc.assert(
    fc.property(plain, (text) => {
      assertEquals(path.format(path.parse(text)), text);
    }),
    { seed: 3, numRuns: 2000 },
  );
});

Deno.test("fromFileUrl() undoes toFileUrl(), and both are node's", () => {
  const segment = fc.string({ unit: "grapheme", maxLength: 6 }).filter((text) =>
    !/^\.*$|[/\0]/.test(text) && text.isWellFormed()
  );
  const file = fc.array(segment, { maxLength: 4 }).map((parts) =>
    "/" + parts.join("/")
  );
  fc.assert(
    fc.property(file, (text) => {
      const url = path.toFileUrl(text);
      assertEquals(path.fromFileUrl(url), text);
      assertEquals(fileURLToPath(url), text);
      assertEquals(path.fromFileUrl(pathToFileURL(text)), text);
    }),
    { seed: 3, numRuns: 2000 },
  );
});

Deno.test("paths may be file URLs when one is given first", () => {
  const url = new URL("file:///a%20b/c.txt");
  assertEquals(path.join(url, "..", "d"), "/a b/d");
  assertEquals(path.dirname(url), "/a b");
  assertEquals(path.basename(url, ".txt"), "c");
  assertEquals(path.extname(url), ".txt");
  assertEquals(path.normalize(url), "/a b/c.txt");
  assertThrows(() => path.join(new URL("https://a/b")), TypeError);
});

Deno.test("common() ends in a separator unless a path is the common part", () => {
  assertEquals(path.common(["a/b/c", "a/b/d"]), "a/b/");
  assertEquals(path.common(["a/b/c", "a/b"]), "a/b");
  assertEquals(path.common(["a/bc", "a/bd"]), "a/");
  assertEquals(path.common(["a", "b"]), "");
});

Deno.test("globToRegExp() matches the paths that a glob means", () => {
  const cases: [glob: string, matched: string[], others: string[]][] = [
    ["*.wav", ["a.wav", ".wav"], ["a/b.wav", "a.wave"]],
    ["**/*.wav", ["a.wav", "x/a.wav", "x/y/a.wav"], ["a.txt"]],
    ["a/**", ["a/b", "a/b/c"], ["b/a"]],
    ["a?c", ["abc"], ["ac", "abbc"]],
    ["{a,b}c", ["ac", "bc"], ["cc", "abc"]],
    ["[!a-c]", ["d"], ["a", "dd"]],
    ["[[:digit:]]+", ["7+"], ["a+"]],
    ["+(a|b)", ["ab", "a"], ["", "c"]],
    ["a//b/", ["a/b", "a/b/"], ["ab"]],
    ["\\*", ["*"], ["a"]],
    ["(a", ["(a"], ["a"]],
    ["", [], ["", "a"]],
  ];
  for (const [glob, matched, others] of cases) {
    const pattern = path.globToRegExp(glob);
    assertEquals(matched.filter((text) => !pattern.test(text)), [], glob);
    assertEquals(others.filter((text) => pattern.test(text)), [], glob);
  }
  const loose = { caseInsensitive: true, extended: false, globstar: false };
  assertEquals(path.globToRegExp("A", loose).test("a"), true);
  assertEquals(path.globToRegExp("**/a", loose).test("x/y/a"), false);
});

Deno.test("constants and subpaths are those of Linux and macOS", () => {
  assertEquals([path.SEPARATOR, path.DELIMITER], ["/", ":"]);
  assertEquals("a//b".split(path.SEPARATOR_PATTERN), ["a", "b"]);
  assertEquals(join("a", "b"), "a/b");
});
