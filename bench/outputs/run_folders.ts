/**
 * The runs that a path stands for.
 *
 * @module
 */
import { join } from "@std/path";
import { exists, JOURNAL_FILE } from "./out_folder.ts";

/**
 * Folders with a journal: the folder itself, or those below it in the order of
 * their names. A folder below a run is the run's own.
 *
 * @param folder Folder of a run, or of folders of runs
 * @returns None where there is no such folder, or no journal in it or below
 */
export async function runFolders(folder: string): Promise<string[]> {
  if (await exists(join(folder, JOURNAL_FILE))) return [folder];
  const below: string[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) {
      if (entry.isDirectory) below.push(entry.name);
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    if (error instanceof Deno.errors.NotADirectory) return [];
    throw error;
  }
  const found: string[] = [];
  for (const name of below.sort()) {
    found.push(...await runFolders(join(folder, name)));
  }
  return found;
}
