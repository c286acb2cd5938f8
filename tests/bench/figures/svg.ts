import { assert, assertEquals } from "@std/assert";
import { standalone } from "../../../bench/figures/draw.ts";

/** Number of elements of a name. */
export function count(svg: string, element: string): number {
  return svg.match(new RegExp(`<${element}\\b`, "g"))?.length ?? 0;
}

/** Text of every element of a name, unescaped. */
export function textsOf(svg: string, element: string): string[] {
  return [...svg.matchAll(new RegExp(`<${element}\\b[^>]*>([^<]*)<`, "g"))]
    .map(([, text]) =>
      text.replaceAll("&lt;", "<").replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"').replaceAll("&amp;", "&")
    );
}

/**
 * Checks that text is well-formed XML of the kind that figures use: one root,
 * elements nested and closed, attributes quoted and named once, no stray letters
 * of markup in text.
 */
export function assertWellFormed(xml: string): void {
  const open: string[] = [];
  let roots = 0;
  let rest = xml.trim();
  while (rest !== "") {
    const text = rest.match(/^[^<]+/)?.[0];
    if (text !== undefined) {
      assert(open.length > 0, `Text outside the root: ${text}`);
      const stray = text.replaceAll(/&(amp|lt|gt|quot|apos|#\d+);/g, "");
      assert(!stray.includes("&"), `Stray "&" in: ${text}`);
      rest = rest.slice(text.length);
      continue;
    }
    const tag = rest.match(
      /^<(\/?)([a-zA-Z]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/,
    );
    assert(tag, `No tag: ${rest.slice(0, 80)}`);
    const [whole, end, name, attributes, empty] = tag;
    const names = [...attributes.matchAll(/([\w:-]+)="/g)].map(([, n]) => n);
    assertEquals(new Set(names).size, names.length, `Doubled in ${whole}`);
    if (end) assertEquals(open.pop(), name);
    else {
      if (open.length === 0) roots++;
      if (!empty) open.push(name);
    }
    rest = rest.slice(whole.length);
  }
  assertEquals([open, roots], [[], 1]);
}

/** What holds for every figure: a sound file that names itself and needs nothing else. */
export function assertFigure(draw: () => string): string {
  const svg = draw();
  assertEquals(draw(), svg, "the same rows give other bytes");
  const file = standalone(svg);
  assertWellFormed(file);
  assert(/<svg [^>]*viewBox="0 0 \d+ [\d.]+"/.test(file));
  assertEquals([count(file, "title") >= 1, count(file, "desc")], [true, 1]);
  assert(!/NaN|undefined|Infinity/.test(file));
  assert(!/<script|href=|url\(|@import/.test(file));
  assertEquals(file.match(/https?:\/\/[^"]+/g), ["http://www.w3.org/2000/svg"]);
  return svg;
}
