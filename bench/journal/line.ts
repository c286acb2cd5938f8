/**
 * One line of a journal: a record and the checksum of its text, so that damage
 * on the disk is seen even where the line is JSON still.
 *
 * @module
 */
import { crc32 } from "node:zlib";

const CHECKSUM = /,"crc32":"([0-9a-f]{8})"\}$/;

/** A record's line, its newline included. */
export function journalLine(record: object): string {
  const text = JSON.stringify(record);
  return `${text.slice(0, -1)},"crc32":"${checksumOf(text)}"}\n`;
}

/** What the checksum of a line says; journals of earlier suites have none. */
export function checkLine(line: string): "right" | "wrong" | "none" {
  const found = CHECKSUM.exec(line);
  if (!found) return "none";
  const text = `${line.slice(0, found.index)}}`;
  return checksumOf(text) === found[1] ? "right" : "wrong";
}

/** CRC-32 (IEEE 802.3) of a text's UTF-8 bytes, in hex. */
function checksumOf(text: string): string {
  return crc32(text).toString(16).padStart(8, "0");
}
