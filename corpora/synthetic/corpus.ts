import { corpusChecksum } from "../checksum.ts";
import type { Corpus, Utterance } from "../types.ts";
import { glottalSource } from "./glottis.ts";
import {
  deliver,
  type Difficulty,
  difficultyFactors,
  drawManner,
  RULES,
  type SyntheticEmotion,
} from "./prosody.ts";
import { between, permutation, streamOf } from "./random.ts";
import { record } from "./recording.ts";
import { writeScore } from "./score.ts";
import { drawSpeakers, type Speaker, SPEAKERS } from "./speakers.ts";
import { drawTexts, type Text, TEXTS } from "./texts.ts";
import { vocalTract } from "./vocal_tract.ts";

/** What decides the synthetic corpus. */
export interface SyntheticOptions {
  /** Seed of everything drawn, a 32-bit unsigned integer; 0 if not given. */
  readonly seed?: number;
  /** Number of utterances, 1 to 10000; 140 if not given. */
  readonly utterances?: number;
  /** From 0 (classes far apart) to 1 (almost on top of each other); 0.3 if not given. */
  readonly difficulty?: number;
}

/** Utterances of EmoDB in each class, which give the proportions here. */
const PROPORTIONS: Readonly<Record<SyntheticEmotion, number>> = {
  anger: 127,
  boredom: 81,
  disgust: 46,
  fear: 69,
  happiness: 71,
  neutral: 79,
  sadness: 62,
};

const CLASSES = Object.keys(RULES) as SyntheticEmotion[];
const SAMPLE_RATE_HZ = 16000;

/** Length of the tract to which the phoneme table belongs, in cm. */
const TABLE_TRACT_CM = 17;

/** Who says what how. */
interface Role {
  readonly id: string;
  readonly speaker: number;
  readonly text: number;
  readonly emotion: SyntheticEmotion;
}

/**
 * Makes the synthetic corpus: ten speakers, ten texts, EmoDB's seven classes in its proportions.
 *
 * It is not speech, but has what matters here of it: classes told apart by prosody and voice quality
 * relative to the speaker's own voice (see `RULES`), spread within them, speakers, texts, unequal
 * class sizes, lengths from 1.2 to 6 s, noise. The same options give the same samples. More
 * utterances leave those of a smaller corpus as they are; another difficulty leaves speakers' order,
 * texts and every random draw as they are.
 *
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
  checkWhole("seed", seed, 0, 2 ** 32 - 1);
  checkWhole("utterances", utterances, 1, 10000);
  if (!(difficulty >= 0 && difficulty <= 1)) {
    throw new RangeError(
      `Cannot make the synthetic corpus: found difficulty ${difficulty}, expected a number from 0 to 1`,
    );
  }
  const factors = difficultyFactors(difficulty);
  const speakers = drawSpeakers(seed, factors.width);
  const texts = drawTexts(seed);
  const spoken = cast(seed, utterances).map((role, k) =>
    speak(seed, k, role, speakers, texts, factors)
  );
  spoken.sort((a, b) => a.id < b.id ? -1 : 1);
  return {
    name: "synthetic",
    classes: CLASSES,
    utterances: spoken,
    checksum: await corpusChecksum(spoken),
    notices: [],
  };
}

/**
 * Gives out the roles one after another: the class that lags most behind its share is next; within a
 * class every ten roles go to all ten speakers and all ten texts, in random order.
 */
function cast(seed: number, count: number): Role[] {
  const total = Object.values(PROPORTIONS).reduce((sum, n) => sum + n, 0);
  const given = new Map(CLASSES.map((emotion) => [emotion, 0]));
  const takes = new Map<string, number>();
  return Array.from({ length: count }, (_, k) => {
    const lag = (emotion: SyntheticEmotion): number =>
      (k + 1) * PROPORTIONS[emotion] - total * given.get(emotion)!;
    const emotion = CLASSES.reduce((a, b) => lag(b) > lag(a) ? b : a);
    const j = given.get(emotion)!;
    given.set(emotion, j + 1);
    const speaker = turn(seed, `speakers for ${emotion}`, j, SPEAKERS);
    const text = turn(seed, `texts for ${emotion}`, j, TEXTS);
    const name = `s${two(speaker + 1)}-t${two(text + 1)}-${emotion}`;
    const take = (takes.get(name) ?? 0) + 1;
    takes.set(name, take);
    return { id: `${name}-${take}`, speaker, text, emotion };
  });
}

/** The `j`-th of a row of random orders of 0 to `n` - 1. */
function turn(seed: number, domain: string, j: number, n: number): number {
  return permutation(streamOf(seed, domain, Math.floor(j / n)), n)[j % n];
}

function speak(
  seed: number,
  k: number,
  role: Role,
  speakers: readonly Speaker[],
  texts: readonly Text[],
  factors: Difficulty,
): Utterance {
  const speaker = speakers[role.speaker];
  const manner = drawManner(seed, role.speaker, role.emotion, k, factors);
  const delivery = deliver(speaker, manner);
  const stream = streamOf(seed, "utterance", k);
  const snrDb = between(stream, 20, 36);
  const score = writeScore(texts[role.text], delivery, stream);
  const source = glottalSource(
    score.f0Hz,
    score.voice,
    delivery,
    SAMPLE_RATE_HZ,
    stream,
  );
  const scale = speaker.formantShift.map((shift) =>
    shift * TABLE_TRACT_CM / speaker.tractCm
  );
  const speech = vocalTract(source, score, scale, SAMPLE_RATE_HZ, stream);
  return {
    id: role.id,
    speaker: speaker.name,
    sex: speaker.sex,
    sentence: texts[role.text].name,
    emotion: role.emotion,
    samples: record(speech, delivery.levelDb, snrDb, stream),
    sourceRateHz: SAMPLE_RATE_HZ,
  };
}

function two(n: number): string {
  return String(n).padStart(2, "0");
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
