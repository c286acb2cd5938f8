/** Words shared by notices and errors. */

/** `1 file`, `2 files`. */
export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

/** The first three names in quotes, and how many more there are. */
export function listed(names: readonly string[]): string {
  const quoted = names.slice(0, 3).map((name) => JSON.stringify(name));
  const shown = quoted.join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}
