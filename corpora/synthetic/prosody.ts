/**
 * How each emotion is spoken, relative to the speaker's own neutral voice.
 *
 *     emotion     pitch  range  final  tempo  level  stress  tilt   open  jitter  breath  pauses  creak
 *                 st     x      st     x      dB     dB      dB            x       dB      x       0..1
 *     anger       +7     2      -1     1.25   +7     +4      -11    -0.14 1.3     -4      0.6     0
 *     boredom     -2     0.4    0      0.72   -2     -2      +5     +0.08 1       0       1.5     0
 *     disgust     -4.5   0.8    -1     0.8    0      +1      -2     -0.12 2.5     -3      1.4     1
 *     fear        +9     0.8    +1     1.28   0      -1      +3     +0.04 3       +5      0.8     0
 *     happiness   +5.5   2      +6     1.06   +4     +3      -6     -0.05 1       -1      0.8     0
 *     neutral     0      1      0      1      0      0       0      0     1       0       1       0
 *     sadness     -4     0.5    0      0.78   -6     -2      +9     +0.12 1.3     +12     2       0
 *
 * The directions follow the reviews of Scherer 2003 ("Vocal communication of emotion") and Murray
 * and Arnott 1993; the sizes are ours. Ratios are kept as their logarithm to base 2, so that every
 * attribute is a number that can be scaled and added.
 */
import type { Emotion } from "../types.ts";
import { spread, streamOf } from "./random.ts";
import type { Speaker } from "./speakers.ts";

/** Classes of the corpus, EmoDB's seven. */
export type SyntheticEmotion = Exclude<Emotion, "calm" | "surprise">;

/** What an emotion changes. */
export interface Manner {
  /** Mean F0, in semitones. */
  readonly pitch: number;
  /** Size of every F0 movement, in octaves of the ratio. */
  readonly range: number;
  /** F0 movement in the last syllable beside the usual fall, in semitones. */
  readonly final: number;
  /** Speaking rate, in octaves of the ratio. */
  readonly tempo: number;
  /** Level of the whole utterance, in dB. */
  readonly level: number;
  /** Level of accented over other syllables, in dB. */
  readonly stress: number;
  /** Loss of the voiced source above about 1 kHz, in dB. */
  readonly tilt: number;
  /** Open quotient of the glottis. */
  readonly open: number;
  /** Jitter and shimmer, in octaves of the ratio. */
  readonly jitter: number;
  /** Aspiration noise, in dB. */
  readonly breath: number;
  /** Length of pauses, in octaves of the ratio. */
  readonly pauses: number;
  /** Alternation of long strong and short weak periods, 0 (none) to 1. */
  readonly creak: number;
}

const times = Math.log2;

/** The table above. */
export const RULES: Readonly<Record<SyntheticEmotion, Manner>> = {
  anger: {
    pitch: 7,
    range: times(2),
    final: -1,
    tempo: times(1.25),
    level: 7,
    stress: 4,
    tilt: -11,
    open: -0.14,
    jitter: times(1.3),
    breath: -4,
    pauses: times(0.6),
    creak: 0,
  },
  boredom: {
    pitch: -2,
    range: times(0.4),
    final: 0,
    tempo: times(0.72),
    level: -2,
    stress: -2,
    tilt: 5,
    open: 0.08,
    jitter: 0,
    breath: 0,
    pauses: times(1.5),
    creak: 0,
  },
  disgust: {
    pitch: -4.5,
    range: times(0.8),
    final: -1,
    tempo: times(0.8),
    level: 0,
    stress: 1,
    tilt: -2,
    open: -0.12,
    jitter: times(2.5),
    breath: -3,
    pauses: times(1.4),
    creak: 1,
  },
  fear: {
    pitch: 9,
    range: times(0.8),
    final: 1,
    tempo: times(1.28),
    level: 0,
    stress: -1,
    tilt: 3,
    open: 0.04,
    jitter: times(3),
    breath: 5,
    pauses: times(0.8),
    creak: 0,
  },
  happiness: {
    pitch: 5.5,
    range: times(2),
    final: 6,
    tempo: times(1.06),
    level: 4,
    stress: 3,
    tilt: -6,
    open: -0.05,
    jitter: 0,
    breath: -1,
    pauses: times(0.8),
    creak: 0,
  },
  neutral: {
    pitch: 0,
    range: 0,
    final: 0,
    tempo: 0,
    level: 0,
    stress: 0,
    tilt: 0,
    open: 0,
    jitter: 0,
    breath: 0,
    pauses: 0,
    creak: 0,
  },
  sadness: {
    pitch: -4,
    range: times(0.5),
    final: 0,
    tempo: times(0.78),
    level: -6,
    stress: -2,
    tilt: 9,
    open: 0.12,
    jitter: times(1.3),
    breath: 12,
    pauses: times(2),
    creak: 0,
  },
};

/** Usual deviation of one rendering from its class's rule, in the unit of each attribute. */
export const DEVIATION: Manner = {
  pitch: 1.2,
  range: 0.2,
  final: 0.8,
  tempo: 0.1,
  level: 1.8,
  stress: 0.8,
  tilt: 1.2,
  open: 0.02,
  jitter: 0.25,
  breath: 1.5,
  pauses: 0.3,
  creak: 0.06,
};

/** How far `difficulty` brings the classes together and the renderings of one class apart. */
export interface Difficulty {
  /** Multiple of the rules of `RULES`. */
  readonly distance: number;
  /** Multiple of `DEVIATION`, and of the distance between speakers. */
  readonly width: number;
}

/**
 * The two factors that a difficulty stands for.
 *
 * @param difficulty From 0 (classes at full distance, little spread) to 1 (the reverse)
 */
export function difficultyFactors(difficulty: number): Difficulty {
  return { distance: 1 - 0.75 * difficulty, width: 0.3 + difficulty };
}

/**
 * Draws how one speaker renders one emotion: the rule, this speaker's own way with this emotion, and
 * a deviation of this rendering, the two of equal variance.
 *
 * @param seed Seed of the corpus
 * @param speaker Index of the speaker
 * @param emotion What is expressed
 * @param rendering Index of the utterance in the corpus
 * @param factors What `difficultyFactors` gave
 */
export function drawManner(
  seed: number,
  speaker: number,
  emotion: SyntheticEmotion,
  rendering: number,
  factors: Difficulty,
): Manner {
  const habit = streamOf(seed, `habit of ${emotion}`, speaker);
  const chance = streamOf(seed, "manner", rendering);
  const keys = Object.keys(DEVIATION) as (keyof Manner)[];
  const entries = keys.map((key) => {
    const deviation = (spread(habit) + spread(chance)) * Math.SQRT1_2;
    return [
      key,
      factors.distance * RULES[emotion][key] +
      factors.width * DEVIATION[key] * deviation,
    ];
  });
  return Object.fromEntries(entries) as Record<keyof Manner, number>;
}

/** A speaker's voice as one emotion has changed it: what the synthesiser is told. */
export interface Delivery {
  /** Mean F0 over the voiced parts, in Hz. */
  readonly f0Hz: number;
  /** Size of a pitch accent, in semitones. */
  readonly accentSemitones: number;
  /** F0 movement in the last syllable, in semitones; negative falls. */
  readonly finalSemitones: number;
  /** Length of a segment over its length in the phoneme table. */
  readonly slowness: number;
  /** Length of a pause, in seconds. */
  readonly pauseSeconds: number;
  /** Level of the whole utterance in dB relative to full scale. */
  readonly levelDb: number;
  /** Level of accented over other syllables, in dB. */
  readonly stressDb: number;
  /** Loss of the voiced source above about 1 kHz, in dB. */
  readonly tiltDb: number;
  /** Part of the period in which the glottis is open. */
  readonly openQuotient: number;
  /** Random change of the period from cycle to cycle, in percent. */
  readonly jitterPercent: number;
  /** Random change of the amplitude from cycle to cycle, in percent. */
  readonly shimmerPercent: number;
  /** Aspiration noise relative to the voiced source, in dB. */
  readonly breathDb: number;
  /** Alternation of periods, 0 to 1. */
  readonly creak: number;
}

/** Applies a manner to a speaker's neutral voice. */
export function deliver(speaker: Speaker, manner: Manner): Delivery {
  const range = 2 ** manner.range;
  const slowness = speaker.slowness / 2 ** manner.tempo;
  return {
    f0Hz: speaker.f0Hz * 2 ** (manner.pitch / 12),
    accentSemitones: speaker.rangeSemitones * range,
    finalSemitones: -2 * range + manner.final,
    slowness,
    pauseSeconds: 0.2 * slowness * 2 ** manner.pauses,
    levelDb: speaker.levelDb + manner.level,
    stressDb: 3 + manner.stress,
    tiltDb: speaker.tiltDb + manner.tilt,
    openQuotient: Math.min(
      0.85,
      Math.max(0.35, speaker.openQuotient + manner.open),
    ),
    jitterPercent: speaker.jitterPercent * 2 ** manner.jitter,
    shimmerPercent: speaker.shimmerPercent * 2 ** manner.jitter,
    breathDb: speaker.breathDb + manner.breath,
    creak: Math.max(0, manner.creak),
  };
}
