/** One flag as the user sees it. */
export interface Flag {
  /** Name without the dashes. */
  readonly name: string;
  /** Placeholder of its value; absent for a switch. */
  readonly value?: string;
  /** Text shown for the default. */
  readonly byDefault?: string;
  /** What it does, in one sentence without a full stop. */
  readonly help: string;
}

/**
 * Help text of a command: usage line, what it does, its flags with defaults.
 *
 * @param task Name of the task
 * @param purpose What it does; lines of at most 75 characters
 * @param flags Its flags, in order
 */
export function usage(
  task: string,
  purpose: string,
  flags: readonly Flag[],
): string {
  const left = flags.map(({ name, value }) =>
    `  --${name}${value ? ` ${value}` : ""}`
  );
  const width = Math.max(...left.map((text) => text.length)) + 2;
  const lines = flags.map(({ help, byDefault }, i) =>
    left[i].padEnd(width) + help + (byDefault ? ` [${byDefault}]` : "")
  );
  return [`Usage: deno task ${task} [flags]`, "", purpose, "", ...lines]
    .join("\n");
}
