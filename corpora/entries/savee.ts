/**
 * SAVEE: English, four men, seven emotions, 480 recordings.
 *
 * Names: `SS_eNN.wav`, or `eNN.wav` in a folder of the speaker; emotion (one or two
 * letters) and a number, which is that of the sentence within the emotion only,
 * so that sentences are not told. Four men are too few for a split by speaker.
 *
 * Source: S. Haq, P. J. B. Jackson, "Multimodal Emotion Recognition", in: Machine
 * Audition, IGI Global 2010.
 */
import type { CorpusFormat } from "../loading/format.ts";
import { type CorpusLoader, loaderOf } from "../loading/loader.ts";
import { patternParser } from "../loading/pattern.ts";

const EMOTIONS = new Map([
  ["a", "anger"],
  ["d", "disgust"],
  ["f", "fear"],
  ["h", "happiness"],
  ["n", "neutral"],
  ["sa", "sadness"],
  ["su", "surprise"],
]);

const FORMAT: CorpusFormat = {
  name: "savee",
  title: "SAVEE",
  homepage: "http://kahlan.eps.surrey.ac.uk/savee/",
  classes: [
    "anger",
    "disgust",
    "fear",
    "happiness",
    "neutral",
    "sadness",
    "surprise",
  ],
  pattern: "SS_eNN.wav such as DC_a01.wav",
  counts: {
    anger: 60,
    disgust: 60,
    fear: 60,
    happiness: 60,
    neutral: 120,
    sadness: 60,
    surprise: 60,
  },
  languages: ["en"],
  licence: "free for research, as its page states",
  rateHz: 44100,
  seconds: [1.63, 7.14],
  parse: patternParser({
    pattern: /^(?<speaker>[A-Z]{2})_(?<emotion>[a-z]+)\d\d$/,
    emotions: EMOTIONS,
    speakers: new Map([
      ["DC", "male"],
      ["JE", "male"],
      ["JK", "male"],
      ["KL", "male"],
    ]),
  }),
};

/** SAVEE, for the list of corpora. */
export const SAVEE: CorpusLoader = loaderOf(FORMAT);
