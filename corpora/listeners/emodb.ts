/**
 * EmoDB's perception test, `erkennung.txt` of the download.
 *
 * It tells for each recording how many percent of the listeners named the
 * intended emotion and how many found it natural: no votes by listener and no
 * confusions, so only recall can be had. `erklaerung.txt` speaks of 20
 * listeners; values such as 38,10 are multiples of 1/21.
 *
 * Source: Burkhardt, Paeschke, Rolfes, Sendlmeier and Weiss 2005.
 *
 * @module
 */
import { EMODB_EMOTIONS } from "../entries/emodb.ts";
import { CorpusError } from "../errors.ts";
import type { Emotion } from "../types.ts";
import type { HeardRecording } from "./types.ts";

/** Classes of the test, alphabetical. */
export const EMODB_CLASSES: readonly Emotion[] = [...EMODB_EMOTIONS.values()]
  .sort();

/** Recording, percent who recognised it, percent who found it natural, in the release or not. */
export type EmodbRow = readonly [
  recording: string,
  recognised: number,
  natural: number,
  released: boolean,
];

const HEADER = "Nr.\tSatz\terkannt\tnatuerlich";

/**
 * "Satz" is the file name of the recording, not the sentence. Its sixth character
 * is the emotion, a German initial: A is fear (Angst), E disgust (Ekel), F
 * happiness (Freude).
 */
const FILE = new RegExp(
  `^(\\d\\d[ab]\\d\\d[${[...EMODB_EMOTIONS.keys()].join("")}][a-z]?)\\.wav$`,
);

/**
 * Reads `erkennung.txt`.
 *
 * @param bytes The file: ISO-8859-1, tab separated, decimal commas, fields padded
 * with no-break spaces (0xA0, which is no UTF-8), lines ending in CR LF or LF
 * @param released Recordings that are in the release. They are not those that the
 * stated rule (80 % recognised, 60 % natural) selects: 42 fall below it, and one
 * that meets it is missing
 * @returns One row for each recording, sorted by its name
 * @throws {CorpusError} If a line is not of that form; it is named by its number
 */
export function readPerceptionTest(
  bytes: Uint8Array<ArrayBuffer>,
  released: ReadonlySet<string>,
): EmodbRow[] {
  const lines = new TextDecoder("latin1").decode(bytes).split(/\r?\n/);
  const fields = lines.map((line) =>
    line.replaceAll("\u00a0", " ").split("\t").map((field) => field.trim())
  );
  if (fields[0].join("\t") !== HEADER) {
    throw lineError(1, `"${fields[0].join(" ")}"`, "the header of the file");
  }
  const rows = new Map<string, EmodbRow>();
  fields.forEach((line, i) => {
    if (i === 0 || line.join("") === "") return;
    const row = readLine(line, i + 1, released);
    if (rows.has(row[0])) {
      throw lineError(i + 1, `"${row[0]}" again`, "each recording once");
    }
    rows.set(row[0], row);
  });
  const unheard = [...released].find((name) => !rows.has(name));
  if (unheard !== undefined || rows.size === 0) {
    throw new CorpusError(
      `Cannot read the perception test: found ${rows.size} recordings${
        unheard === undefined ? "" : ` without "${unheard}" of the release`
      }, expected all that were rated; get the whole file`,
    );
  }
  return [...rows.values()].sort(([a], [b]) => (a < b ? -1 : 1));
}

function readLine(
  line: readonly string[],
  number: number,
  released: ReadonlySet<string>,
): EmodbRow {
  const [, file, recognised, natural] = line;
  const name = FILE.exec(file ?? "")?.[1];
  if (line.length !== 4 || name === undefined) {
    throw lineError(
      number,
      `"${line.join(" ")}"`,
      "number, file name such as 03a01Ab.wav and two percentages",
    );
  }
  return [
    name,
    percent(recognised, number),
    percent(natural, number),
    released.has(name),
  ];
}

function percent(text: string, line: number): number {
  const value = Number(text.replace(",", "."));
  if (!/^\d+(,\d+)?$/.test(text) || value > 100) {
    throw lineError(line, `"${text}"`, "a percentage such as 65,00");
  }
  return value;
}

function lineError(line: number, found: string, expected: string): CorpusError {
  return new CorpusError(
    `Cannot read the perception test at line ${line}: found ${found}, expected ${expected}; get the original erkennung.txt`,
  );
}

/** A row as a recording that was heard. */
export function heardInEmodb(
  [recording, recognised, , released]: EmodbRow,
): HeardRecording {
  const rate = recognised / 100;
  return {
    speaker: recording.slice(0, 2),
    emotion: EMODB_EMOTIONS.get(recording[5])!,
    rate,
    votes: null,
    // More than half is more than any other; what half or fewer mean is unknown.
    majorityRight: rate > 0.5 ? true : null,
    released,
  };
}
