import { CorpusError } from "../errors.ts";

/** Remedy for sound in a form that is not read: ffmpeg tells the form by itself, whatever the file's name. */
export const CONVERT =
  "convert it to PCM, for example by `ffmpeg -i in.wav -c:a pcm_s16le out.wav`";

/** Remedy for a file that is damaged. */
export const GET_AGAIN = "get the original file again";

/**
 * An error about one place in a WAV file.
 *
 * @param finding What was found there, what was expected and the remedy, without a full stop
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
