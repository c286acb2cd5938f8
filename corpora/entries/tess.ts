/**
 * TESS: English, two women, two hundred words in a carrier phrase, seven emotions,
 * 2800 recordings.
 *
 * Names: `XXX_word_emotion.wav`, speaker (OAF the older, YAF the younger), word,
 * emotion (`ps` is pleasant surprise). One file is in circulation as
 * `OA_bite_neutral`. Two women are too few for a split by speaker.
 *
 * Source: M. K. Pichora-Fuller, K. Dupuis, "Toronto emotional speech set (TESS)",
 * Borealis 2020.
 */
import type { CorpusFormat } from "../loading/format.ts";
import { type CorpusLoader, loaderOf } from "../loading/loader.ts";
import { patternParser } from "../loading/pattern.ts";

const EMOTIONS = new Map([
  ["angry", "anger"],
  ["disgust", "disgust"],
  ["fear", "fear"],
  ["happy", "happiness"],
  ["neutral", "neutral"],
  ["sad", "sadness"],
  ["ps", "surprise"],
]);

const FORMAT: CorpusFormat = {
  name: "tess",
  title: "TESS",
  homepage: "https://doi.org/10.5683/SP2/E8H2MF",
  classes: [
    "anger",
    "disgust",
    "fear",
    "happiness",
    "neutral",
    "sadness",
    "surprise",
  ],
  pattern: "XXX_word_emotion.wav such as OAF_back_angry.wav",
  counts: {
    anger: 400,
    disgust: 400,
    fear: 400,
    happiness: 400,
    neutral: 400,
    sadness: 400,
    surprise: 400,
  },
  languages: ["en"],
  licence: "CC BY-NC-ND 4.0",
  rateHz: 24414,
  seconds: [1.25, 2.99],
  parse: patternParser({
    pattern: /^(?<speaker>[A-Z]+)_(?<sentence>[a-z-]+)_(?<emotion>[a-z]+)$/,
    emotions: EMOTIONS,
    speakers: new Map([
      ["OAF", "female"],
      ["YAF", "female"],
      ["OA", "female"],
    ]),
  }),
};

/** TESS, for the list of corpora. */
export const TESS: CorpusLoader = loaderOf(FORMAT);
