/**
 * The journal on disk: one exclusive writer, one `fsync` a record, a torn last
 * line tolerated.
 *
 * @module
 */
import { DataError, RefusedError } from "../cli/exit_codes.ts";
import { checkRecord, type JournalRecord } from "./records.ts";

/** What a journal's text holds. */
export interface JournalText {
  /** Whole records in order. */
  readonly records: readonly JournalRecord[];
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
  const records = lines.map((line, i) => {
    const record = checkRecord(parsed(line));
    if (typeof record === "string") {
      throw new DataError(
        `Cannot read journal "${name}" at line ${
          i + 1
        }: ${record}; restore the file, or start anew in another --out`,
      );
    }
    return record;
  });
  return { records, wholeBytes, tornBytes: bytes.length - wholeBytes };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
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
   * @throws {RefusedError} When another program holds it
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
      const found = parseJournal(await readWhole(file), path);
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
