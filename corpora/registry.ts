import { ASED } from "./entries/ased.ts";
import { EMOVO } from "./entries/emovo.ts";
import { IEMOCAP } from "./entries/iemocap.ts";
import { NEMO } from "./entries/nemo.ts";
import { SAVEE } from "./entries/savee.ts";
import { TESS } from "./entries/tess.ts";
import { URDU } from "./entries/urdu.ts";
import { CREMA_D } from "./entries/crema_d.ts";
import { EMODB } from "./entries/emodb.ts";
import type { LoadOptions } from "./loading/format.ts";
import type { CorpusLoader } from "./loading/loader.ts";
import { RAVDESS } from "./entries/ravdess.ts";
import { tableLoader } from "./tables/load.ts";
import type { TableSpec } from "./tables/types.ts";
import type { Corpus, FileSource } from "./types.ts";

/** Every corpus of recordings by its name on the command line. */
export const CORPUS_LOADERS: Readonly<Record<string, CorpusLoader>> = {
  "emodb": EMODB,
  "ravdess": RAVDESS,
  "crema-d": CREMA_D,
  "ased": ASED,
  "emovo": EMOVO,
  "iemocap": IEMOCAP,
  "nemo": NEMO,
  "savee": SAVEE,
  "tess": TESS,
  "urdu": URDU,
};

/**
 * The loader of a corpus: by a table, or a built-in one by name.
 *
 * @param name A key of `CORPUS_LOADERS`; any name with a table
 * @param table How its table is read; absent for a built-in corpus
 * @throws {RangeError} If there is no table and no corpus has this name
 */
export function corpusLoader(name: string, table?: TableSpec): CorpusLoader {
  if (table !== undefined) return tableLoader(name, table);
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
