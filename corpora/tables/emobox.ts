/**
 * EmoBox: a JSONL file with all recordings of a corpus, `fold_N/` with the
 * training and test part of each official fold, and `data.seg.wrd.stm`, which
 * alone tells the speakers.
 *
 * Source: Ma et al., "EmoBox: Multilingual Multi-corpus Speech Emotion
 * Recognition Toolkit and Benchmark", Interspeech 2024, and its repository.
 *
 * @module
 */
import { CorpusError } from "../errors.ts";
import type { FileSource, PartName } from "../types.ts";
import { rowsOf } from "./columns.ts";
import { at, textRecords, utf8 } from "./records.ts";
import type { Row, Table, TableSpec } from "./types.ts";

/** Some of its folders hold the files of a fold under two names; the one with "_" is taken. */
const FOLD_FILE =
  /(^|\/)fold_(\d+)\/[^/]*_(train|valid|dev|test)_fold_?(\d+)\.jsonl$/;

const PARTS: Readonly<Record<string, PartName>> = {
  train: "train",
  valid: "validation",
  dev: "validation",
  test: "test",
};

/** Whether a JSONL file is the list of an EmoBox corpus: speakers or folds lie beside it. */
export function isEmobox(path: string, paths: readonly string[]): boolean {
  const folder = folderOf(path);
  return /\.jsonl$/i.test(path) && !FOLD_FILE.test(path) &&
    paths.some((other) =>
      other === `${folder}data.seg.wrd.stm` ||
      other.startsWith(`${folder}fold_`) && FOLD_FILE.test(other)
    );
}

/** Whether a file is one part of an EmoBox fold. */
export function isFoldFile(path: string): boolean {
  return FOLD_FILE.test(path);
}

/**
 * Reads an EmoBox corpus.
 *
 * @throws {CorpusError} If a fold names one recording in two parts, or leaves
 * one out
 */
export async function readEmobox(
  path: string,
  source: Pick<FileSource, "read" | "paths">,
  spec: TableSpec,
): Promise<Table> {
  const folder = folderOf(path);
  const speakers = await readSpeakers(`${folder}data.seg.wrd.stm`, source);
  const folds = await readFolds(folder, source);
  const bytes = await source.read(path);
  return {
    path,
    form: `EmoBox JSONL with ${folds.length} folds`,
    ...(folds.length > 0 ? { partitions: folds.map(({ name }) => name) } : {}),
    rows: rows(),
  };

  function* rows(): Generator<Row> {
    let key: string | undefined;
    function* records() {
      for (const record of textRecords(path, bytes)) {
        key = String(record.cells.key);
        yield record;
      }
    }
    for (const row of rowsOf(path, records(), spec)) {
      const speaker = speakers.get(key!);
      const official = folds.map(({ name, parts }) => {
        const part = parts.get(key!);
        if (part !== undefined) return part;
        throw at(
          path,
          row.line,
          `"${key}" is in no part of ${name}; take the fold's files from the same release, or take its folder away`,
        );
      });
      yield {
        line: row.line,
        values: {
          ...(speaker === undefined ? {} : { speaker }),
          ...row.values,
        },
        ...(folds.length > 0 ? { official } : {}),
      };
    }
  }
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);

/** Speaker of each key: `key 1 speaker start end <...> label`. */
async function readSpeakers(
  path: string,
  source: Pick<FileSource, "read" | "paths">,
): Promise<ReadonlyMap<string, string>> {
  if (!source.paths.includes(path)) return new Map();
  const speakers = new Map<string, string>();
  for (const line of utf8(path, await source.read(path)).split("\n")) {
    const [key, , speaker] = line.split(" ");
    if (speaker !== undefined) speakers.set(key, speaker);
  }
  return speakers;
}

interface Fold {
  readonly name: string;
  readonly parts: ReadonlyMap<string, PartName>;
}

async function readFolds(
  folder: string,
  source: Pick<FileSource, "read" | "paths">,
): Promise<Fold[]> {
  const files = new Map<string, { fold: number; part: string; path: string }>();
  for (const path of source.paths) {
    const match = FOLD_FILE.exec(path);
    if (match === null || !path.startsWith(`${folder}fold_`)) continue;
    const [, , fold, part] = match;
    const id = `${fold} ${part}`;
    if (!files.has(id) || /_fold_\d+\.jsonl$/.test(path)) {
      files.set(id, { fold: Number(fold), part, path });
    }
  }
  const folds = [...Map.groupBy(files.values(), ({ fold }) => fold)]
    .sort(([a], [b]) => a - b);
  return await Promise.all(folds.map(async ([fold, members]) => {
    const parts = new Map<string, PartName>();
    for (const { part, path } of members) {
      for (
        const { line, cells } of textRecords(path, await source.read(path))
      ) {
        const key = String(cells.key);
        const other = parts.get(key);
        if (other !== undefined && other !== PARTS[part]) {
          throw at(
            path,
            line,
            `"${key}" is in the ${other} part of this fold, too; keep it in one part`,
          );
        }
        parts.set(key, PARTS[part]);
      }
    }
    if (![...parts.values()].includes("test")) {
      throw new CorpusError(
        `Cannot read fold ${fold} of "${folder}": it has no test part; add its file`,
      );
    }
    return { name: `fold ${fold}`, parts };
  }));
}
