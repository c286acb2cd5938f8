import { spread, streamOf } from "./random.ts";

/** A speaker's voice at rest: the baseline that every emotion departs from. */
export interface Speaker {
  /** Speaker's sex. */
  readonly sex: "female" | "male";
  /** Mean F0 of neutral speech, in Hz. */
  readonly f0Hz: number;
  /** Size of a pitch accent in neutral speech, in semitones. */
  readonly rangeSemitones: number;
  /** Length of a segment over its length in the phoneme table. */
  readonly slowness: number;
  /** Level of neutral speech as recorded, in dB relative to full scale. */
  readonly levelDb: number;
  /** Length of the vocal tract, in cm. */
  readonly tractCm: number;
  /** This speaker's own shift of each formant, as a factor. */
  readonly formantShift: readonly [number, number, number, number];
  /** Part of the glottal period in which the folds are open. */
  readonly openQuotient: number;
  /** Loss of the glottal source above about 1 kHz beside Rosenberg's pulse, in dB. */
  readonly tiltDb: number;
  /** Aspiration noise relative to the voiced source, in dB. */
  readonly breathDb: number;
  /** Standard deviation of the difference between one period and the next, in percent of a period. */
  readonly jitterPercent: number;
  /** The same of the amplitudes of one period and the next, in percent. */
  readonly shimmerPercent: number;
}

/** Number of speakers, women and men in turn. */
export const SPEAKERS = 10;

/**
 * Draws the speakers of a corpus.
 *
 * F0 and tract length of women and men lie where Peterson and Barney 1952 and Fant 1960 have them
 * (about 210 and 120 Hz, 14.5 and 17 cm).
 *
 * @param seed Seed of the corpus
 * @param width Distance between speakers of one sex, as a multiple of the usual one
 */
export function drawSpeakers(seed: number, width: number): Speaker[] {
  return Array.from({ length: SPEAKERS }, (_, i) => {
    const stream = streamOf(seed, "speaker", i);
    const about = (mean: number, deviation: number): number =>
      mean + deviation * width * spread(stream);
    const ratio = (deviation: number): number => 2 ** about(0, deviation);
    const female = i % 2 === 0;
    return {
      sex: female ? "female" : "male",
      f0Hz: (female ? 208 : 118) * ratio(0.1),
      rangeSemitones: 3 * ratio(0.15),
      slowness: ratio(0.07),
      levelDb: about(-29, 1.5),
      tractCm: (female ? 14.6 : 17.2) * ratio(0.03),
      formantShift: [ratio(0.03), ratio(0.03), ratio(0.03), ratio(0.03)],
      openQuotient: about(female ? 0.62 : 0.56, 0.02),
      tiltDb: about(female ? 1 : 0, 1),
      breathDb: about(female ? -22 : -24, 1.2),
      jitterPercent: 0.6 * ratio(0.3),
      shimmerPercent: 3 * ratio(0.3),
    };
  });
}
