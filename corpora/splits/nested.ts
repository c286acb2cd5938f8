import type { Utterance } from "../types.ts";
import { describeParts, refusal, requireAllClasses } from "./parts.ts";
import type { Split, SplitInput } from "./types.ts";

/** Speakers of each sex that are needed: one each for test, validation and training. */
const MIN_SPEAKERS = 3;

/**
 * By speaker: one woman and one man for test, another two for validation, the
 * rest for training. Sentences are shared by all parts, speakers by none.
 *
 * With W women and M men in ascending order and seed s, the test speakers are
 * number s mod W and s mod M, so any max(W, M) consecutive seeds (five for
 * EmoDB) test every speaker. The validation speakers stand 1 + v places after
 * them, cyclically, where v counts on by one after each max(W, M) seeds
 * (for the men: after each W - 1 such rounds), so that EmoDB has
 * 5 x 4 x 4 = 80 partitions and seeds 0 to 79 visit all of them.
 *
 * A part that is not trained on may lack a class (EmoDB's speaker 08 has no
 * disgust); its `missing` says so.
 *
 * @param seed The split seed itself, not a stream derived from it: a
 * non-negative integer
 * @throws {RangeError} If the seed is not such a number
 * @throws {CorpusError} If a speaker's sex is unknown, there are fewer than
 * three women or men, or the training part lacks a class
 */
export function nestedSplit(corpus: SplitInput, seed: number): Split {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(
      `Cannot split by speaker: found seed ${seed}, expected a non-negative integer`,
    );
  }
  const [women, men] = speakersBySex(corpus);
  const round = Math.floor(seed / Math.max(women.length, men.length));
  const woman = pick(women, seed, round);
  const man = pick(men, seed, Math.floor(round / (women.length - 1)));
  const partBySpeaker = new Map<string, "validation" | "test">([
    [woman.test, "test"],
    [man.test, "test"],
    [woman.validation, "validation"],
    [man.validation, "validation"],
  ]);
  const members = (name: "train" | "validation" | "test") =>
    corpus.utterances.flatMap(({ speaker }, i) =>
      (partBySpeaker.get(speaker) ?? "train") === name ? [i] : []
    );
  const parts = describeParts(corpus, [
    ["train", members("train")],
    ["validation", members("validation")],
    ["test", members("test")],
  ]);
  requireAllClasses(corpus, "nested", parts[0]);
  return { protocol: "nested", parts, seen: "validation", reported: "test" };
}

function pick(speakers: readonly string[], seed: number, turn: number) {
  const n = speakers.length;
  const test = seed % n;
  return {
    test: speakers[test],
    validation: speakers[(test + 1 + turn % (n - 1)) % n],
  };
}

/** Women and men, each in ascending order. */
function speakersBySex(corpus: SplitInput): [women: string[], men: string[]] {
  const sexes = new Map<string, Utterance["sex"]>();
  for (const { speaker, sex } of corpus.utterances) sexes.set(speaker, sex);
  const unknown = [...sexes].find(([, sex]) => sex === undefined)?.[0];
  if (unknown !== undefined) {
    throw refusal(
      corpus,
      "nested",
      `found no sex for speaker "${unknown}", expected female or male; add the corpus's table ` +
        "of speakers to its folder",
    );
  }
  const of = (wanted: Utterance["sex"]) =>
    [...sexes].flatMap(([speaker, sex]) => sex === wanted ? [speaker] : [])
      .sort();
  const women = of("female");
  const men = of("male");
  if (women.length < MIN_SPEAKERS || men.length < MIN_SPEAKERS) {
    throw refusal(
      corpus,
      "nested",
      `found ${women.length} women and ${men.length} men, expected at least ${MIN_SPEAKERS} of ` +
        "each; use a corpus with more speakers",
    );
  }
  return [women, men];
}
