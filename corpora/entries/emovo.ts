/**
 * EMOVO: Italian, six actors, fourteen sentences, seven emotions, 588 recordings.
 *
 * Names: `EEE-PP-SS.wav`, emotion (the first letters of an Italian word), person
 * (f1 to f3, m1 to m3), sentence.
 *
 * Source: G. Costantini, I. Iaderola, A. Paoloni, M. Todisco, "EMOVO Corpus: an
 * Italian Emotional Speech Database", LREC 2014.
 */
import type { CorpusFormat } from "../loading/format.ts";
import { type CorpusLoader, loaderOf } from "../loading/loader.ts";
import { patternParser } from "../loading/pattern.ts";

const EMOTIONS = new Map([
  ["rab", "anger"],
  ["dis", "disgust"],
  ["pau", "fear"],
  ["gio", "happiness"],
  ["neu", "neutral"],
  ["tri", "sadness"],
  ["sor", "surprise"],
]);

const FORMAT: CorpusFormat = {
  name: "emovo",
  title: "EMOVO",
  homepage: "http://voice.fub.it/activities/corpora/emovo/index.html",
  classes: [
    "anger",
    "disgust",
    "fear",
    "happiness",
    "neutral",
    "sadness",
    "surprise",
  ],
  pattern: "EEE-PP-SS.wav such as rab-f1-b2.wav",
  counts: {
    anger: 84,
    disgust: 84,
    fear: 84,
    happiness: 84,
    neutral: 84,
    sadness: 84,
    surprise: 84,
  },
  languages: ["it"],
  licence: "free for research, as its page states",
  rateHz: 48000,
  seconds: [1.29, 14.0],
  parse: patternParser({
    pattern: /^(?<emotion>[a-z]{3})-(?<speaker>[a-z]\d)-(?<sentence>[a-z]\d)$/,
    emotions: EMOTIONS,
    speakers: new Map([
      ["f1", "female"],
      ["f2", "female"],
      ["f3", "female"],
      ["m1", "male"],
      ["m2", "male"],
      ["m3", "male"],
    ]),
  }),
};

/** EMOVO, for the list of corpora. */
export const EMOVO: CorpusLoader = loaderOf(FORMAT);
