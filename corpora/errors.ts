/**
 * Speech data that cannot be used as it is: an unreadable recording, a name
 * that does not fit its corpus, a corpus that a protocol cannot split. The
 * command line turns it into its exit code for bad data.
 */
export class CorpusError extends Error {
  /** Name that `error.name` and stack traces show. */
  override readonly name = "CorpusError";
}
