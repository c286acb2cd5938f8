/**
 * From marks to the text of an SVG: the one place that knows Observable Plot and
 * the document it draws on.
 *
 * @module
 */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { figureRules, SHADES } from "./theme.ts";

/** Width of every figure in pixels of its own; a reader sees it scaled. */
export const WIDTH = 480;

/** What a figure is called and says, for those who cannot see it. */
export interface Labels {
  /** Name in a few words. */
  readonly title: string;
  /** What it shows, with its main numbers. */
  readonly description: string;
}

/** The part of the DOM that is used, since Deno's types have none. */
interface Element {
  readonly attributes: Iterable<{ name: string; value: string }>;
  readonly outerHTML: string;
  innerHTML: string;
  textContent: string;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  prepend(...children: Element[]): void;
  remove(): void;
  querySelectorAll(selector: string): Iterable<Element>;
}

interface Document {
  createElementNS(space: string, name: string): Element;
}

const SVG = "http://www.w3.org/2000/svg";

/**
 * Draws marks. The same options give the same bytes.
 *
 * @returns An `<svg>` element for use in a page that holds `figureRules`
 * @throws {RangeError} When something has no finite place
 */
export function draw(options: Plot.PlotOptions, labels: Labels): string {
  const { document } = parseHTML("<html></html>") as unknown as {
    document: Document;
  };
  const svg = Plot.plot({
    document,
    width: WIDTH,
    ...options,
    style: { fontSize: "13px" },
  } as Plot.PlotOptions) as unknown as Element;
  for (const style of [...svg.querySelectorAll("style")]) style.remove();
  for (const element of svg.querySelectorAll("*")) {
    for (const { name, value } of [...element.attributes]) {
      element.setAttribute(name, tidy(name, value, labels.title));
    }
  }
  for (const name of ["class", "width", "height", "style"]) {
    svg.removeAttribute(name);
  }
  svg.setAttribute("class", "figure");
  svg.setAttribute("role", "img");
  svg.setAttribute("font-size", "13");
  svg.setAttribute("color", SHADES.ink.light);
  const [title, desc] = ["title", "desc"].map((name) =>
    document.createElementNS(SVG, name)
  );
  title.textContent = labels.title;
  desc.textContent = labels.description;
  svg.prepend(title, desc);
  return svg.outerHTML;
}

/** A drawing as a file of its own. */
export function standalone(svg: string): string {
  const paper =
    `@media (prefers-color-scheme:dark){.figure{background:${SHADES.paper.dark}}}`;
  return svg.replace(
    /^<svg /,
    `<svg xmlns="${SVG}" `,
  ).replace(
    /(<\/desc>)/,
    `$1\n<style>\n${figureRules()}\n${paper}\n</style>`,
  ) + "\n";
}

/** Two decimals keep a file small and hide the last bits of sums. */
function tidy(name: string, value: string, figure: string): string {
  if (/\b(NaN|Infinity|undefined)\b/.test(value) && name !== "aria-label") {
    throw new RangeError(
      `Cannot draw "${figure}": attribute "${name}" is "${value}", expected finite numbers; leave out what has no value`,
    );
  }
  return value.replace(
    /-?\d+\.\d{3,}(e-?\d+)?/g,
    (number) => String(Math.round(100 * Number(number)) / 100 + 0),
  );
}
