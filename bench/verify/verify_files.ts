/**
 * The files of a run beside those that its journal gives.
 *
 * @module
 */
import { join } from "@std/path";
import type { JournalRecord } from "../journal/records.ts";
import { JOURNAL_FILE } from "../outputs/out_folder.ts";
import {
  type MadeRun,
  makeRun,
  MANIFEST_FILE,
  mayBeLeftOut,
  PACKAGE_FILE,
} from "../outputs/run_files.ts";
import { unfinishedText } from "../plan/plan.ts";
import { latexFiles } from "../report/latex/files.ts";
import { SUITE_VERSION, suiteCommit } from "../run/machine.ts";
import {
  compareChecksums,
  compareFiles,
  type ReadFile,
  statedChecksums,
  statedSeed,
} from "./compare_files.ts";
import { registeredPlan } from "./registered_plan.ts";

/** What was found in the folder of a run. */
export interface VerifiedFiles {
  /** What its journal gives. */
  readonly run: MadeRun;
  /** What was compared, in a line. */
  readonly summary: string;
  /** One sentence for each file or plan that is not as it should be. */
  readonly differences: readonly string[];
  /** Which suite made files that differ, and which one compares them; else empty. */
  readonly note: string;
}

/**
 * Makes every file of a run again and compares it: byte for byte where the
 * folder has it, by the checksum of its manifest where it may be left out.
 *
 * @param folder Folder of the run, for messages
 * @param journal Its journal
 * @param read Reads the folder
 * @throws {DataError} When the journal cannot be read
 */
export async function verifyFiles(
  folder: string,
  journal: Uint8Array<ArrayBuffer>,
  read: ReadFile,
): Promise<VerifiedFiles> {
  const path = join(folder, JOURNAL_FILE);
  const manifest = await read(MANIFEST_FILE);
  const run = await makeRun(path, journal, statedSeed(manifest));
  const stated = statedChecksums(manifest);
  const { here, leftOut } = await parted(run.files, stated, read);
  for (const [name, text] of latexFiles(run.files)) {
    if (await read(name)) here.set(name, text);
  }
  const differing = await compareFiles(here, read);
  // A manifest that is missing or states none differs from the expected one.
  const changed = await compareChecksums(
    stated ?? {},
    async (name) => await read(name) ?? leftOut.get(name),
  );
  const plan = await registeredPlan(folder, run.records, read);
  const torn = run.tornBytes > 0
    ? ` and ${run.tornBytes} bytes of a torn one`
    : "";
  return {
    run,
    summary: [
      `${run.records.length} records${torn}`,
      ...unfinishedOf(run.records),
      `${here.size - differing.length} of ${here.size} files are equal`,
      ...leftOut.size > 0
        ? [`${leftOut.size} not kept here were made anew for their checksums`]
        : [],
      `${countOf(stated) - changed.length} of ${
        countOf(stated)
      } checksums agree`,
      ...plan && plan.difference === null
        ? [`the plan is the registered one (${plan.file})`]
        : [],
    ].join("; "),
    differences: [
      ...differing,
      ...changed,
      ...plan?.difference ? [plan.difference] : [],
    ],
    note: differing.length > 0 ? await suiteNote(run.records) : "",
  };
}

/** How far a run is that was stopped. */
function unfinishedOf(records: readonly JournalRecord[]): string[] {
  const plan = records.find((record) => record.kind === "plan");
  const done = records.filter(({ kind }) => kind === "trial").length;
  const unfinished = plan ? unfinishedText(plan.plan, done) : null;
  return unfinished === null ? [] : [`unfinished: ${unfinished}`];
}

/**
 * Files that the folder has or has to have, and those that it leaves out: a
 * figure or a page whose checksum the manifest states, and the package where
 * there is a manifest.
 */
async function parted(
  files: ReadonlyMap<string, string>,
  stated: Record<string, string> | undefined,
  read: ReadFile,
) {
  const here = new Map<string, string>();
  const leftOut = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const [name, text] of files) {
    const verifiable = stated !== undefined &&
      (name in stated || name === PACKAGE_FILE);
    if (mayBeLeftOut(name) && verifiable && !await read(name)) {
      leftOut.set(name, new TextEncoder().encode(text));
    } else here.set(name, text);
  }
  return { here, leftOut };
}

function countOf(checksums: Record<string, string> = {}): number {
  return Object.keys(checksums).length;
}

/** Which suite made the files and which one compares them. */
async function suiteNote(records: readonly JournalRecord[]): Promise<string> {
  const run = records.findLast((record) => record.kind === "run");
  const name = (version?: string, commit?: string | null) =>
    `suite ${version ?? "unknown"}, commit ${commit ?? "unknown"}`;
  const [theirs, ours] = [
    name(run?.versions.suite, run?.commit),
    name(SUITE_VERSION, await suiteCommit()),
  ];
  return theirs === ours
    ? `The run was made by this very ${ours}`
    : `The run was made by ${theirs}; this is ${ours}: "deno task tables" makes its files anew`;
}
