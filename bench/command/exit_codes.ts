/**
 * Exit codes of every command, and the errors that lead to them.
 *
 * @module
 */

/** Documented exit codes. */
export const EXIT = {
  /** All done. */
  done: 0,
  /** A fault of the suite itself. */
  fault: 1,
  /** Wrong usage: a flag or its value. */
  usage: 2,
  /** Bad data: a corpus, weights or a journal that cannot be used. */
  data: 3,
  /** Refused: the folder is in use or holds another run, or a permission is missing. */
  refused: 4,
  /** Stopped by the user; the journal is whole and `--resume` goes on. */
  interrupted: 130,
} as const;

/** A flag or a value that the command line does not take. */
export class UsageError extends Error {
  /** Exit code this error leads to. */
  readonly exitCode: typeof EXIT.usage = EXIT.usage;
}

/** Data that cannot be used: the sentence names the file and what was expected. */
export class DataError extends Error {
  /** Exit code this error leads to. */
  readonly exitCode: typeof EXIT.data = EXIT.data;
}

/** Something that would overwrite or disturb another run, or lacks permission. */
export class RefusedError extends Error {
  /** Exit code this error leads to. */
  readonly exitCode: typeof EXIT.refused = EXIT.refused;
}

/** The user stopped the run. */
export class InterruptedError extends Error {
  /** Exit code this error leads to. */
  readonly exitCode: typeof EXIT.interrupted = EXIT.interrupted;
}
