/** Folders of recordings for tests: made in memory, or real ones where they are at hand. */
import type { FileSource } from "../../corpora/types.ts";
import { ascii, encodeWav } from "./wav_bytes.ts";

/** A folder in memory; strings are files of text. */
export function memorySource(
  files: Readonly<Record<string, Uint8Array<ArrayBuffer> | string>>,
): FileSource {
  const bytes = new Map(
    Object.entries(files).map(([path, file]) => [
      path,
      typeof file === "string" ? ascii(file) : file,
    ]),
  );
  return {
    paths: [...bytes.keys()].sort(),
    read(path) {
      const found = bytes.get(path);
      return found === undefined
        ? Promise.reject(new Error(`no file ${path}`))
        : Promise.resolve(found);
    },
  };
}

/** A short file whose samples differ from those of other names. */
export function recording(
  name: string,
  { sampleRateHz = 16_000, frames = 40, channels = 1 } = {},
): Uint8Array<ArrayBuffer> {
  let state = 7;
  for (const char of name) state = (state * 31 + char.charCodeAt(0)) % 65_521;
  const samples = Array.from({ length: frames }, () => {
    state = (state * 75 + 74) % 65_537;
    return (state % 65_536) - 32_768;
  });
  return encodeWav({
    sampleRateHz,
    channels: Array.from({ length: channels }, () => samples),
  });
}

/** A folder in memory with one short recording for each name (without extension). */
export function recordings(
  names: readonly string[],
  folder = "wav/",
): FileSource {
  return memorySource(
    Object.fromEntries(
      names.map((name) => [`${folder}${name}.wav`, recording(name)]),
    ),
  );
}

/**
 * A folder of the optional real data, or undefined, said once, if it is not
 * there; tests that need it are then ignored.
 */
export function realFolder(name: string): FileSource | undefined {
  const root = new URL(`../../../shared/corpora/${name}/`, import.meta.url);
  try {
    const paths = [...walk(root, "")].sort();
    return { paths, read: (path) => Deno.readFile(new URL(path, root)) };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.log(
      `skipped: tests on real recordings, as ../shared/corpora/${name} is absent`,
    );
    return undefined;
  }
}

function* walk(root: URL, below: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(new URL(below, root))) {
    if (isDirectory) yield* walk(root, `${below}${name}/`);
    else yield `${below}${name}`;
  }
}

/** Kinds and messages, for short comparisons. */
export function kinds(
  corpus: { notices: readonly { kind: string }[] },
): string[] {
  return corpus.notices.map(({ kind }) => kind);
}
