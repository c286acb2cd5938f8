/**
 * Text of a page: everything that is put into markup is escaped unless it is
 * markup itself, and what depends on the clock is marked.
 *
 * @module
 */

/** Markup, safe to put into other markup. */
export class Html {
  /** @param text The markup */
  constructor(readonly text: string) {}
}

/** What a template takes: markup as it is, anything else escaped. */
export type Inner = Html | string | number | null | readonly Inner[];

/** Replaces the letters that mean something in markup and in its attributes. */
export function escapeHtml(text: string): string {
  const names: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replaceAll(/[&<>"']/g, (letter) => names[letter]);
}

/** Template tag that makes markup; lists are joined, `null` is nothing. */
export function markup(
  strings: TemplateStringsArray,
  ...values: readonly Inner[]
): Html {
  return new Html(
    strings.reduce((text, part, i) => text + render(values[i - 1]) + part),
  );
}

function render(value: Inner): string {
  if (value === null) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(render).join("");
  return escapeHtml(String(value));
}

const OPEN = "<!--time-->";
const CLOSE = "<!--/time-->";

/** Marks content that depends on the clock, so that reruns may differ in it. */
export function timed(content: Inner): Html {
  return markup`${new Html(OPEN)}${content}${new Html(CLOSE)}`;
}

/**
 * A page without its content of time: two runs of one plan agree in it byte for
 * byte. No text of a run can hold a mark, since all text is escaped.
 */
export function untimedPage(page: string): string {
  return page.split(OPEN).map((part, i) =>
    i === 0 ? part : part.slice(part.indexOf(CLOSE) + CLOSE.length)
  ).join("");
}
