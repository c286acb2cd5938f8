import { corpusChecksum } from "../checksum.ts";
import type { Corpus, Utterance } from "../types.ts";
import { cast, CLASSES, numbered, type Role } from "./casting.ts";
import { deliver } from "./delivery.ts";
import { between, streamOf } from "./random.ts";
import { record } from "./recording.ts";
import { difficultyFactors, drawManner } from "./rules.ts";
import { drawSpeakers } from "./speakers.ts";
import { drawTexts, MEAN_SYLLABLES, type Text } from "./texts.ts";
import { SAMPLE_RATE_HZ, speak } from "./voice.ts";

/** What decides the synthetic corpus. */
export interface SyntheticOptions {
  /** Seed of everything drawn, a 32-bit unsigned integer; 0 if not given. */
  readonly seed?: number;
  /** Number of utterances, 1 to 10000; 140 if not given. */
  readonly utterances?: number;
  /** From 0 (classes far apart) to 1 (hardly apart); 0.3 if not given. */
  readonly difficulty?: number;
  /** Mean number of syllables of a text, 2 to 20; 9 if not given. About a quarter of a second each. */
  readonly syllables?: number;
}

/** Level of speech over background noise, in dB: the worst and the best recording. */
const SNR_DB = [20, 36];

/**
 * Makes the synthetic corpus: ten speakers, ten texts, EmoDB's seven classes in its proportions.
 *
 * It is not speech, but has what matters here of it: classes told apart by prosody and voice quality
 * relative to the speaker's own voice (see `RULES` in rules.ts) with spread within them, speakers,
 * texts, unequal class sizes, lengths from 1.2 to 6 s, noise.
 *
 * The same options give the same samples. A larger corpus holds the smaller one of the same seed
 * unchanged; another difficulty changes no random draw.
 *
 * @returns Utterances sorted by id, such as "s03-t10-fear-1"
 * @throws {RangeError} If an option is outside its range
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { syntheticCorpus } from "./mod.ts";
 *
 * const corpus = await syntheticCorpus({ seed: 7, utterances: 20 });
 * assertEquals(corpus.utterances.length, 20);
 * assertEquals(corpus.classes.length, 7);
 * ```
 */
export async function syntheticCorpus(
  options: SyntheticOptions = {},
): Promise<Corpus> {
  const { seed = 0, utterances = 140, difficulty = 0.3 } = options;
  const { syllables = MEAN_SYLLABLES } = options;
  checkWhole("seed", seed, 0, 2 ** 32 - 1);
  checkWhole("number of utterances", utterances, 1, 10000);
  if (!(difficulty >= 0 && difficulty <= 1)) {
    throw new RangeError(
      `Cannot make the synthetic corpus: found difficulty ${difficulty}, expected a number from 0 to 1`,
    );
  }
  checkWhole("number of syllables", syllables, 2, 20);
  const texts = drawTexts(seed, syllables);
  const spoken = perform(seed, cast(seed, utterances), texts, difficulty);
  spoken.sort((a, b) => a.id < b.id ? -1 : 1);
  return {
    name: "synthetic",
    classes: CLASSES,
    utterances: spoken,
    checksum: await corpusChecksum(spoken),
    notices: [],
  };
}

/** Speaks and records every role, in the order of casting. */
function perform(
  seed: number,
  roles: readonly Role[],
  texts: readonly Text[],
  difficulty: number,
): Utterance[] {
  const factors = difficultyFactors(difficulty);
  const speakers = drawSpeakers(seed, factors.width);
  return roles.map((role, k) => {
    const speaker = speakers[role.speaker];
    const manner = drawManner(seed, role.speaker, role.emotion, k, factors);
    const delivery = deliver(speaker, manner);
    const stream = streamOf(seed, "utterance", k);
    const snrDb = between(stream, SNR_DB[0], SNR_DB[1]);
    const speech = speak(texts[role.text], speaker, delivery, stream);
    return {
      id: role.id,
      speaker: numbered(role.speaker),
      sex: speaker.sex,
      sentence: numbered(role.text),
      emotion: role.emotion,
      samples: record(speech, delivery.levelDb, snrDb, stream),
      sourceRateHz: SAMPLE_RATE_HZ,
    };
  });
}

function checkWhole(
  name: string,
  value: number,
  low: number,
  high: number,
): void {
  if (Number.isInteger(value) && value >= low && value <= high) return;
  throw new RangeError(
    `Cannot make the synthetic corpus: found ${name} ${value}, expected a whole number from ${low} to ${high}`,
  );
}
