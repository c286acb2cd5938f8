import { loadCremaD } from "./crema_d.ts";
import { loadEmodb } from "./emodb.ts";
import type { LoadOptions } from "./loading/format.ts";
import { loadRavdess } from "./ravdess.ts";
import type { Corpus, FileSource } from "./types.ts";

/** Loads one corpus from a folder of recordings. */
export type CorpusLoader = (
  source: FileSource,
  options?: LoadOptions,
) => Promise<Corpus>;

/** Every corpus of recordings by its name on the command line. */
export const CORPUS_LOADERS: Readonly<Record<string, CorpusLoader>> = {
  "emodb": loadEmodb,
  "ravdess": loadRavdess,
  "crema-d": loadCremaD,
};

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
  if (!Object.hasOwn(CORPUS_LOADERS, name)) {
    const names = Object.keys(CORPUS_LOADERS).join(", ");
    throw new RangeError(
      `Cannot load corpus "${name}": no such corpus, expected one of ${names}`,
    );
  }
  return CORPUS_LOADERS[name](source, options);
}
