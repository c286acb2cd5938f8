/**
 * Files of the user's: a corpus folder for the loaders, plans, what is written.
 *
 * @module
 */
import { basename, dirname, join, SEPARATOR } from "@std/path";
import type { FileSource } from "../../corpora/types.ts";
import { DataError, RefusedError, UsageError } from "./exit_codes.ts";

/**
 * Lists a folder and everything below it.
 *
 * The folder itself may be a link. A link below it to a file is listed under its
 * own name when the file lies below the folder, too: only that may be read,
 * though a link would open more. What a link to a folder stands for is listed
 * where it lies, so that nothing is walked twice or in circles.
 *
 * @param folder Folder as the user gave it
 * @param homepage Page from which the corpus is downloaded
 * @returns Reading a link that leads out of the folder throws {@linkcode RefusedError},
 * one that leads nowhere {@linkcode DataError}
 * @throws {DataError} When it is missing, no folder, or empty
 * @throws {RefusedError} When it may not be read, or a link below it leads to a
 * folder outside
 */
export async function folderSource(
  folder: string,
  homepage: string,
): Promise<FileSource> {
  const faults = new Map<string, Error>();
  const paths: string[] = [];
  try {
    const place = { folder, real: await Deno.realPath(folder) };
    for await (const [path, fault] of walk(place, "")) {
      paths.push(path);
      if (fault !== undefined) faults.set(path, fault);
    }
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
  return {
    folder,
    paths,
    async read(path) {
      const fault = faults.get(path);
      if (fault !== undefined) throw fault;
      return await Deno.readFile(join(folder, path));
    },
  };
}

/**
 * The files of a corpus: a folder, or a table with the folder that it lies in.
 *
 * @param path Folder or table as the user gave it
 * @param homepage Page from which the corpus is downloaded
 * @throws As {@linkcode folderSource}
 */
export async function corpusSource(
  path: string,
  homepage: string,
): Promise<FileSource> {
  const folder = folderToRead(path);
  const source = await folderSource(folder, homepage);
  return folder === path ? source : { ...source, table: basename(path) };
}

/** The folder of a path: itself, or the one that a file lies in. */
export function folderToRead(path: string): string {
  try {
    return Deno.statSync(path).isFile ? dirname(path) : path;
  } catch {
    // What is wrong with it is said where it is read
    return path;
  }
}

/** A folder as the user gave it, and where it lies. */
interface Place {
  readonly folder: string;
  readonly real: string;
}

/** Files below a folder; for a link that cannot be followed, why. */
async function* walk(
  place: Place,
  below: string,
): AsyncGenerator<[path: string, fault?: Error]> {
  for await (const entry of Deno.readDir(join(place.folder, below))) {
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory) yield* walk(place, path);
    else if (entry.isFile) yield [path];
    else if (entry.isSymlink) yield* follow(place, path);
  }
}

async function* follow(
  { folder, real }: Place,
  path: string,
): AsyncGenerator<[path: string, fault?: Error]> {
  const start = `Cannot read "${path}" in corpus folder "${folder}"`;
  const link = join(folder, path);
  let target: string;
  let isDirectory: boolean;
  try {
    target = await Deno.realPath(link);
    ({ isDirectory } = await Deno.stat(link));
  } catch (error) {
    if (!leadsNowhere(error)) throw error;
    const remedy = "fetch its file (`git annex get`) or remove the link";
    yield [path, new DataError(`${start}: the link leads nowhere; ${remedy}`)];
    return;
  }
  if (target.startsWith(real.endsWith(SEPARATOR) ? real : real + SEPARATOR)) {
    if (!isDirectory) yield [path];
    return;
  }
  if (target === real) return;
  const fault = new RefusedError(
    `${start}: the link leads to "${target}", and only what lies below "${real}" may be read; copy it into the folder, remove the link, or give the folder that holds both with --data`,
  );
  // Which files such a folder would add cannot be known.
  if (isDirectory) throw fault;
  yield [path, fault];
}

function leadsNowhere(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound ||
    error instanceof Deno.errors.NotADirectory ||
    error instanceof Deno.errors.FilesystemLoop;
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
