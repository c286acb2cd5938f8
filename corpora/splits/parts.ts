import { CorpusError } from "../errors.ts";
import { recordingIndices } from "../recordings.ts";
import type { Part, PartName, Protocol, Split, SplitInput } from "./types.ts";

/** A part before it is described. */
export type Division = readonly [name: PartName, indices: readonly number[]];

/**
 * One property of each utterance, in which parts can overlap; shape (utterances),
 * absent if any utterance lacks it.
 */
type Key = readonly (string | number)[] | undefined;

/**
 * Describes the parts of a division: counts, speakers, and what they share.
 *
 * @param divisions At least one; every utterance in exactly one of them
 */
export function describeParts(
  corpus: SplitInput,
  divisions: readonly Division[],
): Part[] {
  const { classes, utterances } = corpus;
  const speakers = known(utterances.map(({ speaker }) => speaker));
  const sentences = known(utterances.map(({ sentence }) => sentence));
  const takes = speakers && sentences &&
    utterances.map((u) => JSON.stringify([u.speaker, u.sentence, u.emotion]));
  const ids = utterances.map(({ id }) => id);
  const recordings = recordingIndices(utterances);
  return divisions.map(([name, indices]) => {
    const others = divisions.flatMap(([other, theirs]) =>
      other === name ? [] : theirs
    );
    const shared = (key: Key, names = key) =>
      key &&
      distinct(overlapping(key, indices, others).map((i) => String(names![i])));
    const all = (names?: readonly string[]) =>
      names && distinct(indices.map((i) => names[i]));
    const counts = classes.map((c) =>
      indices.filter((i) => utterances[i].emotion === c).length
    );
    return {
      name,
      indices,
      counts,
      missing: classes.filter((_, c) => counts[c] === 0),
      speakers: all(speakers),
      sentences: all(sentences),
      shared: {
        speakers: shared(speakers),
        sentences: shared(sentences),
        recordings: shared(recordings, ids)!,
        takes: shared(takes, ids),
      },
    };
  });
}

/**
 * The part of a split by name.
 *
 * @throws {RangeError} If the split has no such part
 */
export function partOf(split: Split, name: PartName): Part {
  const part = split.parts.find((candidate) => candidate.name === name);
  if (part !== undefined) return part;
  const names = split.parts.map((candidate) => candidate.name).join(", ");
  throw new RangeError(`Cannot take part "${name}": the split has ${names}`);
}

/**
 * An error that says why a protocol cannot serve a corpus.
 *
 * @param reason What was found and what to do, without a full stop
 */
export function refusal(
  corpus: SplitInput,
  protocol: Protocol,
  reason: string,
): CorpusError {
  return new CorpusError(
    `Cannot split "${corpus.name}" by protocol "${protocol}": ${reason}`,
  );
}

/**
 * Makes sure that a part holds every class: a model cannot learn a class it
 * never hears, and the search would be for something else.
 *
 * @throws {CorpusError} If the part lacks a class
 */
export function requireAllClasses(
  corpus: SplitInput,
  protocol: Protocol,
  part: Part,
): void {
  if (part.missing.length === 0) return;
  const missing = part.missing.join(", ");
  const size =
    `${part.indices.length} of ${corpus.utterances.length} utterances`;
  throw refusal(
    corpus,
    protocol,
    `found no ${missing} in the ${part.name} part (${size}), expected every ` +
      "class; use a larger corpus",
  );
}

/** Those of `indices` whose key occurs among `others` too. */
function overlapping(
  key: readonly (string | number)[],
  indices: readonly number[],
  others: readonly number[],
): number[] {
  const theirs = new Set(others.map((i) => key[i]));
  return indices.filter((i) => theirs.has(key[i]));
}

/** Values of all utterances, or none at all. */
function known(
  values: readonly (string | undefined)[],
): readonly string[] | undefined {
  return values.includes(undefined) ? undefined : values as string[];
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
