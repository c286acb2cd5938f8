import type { Corpus, FileSource } from "../types.ts";
import type { CorpusFormat, LoadOptions } from "./format.ts";
import { loadRecordings, toCorpus } from "./load.ts";
import { selectFiles, type Selection } from "./select.ts";
import { counted } from "./wording.ts";

/** A corpus of recordings: where it is from, and how it is read. */
export interface CorpusLoader {
  /** Page from which it is downloaded. */
  readonly homepage: string;
  /**
   * Checks, without reading audio, that a folder holds the corpus.
   *
   * @returns What was found, in a few words
   * @throws {CorpusError} If it does not
   */
  readonly check: (source: FileSource) => Promise<string>;
  /**
   * Loads it.
   *
   * @throws {CorpusError} If the folder does not hold it in usable form
   */
  readonly load: (source: FileSource, options?: LoadOptions) => Promise<Corpus>;
}

/** A loader of files as a format describes them; of nothing else unless `load` is given. */
export function loaderOf(
  format: CorpusFormat,
  load: CorpusLoader["load"] = async (source, options) =>
    await toCorpus(format, await loadRecordings(format, source, options)),
): CorpusLoader {
  return {
    homepage: format.homepage,
    check: (source) => {
      try {
        return Promise.resolve(describe(selectFiles(format, source)));
      } catch (error) {
        return Promise.reject(error);
      }
    },
    load,
  };
}

function describe({ choices, notices }: Selection): string {
  const speakers = new Set(choices.map(({ label }) => label.speaker)).size;
  return [
    `${counted(choices.length, "recording")} of ${
      counted(speakers, "speaker")
    }`,
    ...notices.map(({ message }) => message),
  ].join(", ");
}
