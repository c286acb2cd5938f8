/**
 * What this machine and this suite are, for the journal.
 *
 * @module
 */
import { ROOT } from "../command/root.ts";
import { cpus } from "node:os";
import { resourceUsage } from "node:process";
import { join } from "@std/path";
import suite from "../../deno.json" with { type: "json" };

/** Version of this suite. */
export const SUITE_VERSION: string = suite.version;

/** Versions of everything that decides bits. */
export function versions(): Record<string, string> {
  return {
    suite: SUITE_VERSION,
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    onnxruntime: suite.imports["onnxruntime-node"].split("@").at(-1) ?? "",
  };
}

/** Name of the processor and number of cores. */
export function processor(): { cpu: string; processors: number } {
  return {
    cpu: `${cpus()[0]?.model ?? "unknown"} (${Deno.build.arch})`,
    processors: navigator.hardwareConcurrency,
  };
}

/** Largest memory of this process so far, in MiB. */
export function peakRssMib(): number {
  return Math.round(resourceUsage().maxRSS / 1024);
}

/** Commit of the suite's checkout, or `null` outside one. */
export async function suiteCommit(): Promise<string | null> {
  const git = join(ROOT, ".git");
  try {
    const head = (await Deno.readTextFile(join(git, "HEAD"))).trim();
    const ref = head.match(/^ref: (.+)$/)?.[1];
    if (!ref) return head;
    try {
      return (await Deno.readTextFile(join(git, ref))).trim();
    } catch {
      const packed = await Deno.readTextFile(join(git, "packed-refs"));
      return packed.split("\n").find((line) => line.endsWith(` ${ref}`))
        ?.split(" ")[0] ?? null;
    }
  } catch {
    return null;
  }
}
