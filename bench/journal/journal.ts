/**
 * The journal on disk: one exclusive writer, one `fsync` a record, a torn last
 * line tolerated.
 *
 * @module
 */
import { DataError, RefusedError } from "../command/exit_codes.ts";
import { checkRecord, JOURNAL_VERSION, type JournalRecord } from "./records.ts";
import { isVersion1, Version1Reader } from "./version_1.ts";

/** What a journal's text holds. */
export interface JournalText {
  /** Whole records in order. */
  readonly records: readonly JournalRecord[];
  /** Version of the records as they stand in the file. */
  readonly version: 1 | typeof JOURNAL_VERSION;
  /** Bytes of whole records; what follows was being written when the program died. */
  readonly wholeBytes: number;
  /** Bytes after the last whole record. */
  readonly tornBytes: number;
}

/**
 * Reads the text of a journal.
 *
 * @param bytes Content of the file
 * @param name File name for messages
 * @throws {DataError} When a line that was written whole is not a record
 */
export function parseJournal(
  bytes: Uint8Array,
  name: string,
): JournalText {
  // A record is whole only when its newline is on disk.
  const wholeBytes = bytes.lastIndexOf(10) + 1;
  const lines = new TextDecoder().decode(bytes.subarray(0, wholeBytes))
    .split("\n").slice(0, -1);
  const old = isVersion1(parsed(lines[0])) ? new Version1Reader() : null;
  const records = lines.flatMap((line, i) => {
    const read = recordsOf(parsed(line), old);
    if (typeof read === "string") {
      throw new DataError(
        `Cannot read journal "${name}" at line ${
          i + 1
        }: ${read}; restore the file, or start anew in another --out`,
      );
    }
    return read;
  });
  return {
    records,
    version: old ? 1 : JOURNAL_VERSION,
    wholeBytes,
    tornBytes: bytes.length - wholeBytes,
  };
}

/** The records of a line, or what is wrong with it. */
function recordsOf(
  line: unknown,
  old: Version1Reader | null,
): JournalRecord[] | string {
  const read = old ? old.read(line) : [line];
  if (typeof read === "string") return read;
  const records: JournalRecord[] = [];
  for (const value of read) {
    const record = checkRecord(value);
    if (typeof record === "string") return record;
    records.push(record);
  }
  return records;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** How the first record of every journal starts. */
const START = new TextEncoder().encode('{"kind":"plan"');

/** Whether bytes without a whole record may be the beginning of a journal. */
function mayBegin(bytes: Uint8Array): boolean {
  return bytes.subarray(0, START.length).every((byte, i) => byte === START[i]);
}

/** An open journal. Only one program at a time holds it. */
export class Journal implements Disposable {
  #file: Deno.FsFile;
  /** Records that were there when it was opened. */
  readonly found: JournalText;

  private constructor(file: Deno.FsFile, found: JournalText) {
    this.#file = file;
    this.found = found;
  }

  /**
   * Opens a journal for appending, or makes it. A torn last line is cut off.
   *
   * @param path File of the journal; its folder exists
   * @throws {RefusedError} When another program holds it, or it is no journal
   * @throws {DataError} When it cannot be read
   */
  static async open(path: string): Promise<Journal> {
    const file = await Deno.open(path, {
      read: true,
      write: true,
      create: true,
    });
    try {
      if (!await file.tryLock(true)) {
        throw new RefusedError(
          `Cannot use the folder of "${path}": another run is writing to it; wait for it, or choose another --out`,
        );
      }
      const bytes = await readWhole(file);
      const found = parseJournal(bytes, path);
      if (found.wholeBytes === 0 && !mayBegin(bytes)) {
        throw new RefusedError(
          `Cannot use "${path}": it is no journal, expected JSON lines, the first one of kind "plan"; choose another --out`,
        );
      }
      if (found.version !== JOURNAL_VERSION && found.records.length > 0) {
        throw new RefusedError(
          `Cannot go on with "${path}": an earlier suite wrote it (journal version ${found.version}, this one writes ${JOURNAL_VERSION}); finish it with that suite, or choose another --out`,
        );
      }
      // Cut what was being written when an earlier run died, so that the next record starts a line.
      await file.truncate(found.wholeBytes);
      await file.seek(found.wholeBytes, Deno.SeekMode.Start);
      return new Journal(file, found);
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /** Appends one record and waits until it is on disk. */
  async append(record: JournalRecord): Promise<void> {
    const bytes = new TextEncoder().encode(JSON.stringify(record) + "\n");
    for (let at = 0; at < bytes.length;) {
      at += await this.#file.write(bytes.subarray(at));
    }
    await this.#file.syncData();
  }

  /** Lets go of the file and its lock. */
  [Symbol.dispose](): void {
    this.#file.close();
  }
}

async function readWhole(file: Deno.FsFile): Promise<Uint8Array> {
  const bytes = new Uint8Array((await file.stat()).size);
  let at = 0;
  while (at < bytes.length) {
    const got = await file.read(bytes.subarray(at));
    if (got === null) break;
    at += got;
  }
  return bytes.subarray(0, at);
}
