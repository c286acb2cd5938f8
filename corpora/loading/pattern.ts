import type { Emotion } from "../types.ts";
import { meaningOf } from "./codes.ts";
import type { CorpusFormat } from "./format.ts";

/** A pattern of names whose codes tables explain. */
export interface NamePattern {
  /** With the groups `emotion` and `speaker`, and perhaps `sentence`; of a whole name without extension. */
  readonly pattern: RegExp;
  /** Emotion of each code. */
  readonly emotions: ReadonlyMap<string, Emotion>;
  /** Sex of each speaker, where they are known one by one: others are then refused. */
  readonly speakers?: ReadonlyMap<string, "female" | "male">;
  /** Sex of each code in the group `sex`. */
  readonly sexes?: ReadonlyMap<string, "female" | "male">;
}

/** Reads names by a pattern; names of another form are not of the corpus. */
export function patternParser(
  { pattern, emotions, speakers, sexes }: NamePattern,
): CorpusFormat["parse"] {
  return (stem, path) => {
    const groups = pattern.exec(stem)?.groups;
    if (groups === undefined) return undefined;
    const { speaker, sentence } = groups;
    const sex = speakers !== undefined
      ? meaningOf(path, "speaker", speaker, speakers)
      : sexes && meaningOf(path, "sex", groups.sex, sexes);
    return {
      id: stem,
      speaker,
      ...(sex === undefined ? {} : { sex }),
      ...(sentence === undefined ? {} : { sentence }),
      emotion: meaningOf(path, "emotion code", groups.emotion, emotions),
    };
  };
}
