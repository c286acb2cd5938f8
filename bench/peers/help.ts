/**
 * Help of the commands of this folder.
 *
 * @module
 */
import type { Flag } from "../cli/flags.ts";

/** Usage line, what the command does, and its flags. */
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
