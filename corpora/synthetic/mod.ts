/**
 * The synthetic corpus: speech-like utterances with emotions, made in memory from a seed.
 *
 * @module
 */
export type { Corpus, Emotion, Notice, Utterance } from "../types.ts";
export { syntheticCorpus, type SyntheticOptions } from "./corpus.ts";
