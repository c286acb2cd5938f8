import type { Utterance } from "./types.ts";

/**
 * Tells which utterances hold the same recording, sample by sample: corpora
 * contain files twice, under two names and sometimes under two labels.
 *
 * @returns For each utterance the index of the first one with equal samples,
 * which is its own index when there is none before it; shape (utterances)
 */
export function recordingIndices(
  utterances: readonly Pick<Utterance, "samples">[],
): number[] {
  const firstByLength = new Map<number, number[]>();
  return utterances.map(({ samples }, index) => {
    const candidates = firstByLength.get(samples.length) ?? [];
    firstByLength.set(samples.length, candidates);
    const same = candidates.find((other) =>
      equal(utterances[other].samples, samples)
    );
    if (same === undefined) candidates.push(index);
    return same ?? index;
  });
}

function equal(a: Float32Array, b: Float32Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
