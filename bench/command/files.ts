/**
 * Files of the user's: a corpus folder for the loaders, plans, what is written.
 *
 * @module
 */
import { join } from "@std/path";
import type { FileSource } from "../../corpora/types.ts";
import { DataError, RefusedError, UsageError } from "./exit_codes.ts";

/**
 * Lists a folder and everything below it. Links are not followed.
 *
 * @param folder Folder as the user gave it
 * @param homepage Page from which the corpus is downloaded
 * @throws {DataError} When it is missing, no folder, or empty
 * @throws {RefusedError} When it may not be read
 */
export async function folderSource(
  folder: string,
  homepage: string,
): Promise<FileSource> {
  const paths: string[] = [];
  try {
    await walk(folder, "", paths);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new DataError(
        `Cannot read corpus folder "${folder}": there is none; download the corpus from ${homepage} and give its folder with --data`,
      );
    }
    if (error instanceof Deno.errors.NotADirectory) {
      throw new DataError(
        `Cannot read corpus folder "${folder}": it is a file; give the folder that holds the recordings with --data`,
      );
    }
    if (isPermission(error)) {
      throw new RefusedError(
        `Cannot read corpus folder "${folder}": permission denied; start by "deno task bench", which asks for this folder only`,
      );
    }
    throw error;
  }
  if (paths.length === 0) {
    throw new DataError(
      `Cannot read corpus folder "${folder}": it is empty; give the folder that holds the recordings with --data`,
    );
  }
  paths.sort((a, b) => (a < b ? -1 : 1));
  return { paths, read: (path) => Deno.readFile(join(folder, path)) };
}

async function walk(
  root: string,
  below: string,
  into: string[],
): Promise<void> {
  for await (const entry of Deno.readDir(join(root, below))) {
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory) await walk(root, path, into);
    else if (entry.isFile) into.push(path);
  }
}

/** True when Deno or the file system refuses access. */
export function isPermission(error: unknown): boolean {
  return error instanceof Deno.errors.NotCapable ||
    error instanceof Deno.errors.PermissionDenied;
}

/**
 * The text of a plan file: UTF-8, or UTF-16 with its mark as some editors save it.
 *
 * @throws {DataError} When there is none, it may not be read, or is no text
 */
export function readPlanFile(path: string): string {
  try {
    const bytes = Deno.readFileSync(path);
    const utf16 = ({ "254,255": "utf-16be", "255,254": "utf-16le" } as const)[
      bytes.slice(0, 2).join()
    ];
    return new TextDecoder(utf16 ?? "utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    const wrong = error instanceof TypeError
      ? "it is not UTF-8"
      : (error as Error).message.replace(/:? *(readfile|open) .*$/s, "");
    throw new DataError(
      `Cannot read plan "${path}": ${wrong}; give a TOML or JSON file`,
    );
  }
}

/** Writes a file whole or not at all: a reader sees the old text or the new one. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const fresh = `${path}.new`;
  await Deno.writeTextFile(fresh, text);
  await Deno.rename(fresh, path);
}

/**
 * Makes a folder that a flag names, with those above it.
 *
 * @param flag Name of the flag without the dashes
 * @throws {UsageError} When a file stands in its place
 */
export async function makeFolder(flag: string, path: string): Promise<void> {
  try {
    await Deno.mkdir(path, { recursive: true });
  } catch (error) {
    if (
      error instanceof Deno.errors.AlreadyExists ||
      error instanceof Deno.errors.NotADirectory
    ) throw inPlaceOfFolder(flag, path);
    throw error;
  }
}

/**
 * Checks that a folder could be made, and makes nothing.
 *
 * @param flag Name of the flag without the dashes
 * @throws {UsageError} When a file stands in its place
 */
export async function checkFolder(flag: string, path: string): Promise<void> {
  try {
    if ((await Deno.stat(path)).isDirectory) return;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    if (!(error instanceof Deno.errors.NotADirectory)) throw error;
  }
  throw inPlaceOfFolder(flag, path);
}

function inPlaceOfFolder(flag: string, path: string): UsageError {
  return new UsageError(
    `Cannot write to --${flag} "${path}": it is a file or lies below one; give a folder`,
  );
}
