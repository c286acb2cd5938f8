/**
 * URDU: talk shows in Urdu, four emotions, 400 recordings.
 *
 * Names: `SXN_FNN_EN.wav`, speaker with sex (M or F) and number, number of the
 * recording of that speaker, emotion letter with a running number. The speech is
 * spontaneous; sentences are not told.
 *
 * Source: S. Latif, A. Qayyum, M. Usman, J. Qadir, "Cross Lingual Speech Emotion
 * Recognition: Urdu vs. Western Languages", FIT 2018.
 */
import type { CorpusFormat } from "../loading/format.ts";
import { type CorpusLoader, loaderOf } from "../loading/loader.ts";
import { patternParser } from "../loading/pattern.ts";

const EMOTIONS = new Map([
  ["A", "anger"],
  ["H", "happiness"],
  ["N", "neutral"],
  ["S", "sadness"],
]);

const FORMAT: CorpusFormat = {
  name: "urdu",
  title: "URDU",
  homepage: "https://github.com/siddiquelatif/URDU-Dataset",
  classes: ["anger", "happiness", "neutral", "sadness"],
  pattern: "SXN_FNN_EN.wav such as SM1_F4_A04.wav",
  counts: { anger: 100, happiness: 100, neutral: 100, sadness: 100 },
  languages: ["ur"],
  licence: "research only, as its page states",
  rateHz: 44100,
  seconds: [0.99, 3.01],
  parse: patternParser({
    pattern: /^(?<speaker>S(?<sex>[A-Z])\d+)_F\d+_(?<emotion>[A-Z])\d+$/,
    emotions: EMOTIONS,
    sexes: new Map([["F", "female"], ["M", "male"]]),
  }),
};

/** URDU, for the list of corpora. */
export const URDU: CorpusLoader = loaderOf(FORMAT);
