import type { Utterance } from "../types.ts";
import { describeParts, refusal, requireAllClasses } from "./parts.ts";
import type { Split, SplitInput } from "./types.ts";

/** Speakers of each sex that are needed: one each for test, validation and training. */
const MIN_SPEAKERS = 3;

/** Places in the lists of women and men, from 0. */
interface Chosen {
  /** Speakers of the test part. */
  readonly test: readonly [woman: number, man: number];
  /** Speakers of the validation part. */
  readonly validation: readonly [woman: number, man: number];
}

/**
 * By speaker: one woman and one man for test, another two for validation, the
 * rest for training. Sentences are shared by all parts, speakers by none.
 *
 * W women and M men stand in ascending order. A round is n = max(W, M) seeds;
 * in round r = floor(seed / n) the test speakers are woman seed mod W and man
 * (seed + r) mod M, so that each round tests every speaker and EmoDB's first
 * five rounds (seeds 0 to 24) test each of its 25 pairs once. The validation
 * speakers stand a fixed number of places after the test speakers in a round,
 * so that each round validates on every speaker, too; the places change from
 * round to round, and EmoDB's seeds 0 to 399 visit all 5 x 5 x 4 x 4 partitions.
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
  return bySpeaker(corpus, "nested", seed, (women, men) => {
    const round = Math.floor(seed / Math.max(women, men));
    // A cycle is as many rounds as bring all pairs; then other validation speakers follow.
    const [shift, cycle] = [round % men, Math.floor(round / men)];
    const woman = seed % women;
    const man = (seed + shift) % men;
    const after = (speaker: number, count: number, places: number) =>
      (speaker + 1 + places % (count - 1)) % count;
    return {
      test: [woman, man],
      validation: [
        after(woman, women, shift + cycle),
        after(man, men, shift + Math.floor(cycle / (women - 1))),
      ],
    };
  });
}

/**
 * The first rule of `nested`: women and men move by the same index, so that
 * EmoDB has five test pairs however many seeds there are. Journals of that rule
 * are read and verified under the name `nested-1`; otherwise as
 * {@linkcode nestedSplit}.
 */
export function nestedSplit1(corpus: SplitInput, seed: number): Split {
  return bySpeaker(corpus, "nested-1", seed, (women, men) => {
    const round = Math.floor(seed / Math.max(women, men));
    const pick = (count: number, turn: number) => {
      const test = seed % count;
      return [test, (test + 1 + turn % (count - 1)) % count] as const;
    };
    const [woman, woman2] = pick(women, round);
    const [man, man2] = pick(men, Math.floor(round / (women - 1)));
    return { test: [woman, man], validation: [woman2, man2] };
  });
}

function bySpeaker(
  corpus: SplitInput,
  protocol: "nested" | "nested-1",
  seed: number,
  choose: (women: number, men: number) => Chosen,
): Split {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(
      `Cannot split by speaker: found seed ${seed}, expected a non-negative integer`,
    );
  }
  if (corpus.utterances.some(({ speaker }) => speaker === undefined)) {
    throw refusal(
      corpus,
      protocol,
      "found no speakers, and a split by speaker needs them; name the column of speakers, or use " +
        "protocol stratified, which shares speakers among its parts",
    );
  }
  const [women, men] = speakersBySex(corpus);
  const { test, validation } = choose(women.length, men.length);
  const speakersOf = ([woman, man]: Chosen["test"]) => [women[woman], men[man]];
  const partBySpeaker = new Map<string, "validation" | "test">([
    ...speakersOf(test).map((speaker) => [speaker, "test"] as const),
    ...speakersOf(validation).map((speaker) =>
      [speaker, "validation"] as const
    ),
  ]);
  const members = (name: "train" | "validation" | "test") =>
    corpus.utterances.flatMap(({ speaker }, i) =>
      (partBySpeaker.get(speaker!) ?? "train") === name ? [i] : []
    );
  const parts = describeParts(corpus, [
    ["train", members("train")],
    ["validation", members("validation")],
    ["test", members("test")],
  ]);
  requireAllClasses(corpus, protocol, parts[0]);
  return { protocol, parts };
}

/** Women and men, each in ascending order. */
function speakersBySex(corpus: SplitInput): [women: string[], men: string[]] {
  const sexes = new Map<string, Utterance["sex"]>();
  for (const { speaker, sex } of corpus.utterances) sexes.set(speaker!, sex);
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
