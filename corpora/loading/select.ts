import { CorpusError } from "../errors.ts";
import type { FileSource, Notice } from "../types.ts";
import type { CorpusFormat, Label, Skip } from "./format.ts";
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

/** A file left out on purpose. */
interface Skipped extends Skip {
  readonly path: string;
}

/** A file of the corpus. */
interface Labelled {
  readonly path: string;
  readonly stem: string;
  readonly label: Label;
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
  source: Pick<FileSource, "paths" | "folder">,
): Selection {
  const foreign: string[] = [];
  const skipped: Skipped[] = [];
  const labelled: Labelled[] = [];
  for (const path of source.paths) {
    const stem = /^(?:.*\/)?(?!\._)([^/]*)\.wav$/i.exec(path)?.[1];
    if (stem === undefined) continue;
    const name = format.parse(stem, path);
    if (name === undefined) foreign.push(path);
    else if ("skip" in name) skipped.push({ path, ...name });
    else labelled.push({ path, stem, label: name });
  }
  if (labelled.length === 0) {
    throw nothingFound(format, source.folder, [
      ...foreign,
      ...skipped.map(({ path }) => path),
    ]);
  }
  const choices = [...Map.groupBy(labelled, ({ label }) => label.id).values()]
    .map(([{ path, label }, ...others]) => ({
      path,
      label,
      copies: others.map((other) => other.path),
    }))
    .sort((a, b) => a.label.id < b.label.id ? -1 : 1);
  const renamed = labelled.filter(({ stem, label }) => stem !== label.id);
  return {
    choices,
    notices: [
      ...skippedNotices(skipped),
      ...foreignNotice(format, foreign),
      ...renamed.map(({ path, label }) => ({
        kind: "name",
        message:
          `file "${path}" has a misspelt name and was read as ${label.id}`,
      })),
    ],
  };
}

function skippedNotices(skipped: readonly Skipped[]): Notice[] {
  const groups = [...Map.groupBy(skipped, ({ skip }) => skip)]
    .sort(([a], [b]) => a < b ? -1 : 1);
  return groups.map(([what, files]) => {
    const left = `${counted(files.length, "file")} left out as ${what}`;
    const paths = files.map(({ path }) => path);
    return { kind: "skipped", message: `${left}: ${listed(paths)}` };
  });
}

function foreignNotice(
  format: CorpusFormat,
  paths: readonly string[],
): Notice[] {
  if (paths.length === 0) return [];
  const left = `${counted(paths.length, "WAV file")} left out`;
  return [{
    kind: "foreign",
    message: `${left}, not named ${format.pattern}: ${listed(paths)}`,
  }];
}

function nothingFound(
  { title, pattern, homepage }: CorpusFormat,
  folder: string | undefined,
  others: readonly string[],
): CorpusError {
  const found = others.length === 0 ? "no WAV file" : `only ${listed(others)}`;
  const where = folder === undefined ? "the folder" : `the folder "${folder}"`;
  return new CorpusError(
    `Cannot load ${title}: found ${found} in ${where}, expected files named ` +
      `${pattern}; check the corpus name and the data folder, or download the corpus from ${homepage}`,
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
  const files = counted(copied.length, "file");
  const names = listed(copied.map(({ label }) => label.id));
  return [{
    kind: "copy",
    message:
      `${files} found more than once with equal bytes, used once: ${names}`,
  }];
}
