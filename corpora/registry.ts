import { CREMA_D } from "./crema_d.ts";
import { EMODB } from "./emodb.ts";
import type { LoadOptions } from "./loading/format.ts";
import type { CorpusLoader } from "./loading/loader.ts";
import { RAVDESS } from "./ravdess.ts";
import type { Corpus, FileSource } from "./types.ts";

/** Every corpus of recordings by its name on the command line. */
export const CORPUS_LOADERS: Readonly<Record<string, CorpusLoader>> = {
  "emodb": EMODB,
  "ravdess": RAVDESS,
  "crema-d": CREMA_D,
};

/**
 * Looks a corpus of recordings up by name.
 *
 * @param name A key of `CORPUS_LOADERS`
 * @throws {RangeError} If no corpus has this name
 */
export function corpusLoader(name: string): CorpusLoader {
  if (Object.hasOwn(CORPUS_LOADERS, name)) return CORPUS_LOADERS[name];
  const names = Object.keys(CORPUS_LOADERS).join(", ");
  throw new RangeError(
    `Cannot load corpus "${name}": no such corpus, expected one of ${names}`,
  );
}

/**
 * Loads a corpus of recordings by name.
 *
 * @param name A key of `CORPUS_LOADERS`
 * @param source The folder as downloaded
 * @throws {RangeError} If no corpus has this name
 * @throws {CorpusError} If the folder does not hold it in usable form
 */
export function loadCorpus(
  name: string,
  source: FileSource,
  options: LoadOptions = {},
): Promise<Corpus> {
  return corpusLoader(name).load(source, options);
}
