/**
 * Runs Deno as a child to its end. Signals reach it too, so that it decides how
 * a run stops.
 *
 * @param args Arguments after the program's name
 * @param cwd Folder it runs in
 * @returns Its exit code
 */
export async function runDeno(
  args: readonly string[],
  cwd: string,
): Promise<number> {
  const child = new Deno.Command("deno", {
    args: [...args],
    cwd,
    stdin: "null",
  }).spawn();
  const forward = (signal: Deno.Signal) => () => {
    // A terminal's Ctrl-C reached the child already; sending it again is harmless.
    try {
      child.kill(signal);
    } catch { /* it has ended */ }
  };
  const handlers = (["SIGINT", "SIGTERM"] as const).map((signal) =>
    [signal, forward(signal)] as const
  );
  for (const [signal, handler] of handlers) {
    Deno.addSignalListener(signal, handler);
  }
  const { code } = await child.status;
  for (const [signal, handler] of handlers) {
    Deno.removeSignalListener(signal, handler);
  }
  return code;
}
