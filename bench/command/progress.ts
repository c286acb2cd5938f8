/**
 * Progress on stderr: one line rewritten on a terminal, a line a trial elsewhere.
 *
 * @module
 */

/** Where progress goes, and how. */
export interface ProgressOptions {
  /** Trials in all. */
  readonly total: number;
  /** Trials that were there already. */
  readonly done: number;
  /**
   * Width of the terminal in characters, asked for each line since it may
   * change: one line is rewritten and cut to it. `null`: no terminal, a line each.
   */
  readonly width: () => number | null;
  /** Takes text as it is. */
  readonly write: (text: string) => void;
  /** Milliseconds of some clock. */
  readonly now: () => number;
}

/** Counts finished trials and estimates what is left. */
export class Progress {
  readonly #options: ProgressOptions;
  readonly #start: number;
  #finished = 0;

  constructor(options: ProgressOptions) {
    this.#options = options;
    this.#start = options.now();
  }

  /** A step before the trials, such as loading the corpus. */
  step(text: string): void {
    const { width, write } = this.#options;
    write(`${width() === null ? "" : "\r\x1b[K"}${text}\n`);
  }

  /** A count that a terminal shows as it grows and other outputs do not. */
  count(text: string, done: number, total: number): void {
    if (this.#options.width() !== null) this.#print(`${text} ${done}/${total}`);
  }

  /** Notes a finished trial. */
  trial(study: string, number: number, text: string): void {
    this.#finished++;
    const { total, done, now } = this.#options;
    const count = done + this.#finished;
    const left = (now() - this.#start) / this.#finished * (total - count);
    this.#print(
      `${bar(count / total)} ${count}/${total} ${study} #${number} ${text}${
        count < total ? `, ${duration(left)} left` : ""
      }`,
    );
  }

  /** Leaves the terminal's line. */
  end(): void {
    if (this.#options.width() !== null) this.#options.write("\n");
  }

  #print(line: string): void {
    const width = this.#options.width();
    // A line as wide as the terminal would wrap, and could not be rewritten.
    this.#options.write(
      width === null
        ? `${line}\n`
        : `\r\x1b[K${line.slice(0, Math.max(0, width - 1))}`,
    );
  }
}

function bar(share: number): string {
  const full = Math.round(share * 20);
  return `[${"#".repeat(full)}${"-".repeat(20 - full)}]`;
}

/** Minutes and seconds, or seconds alone. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60
    ? `${seconds} s`
    : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Width of the terminal that stderr is, or `null` where it is none. */
export function terminalWidth(): number | null {
  if (!Deno.stderr.isTerminal()) return null;
  try {
    return Deno.consoleSize().columns;
  } catch {
    return 80; // a terminal that does not say
  }
}
