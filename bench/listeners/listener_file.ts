/**
 * The files of `corpora/listeners/`: what they say, and how it is written.
 *
 * @module
 */
import {
  CREMA_D_CLASSES,
  heardInCremaD,
  readVoiceVotes,
} from "../../corpora/listeners/crema_d.ts";
import {
  EMODB_CLASSES,
  heardInEmodb,
  readPerceptionTest,
} from "../../corpora/listeners/emodb.ts";
import type { Baseline } from "../../corpora/listeners/types.ts";
import { baselinesOf } from "./baselines.ts";

/** What a file says of itself. */
interface Source {
  readonly origin: string;
  readonly citation: string;
  readonly licence: string;
}

const EMODB_SOURCE: Source = {
  origin:
    "erkennung.txt of the EmoDB download, 33 575 bytes, SHA-256 2490a8f8292376a744cc7452233cb4fd31d19f0c6f03cd771be2895a7f4f08ca (32 758 bytes, 9c317eb758cf111090fe697ef1cce68faf7da8109e7b7e80fc2d884791f47967 where lines end in LF)",
  citation:
    "F. Burkhardt, A. Paeschke, M. Rolfes, W. Sendlmeier, B. Weiss, A Database of German Emotional Speech, Interspeech 2005, 1517-1520",
  licence:
    "The download is freely available and carries no licence; the edition documented in audeering/emodb declares CC0-1.0",
};

const CREMA_D_SOURCE: Source = {
  origin:
    "Rows 100001 to 107442 of processedResults/tabulatedVotes.csv of CheyneyComputerScience/CREMA-D, 4 057 953 bytes, SHA-256 774d9d759cb5caf2542758a39eca8c0f1d2777f9987ff5d5adf8066d192f377b",
  citation:
    "H. Cao, D. G. Cooper, M. K. Keutmann, R. C. Gur, A. Nenkova, R. Verma, CREMA-D: Crowd-sourced Emotional Multimodal Actors Dataset, IEEE Transactions on Affective Computing 5(4), 2014, 377-390",
  licence:
    "Open Database License 1.0, contents under the Database Contents License 1.0; this derived table is offered under the same terms",
};

/**
 * EmoDB's file.
 *
 * @param bytes `erkennung.txt`
 * @param released Recordings of the release
 * @throws {CorpusError} If the bytes are not that file
 */
export function emodbFile(
  bytes: Uint8Array<ArrayBuffer>,
  released: ReadonlySet<string>,
): string {
  const rows = readPerceptionTest(bytes, released);
  return listenerFile(
    EMODB_SOURCE,
    ["recording", "recognised_percent", "natural_percent", "released"],
    rows,
    baselinesOf(rows.map(heardInEmodb), EMODB_CLASSES),
  );
}

/**
 * CREMA-D's file.
 *
 * @param text `tabulatedVotes.csv`
 * @throws {CorpusError} If the text is not that file
 */
export function cremaDFile(text: string): string {
  const rows = readVoiceVotes(text);
  return listenerFile(
    CREMA_D_SOURCE,
    ["clip", ...CREMA_D_CLASSES],
    rows,
    baselinesOf(rows.map(heardInCremaD), CREMA_D_CLASSES),
  );
}

/** JSON with one row a line, so that differences are readable. */
function listenerFile(
  source: Source,
  columns: readonly string[],
  recordings: readonly (readonly unknown[])[],
  baselines: readonly Baseline[],
): string {
  const list = (name: string, heads: readonly string[], rows: string[]) =>
    `  "${name}": {\n    "columns": ${JSON.stringify(heads)},\n    "rows": [\n${
      rows.map((row) => `      ${row}`).join(",\n")
    }\n    ]\n  }`;
  const parts = [
    ...Object.entries(source).map(([name, text]) =>
      `  "${name}": ${JSON.stringify(text)}`
    ),
    list(
      "baselines",
      Object.keys(baselines[0]),
      baselines.map((row) => JSON.stringify(Object.values(row))),
    ),
    list(
      "recordings",
      columns,
      recordings.map((row) => JSON.stringify(row)),
    ),
  ];
  return `{\n${parts.join(",\n")}\n}\n`;
}

/**
 * Where two texts first differ.
 *
 * @returns Number of the line and what stands there; `null` when they are equal
 */
export function firstDifference(
  committed: string,
  made: string,
): string | null {
  if (committed === made) return null;
  const [old, fresh] = [committed.split("\n"), made.split("\n")];
  const line = fresh.findIndex((text, i) => text !== old[i]);
  const at = line < 0 ? fresh.length : line;
  return `line ${at + 1} holds ${quoted(old[at])}, expected ${
    quoted(fresh[at])
  }`;
}

function quoted(line: string | undefined): string {
  return line === undefined ? "nothing" : `'${line.trim()}'`;
}
