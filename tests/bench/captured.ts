/** What a command printed, and its exit code. */
export interface Captured {
  /** Exit code. */
  readonly code: number;
  /** Lines on stdout. */
  readonly out: string;
  /** Lines on stderr. */
  readonly err: string;
}

/** Runs a command with its output caught. */
export async function captured(
  command: () => Promise<number>,
): Promise<Captured> {
  const { log, error } = console;
  const lines = { out: [] as string[], err: [] as string[] };
  console.log = (text: string) => lines.out.push(text);
  console.error = (text: string) => lines.err.push(text);
  try {
    const code = await command();
    return { code, out: lines.out.join("\n"), err: lines.err.join("\n") };
  } finally {
    console.log = log;
    console.error = error;
  }
}

/** An empty folder of that name for a test. */
export async function emptyFolder(name: string): Promise<string> {
  const path = new URL(`../../.cache/tests/${name}`, import.meta.url).pathname;
  try {
    await Deno.remove(path, { recursive: true });
  } catch { /* none yet */ }
  await Deno.mkdir(path, { recursive: true });
  return path;
}
