import { permutation, streamOf } from "./random.ts";
import { RULES, type SyntheticEmotion } from "./rules.ts";
import { SPEAKERS } from "./speakers.ts";
import { TEXTS } from "./texts.ts";

/** Who says what with which emotion. */
export interface Role {
  /** Name of the utterance: speaker, text, emotion, and a number where all three are alike. */
  readonly id: string;
  /** Index of the speaker. */
  readonly speaker: number;
  /** Index of the text. */
  readonly text: number;
  /** What is expressed. */
  readonly emotion: SyntheticEmotion;
}

/** Classes in alphabetical order. */
export const CLASSES = Object.keys(RULES) as SyntheticEmotion[];

/** Utterances of EmoDB in each class, which give the proportions here. */
const SHARES: Readonly<Record<SyntheticEmotion, number>> = {
  anger: 127,
  boredom: 81,
  disgust: 46,
  fear: 69,
  happiness: 71,
  neutral: 79,
  sadness: 62,
};

const TOTAL = Object.values(SHARES).reduce((sum, share) => sum + share, 0);

/**
 * Gives out roles one after another, so that a longer cast begins with the shorter one.
 *
 * The next role goes to the class that lags most behind its share. Within a class every ten roles
 * go to all ten speakers and all ten texts, each in random order.
 *
 * @param seed Seed of the corpus
 * @param count Number of roles
 */
export function cast(seed: number, count: number): Role[] {
  const given = new Map(CLASSES.map((emotion) => [emotion, 0]));
  const takes = new Map<string, number>();
  return Array.from({ length: count }, (_, k) => {
    const lag = (emotion: SyntheticEmotion): number =>
      (k + 1) * SHARES[emotion] / TOTAL - given.get(emotion)!;
    const emotion = CLASSES.reduce((a, b) => lag(b) > lag(a) ? b : a);
    const j = given.get(emotion)!;
    given.set(emotion, j + 1);
    const speaker = turn(seed, `speakers for ${emotion}`, j, SPEAKERS);
    const text = turn(seed, `texts for ${emotion}`, j, TEXTS);
    const name = `s${numbered(speaker)}-t${numbered(text)}-${emotion}`;
    const take = (takes.get(name) ?? 0) + 1;
    takes.set(name, take);
    return { id: `${name}-${take}`, speaker, text, emotion };
  });
}

/** Index from 0 as a number from 1 in two digits: "01" for 0. */
export function numbered(index: number): string {
  return String(index + 1).padStart(2, "0");
}

/** Item `j` of an endless row of random orders of 0 to `n` - 1. */
function turn(seed: number, domain: string, j: number, n: number): number {
  return permutation(streamOf(seed, domain, Math.floor(j / n)), n)[j % n];
}
