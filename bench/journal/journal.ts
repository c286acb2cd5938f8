/**
 * The journal on disk: one exclusive writer, one `fsync` a record, a torn last
 * line tolerated.
 *
 * @module
 */
import * as v from "valibot";
import { DataError, RefusedError } from "../command/exit_codes.ts";
import { checkLine, journalLine } from "./line.ts";
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
  /** Lines that are no records and were not set aside yet. */
  readonly damaged: readonly DamagedLine[];
}

/** A line that was written whole and cannot be read. */
export interface DamagedLine {
  /** Its number, from 1. */
  readonly line: number;
  /** What is wrong with it. */
  readonly fault: string;
}

/** A line that says which earlier ones are damaged; their trials follow anew. */
const SetAside = v.object({
  kind: v.literal("set_aside"),
  lines: v.array(v.number()),
});

/**
 * Reads the text of a journal.
 *
 * @param bytes Content of the file
 * @param name File name for messages
 * @throws {DataError} When a line that was written whole is not a record, and was
 * not set aside by a run that went on
 */
export function parseJournal(
  bytes: Uint8Array,
  name: string,
): JournalText {
  const read = readJournal(bytes, name);
  if (read.damaged.length > 0) {
    throw damagedError(name, read.damaged[0], RUN_AGAIN);
  }
  return read;
}

const RUN_AGAIN =
  "restore the file, or run its command with --resume, which does that record again";

function damagedError(
  name: string,
  { line, fault }: DamagedLine,
  remedy: string,
): DataError {
  return new DataError(
    `Cannot read journal "${name}" at line ${line}: ${fault}; ${remedy}`,
  );
}

/**
 * Reads what can be read of a journal.
 *
 * @throws {DataError} When its plan, the first line, is damaged
 */
function readJournal(bytes: Uint8Array, name: string): JournalText {
  // A record is whole only when its newline is on disk.
  const wholeBytes = bytes.lastIndexOf(10) + 1;
  const lines = new TextDecoder().decode(bytes.subarray(0, wholeBytes))
    .split("\n").slice(0, -1);
  const old = isVersion1(parsed(lines[0])) ? new Version1Reader() : null;
  const records: JournalRecord[] = [];
  const faults = new Map<number, string>();
  let checked = false;
  lines.forEach((line, i) => {
    const checksum = checkLine(line);
    const value = parsed(line);
    // Nobody writes a line without one after a line with one.
    if (checksum === "wrong" || checksum === "none" && checked) {
      faults.set(i + 1, "its checksum is missing or wrong");
      return;
    }
    checked ||= checksum === "right";
    const setAside = v.safeParse(SetAside, value);
    if (setAside.success) {
      for (const line of setAside.output.lines) faults.delete(line);
      return;
    }
    const read = recordsOf(value, old);
    if (typeof read === "string") faults.set(i + 1, read);
    else records.push(...read);
  });
  const damaged = [...faults].map(([line, fault]) => ({ line, fault }));
  if (damaged[0]?.line === 1) {
    const remedy = "restore the file, or start anew in another --out";
    throw damagedError(name, damaged[0], remedy);
  }
  return {
    records,
    version: old ? 1 : JOURNAL_VERSION,
    wholeBytes,
    tornBytes: bytes.length - wholeBytes,
    damaged,
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
  /** Bytes of whole records. */
  #bytes: number;
  /** The record that is being written, and those that wait for it. */
  #last: Promise<void> = Promise.resolve();
  /** Records that were there when it was opened. */
  readonly found: JournalText;

  private constructor(file: Deno.FsFile, found: JournalText) {
    this.#file = file;
    this.found = found;
    this.#bytes = found.wholeBytes;
  }

  /**
   * Opens a journal for appending, or makes it. A torn last line is cut off;
   * damaged lines stay and are set aside, so that a run does them again.
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
      const found = readJournal(bytes, path);
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
      const journal = new Journal(file, found);
      if (found.damaged.length > 0) {
        const lines = found.damaged.map(({ line }) => line);
        await journal.#write({ kind: "set_aside", lines });
      }
      return journal;
    } catch (error) {
      file.close();
      throw error;
    }
  }

  /**
   * Appends one record and waits until it is on disk. After one that could not be
   * written none is: each further call fails as that one did.
   */
  append(record: JournalRecord): Promise<void> {
    this.#last = this.#last.then(() => this.#write(record));
    return this.#last;
  }

  async #write(record: object): Promise<void> {
    const bytes = new TextEncoder().encode(journalLine(record));
    try {
      for (let at = 0; at < bytes.length;) {
        at += await this.#file.write(bytes.subarray(at));
      }
      await this.#file.syncData();
    } catch (error) {
      // Cut it where that works still; where not, the next run does.
      await this.#file.truncate(this.#bytes).catch(() => {});
      throw error;
    }
    this.#bytes += bytes.length;
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
