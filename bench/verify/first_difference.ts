/** Where two texts part. */
export interface Difference {
  /** Line, from 1. */
  readonly line: number;
  /** Place in that line, from 1, in UTF-16 units. */
  readonly column: number;
  /** What stands there, to the end of the line. */
  readonly found: string;
  /** What should stand there. */
  readonly expected: string;
}

/** Longest part of a line that a message repeats. */
const MAX_SHOWN = 60;

/**
 * The first place where a text is not the one expected.
 *
 * @returns The place, or `null` when they are equal
 */
export function firstDifference(
  found: string,
  expected: string,
): Difference | null {
  if (found === expected) return null;
  let at = 0;
  while (at < found.length && found[at] === expected[at]) at++;
  const before = found.slice(0, at);
  const lineStart = before.lastIndexOf("\n") + 1;
  const rest = (text: string) =>
    at >= text.length
      ? "the end of the file"
      : JSON.stringify(text.slice(at, at + MAX_SHOWN).split("\n")[0]);
  return {
    line: before.split("\n").length,
    column: at - lineStart + 1,
    found: rest(found),
    expected: rest(expected),
  };
}
