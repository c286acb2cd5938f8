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

/** What a corpus of one's own may be called: it becomes part of names of files. */
export const CORPUS_NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** Page from which a corpus is downloaded, in words where it is of one's own. */
export function homepageOf(name: string): string {
  return Object.hasOwn(CORPUS_LOADERS, name)
    ? CORPUS_LOADERS[name].homepage
    : "its publisher";
}

/**
 * The loader of a corpus: a known one by the names of its files, any other, and
 * one for which a table is given, by its table.
 *
 * @param name A key of `CORPUS_LOADERS`, or a name of one's own
 * @param source Its folder, and perhaps the table that was named
 * @param spec How its table is read; absent: by usual names of columns
 * @throws {RangeError} If nothing can have this name
 */
export function corpusLoader(
  name: string,
  { table }: Pick<FileSource, "table"> = {},
  spec?: TableSpec,
): CorpusLoader {
  const known = Object.hasOwn(CORPUS_LOADERS, name);
  if (known && table === undefined && spec === undefined) {
    return CORPUS_LOADERS[name];
  }
  if (CORPUS_NAME.test(name)) {
    return tableLoader(name, { ...(table ? { table } : {}), ...spec });
  }
  const names = Object.keys(CORPUS_LOADERS).join(", ");
  throw new RangeError(
    `Cannot load corpus "${name}": no such corpus, expected one of ${names}, or a name of lower-case letters, digits, ".", "_" and "-" for one with a table`,
  );
}

/**
 * Loads a corpus of recordings by name.
 *
 * @param name A key of `CORPUS_LOADERS`, or a name of one's own for a folder with a table
 * @param source The folder as downloaded
 * @param spec How its table is read
 * @throws {RangeError} If no corpus has this name
 * @throws {CorpusError} If the folder does not hold it in usable form
 */
export function loadCorpus(
  name: string,
  source: FileSource,
  options: LoadOptions = {},
  spec?: TableSpec,
): Promise<Corpus> {
  return corpusLoader(name, source, spec).load(source, options);
}
