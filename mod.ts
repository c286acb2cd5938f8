/**
 * Reproducibility benchmark of hyper-parameter optimisers for speech emotion
 * recognition.
 *
 * @module
 */
export type { Corpus, Emotion, Notice, Utterance } from "./corpora/types.ts";
export type { Example, RandomStream, Setting } from "./model/types.ts";
