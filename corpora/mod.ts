/**
 * Speech in: recordings of known corpora, read, labelled and divided.
 *
 * @module
 */
export { corpusChecksum } from "./checksum.ts";
export { CorpusError } from "./errors.ts";
export type { LoadOptions } from "./loading/format.ts";
export { SAMPLE_RATE_HZ } from "./loading/load.ts";
export type { CorpusLoader } from "./loading/loader.ts";
export {
  CORPUS_LOADERS,
  CORPUS_NAME,
  corpusLoader,
  homepageOf,
  loadCorpus,
} from "./registry.ts";
export { createResampler, mixDown } from "./resample.ts";
export {
  countsBySeed,
  foldsSplit,
  isBySpeaker,
  nestedSplit,
  nestedSplit1,
  paperSplit,
  type Part,
  type PartName,
  partOf,
  type Permuter,
  type Protocol,
  PROTOCOLS,
  type Shared,
  type Split,
  splitCorpus,
  type SplitInput,
  stratifiedSplit,
} from "./splits/mod.ts";
export { syntheticCorpus, type SyntheticOptions } from "./synthetic/mod.ts";
export {
  mapLabels,
  type MappedCorpus,
  type MappedLabel,
  PAPER_TAXONOMY,
  type Taxonomy,
} from "./taxonomy.ts";
export { tableLoader } from "./tables/load.ts";
export { type Role, ROLES, type TableSpec } from "./tables/types.ts";
export type {
  Corpus,
  Emotion,
  FileSource,
  Notice,
  Utterance,
} from "./types.ts";
export { decodeWav, type Wav } from "./wav/decode.ts";
