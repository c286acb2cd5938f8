import { oneOf, streamOf } from "./random.ts";

/** One syllable: what is said, and how it stands in its text. */
export interface Syllable {
  /** Sounds, each a key of `PHONEMES`; the vowel among them. */
  readonly sounds: string;
  /** Whether it carries a pitch accent. */
  readonly accented: boolean;
  /** Whether a pause follows. */
  readonly pause: boolean;
}

/** A text that every speaker may be given. */
export interface Text {
  /** From the first to the last. */
  readonly syllables: readonly Syllable[];
}

/** Syllables in each text: the corpus's spread of lengths comes from here and from the tempo. */
const LENGTHS = [6, 6, 7, 7, 8, 8, 9, 10, 12, 16];

/** Mean of {@linkcode LENGTHS}, rounded. */
export const MEAN_SYLLABLES = 9;

/** Number of texts. */
export const TEXTS = LENGTHS.length;

const ONSETS = "mnlsxfbdtk";
const VOWELS = "aeiou";
const CODAS = "mnls";

/**
 * Draws the texts of a corpus from a small grammar.
 *
 *     text     = phrase { pause phrase }      a phrase has at most 7 syllables
 *     phrase   = { syllable }                 every second or third syllable is accented
 *     syllable = onset vowel [ coda ]         a coda in one of five
 *
 * @param seed Seed of the corpus
 * @param syllables Mean number of syllables; the spread of lengths scales with it
 */
export function drawTexts(
  seed: number,
  syllables: number = MEAN_SYLLABLES,
): Text[] {
  return LENGTHS.map((length, i) => {
    const count = Math.max(2, Math.round(length * syllables / MEAN_SYLLABLES));
    const stream = streamOf(seed, "text", i);
    const phrases = Math.ceil(count / 7);
    const spoken: Syllable[] = [];
    for (let p = 0, toAccent = 1; p < phrases; p++) {
      const end = Math.round(count * (p + 1) / phrases);
      while (spoken.length < end) {
        const coda = stream.random() < 0.2 ? oneOf<string>(stream, CODAS) : "";
        const accented = toAccent-- === 0;
        if (accented) toAccent = stream.random() < 0.5 ? 1 : 2;
        spoken.push({
          sounds: oneOf<string>(stream, ONSETS) +
            oneOf<string>(stream, VOWELS) +
            coda,
          accented,
          pause: spoken.length + 1 === end && end < count,
        });
      }
    }
    return { syllables: spoken };
  });
}
