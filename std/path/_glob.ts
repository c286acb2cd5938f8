/**
 * One segment of a glob (the part between two separators) as the source of a
 * regular expression. A small state machine: in a set of characters, in groups
 * (whose kinds are stacked), or in neither.
 */

/** Options of {@linkcode globToRegExp}. */
export interface GlobOptions {
  /** Whether `?(a|b)`, `@(a|b)`, `*(a|b)`, `+(a|b)`, `!(a|b)` are groups; `true` if not given. */
  extended?: boolean;
  /** Whether `**` stands for any number of folders; `true` if not given. */
  globstar?: boolean;
  /** Whether upper and lower case are the same; `false` if not given. */
  caseInsensitive?: boolean;
}

/** What a segment becomes, and where in the glob it ends. */
export interface Segment {
  pattern: string;
  end: number;
  /** Whether the pattern takes the separators after it, as that of `**` does. */
  endsWithSeparator: boolean;
}

/** Kind of an open group: braces, or the character before a parenthesis. */
type Group = "{" | "?" | "@" | "*" | "+" | "!";

const ANY_TEXT = "[^/]*";
const ANY_FOLDERS = "(?:[^/]*(?:/|$)+)*";

/** Sources of the POSIX classes, for use within a set. */
const CLASSES: Record<string, string> = {
  alnum: "\\dA-Za-z",
  alpha: "A-Za-z",
  ascii: "\x00-\x7F",
  blank: "\t ",
  cntrl: "\x00-\x1F\x7F",
  digit: "\\d",
  graph: "\x21-\x7E",
  lower: "a-z",
  print: "\x20-\x7E",
  punct: "!\"#$%&'()*+,\\-./:;<=>?@[\\\\\\]^_‘{|}~",
  space: "\\s\v",
  upper: "A-Z",
  word: "\\w",
  xdigit: "\\dA-Fa-f",
};

/** Reads the segment that begins at `start`. */
export function patternOfSegment(
  glob: string,
  start: number,
  options: GlobOptions,
): Segment {
  return new SegmentReader(glob, start, options).read();
}

class SegmentReader {
  readonly #glob: string;
  readonly #start: number;
  readonly #extended: boolean;
  readonly #globstar: boolean;
  readonly #groups: Group[] = [];
  #at: number;
  #pattern = "";
  #endsWithSeparator = false;
  /** A set, or an escape, that was not ended. */
  #broken = false;

  constructor(glob: string, start: number, options: GlobOptions) {
    this.#glob = glob;
    this.#start = this.#at = start;
    this.#extended = options.extended ?? true;
    this.#globstar = options.globstar ?? true;
  }

  read(): Segment {
    while (this.#at < this.#glob.length) {
      if (this.#glob[this.#at] === "/" && this.#groups.length === 0) break;
      this.#readToken();
    }
    if (this.#broken || this.#groups.length > 0) {
      this.#pattern = escape(this.#glob.slice(this.#start, this.#at));
      this.#endsWithSeparator = false;
    }
    return {
      pattern: this.#pattern,
      end: this.#at,
      endsWithSeparator: this.#endsWithSeparator,
    };
  }

  #readToken(): void {
    const char = this.#glob[this.#at];
    const group = this.#groups.at(-1);
    const inParentheses = group !== undefined && group !== "{";
    if (char === "\\") this.#readEscape(escape);
    else if (char === "[") this.#readSet();
    else if (char === ")" && inParentheses) this.#closeParentheses();
    else if (char === "|" && inParentheses) this.#add(1, "|");
    else if (char === "{") this.#open(1, "{", "(?:");
    else if (char === "}" && group === "{") this.#closeBraces();
    else if (char === "," && group === "{") this.#add(1, "|");
    else if (this.#opensParentheses(char)) {
      this.#open(2, char as Group, char === "!" ? "(?!" : "(?:");
    } else if (char === "?") this.#add(1, ".");
    else if (char === "*") this.#readStars();
    else this.#add(1, escape(char));
  }

  /** Adds to the pattern what the next `length` characters mean. */
  #add(length: number, pattern: string): void {
    this.#at += length;
    this.#pattern += pattern;
  }

  #open(length: number, group: Group, pattern: string): void {
    this.#groups.push(group);
    this.#add(length, pattern);
  }

  #opensParentheses(char: string): boolean {
    return this.#extended && "?@*+!".includes(char) &&
      this.#glob[this.#at + 1] === "(";
  }

  #closeBraces(): void {
    this.#groups.pop();
    this.#add(1, ")");
  }

  #closeParentheses(): void {
    const group = this.#groups.pop()!;
    const count = group === "@" ? "" : group === "!" ? ANY_TEXT : group;
    this.#add(1, `)${count}`);
  }

  #readEscape(quote: (char: string) => string): void {
    const char = this.#glob[this.#at + 1];
    if (char === undefined || char === "/" && this.#groups.length === 0) {
      this.#broken = true;
      this.#at++;
    } else this.#add(2, quote(char));
  }

  /** `*` within a segment; `**` that is all of a segment stands for folders. */
  #readStars(): void {
    const before = this.#glob[this.#at - 1];
    let length = 1;
    while (this.#glob[this.#at + length] === "*") length++;
    const after = this.#glob[this.#at + length];
    const alone = (char: string | undefined) =>
      char === undefined || char === "/";
    const folders = this.#globstar && length === 2 && alone(before) &&
      alone(after);
    if (folders) this.#endsWithSeparator = true;
    this.#add(length, folders ? ANY_FOLDERS : ANY_TEXT);
  }

  #readSet(): void {
    this.#add(1, "[");
    if (this.#glob[this.#at] === "!") this.#add(1, "^");
    else if (this.#glob[this.#at] === "^") this.#add(1, "\\^");
    while (this.#at < this.#glob.length) {
      const char = this.#glob[this.#at];
      if (char === "/" && this.#groups.length === 0) break;
      if (char === "]") {
        this.#add(1, "]");
        return;
      }
      const name = /^\[:([^:]*):\]/.exec(this.#glob.slice(this.#at));
      if (name) this.#add(name[0].length, CLASSES[name[1]] ?? "");
      else if (char === "\\") this.#readEscape(escapeInSet);
      else this.#add(1, char);
    }
    this.#broken = true;
  }
}

function escape(text: string): string {
  return text.replace(/[!$()*+.=?[\\^{|]/g, "\\$&");
}

function escapeInSet(text: string): string {
  return text.replace(/[-\\\]]/g, "\\$&");
}
