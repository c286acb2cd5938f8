/**
 * The folder of a replay.
 *
 * @module
 */
import { join } from "@std/path";
import { RefusedError } from "../command/exit_codes.ts";
import { makeFolder, replaceFile } from "../command/files.ts";
import { PACKAGE_NAME, REPLAY_FILES } from "./files.ts";

/**
 * Looks whether a replay may write into a folder: it may replace what a replay
 * wrote, and nothing else.
 *
 * @throws {RefusedError} If a file of one of its names is there that no replay wrote
 */
export async function checkFolder(folder: string): Promise<void> {
  const present: string[] = [];
  for (const name of REPLAY_FILES) {
    if (await textOrNone(join(folder, name)) !== undefined) present.push(name);
  }
  if (present.length === 0 || await isReplay(folder)) return;
  throw new RefusedError(
    `Cannot write to --out "${folder}": it holds ${
      present.join(", ")
    }, which no replay wrote; choose another folder`,
  );
}

/** Writes the files of a replay, and removes those of an earlier one that are not among them. */
export async function writeFolder(
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  await makeFolder("out", folder);
  await checkFolder(folder);
  // The descriptor comes first: it tells a later replay that the rest is of one.
  for (const [name, text] of files) {
    await replaceFile(join(folder, name), text);
  }
  for (const name of REPLAY_FILES.filter((name) => !files.has(name))) {
    const path = join(folder, name);
    if (await textOrNone(path) !== undefined) await Deno.remove(path);
  }
}

async function isReplay(folder: string): Promise<boolean> {
  try {
    const text = await textOrNone(join(folder, "datapackage.json"));
    return JSON.parse(text ?? "null")?.name === PACKAGE_NAME;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

async function textOrNone(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    const isAbsent = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotADirectory;
    if (isAbsent) return undefined;
    throw error;
  }
}
