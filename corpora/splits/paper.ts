import { describeParts, refusal, requireAllClasses } from "./parts.ts";
import type { Permuter, Split, SplitInput } from "./types.ts";

/** Share of the utterances that is held out. */
const HELD_OUT = 0.2;

/**
 * The published partition: a random 80/20 over utterances, neither stratified
 * nor by speaker. The held-out part is the validation part; there is no test part.
 *
 * Equals scikit-learn 1.6 `train_test_split(range(n), test_size=0.2,
 * random_state=s)` with numpy's `RandomState(s).permutation` as `random`, in
 * members and order: the first ceil(0.2 n) of the permutation are held out,
 * the rest are trained on. The published seed is 42.
 *
 * @throws {CorpusError} If the training part lacks a class
 */
export function paperSplit(corpus: SplitInput, random: Permuter): Split {
  const n = corpus.utterances.length;
  const heldOut = Math.ceil(HELD_OUT * n);
  if (n < 2) {
    throw refusal(
      corpus,
      "paper",
      `found ${n} utterances, expected at least 2`,
    );
  }
  const order = Array.from(random.permutation(n));
  const parts = describeParts(corpus, [
    ["train", order.slice(heldOut)],
    ["validation", order.slice(0, heldOut)],
  ]);
  requireAllClasses(corpus, "paper", parts[0]);
  return { protocol: "paper", parts };
}
