import { describeParts, requireAllClasses } from "./parts.ts";
import type { Permuter, Split, SplitInput } from "./types.ts";

/** Share of each class that goes to validation, and the same to test. */
const HELD_OUT = 0.2;

/**
 * 60/20/20 by class over utterances: of each class of n, round(0.2 n) for
 * validation, as many for test, the rest for training. Speakers and sentences
 * are on all sides.
 *
 * @param random One permutation is drawn; each class is dealt in its order
 * @throws {CorpusError} If a part lacks a class, as happens below 3 utterances
 */
export function stratifiedSplit(corpus: SplitInput, random: Permuter): Split {
  const { classes, utterances } = corpus;
  const order = Array.from(random.permutation(utterances.length));
  const train: number[] = [];
  const validation: number[] = [];
  const test: number[] = [];
  for (const emotion of classes) {
    const members = order.filter((i) => utterances[i].emotion === emotion);
    const held = Math.round(HELD_OUT * members.length);
    test.push(...members.slice(0, held));
    validation.push(...members.slice(held, 2 * held));
    train.push(...members.slice(2 * held));
  }
  const ascending = (indices: number[]) => indices.sort((a, b) => a - b);
  const parts = describeParts(corpus, [
    ["train", ascending(train)],
    ["validation", ascending(validation)],
    ["test", ascending(test)],
  ]);
  for (const part of parts) requireAllClasses(corpus, "stratified", part);
  return { protocol: "stratified", parts };
}
