import type { PartName } from "../types.ts";
import { describeParts, refusal, requireAllClasses } from "./parts.ts";
import type { Permuter, Split, SplitInput } from "./types.ts";

/** Share of the training part that is held out where a partition has no validation part. */
const HELD_OUT = 0.2;

/** Speakers of a training part from which on whole speakers are held out of it. */
const MIN_SPEAKERS = 5;

/**
 * An official partition of the corpus: of n, the one at seed mod n. What
 * speakers or sentences its parts share is the corpus's doing and is counted,
 * not repaired.
 *
 * Few official partitions have a validation part. Where one has none, a fifth of
 * its training part becomes it: whole speakers, drawn until they hold at least a
 * fifth of the utterances, if they are known and at least five; otherwise
 * round(0.2 n) utterances of each class. The test part is never touched.
 *
 * @param seed The split seed itself, a non-negative integer
 * @param random Draws the validation part where there is none
 * @throws {RangeError} If the seed is not such a number
 * @throws {CorpusError} If the corpus has no official partition, or the
 * training part lacks a class
 */
export function foldsSplit(
  corpus: SplitInput,
  seed: number,
  random: Permuter,
): Split {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(
      `Cannot choose a fold: found seed ${seed}, expected a non-negative integer`,
    );
  }
  const { utterances, partitions = [] } = corpus;
  if (partitions.length === 0) {
    throw refusal(
      corpus,
      "folds",
      "found no official partition; use a table with a column split or fold, or another protocol",
    );
  }
  const fold = seed % partitions.length;
  const members = (part: PartName) =>
    utterances.flatMap(({ official }, i) =>
      official![fold] === part ? [i] : []
    );
  const training = members("train");
  const given = members("validation");
  const validation = given.length > 0
    ? given
    : heldOut(corpus, training, random);
  const held = new Set(validation);
  const parts = describeParts(corpus, [
    ["train", training.filter((i) => !held.has(i))],
    ["validation", validation],
    ["test", members("test")],
  ]);
  requireAllClasses(corpus, "folds", parts[0]);
  const empty = parts.find(({ indices }) => indices.length === 0);
  if (empty !== undefined) {
    throw refusal(
      corpus,
      "folds",
      `found no utterance in the ${empty.name} part of partition "${
        partitions[fold]
      }"; correct the table`,
    );
  }
  return { protocol: "folds", parts };
}

/** Indices of the validation part, ascending. */
function heldOut(
  { classes, utterances }: SplitInput,
  training: readonly number[],
  random: Permuter,
): number[] {
  const speakers = [...new Set(training.map((i) => utterances[i].speaker))];
  if (speakers.length < MIN_SPEAKERS || speakers.includes(undefined)) {
    const order = Array.from(random.permutation(training.length))
      .map((i) => training[i]);
    return classes.flatMap((emotion) => {
      const members = order.filter((i) => utterances[i].emotion === emotion);
      return members.slice(0, Math.round(HELD_OUT * members.length));
    }).sort((a, b) => a - b);
  }
  speakers.sort((a, b) => a! < b! ? -1 : 1);
  const held = new Set<string | undefined>();
  let size = 0;
  for (const place of Array.from(random.permutation(speakers.length))) {
    if (size >= HELD_OUT * training.length) break;
    const speaker = speakers[place];
    held.add(speaker);
    size += training.filter((i) => utterances[i].speaker === speaker).length;
  }
  return training.filter((i) => held.has(utterances[i].speaker));
}
