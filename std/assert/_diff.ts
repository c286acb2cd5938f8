/**
 * The part of a message that shows two values line by line.
 *
 * Notation: n, m are the numbers of lines of `actual` and `expected` that are
 * left when common first and last lines are taken away; `common[i][j]` is the
 * length of the longest common subsequence of `actual[i..]` and `expected[j..]`.
 */
import { format, paint } from "./_text.ts";

/** Above this many cells (n times m) the lines are not aligned. */
const MAX_CELLS = 4_000_000;

type Line = { sign: " " | "-" | "+"; text: string };

/** Message "title", then the difference of both values, as `assertEquals` shows it. */
export function describeDifference(
  title: string,
  actual: unknown,
  expected: unknown,
): string {
  const strings = typeof actual === "string" && typeof expected === "string";
  const lines = strings
    ? align(visibleLines(actual), visibleLines(expected))
    : align(format(actual).split("\n"), format(expected).split("\n"));
  const heading = `    ${paint("[Diff]", "bold", "gray")} ${
    paint("Actual", "bold", "red")
  } / ${paint("Expected", "bold", "green")}`;
  return [
    title,
    "",
    "",
    heading,
    "",
    "",
    ...lines.map(showLine),
    ...(strings ? ["", ""] : [""]),
  ].join("\n");
}

function showLine({ sign, text }: Line): string {
  const line = `${sign}   ${text}`;
  if (sign === "-") return paint(line, "bold", "red");
  if (sign === "+") return paint(line, "bold", "green");
  return paint(line, "white");
}

/** Lines of a string with its control characters, line ends included, made visible. */
function visibleLines(text: string): string[] {
  const names: Record<string, string> = {
    "\\": "\\\\",
    "\b": "\\b",
    "\f": "\\f",
    "\t": "\\t",
    "\v": "\\v",
    "\r": "\\r",
    "\n": "\\n\n",
    "\r\n": "\\r\\n\r\n",
  };
  return text.replace(/\r\n|[\\\b\f\t\v\r\n]/g, (found) => names[found])
    .split("\n");
}

/** Shortest edit script from `actual` to `expected`. */
function align(actual: string[], expected: string[]): Line[] {
  let head = 0;
  const shorter = Math.min(actual.length, expected.length);
  while (head < shorter && actual[head] === expected[head]) head++;
  let tail = 0;
  while (
    tail < shorter - head && actual.at(-1 - tail) === expected.at(-1 - tail)
  ) tail++;
  const same = (text: string): Line => ({ sign: " ", text });
  return [
    ...actual.slice(0, head).map(same),
    ...alignMiddle(
      actual.slice(head, actual.length - tail),
      expected.slice(head, expected.length - tail),
    ),
    ...actual.slice(actual.length - tail).map(same),
  ];
}

function alignMiddle(actual: string[], expected: string[]): Line[] {
  const removed = (text: string): Line => ({ sign: "-", text });
  const added = (text: string): Line => ({ sign: "+", text });
  const n = actual.length;
  const m = expected.length;
  if (n * m > MAX_CELLS) {
    return [...actual.map(removed), ...expected.map(added)];
  }
  const common = Array.from({ length: n + 1 }, () => new Uint32Array(m + 1));
  for (let i = n - 1; i >= 0; i--) {
    for (let j = m - 1; j >= 0; j--) {
      common[i][j] = actual[i] === expected[j]
        ? common[i + 1][j + 1] + 1
        : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  // Of two equally short scripts, the one that begins on the longer side.
  const removeNext = (byRemoving: number, byAdding: number) =>
    byRemoving > byAdding || byRemoving === byAdding && n >= m;
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < n && j < m) {
    if (actual[i] === expected[j]) {
      lines.push({ sign: " ", text: actual[i] });
      i++;
      j++;
    } else if (removeNext(common[i + 1][j], common[i][j + 1])) {
      lines.push(removed(actual[i++]));
    } else {
      lines.push(added(expected[j++]));
    }
  }
  lines.push(...actual.slice(i).map(removed), ...expected.slice(j).map(added));
  return lines;
}
