import { CorpusError } from "./errors.ts";
import type { CorpusFormat, Label } from "./format.ts";
import type { FileSource, Notice } from "./types.ts";
import { counted, listed } from "./wording.ts";

/** A file chosen by its name. */
export interface Choice {
  /** Where it is, below the folder. */
  readonly path: string;
  /** What its name says. */
  readonly label: Label;
  /** Other files of the same name. */
  readonly copies: readonly string[];
}

/** Files chosen from a folder. */
export interface Selection {
  /** Sorted by id, in code units. */
  readonly choices: readonly Choice[];
  /** What was left out. */
  readonly notices: readonly Notice[];
}

/**
 * Picks the files of a corpus out of a folder by their names, at any depth:
 * distributions differ in their folders. `.wav` in any case; macOS's `._`
 * companions are no recordings and are passed over in silence. Of files of
 * one name the first path is chosen.
 *
 * @throws {CorpusError} If no file has the corpus's names, or a name holds an
 * unknown code
 */
export function selectFiles(
  format: CorpusFormat,
  source: FileSource,
): Selection {
  const chosen = new Map<
    string,
    { path: string; label: Label; copies: string[] }
  >();
  const foreign: string[] = [];
  const skipped = new Map<string, string[]>();
  for (const path of source.paths) {
    const stem = /^(?:.*\/)?(?!\._)([^/]*)\.wav$/i.exec(path)?.[1];
    if (stem === undefined) continue;
    const label = format.parse(stem, path);
    if (label === undefined) foreign.push(path);
    else if ("skip" in label) {
      skipped.set(label.skip, [...skipped.get(label.skip) ?? [], path]);
    } else if (chosen.has(label.id)) chosen.get(label.id)?.copies.push(path);
    else chosen.set(label.id, { path, label, copies: [] });
  }
  if (chosen.size === 0) throw nothingFound(format, foreign, skipped);
  const notices = [...skipped].sort(([a], [b]) => a < b ? -1 : 1).map((
    [what, paths],
  ) => ({
    kind: "skipped",
    message: `${counted(paths.length, "file")} left out as ${what}: ${
      listed(paths)
    }`,
  }));
  if (foreign.length > 0) {
    notices.push({
      kind: "foreign",
      message:
        `${
          counted(foreign.length, "WAV file")
        } left out, not named ${format.pattern}: ` +
        listed(foreign),
    });
  }
  const choices = [...chosen.values()].sort((a, b) =>
    a.label.id < b.label.id ? -1 : 1
  );
  return { choices, notices };
}

function nothingFound(
  format: CorpusFormat,
  foreign: readonly string[],
  skipped: ReadonlyMap<string, readonly string[]>,
): CorpusError {
  const others = [...foreign, ...[...skipped.values()].flat()];
  const found = others.length === 0 ? "no WAV file" : `only ${listed(others)}`;
  return new CorpusError(
    `Cannot load ${format.title}: found ${found} in the folder, expected files named ` +
      `${format.pattern}; check the corpus name and the data folder`,
  );
}

/**
 * Makes sure that files of one name are one file, and says how many there are
 * twice: some distributions hold every file in two folders.
 *
 * @throws {CorpusError} If two files of one name differ
 */
export async function checkCopies(
  format: CorpusFormat,
  choices: readonly Choice[],
  source: FileSource,
): Promise<Notice[]> {
  const copied = choices.filter(({ copies }) => copies.length > 0);
  for (const { path, copies } of copied) {
    const bytes = await source.read(path);
    for (const copy of copies) {
      const other = await source.read(copy);
      if (
        bytes.length !== other.length ||
        bytes.some((byte, i) => byte !== other[i])
      ) {
        throw new CorpusError(
          `Cannot load ${format.title}: "${path}" and "${copy}" have one name but differ; ` +
            "keep one distribution in the folder",
        );
      }
    }
  }
  if (copied.length === 0) return [];
  const names = copied.map(({ label }) => label.id);
  return [{
    kind: "copy",
    message:
      `${
        counted(names.length, "file")
      } found more than once with equal bytes and ` +
      `used once: ${listed(names)}`,
  }];
}
