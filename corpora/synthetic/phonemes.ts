/** A stretch of speech with one setting of the tract and one of the sources. */
export interface Part {
  /** Formants F1 to F4 of a tract of 17 cm, in Hz. */
  readonly formants: readonly [number, number, number, number];
  /** Voiced source, 0 (none) to 1 (as in a vowel). */
  readonly voice: number;
  /** Friction noise, 0 (none) to 1 (as in [s]). */
  readonly friction: number;
  /** Where the friction noise has its peak, in Hz. */
  readonly frictionHz: number;
  /** Length at the speaker's usual rate, in seconds. */
  readonly seconds: number;
}

const vowel = (f1: number, f2: number, f3: number): Part[] => [
  { ...tract(f1, f2, f3), voice: 1, friction: 0, seconds: 0.115 },
];

const sonorant = (
  f1: number,
  f2: number,
  f3: number,
  voice: number,
): Part[] => [
  { ...tract(f1, f2, f3), voice, friction: 0, seconds: 0.06 },
];

const fricative = (frictionHz: number, friction: number): Part[] => [
  { ...tract(320, 1500, 2600), frictionHz, voice: 0, friction, seconds: 0.085 },
];

/** A closure (with a voice bar or silent), then the release. */
const stop = (f2: number, frictionHz: number, voiced: boolean): Part[] => [
  {
    ...tract(220, f2, 2400),
    voice: voiced ? 0.2 : 0,
    friction: 0,
    seconds: voiced ? 0.045 : 0.055,
  },
  {
    ...tract(320, f2, 2400),
    frictionHz,
    voice: voiced ? 0.4 : 0,
    friction: voiced ? 0.3 : 0.8,
    seconds: voiced ? 0.012 : 0.022,
  },
];

/**
 * The sounds of the texts. Vowel formants after Peterson and Barney 1952 (men); the consonants are
 * caricatures with the right manner: nasals, a lateral, fricatives, voiced and voiceless stops.
 */
export const PHONEMES: Readonly<Record<string, readonly Part[]>> = {
  a: vowel(730, 1090, 2440),
  e: vowel(530, 1840, 2480),
  i: vowel(270, 2290, 3010),
  o: vowel(570, 840, 2410),
  u: vowel(300, 870, 2240),
  m: sonorant(250, 1000, 2200, 0.35),
  n: sonorant(250, 1500, 2400, 0.35),
  l: sonorant(360, 1100, 2600, 0.5),
  s: fricative(5800, 1),
  x: fricative(2700, 0.8),
  f: fricative(4000, 0.3),
  b: stop(900, 900, true),
  d: stop(1700, 3500, true),
  t: stop(1700, 4500, false),
  k: stop(1900, 1900, false),
};

function tract(
  f1: number,
  f2: number,
  f3: number,
): Pick<Part, "formants" | "frictionHz"> {
  return { formants: [f1, f2, f3, 3500], frictionHz: 4000 };
}
