/**
 * `deno task audit`: recomputes what published papers state from the files that
 * came with them.
 *
 * @module
 */
import { inSuite } from "../command/root.ts";
import { join } from "@std/path";
import { type Command, runCommand } from "../command/command.ts";
import { DataError, EXIT } from "../command/exit_codes.ts";
import { replaceFile } from "../command/files.ts";
import { dataPackage } from "../tables/package.ts";
import { toCsv } from "../tables/table.ts";
import {
  AUDIT,
  type AuditRow,
  type Paper,
  VERDICTS,
} from "./findings/finding.ts";
import { PAPERS } from "./papers.ts";

const FOLDER = inSuite("results", "published");

/** Every finding of papers. */
export function auditRows(
  papers: readonly Paper[],
  read: (file: string) => string,
): AuditRow[] {
  return papers.flatMap(({ name, files, audit }) =>
    audit(new Map(files.map((file) => [file, read(file)])))
      .map((finding) => ({ paper: name, ...finding }))
  );
}

/** Findings as lines, with the count of each verdict. */
function auditText(rows: readonly AuditRow[]): string {
  const printed = rows.filter(({ published }) => published !== "")
    .sort((a, b) => a.point - b.point);
  const lines = printed.map((row) =>
    [
      `${row.point}.`.padStart(3),
      row.verdict.padEnd(21),
      `${row.published} / ${row.recomputed || "-"} ${row.unit}`.trim().padEnd(
        34,
      ),
      row.claim,
    ].join("  ")
  );
  const counts = VERDICTS.map((verdict) =>
    `${verdict} ${rows.filter((row) => row.verdict === verdict).length}`
  );
  return [
    "point  verdict, published / recomputed, quantity (of quantities that are printed)",
    ...lines,
    `${rows.length} quantities: ${counts.join(", ")}`,
  ].join("\n");
}

/** `deno task audit`. */
export const command: Command = {
  task: "audit",
  purpose:
    "Recomputes what published papers state from the logs in results/published/ and writes results/published/audit.csv: claim, published figure, recomputed figure, how, verdict.",
  flags: [
    {
      name: "check",
      help:
        "write nothing; compare with results/published/audit.csv, exit 1 on a difference",
    },
  ],
  exits: { fault: "a difference (with --check)" },
  writes: "to results/published/",
  run: async ({ values }) => {
    const rows = auditRows(
      PAPERS,
      (file) => reading(join(FOLDER, file)),
    );
    const csv = toCsv(AUDIT, rows);
    console.log(auditText(rows));
    const path = join(FOLDER, "audit.csv");
    if (values.check) {
      const same = reading(path) === csv;
      console.log(
        `results/published/audit.csv ${same ? "agrees" : "differs"}`,
      );
      return same ? EXIT.done : EXIT.fault;
    }
    await replaceFile(path, csv);
    await replaceFile(
      join(FOLDER, "datapackage.json"),
      await dataPackage(ABOUT, [
        { table: AUDIT, csv },
      ], []),
    );
  },
};

const ABOUT = {
  name: "audit",
  title: "What published papers state, recomputed from their files",
  description: "Made by deno task audit of the logs in this folder",
};

function reading(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new DataError(
      `Cannot audit: found no file "${path}", expected the logs as they came with the suite`,
    );
  }
}

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
