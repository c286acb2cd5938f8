/** Corpora without files, for tests of splits. */
import type { SplitInput } from "../../../corpora/splits/types.ts";
import type { Emotion, Utterance } from "../../../corpora/types.ts";

/** An utterance whose samples are its number in the corpus, unless they are given. */
export type Spoken =
  & Partial<Utterance>
  & Pick<Utterance, "speaker" | "emotion">;

/** A corpus of the utterances in the given order. */
export function corpusOf(spoken: readonly Spoken[]): SplitInput {
  const utterances = spoken.map((utterance, i) => ({
    id: String(i).padStart(4, "0"),
    sentence: "a",
    samples: Float32Array.of(i),
    sourceRateHz: 16_000,
    ...utterance,
  }));
  const classes = [...new Set(utterances.map(({ emotion }) => emotion))].sort();
  return { name: "spoken", classes, utterances };
}

/** Every speaker says every class `takes` times; women are w0, w1, ..., men m0, m1, ... */
export function balanced(
  women: number,
  men: number,
  classes: readonly Emotion[] = ["anger", "neutral"],
  takes = 2,
): SplitInput {
  const speakers = [
    ...Array.from(
      { length: women },
      (_, i) => ({ speaker: `w${i}`, sex: "female" as const }),
    ),
    ...Array.from(
      { length: men },
      (_, i) => ({ speaker: `m${i}`, sex: "male" as const }),
    ),
  ];
  return corpusOf(
    speakers.flatMap((speaker) =>
      classes.flatMap((emotion) =>
        Array.from({ length: takes }, () => ({ ...speaker, emotion }))
      )
    ),
  );
}

/** A permutation handed out as it is. */
export function fixed(
  order: readonly number[],
): { permutation(n: number): readonly number[] } {
  return {
    permutation(n) {
      if (n !== order.length) {
        throw new Error(`asked for ${n}, have ${order.length}`);
      }
      return order;
    },
  };
}

/** Random orders of a small generator, for properties that hold for all orders. */
export function shuffling(seed: number): { permutation(n: number): number[] } {
  return {
    permutation(n) {
      let state = seed;
      const keys = Array.from(
        { length: n },
        () => state = (state * 16_807 + 11) % 2_147_483_647,
      );
      return keys.map((_, i) => i).sort((a, b) => keys[a] - keys[b] || a - b);
    },
  };
}

/** All indices of a split, sorted. */
export function allIndices(
  parts: readonly { indices: readonly number[] }[],
): number[] {
  return parts.flatMap(({ indices }) => indices).sort((a, b) => a - b);
}
