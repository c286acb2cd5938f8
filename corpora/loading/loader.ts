import type { Corpus, FileSource } from "../types.ts";
import type { CorpusFormat, LoadOptions } from "./format.ts";
import { selectFiles } from "./select.ts";

/** A corpus of recordings: where it is from, and how it is read. */
export interface CorpusLoader {
  /** Page from which it is downloaded. */
  readonly homepage: string;
  /**
   * Checks by the names of its files that a folder holds the corpus.
   *
   * @throws {CorpusError} If it does not
   */
  readonly check: (source: Pick<FileSource, "paths" | "folder">) => void;
  /**
   * Loads it.
   *
   * @throws {CorpusError} If the folder does not hold it in usable form
   */
  readonly load: (source: FileSource, options?: LoadOptions) => Promise<Corpus>;
}

/** A loader of files as a format describes them. */
export function loaderOf(
  format: CorpusFormat,
  load: CorpusLoader["load"],
): CorpusLoader {
  return {
    homepage: format.homepage,
    check: (source) => void selectFiles(format, source),
    load,
  };
}
