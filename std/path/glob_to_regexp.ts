import { type GlobOptions, patternOfSegment } from "./_glob.ts";
import { trimEnd } from "./_path.ts";

export type { GlobOptions };

/**
 * Regular expression of the paths that a glob means.
 *
 * `*` is any text without `/`, `?` one character, `{a,b}` alternatives, `[a-z]`
 * and `[!a-z]` a character in or out of a set, `[[:digit:]]` a class, `\` takes
 * the meaning from the next character. Repeated and final separators do not
 * count. A segment whose groups are not closed is taken literally.
 *
 * @param glob Glob, segments separated by `/`
 * @param options Syntax that is on
 * @returns The expression, bound to start and end; it matches nothing if `glob`
 *   is empty
 */
export function globToRegExp(
  glob: string,
  options: GlobOptions = {},
): RegExp {
  if (glob === "") return /(?!)/;
  const text = trimEnd(glob);
  let pattern = "";
  for (let at = 0; at < text.length;) {
    const segment = patternOfSegment(text, at, options);
    at = segment.end;
    pattern += segment.pattern;
    if (!segment.endsWithSeparator) pattern += at < text.length ? "/+" : "/*";
    while (text[at] === "/") at++;
  }
  return new RegExp(`^${pattern}$`, options.caseInsensitive ? "i" : "");
}
