/**
 * `--data`: the folder of one corpus, or "emodb=FOLDER,ravdess=FOLDER".
 *
 * @module
 */
import { UsageError } from "../command/exit_codes.ts";

/** "emodb=FOLDER". */
const NAMED = /^([a-z0-9][a-z0-9._-]*)=(.+)$/;

/**
 * The folder of each recorded corpus; corpora/data/NAME where none is given.
 *
 * @param data Value of the flag
 * @param corpora Names of the recorded corpora
 * @throws {UsageError} When it names none of them, or one folder stands for several
 */
export function dataFolders(
  data: string | undefined,
  corpora: readonly string[],
): Record<string, string> {
  const found = Object.fromEntries(
    corpora.map((name) => [name, `corpora/data/${name}`]),
  );
  if (data === undefined) return found;
  for (const part of data.split(",")) {
    const [, name, folder] = part.match(NAMED) ?? [];
    if (name === undefined && corpora.length === 1) {
      return { [corpora[0]]: data };
    }
    if (name === undefined || !(name in found)) {
      throw new UsageError(
        `Cannot read --data at "${part}": expected ${
          corpora.map((corpus) => `${corpus}=FOLDER`).join(",")
        }`,
      );
    }
    found[name] = folder;
  }
  return found;
}

/** The folders of a value, whichever corpora they are of. */
export function foldersIn(data: string): string[] {
  const parts = data.split(",").map((part) => part.match(NAMED)?.[2]);
  return parts.every((folder) => folder !== undefined) ? parts : [data];
}
