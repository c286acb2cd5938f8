/**
 * Reads the zip files that PyTorch writes: every entry stored as it is. A
 * compressed one is refused, so that a file cannot grow when it is read. Files
 * above 4 GB, which have fields of 64 bits, are not read.
 *
 * Source: PKWARE APPNOTE 6.3.10, sections 4.3.7 to 4.3.16
 *
 * @module
 */
import { shown, weightsFault } from "./stored_tensor.ts";

/** Signatures and fixed lengths of the records. */
const END = { signature: 0x06054b50, length: 22 } as const;
const ENTRY = { signature: 0x02014b50, length: 46 } as const;
const LOCAL = { signature: 0x04034b50, length: 30 } as const;

/** Longest comment after the end record. */
const MAX_COMMENT = 0xffff;

/** True when bytes begin as a zip file does. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && viewOf(bytes).getUint32(0, true) ===
      LOCAL.signature;
}

/**
 * The entries of a zip file, as views of its bytes.
 *
 * @param file Name of the file, for messages
 * @param bytes The whole file
 * @throws {ModelError} If the file is truncated or an entry is compressed
 */
export function readZip(
  file: string,
  bytes: Uint8Array,
): ReadonlyMap<string, Uint8Array> {
  const reader = new ZipReader(file, bytes);
  const { at, count } = reader.directory();
  const entries = new Map<string, Uint8Array>();
  for (let i = 0, next = at; i < count; i++) {
    const entry = reader.entry(next);
    if (entries.has(entry.name)) {
      throw weightsFault(
        file,
        `its directory at offset ${next} lists ${shown(entry.name)} twice`,
      );
    }
    entries.set(entry.name, entry.data);
    next = entry.next;
  }
  return entries;
}

class ZipReader {
  readonly #file: string;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(file: string, bytes: Uint8Array) {
    this.#file = file;
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
  }

  /** Where the directory of entries begins, and how many it has. */
  directory(): { at: number; count: number } {
    const size = this.#bytes.length;
    const lowest = Math.max(0, size - END.length - MAX_COMMENT);
    for (let at = size - END.length; at >= lowest; at--) {
      if (this.#view.getUint32(at, true) !== END.signature) continue;
      return {
        at: this.#view.getUint32(at + 16, true),
        count: this.#view.getUint16(at + 10, true),
      };
    }
    throw weightsFault(
      this.#file,
      `no end of a zip directory was found up to offset ${size}, as in a file that was cut off`,
    );
  }

  /** The entry whose directory record is at an offset. */
  entry(at: number): { name: string; data: Uint8Array; next: number } {
    this.#record(at, ENTRY, "directory record");
    const short = (offset: number) => this.#view.getUint16(at + offset, true);
    const long = (offset: number) => this.#view.getUint32(at + offset, true);
    const nameEnd = at + ENTRY.length + short(28);
    const next = nameEnd + short(30) + short(32);
    const name = new TextDecoder().decode(
      this.#slice(at + ENTRY.length, nameEnd, "a name"),
    );
    const [size, stored, local] = [long(24), long(20), long(42)];
    const method = short(10);
    if (method !== 0 || size !== stored) {
      throw weightsFault(
        this.#file,
        `entry ${
          shown(name)
        } is compressed (method ${method}, ${stored} bytes for ${size}), expected stored as PyTorch writes it`,
      );
    }
    this.#record(local, LOCAL, `header of ${shown(name)}`);
    const begin = local + LOCAL.length +
      this.#view.getUint16(local + 26, true) +
      this.#view.getUint16(local + 28, true);
    const data = this.#slice(begin, begin + size, `entry ${shown(name)}`);
    return { name, data, next };
  }

  #record(
    at: number,
    { signature, length }: { signature: number; length: number },
    what: string,
  ): void {
    this.#slice(at, at + length, what);
    if (this.#view.getUint32(at, true) === signature) return;
    throw weightsFault(this.#file, `no ${what} was found at offset ${at}`);
  }

  #slice(begin: number, end: number, what: string): Uint8Array {
    if (end <= this.#bytes.length) return this.#bytes.subarray(begin, end);
    throw weightsFault(
      this.#file,
      `${what} at offset ${begin} ends at ${end}, the file at ${this.#bytes.length}`,
    );
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
