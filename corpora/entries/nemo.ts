/**
 * nEMO: Polish, nine actors, ninety sentences, six emotions, 4481 recordings.
 *
 * Names: `SSS_emotion_N.wav`, speaker, emotion in words, number of the sentence.
 * The same is in its `data.tsv`, with the speakers' sexes, which are set out here.
 *
 * Source: I. Christop, "nEMO: Dataset of Emotional Speech in Polish", LREC-COLING
 * 2024.
 */
import type { CorpusFormat } from "../loading/format.ts";
import { type CorpusLoader, loaderOf } from "../loading/loader.ts";
import { patternParser } from "../loading/pattern.ts";

const EMOTIONS = new Map([
  ["anger", "anger"],
  ["fear", "fear"],
  ["happiness", "happiness"],
  ["neutral", "neutral"],
  ["sadness", "sadness"],
  ["surprised", "surprise"],
]);

const FORMAT: CorpusFormat = {
  name: "nemo",
  title: "nEMO",
  homepage: "https://github.com/amu-cai/nEMO",
  classes: ["anger", "fear", "happiness", "neutral", "sadness", "surprise"],
  pattern: "SSS_emotion_N.wav such as KD0_neutral_2.wav",
  counts: {
    anger: 749,
    fear: 736,
    happiness: 749,
    neutral: 809,
    sadness: 769,
    surprise: 669,
  },
  languages: ["pl"],
  licence: "CC BY-NC-SA 4.0",
  rateHz: 24000,
  parse: patternParser({
    pattern: /^(?<speaker>[A-Z]{2}\d)_(?<emotion>[a-z]+)_(?<sentence>\d+)$/,
    emotions: EMOTIONS,
    speakers: new Map([
      ["EB0", "female"],
      ["IC0", "female"],
      ["KD0", "female"],
      ["KS0", "male"],
      ["MK0", "female"],
      ["MP0", "male"],
      ["SM0", "male"],
      ["TP0", "male"],
      ["WR0", "male"],
    ]),
  }),
};

/** nEMO, for the list of corpora. */
export const NEMO: CorpusLoader = loaderOf(FORMAT);
