import { CorpusError } from "../errors.ts";

/**
 * An error about one place in a WAV file.
 *
 * @param finding What was found there and what was expected, without a full stop
 */
export function wavError(
  file: string,
  offset: number,
  finding: string,
): CorpusError {
  return new CorpusError(
    `Cannot read WAV file "${file}" at byte ${offset}: ${finding}`,
  );
}
