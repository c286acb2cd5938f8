/**
 * Splits of a corpus and what their parts share.
 *
 * @module
 */
import { foldsSplit } from "./folds.ts";
import { nestedSplit, nestedSplit1 } from "./nested.ts";
import { paperSplit } from "./paper.ts";
import { stratifiedSplit } from "./stratified.ts";
import type { Permuter, Protocol, Split, SplitInput } from "./types.ts";

export { foldsSplit, nestedSplit, nestedSplit1, paperSplit, stratifiedSplit };
export { partOf } from "./parts.ts";
export type {
  Part,
  PartName,
  Permuter,
  Protocol,
  Shared,
  Split,
  SplitInput,
} from "./types.ts";

/** Every protocol by its name on the command line. */
export const PROTOCOLS: readonly Protocol[] = [
  "paper",
  "stratified",
  "nested",
  "nested-1",
  "folds",
];

/** Whether a protocol's split seed counts through pairs of speakers. */
export function isBySpeaker(protocol: Protocol): boolean {
  return protocol === "nested" || protocol === "nested-1";
}

/** Whether a protocol counts through its partitions by the split seed itself. */
export function countsBySeed(protocol: Protocol): boolean {
  return isBySpeaker(protocol) || protocol === "folds";
}

/**
 * Divides a corpus by a protocol.
 *
 * @param seed The split seed; `nested` chooses its speakers by it, `folds` its fold
 * @param random Generator seeded with it, which `paper`, `stratified` and `folds` draw
 * from: numpy's `RandomState` to equal scikit-learn
 * @throws {CorpusError} If the corpus cannot serve the protocol
 * @throws {RangeError} If the seed is not a non-negative integer
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { syntheticCorpus } from "../synthetic/mod.ts";
 * import { partOf, splitCorpus } from "./mod.ts";
 *
 * const corpus = await syntheticCorpus({ seed: 0, utterances: 70 });
 * const inOrder = { permutation: (n: number) => Array.from({ length: n }, (_, i) => i) };
 * const split = splitCorpus(corpus, "nested", 1, inOrder);
 * assertEquals(partOf(split, "test").speakers?.length, 2);
 * assertEquals(partOf(split, "test").shared.speakers, []);
 * ```
 */
export function splitCorpus(
  corpus: SplitInput,
  protocol: Protocol,
  seed: number,
  random: Permuter,
): Split {
  switch (protocol) {
    case "paper":
      return paperSplit(corpus, random);
    case "stratified":
      return stratifiedSplit(corpus, random);
    case "nested":
      return nestedSplit(corpus, seed);
    case "nested-1":
      return nestedSplit1(corpus, seed);
    case "folds":
      return foldsSplit(corpus, seed, random);
  }
}
