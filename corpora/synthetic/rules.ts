/**
 * How each emotion is spoken, relative to the speaker's own neutral voice.
 *
 * The directions follow the reviews of Murray and Arnott 1993 ("Toward the simulation of emotion in
 * synthetic speech") and Scherer 2003 ("Vocal communication of emotion"): anger high, wide, fast,
 * loud, tense; boredom low, flat, slow, lax; disgust low, slow, creaky; fear high, fast, jittery;
 * happiness high, wide, rising; sadness low, flat, slow, soft, breathy. The sizes are ours.
 */
import { spread, streamOf } from "./random.ts";

/** Classes of the corpus: EmoDB's seven. */
export type SyntheticEmotion =
  | "anger"
  | "boredom"
  | "disgust"
  | "fear"
  | "happiness"
  | "neutral"
  | "sadness";

/** The attributes of a manner of speaking, in the order of the columns of `RULES`. */
const ATTRIBUTES = [
  "pitch",
  "range",
  "final",
  "tempo",
  "level",
  "stress",
  "tilt",
  "open",
  "jitter",
  "breath",
  "pauses",
  "creak",
] as const;

/**
 * A departure from the speaker's neutral voice.
 *
 * Columns given as a ratio (x) are kept as its logarithm to base 2, in octaves, so that every
 * attribute can be scaled and added.
 *
 * | attribute | unit | of what |
 * |---|---|---|
 * | `pitch` | semitones | mean F0 |
 * | `range` | octaves | size of every F0 movement |
 * | `final` | semitones | F0 movement in the last syllable, beside the usual fall |
 * | `tempo` | octaves | speaking rate |
 * | `level` | dB | level of the whole utterance |
 * | `stress` | dB | level of accented over other syllables |
 * | `tilt` | dB | loss of the voiced source above 1 kHz |
 * | `open` | part of a period | open quotient of the glottis |
 * | `jitter` | octaves | jitter and shimmer |
 * | `breath` | dB | aspiration noise |
 * | `pauses` | octaves | length of pauses |
 * | `creak` | 0 to 1 | alternation of long strong and short weak periods |
 */
export type Manner = Readonly<Record<typeof ATTRIBUTES[number], number>>;

/** The manner of each class. */
// deno-fmt-ignore
export const RULES: Readonly<Record<SyntheticEmotion, Manner>> = {
  //               pitch  range  final  tempo  level  stress  tilt  open   jitter  breath  pauses  creak
  //               st     x      st     x      dB     dB      dB           x       dB      x
  anger:     manner( 7,   2,    -1,     1.25,  7,     4,     -11,  -0.14,  1.3,    -4,     0.6,    0),
  boredom:   manner(-2,   0.4,   0,     0.72, -2,    -2,       5,   0.08,  1,       0,     1.5,    0),
  disgust:   manner(-4.5, 0.8,  -1,     0.76,  0,     1,      -3,  -0.12,  2.5,    -3,     1.4,    0.65),
  fear:      manner( 9,   0.8,   1,     1.28,  0,    -1,       3,   0.04,  4,       5,     0.8,    0),
  happiness: manner( 5.5, 2,     8,     1.06,  4,     3,      -6,  -0.05,  1,      -1,     0.8,    0),
  neutral:   manner( 0,   1,     0,     1,     0,     0,       0,   0,     1,       0,     1,      0),
  sadness:   manner(-4,   0.5,   0,     0.78, -6,    -2,       9,   0.12,  1.3,    12,     2,      0),
};

/** Usual deviation of an utterance from the rule of its class, in the same columns. */
// deno-fmt-ignore
export const DEVIATION: Manner =
              manner( 1.2, 1.15, 0.8,   1.07,  1.8,   0.8,     1.2, 0.02,  1.19,    1.5,   1.23,   0.06);

/** How far a difficulty brings the classes together and the utterances of one class apart. */
export interface Difficulty {
  /** Multiple of `RULES`. */
  readonly distance: number;
  /** Multiple of `DEVIATION`, and of the distance between speakers. */
  readonly width: number;
}

/**
 * The two factors that a difficulty stands for.
 *
 * @param difficulty From 0 (classes far apart, little spread) to 1 (the reverse)
 */
export function difficultyFactors(difficulty: number): Difficulty {
  return { distance: 1 - 0.75 * difficulty, width: 0.3 + difficulty };
}

/**
 * Draws how one speaker renders one emotion once: the rule, this speaker's own way with this
 * emotion, and the chance of the moment, the last two of equal variance.
 *
 * @param seed Seed of the corpus
 * @param speaker Index of the speaker
 * @param emotion What is expressed
 * @param utterance Index of the utterance in the order of casting
 * @param factors From `difficultyFactors`
 */
export function drawManner(
  seed: number,
  speaker: number,
  emotion: SyntheticEmotion,
  utterance: number,
  factors: Difficulty,
): Manner {
  const habit = streamOf(seed, `habit of ${emotion}`, speaker);
  const chance = streamOf(seed, "manner", utterance);
  return fill((attribute) => {
    const deviation = (spread(habit) + spread(chance)) * Math.SQRT1_2;
    return factors.distance * RULES[emotion][attribute] +
      factors.width * DEVIATION[attribute] * deviation;
  });
}

/** One row of the table, its ratios turned into octaves. */
function manner(...row: readonly number[]): Manner {
  const ratios = ["range", "tempo", "jitter", "pauses"];
  return fill((attribute, i) =>
    ratios.includes(attribute) ? Math.log2(row[i]) : row[i]
  );
}

function fill(value: (attribute: keyof Manner, i: number) => number): Manner {
  return Object.fromEntries(
    ATTRIBUTES.map((attribute, i) => [attribute, value(attribute, i)]),
  ) as Record<keyof Manner, number>;
}
