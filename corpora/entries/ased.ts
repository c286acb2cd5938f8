/**
 * ASED: Amharic, 65 speakers, five emotions, 2474 recordings.
 *
 * Names: `eN-SS-RR-GG-PP.wav`, emotion letter with the number of its folder,
 * sentence, repetition, sex (01 female, 02 male), speaker. Sentences are numbered
 * within an emotion; which of them all emotions share the names do not tell, so
 * that a sentence is known within its emotion only.
 *
 * Source: E. A. Retta et al., "A New Amharic Speech Emotion Dataset and
 * Classification Benchmark", ACM TALLIP 22(1), 2023.
 */
import type { CorpusFormat } from "../loading/format.ts";
import { type CorpusLoader, loaderOf } from "../loading/loader.ts";
import { patternParser } from "../loading/pattern.ts";

const EMOTIONS = new Map([
  ["a", "anger"],
  ["f", "fear"],
  ["h", "happiness"],
  ["n", "neutral"],
  ["s", "sadness"],
  ["S", "sadness"],
]);

const FORMAT: CorpusFormat = {
  name: "ased",
  title: "ASED",
  homepage: "https://github.com/wgwangang/ASED_V1",
  classes: ["anger", "fear", "happiness", "neutral", "sadness"],
  pattern: "eN-SS-RR-GG-PP.wav such as a5-03-01-02-50.wav",
  counts: { anger: 486, fear: 510, happiness: 486, neutral: 522, sadness: 470 },
  languages: ["am"],
  licence: "free for research, as its page states",
  rateHz: 16000,
  seconds: [2.0, 3.9],
  parse: patternParser({
    pattern:
      /^(?<sentence>(?<emotion>[a-zA-Z])\d-\d\d)-\d\d-(?<sex>\d\d)-(?<speaker>\d\d)$/,
    emotions: EMOTIONS,
    sexes: new Map([["01", "female"], ["02", "male"]]),
  }),
};

/** ASED, for the list of corpora. */
export const ASED: CorpusLoader = loaderOf(FORMAT);
