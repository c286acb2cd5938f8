/** What follows the fixed words of a message: `": msg"`, or a full stop. */
export function ending(msg: string | undefined): string {
  return msg ? `: ${msg}` : ".";
}

/**
 * Whole text of a value: any depth, sorted keys, one entry a line, so that two
 * texts can be compared line by line.
 */
export function format(value: unknown): string {
  return Deno.inspect(value, {
    depth: Infinity,
    sorted: true,
    trailingComma: true,
    compact: false,
    iterableLimit: Infinity,
    getters: true,
    strAbbreviateSize: Infinity,
  });
}

/** Escape sequences of a terminal's colours and weights. */
const ESCAPES = {
  bold: ["\x1b[1m", "\x1b[22m"],
  red: ["\x1b[31m", "\x1b[39m"],
  green: ["\x1b[32m", "\x1b[39m"],
  white: ["\x1b[37m", "\x1b[39m"],
  gray: ["\x1b[90m", "\x1b[39m"],
} as const;

/** Text wrapped in styles, innermost first; unchanged under `NO_COLOR`. */
export function paint(
  text: string,
  ...styles: (keyof typeof ESCAPES)[]
): string {
  if (Deno.noColor) return text;
  return styles.reduce((inner, style) => {
    const [open, close] = ESCAPES[style];
    return open + inner + close;
  }, text);
}
