/**
 * An encoder's files, read: out of npm, or of a folder the user downloaded.
 *
 * @module
 */
import { basename, join } from "@std/path";
import {
  encoderEntry,
  type EncoderFiles,
  type FolderEncoder,
} from "../../model/mod.ts";
import { DataError, RefusedError } from "../command/exit_codes.ts";
import { isPermission } from "../command/files.ts";
import type { MaterialRecord } from "../journal/records.ts";
import { sha256 } from "../plan/plan.ts";
import { readWeights } from "./install.ts";

/** What was read, and its record in the journal. */
export interface EncoderSource {
  /** Contents by name. */
  readonly files: EncoderFiles;
  /** Where they are from, and their checksum. */
  readonly record: MaterialRecord["encoder"];
}

/**
 * Reads an encoder's files.
 *
 * @param name Name of the encoder
 * @param folder Folder of the weights of an encoder that npm does not have
 * @param suite Folder of the suite
 * @throws {DataError} If they are not there
 * @throws {RefusedError} If they may not be read
 * @throws {ModelError} If the folder lacks weights
 */
export async function readSource(
  name: string,
  folder: string | undefined,
  suite: string,
): Promise<EncoderSource> {
  const entry = encoderEntry(name);
  if (entry.kind === "folder") return await readFolder(entry, folder);
  const { file, package: pin, sha256, licence } = entry;
  return {
    files: new Map([[file, await readWeights(entry, suite)]]),
    record: { name: entry.name, package: pin, file, sha256, licence },
  };
}

/**
 * The checksum is that of the text `sha256sum` would print for the files read,
 * in alphabetical order.
 */
async function readFolder(
  encoder: FolderEncoder,
  folder: string | undefined,
): Promise<EncoderSource> {
  const { name, needs, remedy } = encoder;
  if (folder === undefined) {
    throw new DataError(
      `Cannot read encoder "${name}": it needs the folder of ${needs}; ${remedy}, and give its folder with --weights`,
    );
  }
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const sums: string[] = [];
  const there = await namesIn(folder, remedy);
  for (const file of encoder.files(there).sort()) {
    const bytes = await Deno.readFile(join(folder, file));
    files.set(file, bytes);
    sums.push(`${await sha256(bytes)}  ${file}\n`);
  }
  return {
    files,
    record: {
      name,
      package: `folder ${basename(folder)}`,
      file: [...files.keys()].join(", "),
      sha256: await sha256(new TextEncoder().encode(sums.join(""))),
      licence: "as its publisher states",
    },
  };
}

async function namesIn(folder: string, remedy: string): Promise<string[]> {
  try {
    const names: string[] = [];
    for await (const entry of Deno.readDir(folder)) names.push(entry.name);
    return names;
  } catch (error) {
    if (isPermission(error)) {
      throw new RefusedError(
        `Cannot read weights folder "${folder}": permission denied; "deno task bench" asks for this folder, other tasks read what lies below the suite`,
      );
    }
    if (
      error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotADirectory
    ) {
      throw new DataError(
        `Cannot read weights folder "${folder}": there is no such folder; ${remedy}, and give its folder with --weights`,
      );
    }
    throw error;
  }
}
