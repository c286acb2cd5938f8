/** Syntax that makes a text a glob, where it is not escaped. */
const MAGIC = [
  /^!/, // negation
  /[*?]/,
  /\[[^[\\\]]+\]/, // set of characters
  /\{[^{\\}]+\}/, // alternatives
  /\(\?[:!=][^\\)]+\)/, // look-ahead or group of a regular expression
  /\([^(|]+\|[^\\)]+\)/, // alternatives in parentheses
  /@\([^)]+\)/, // extended glob
];

const ESCAPE_OR_MAGIC = new RegExp(
  `\\\\(.)|(${MAGIC.map(({ source }) => source).join("|")})`,
);

const CLOSING: Record<string, string> = { "{": "}", "(": ")", "[": "]" };

/**
 * Whether a text is a glob rather than the name of one path.
 *
 * @param str Text
 * @returns Whether it has glob syntax that is not escaped with `\`
 */
export function isGlob(str: string): boolean {
  let rest = str;
  let match: RegExpExecArray | null;
  while ((match = ESCAPE_OR_MAGIC.exec(rest)) !== null) {
    const [text, escaped, magic] = match;
    if (magic !== undefined) return true;
    let end = match.index + text.length;
    // An escaped bracket takes all up to its partner out of consideration.
    if (escaped in CLOSING) {
      end = Math.max(end, rest.indexOf(CLOSING[escaped], end) + 1);
    }
    rest = rest.slice(end);
  }
  return false;
}
