/**
 * The files of a folder beside those that its journal gives.
 *
 * @module
 */
import { sha256 } from "../plan/plan.ts";
import type { Files } from "../outputs/run_files.ts";
import { firstDifference } from "./first_difference.ts";

/** Reads a file of the folder, or gives nothing where there is none. */
export type ReadFile = (
  name: string,
) => Promise<Uint8Array<ArrayBuffer> | undefined>;

/**
 * Compares files byte for byte.
 *
 * @param expected What the journal gives
 * @param read Reads the folder
 * @returns One sentence for each file that is missing or differs
 */
export async function compareFiles(
  expected: Files,
  read: ReadFile,
): Promise<string[]> {
  const differences: string[] = [];
  for (const [name, text] of expected) {
    const bytes = await read(name);
    if (bytes === undefined) {
      differences.push(`${name} is missing`);
      continue;
    }
    // A mark at the start is part of the file.
    const found = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    const difference = firstDifference(found, text);
    if (difference === null) continue;
    const { line, column } = difference;
    differences.push(
      `${name} differs at line ${line}, column ${column}: found ${difference.found}, the journal gives ${difference.expected}`,
    );
  }
  return differences;
}

/** Checksums that a manifest states, by file; nothing where it is no manifest. */
export function statedChecksums(
  manifest: Uint8Array | undefined,
): Record<string, string> | undefined {
  const content = parsed(manifest);
  const checksums = isObject(content) ? content.sha256 : undefined;
  if (!isObject(checksums)) return undefined;
  return Object.fromEntries(
    Object.entries(checksums).map(([name, sum]) => [name, String(sum)]),
  );
}

/** Seed of the resamples that a manifest states. */
export function statedSeed(
  manifest: Uint8Array | undefined,
): number | undefined {
  const content = parsed(manifest);
  const seed = isObject(content) ? content.bootstrap_seed : undefined;
  return typeof seed === "number" ? seed : undefined;
}

/**
 * Compares the files of a folder with checksums.
 *
 * @returns One sentence for each file that is missing or has another checksum
 */
export async function compareChecksums(
  checksums: Readonly<Record<string, string>>,
  read: ReadFile,
): Promise<string[]> {
  const differences: string[] = [];
  for (const [name, stated] of Object.entries(checksums)) {
    const bytes = await read(name);
    const found = bytes && await sha256(bytes);
    if (found === stated) continue;
    differences.push(
      found === undefined
        ? `${name} is missing, which manifest.json lists`
        : `${name} has the SHA-256 ${found}, manifest.json states ${stated}`,
    );
  }
  return differences;
}

function parsed(bytes: Uint8Array | undefined): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
