/**
 * A corpus from a table with a row a recording.
 *
 * @module
 */
import { CorpusError } from "../errors.ts";
import { corpusChecksum } from "../checksum.ts";
import type { LoadOptions, Recording } from "../loading/format.ts";
import { inspectAudio } from "../loading/inspect.ts";
import { createDecoder } from "../loading/load.ts";
import type { CorpusLoader } from "../loading/loader.ts";
import { counted, listed } from "../loading/wording.ts";
import type {
  Corpus,
  FileSource,
  Notice,
  PartName,
  Utterance,
} from "../types.ts";
import { openTable } from "./find.ts";
import { locator } from "./paths.ts";
import { at } from "./records.ts";
import { seconds } from "./seconds.ts";
import type { Row, Table, TableSpec } from "./types.ts";

const SEXES: ReadonlyMap<string, "female" | "male"> = new Map([
  ["female", "female"],
  ["f", "female"],
  ["woman", "female"],
  ["male", "male"],
  ["m", "male"],
  ["man", "male"],
]);

/** Part of each usual word of a column of splits. */
const PARTS: ReadonlyMap<string, PartName> = new Map([
  ["train", "train"],
  ["training", "train"],
  ["validation", "validation"],
  ["valid", "validation"],
  ["val", "validation"],
  ["dev", "validation"],
  ["devel", "validation"],
  ["development", "validation"],
  ["test", "test"],
]);

/** Parts of the recordings that a table can tell for all of them or for none. */
const WHOLE = ["speaker", "sentence", "split", "fold"] as const;

/** A checked row. */
interface Entry {
  readonly line: number;
  readonly path: string;
  readonly start: number;
  readonly end?: number;
  readonly emotion: string;
  readonly values: Row["values"];
  readonly official?: readonly PartName[];
}

/** A table that was read and checked, without its audio. */
export interface TableContent {
  readonly table: Table;
  readonly entries: readonly Entry[];
  readonly partitions: readonly string[];
  readonly notices: readonly Notice[];
}

/**
 * A loader of a corpus that a table describes.
 *
 * Classes are the labels, ascending by UTF-16 code unit. An utterance's id is its
 * file's name without extension, or its path where two files have one name; a
 * segment's has `@start-end` in seconds behind it.
 */
export function tableLoader(name: string, spec: TableSpec = {}): CorpusLoader {
  return {
    homepage: "its publisher",
    check: async (source) => {
      const content = await readContent(name, source, spec);
      return describe(content);
    },
    load: async (source, options = {}) =>
      await toCorpus(
        name,
        source,
        spec,
        await readContent(name, source, spec),
        options,
      ),
  };
}

/**
 * Reads a table and finds its files, without reading audio.
 *
 * @throws {CorpusError} At the first row that cannot be used
 */
export async function readContent(
  name: string,
  source: FileSource,
  spec: TableSpec,
): Promise<TableContent> {
  const table = await openTable(name, source, spec);
  const locate = locator(table.path, source.paths);
  const entries: Entry[] = [];
  const seen = new Map<string, Entry>();
  const spellings = new Map<string, { label: string; line: number }>();
  const used = new Set<string>();
  const absent: { line: number; path: string }[] = [];
  let left = 0;
  let rows = 0;
  for (const row of table.rows) {
    rows++;
    const { line, values } = row;
    const fail = (finding: string) => at(table.path, line, finding);
    if (values.path === undefined) {
      throw fail("it names no file; fill in the path, or take the row out");
    }
    if (values.label === undefined) {
      throw fail("it has no label; fill it in, or take the row out");
    }
    used.add(values.label);
    const emotion = Object.hasOwn(spec.labels ?? {}, values.label)
      ? spec.labels![values.label]
      : values.label;
    if (emotion === "") {
      left++;
      continue;
    }
    const key = emotion.toLowerCase().replaceAll(/[\s_-]+/g, " ");
    const spelt = spellings.get(key);
    if (spelt === undefined) spellings.set(key, { label: emotion, line });
    else if (spelt.label !== emotion) {
      throw fail(
        `label "${emotion}" is spelt "${spelt.label}" at line ${spelt.line}; spell it one way, or map one to the other in the plan, as labels`,
      );
    }
    const path = locate(values.path);
    if (path === "outside") {
      throw fail(
        `"${values.path}" lies outside the data folder, and only files below it are read; give the folder that holds both with --data`,
      );
    }
    if (path === undefined) {
      absent.push({ line, path: values.path });
      continue;
    }
    const start = values.start === undefined ? 0 : seconds(values.start);
    const end = values.end === undefined ? undefined : seconds(values.end);
    if (
      start === undefined || !(start >= 0) ||
      !(end === undefined || end > start)
    ) {
      throw fail(
        `the segment from "${values.start ?? ""}" to "${
          values.end ?? ""
        }" is none; expected seconds with start before end`,
      );
    }
    const entry = {
      line,
      path,
      start,
      end,
      emotion,
      values,
      official: row.official,
    };
    const place = `${path}@${start}-${end ?? ""}`;
    const other = seen.get(place);
    if (other !== undefined) {
      const parts = [other, entry].map(({ values }) =>
        values.split ?? values.fold
      );
      throw fail(
        parts[0] !== parts[1]
          ? `"${values.path}" stands at line ${other.line} in part "${
            parts[0]
          }" and here in part "${
            parts[1]
          }"; a recording belongs to one part, take one row out`
          : `"${values.path}" stands at line ${other.line}, too; take one row out`,
      );
    }
    seen.set(place, entry);
    entries.push(entry);
  }
  if (absent.length > 0 && spec.missing !== "skip") {
    const [{ line, path }] = absent;
    throw at(
      table.path,
      line,
      `the folder has no file "${path}", nor ${
        absent.length - 1
      } others of ${rows} rows; get the files, or set missing = "skip" in the plan to leave such rows out`,
    );
  }
  if (entries.length === 0) {
    throw new CorpusError(
      `Cannot load "${name}": no row of "${table.path}" can be used (${rows} rows, ${absent.length} without file, ${left} left out by labels); correct the table or the plan`,
    );
  }
  const unused = Object.keys(spec.labels ?? {}).find((label) =>
    !used.has(label)
  );
  if (unused !== undefined) {
    throw new CorpusError(
      `Cannot load "${name}": no row of "${table.path}" has the label "${unused}" that the plan maps; correct labels, the table has ${
        listed([...used].sort())
      }`,
    );
  }
  checkWhole(table, entries);
  checkSpeakers(table, entries);
  return {
    table,
    ...withPartitions(table, entries),
    notices: [
      ...absent.length === 0 ? [] : [{
        kind: "skipped",
        message: `${
          counted(absent.length, "row")
        } of ${rows} left out, as the file is not in the folder: ${
          listed(absent.map(({ path }) => path))
        }`,
      }],
      ...left === 0 ? [] : [{
        kind: "skipped",
        message: `${
          counted(left, "row")
        } of ${rows} left out by the plan's labels`,
      }],
    ],
  };
}

function checkWhole({ path }: Table, entries: readonly Entry[]): void {
  for (const role of WHOLE) {
    const lacking = entries.find(({ values }) => values[role] === undefined);
    if (lacking === undefined) continue;
    if (entries.some(({ values }) => values[role] !== undefined)) {
      throw at(
        path,
        lacking.line,
        `it has no ${role}, where other rows have one; fill it in for all rows`,
      );
    }
  }
}

function checkSpeakers({ path }: Table, entries: readonly Entry[]): void {
  const sexes = new Map<string, { sex: string | undefined; line: number }>();
  for (const { line, values: { speaker, sex } } of entries) {
    if (speaker === undefined) continue;
    const other = sexes.get(speaker);
    if (other === undefined) sexes.set(speaker, { sex, line });
    else if (other.sex !== sex) {
      throw at(
        path,
        line,
        `speaker "${speaker}" is "${sex ?? ""}", at line ${other.line} "${
          other.sex ?? ""
        }"; correct one`,
      );
    }
  }
}

/** Partitions of a column: one of splits, or one for each fold, which is its test part. */
function withPartitions(
  { path, partitions = [] }: Table,
  entries: readonly Entry[],
): Pick<TableContent, "entries" | "partitions"> {
  if (partitions.length > 0) return { entries, partitions };
  const [{ values }] = entries;
  if (values.fold !== undefined) {
    const folds = [...new Set(entries.map((entry) => entry.values.fold!))]
      .sort(byNumber);
    if (folds.length < 2) {
      throw new CorpusError(
        `Cannot read table "${path}": all rows are in fold "${
          folds[0]
        }", expected at least two folds; correct the column`,
      );
    }
    return {
      partitions: folds.map((fold) => `fold ${fold}`),
      entries: entries.map((entry) => ({
        ...entry,
        official: folds.map((fold) =>
          entry.values.fold === fold ? "test" : "train"
        ),
      })),
    };
  }
  if (values.split === undefined) return { entries, partitions: [] };
  return {
    partitions: ["split"],
    entries: entries.map((entry) => {
      const part = PARTS.get(entry.values.split!.toLowerCase());
      if (part !== undefined) return { ...entry, official: [part] };
      throw at(
        path,
        entry.line,
        `found split "${entry.values.split}", expected one of ${
          [...PARTS.keys()].join(", ")
        }; correct it, or name the column as columns.fold`,
      );
    }),
  };
}

function byNumber(a: string, b: string): number {
  return Number(a) - Number(b) || (a < b ? -1 : 1);
}

/** What a table holds, as `--dry-run` says it. */
function describe(
  { table, entries, partitions, notices }: TableContent,
): string {
  const distinct = (of: (entry: Entry) => string | undefined) =>
    new Set(entries.map(of).filter((value) => value !== undefined)).size;
  const classes = [...new Set(entries.map(({ emotion }) => emotion))].sort();
  const speakers = distinct(({ values }) => values.speaker);
  const known = (n: number, noun: string) =>
    n === 0 ? `no ${noun}s` : counted(n, noun);
  return [
    `${table.form} "${table.path}": ${
      counted(entries.length, "recording")
    } in ${counted(distinct(({ path }) => path), "file")}`,
    `${classes.length} classes (${classes.join(", ")})`,
    known(speakers, "speaker"),
    known(distinct(({ values }) => values.sentence), "sentence"),
    known(partitions.length, "official partition"),
    ...notices.map(({ message }) => message),
  ].join(", ");
}

async function toCorpus(
  name: string,
  source: FileSource,
  spec: TableSpec,
  { table, entries, partitions, notices }: TableContent,
  { onProgress }: LoadOptions,
): Promise<Corpus> {
  const decode = createDecoder(source);
  const stems = entries.map(({ path }) => stem(path));
  const short =
    new Set(stems).size === new Set(entries.map(({ path }) => path)).size;
  const recordings: Recording[] = [];
  // Segments of one file stand together, so that it is read once.
  const order = [...entries.keys()].sort((a, b) =>
    entries[a].path < entries[b].path
      ? -1
      : entries[a].path > entries[b].path
      ? 1
      : a - b
  );
  for (const i of order) {
    const { line, path, start, end, emotion, values, official } = entries[i];
    const { speaker, sentence, sex } = values;
    const base = short ? stems[i] : path.replace(/\.[^./]*$/, "");
    const segment = values.start !== undefined || values.end !== undefined;
    const label = {
      id: segment ? `${base}@${start}-${end ?? ""}` : base,
      ...(speaker === undefined ? {} : { speaker }),
      ...(sex === undefined ? {} : { sex: SEXES.get(sex.toLowerCase()) }),
      ...(sentence === undefined ? {} : { sentence }),
      emotion,
      ...(official === undefined ? {} : { official }),
    } satisfies Partial<Utterance>;
    const recording = await decode(
      path,
      label,
      segment ? [start, end] : undefined,
    );
    if (recording === undefined) {
      throw at(
        table.path,
        line,
        `the segment from ${start} s begins behind the end of "${path}"; correct it`,
      );
    }
    recordings.push(recording);
    onProgress?.(recordings.length, entries.length);
  }
  recordings.sort((a, b) => a.utterance.id < b.utterance.id ? -1 : 1);
  const utterances = recordings.map(({ utterance }) => utterance);
  const spoken = [
    ...new Set(entries.flatMap(({ values }) => values.language ?? [])),
  ].sort();
  const languages = [spec.languages, spoken, table.languages]
    .find((found) => found !== undefined && found.length > 0);
  const licence = spec.licence ?? table.licence;
  return {
    name,
    classes: [...new Set(utterances.map(({ emotion }) => emotion))].sort(),
    utterances,
    checksum: await corpusChecksum(utterances),
    notices: [...notices, ...inspectAudio(recordings)],
    ...(partitions.length > 0 ? { partitions } : {}),
    ...(languages ? { languages } : {}),
    ...(licence ? { licence } : {}),
  };
}

function stem(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
}
