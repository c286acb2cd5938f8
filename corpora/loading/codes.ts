import { CorpusError } from "../errors.ts";

/**
 * Meaning of a code in a file name.
 *
 * @param what What the code stands for, such as "emotion letter"
 * @param meanings All codes of the corpus
 * @throws {CorpusError} If the code is not among them
 */
export function meaningOf<T>(
  path: string,
  what: string,
  code: string,
  meanings: ReadonlyMap<string, T>,
): T {
  const meaning = meanings.get(code);
  if (meaning !== undefined) return meaning;
  const codes = [...meanings.keys()];
  const expected = codes.length > 20
    ? `${codes[0]} to ${codes[codes.length - 1]}`
    : `one of ${codes.join(", ")}`;
  throw new CorpusError(
    `Cannot label "${path}": found ${what} "${code}", expected ${expected}; ` +
      "correct the name or take the file out of the folder",
  );
}
