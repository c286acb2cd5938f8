import type { Manner } from "./rules.ts";
import type { Speaker } from "./speakers.ts";

/** A speaker's voice as one emotion has changed it: what the synthesiser is told. */
export interface Delivery {
  /** Mean F0 over the voiced frames (geometric), in Hz. */
  readonly f0Hz: number;
  /** Size of a pitch accent, in semitones. */
  readonly accentSemitones: number;
  /** F0 movement in the last syllable, in semitones; negative falls. */
  readonly finalSemitones: number;
  /** Length of a sound over its length in the phoneme table. */
  readonly slowness: number;
  /** Length of a pause, in seconds. */
  readonly pauseSeconds: number;
  /** Level of the whole utterance, in dB relative to full scale. */
  readonly levelDb: number;
  /** Level of accented over other syllables, in dB. */
  readonly stressDb: number;
  /** Loss of the voiced source above 1 kHz, in dB. */
  readonly tiltDb: number;
  /** Part of the period in which the glottis is open. */
  readonly openQuotient: number;
  /** Standard deviation of the difference between one period and the next, in percent of a period. */
  readonly jitterPercent: number;
  /** The same of the amplitudes of one period and the next, in percent. */
  readonly shimmerPercent: number;
  /** Aspiration noise relative to the voiced source, in dB. */
  readonly breathDb: number;
  /** Alternation of long strong and short weak periods, 0 to 1. */
  readonly creak: number;
}

/** Pause, fall and stress of a neutral voice. */
const PAUSE_SECONDS = 0.2;
const FINAL_SEMITONES = -2;
const STRESS_DB = 3;

/** Open quotients that a glottis can have. */
const OPEN_QUOTIENT = [0.35, 0.85];

/** Applies a manner to a speaker's neutral voice. */
export function deliver(speaker: Speaker, manner: Manner): Delivery {
  const range = 2 ** manner.range;
  const slowness = speaker.slowness / 2 ** manner.tempo;
  const open = speaker.openQuotient + manner.open;
  return {
    f0Hz: speaker.f0Hz * 2 ** (manner.pitch / 12),
    accentSemitones: speaker.rangeSemitones * range,
    finalSemitones: FINAL_SEMITONES * range + manner.final,
    slowness,
    pauseSeconds: PAUSE_SECONDS * slowness * 2 ** manner.pauses,
    levelDb: speaker.levelDb + manner.level,
    stressDb: STRESS_DB + manner.stress,
    tiltDb: speaker.tiltDb + manner.tilt,
    openQuotient: Math.min(OPEN_QUOTIENT[1], Math.max(OPEN_QUOTIENT[0], open)),
    jitterPercent: speaker.jitterPercent * 2 ** manner.jitter,
    shimmerPercent: speaker.shimmerPercent * 2 ** manner.jitter,
    breathDb: speaker.breathDb + manner.breath,
    creak: Math.max(0, manner.creak),
  };
}
