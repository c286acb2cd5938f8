/**
 * Features in a folder, so that workers and later runs share what never
 * changes while training.
 *
 * @module
 */
import { join } from "@std/path";
import type { FeatureStore } from "../../model/mod.ts";
import { canonicalJson, sha256 } from "../plan/plan.ts";

/** Bytes of the SHA-256 that ends a file. */
const DIGEST = 32;

/**
 * A folder of features. One file holds one array as little-endian float32 and
 * the SHA-256 of these bytes; a file that does not agree with it is made again.
 *
 * Files are written under another name and renamed, so two that write the same
 * one at once leave one whole file, and readers never see half of one.
 */
export class FolderStore implements FeatureStore {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Opens the part of a cache folder that belongs to what decides the bits of
   * features, and says there what that is.
   *
   * @param cache Folder of all features
   * @param source What decides them: checksums of corpus and encoder, recipe,
   * versions, kind of processor
   */
  static async open(cache: string, source: unknown): Promise<FolderStore> {
    const text = canonicalJson(source);
    const name = await sha256(new TextEncoder().encode(text));
    const folder = join(cache, name.slice(0, 16));
    await Deno.mkdir(folder, { recursive: true });
    await replace(
      join(folder, "source.json"),
      new TextEncoder().encode(text + "\n"),
    );
    return new FolderStore(folder);
  }

  /** The array, or nothing where it is missing or damaged. */
  async get(key: string): Promise<Float32Array | undefined> {
    const bytes = await readIfThere(await this.#path(key));
    if (!bytes || bytes.length < DIGEST || bytes.length % 4 !== 0) return;
    const content = bytes.subarray(0, -DIGEST);
    const digest = bytes.subarray(-DIGEST).toHex();
    if (await sha256(content) !== digest) return;
    return new Float32Array(bytes.buffer, 0, content.length / 4);
  }

  /** Writes the array. */
  async put(key: string, array: Float32Array): Promise<void> {
    const content = new Uint8Array(array.byteLength);
    new Float32Array(content.buffer).set(array);
    const bytes = new Uint8Array(content.length + DIGEST);
    bytes.set(content);
    bytes.set(Uint8Array.fromHex(await sha256(content)), content.length);
    await replace(await this.#path(key), bytes);
  }

  async #path(key: string): Promise<string> {
    const name = await sha256(new TextEncoder().encode(key));
    return join(this.#folder, `${name.slice(0, 32)}.f32`);
  }
}

async function readIfThere(
  path: string,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function replace(path: string, bytes: Uint8Array): Promise<void> {
  const part = `${path}.${crypto.randomUUID()}`; // a name of its own for each writer
  try {
    await Deno.writeFile(part, bytes);
    await Deno.rename(part, path);
  } catch (error) {
    await Deno.remove(part).catch(() => {}); // the first error says more
    throw error;
  }
}

/** How large a cache folder is, in a sentence. */
export async function storeText(cache: string): Promise<string> {
  const { bytes, files } = await storeSize(cache);
  return `Features kept in ${cache}: ${
    Math.round(bytes / 2 ** 20)
  } MiB in ${files} files`;
}

/** Bytes and files of a cache folder. */
export async function storeSize(
  cache: string,
): Promise<{ bytes: number; files: number }> {
  let [bytes, files] = [0, 0];
  for await (const part of Deno.readDir(cache)) {
    if (!part.isDirectory) continue;
    for await (const file of Deno.readDir(join(cache, part.name))) {
      if (!file.name.endsWith(".f32")) continue;
      bytes += (await Deno.stat(join(cache, part.name, file.name))).size;
      files++;
    }
  }
  return { bytes, files };
}
