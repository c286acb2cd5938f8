import { join } from "@std/path";
import { RefusedError } from "../command/exit_codes.ts";
import { checkFolder, makeFolder } from "../command/files.ts";
import { Journal } from "../journal/journal.ts";
import type { JournalRecord } from "../journal/records.ts";
import { exists, JOURNAL_FILE } from "../outputs/out_folder.ts";
import { isRunFile } from "../outputs/run_files.ts";

/**
 * The journal of a run in its folder. Records are held back until `begin`, so
 * that a run which cannot start leaves nothing behind.
 */
export class RunJournal implements Disposable {
  readonly #folder: string;
  readonly #records: JournalRecord[] = [];
  #held: JournalRecord[] | null = [];
  #journal: Journal | undefined;
  #closed = false;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Opens the journal of a folder where there is one. Makes nothing.
   *
   * @throws {UsageError} When the folder is a file
   * @throws {RefusedError} When another run writes to it, or when it holds files
   * that a run writes, but no run
   * @throws {DataError} When its journal cannot be read
   */
  static async open(folder: string): Promise<RunJournal> {
    await checkFolder("out", folder);
    const opened = new RunJournal(folder);
    try {
      if (await exists(opened.path)) await opened.#open();
      if (opened.#records.length === 0) await refuseStrangers(folder);
      return opened;
    } catch (error) {
      opened[Symbol.dispose]();
      throw error;
    }
  }

  /** Its file. */
  get path(): string {
    return join(this.#folder, JOURNAL_FILE);
  }

  /** All records, those held back among them. */
  get records(): readonly JournalRecord[] {
    return this.#records;
  }

  /** Whether records are on disk as soon as they are appended. */
  get begun(): boolean {
    return this.#held === null;
  }

  /** Adds a record, and waits until it is on disk unless records are held back. */
  append = async (record: JournalRecord): Promise<void> => {
    if (this.#closed) {
      throw new Error(`Cannot write to "${this.path}": it is closed`);
    }
    if (this.#held) this.#held.push(record);
    else await this.#journal!.append(record);
    this.#records.push(record);
  };

  /**
   * Writes the records held back, and from now on each at once.
   *
   * @throws {RefusedError} When another run took the folder in the meantime
   */
  async begin(): Promise<void> {
    const held = this.#held;
    if (!held) return;
    if (!this.#journal) {
      await makeFolder("out", this.#folder);
      await this.#open();
      if (this.#records.length > held.length) {
        throw new RefusedError(
          `Cannot write to "${this.#folder}": another run was written to it in the meantime; choose another --out`,
        );
      }
    }
    for (const record of held) await this.#journal!.append(record);
    this.#held = null;
  }

  async #open(): Promise<void> {
    this.#journal = await Journal.open(this.path);
    this.#records.unshift(...this.#journal.found.records);
  }

  /** Lets go of the file. */
  [Symbol.dispose](): void {
    if (!this.#closed) this.#journal?.[Symbol.dispose]();
    this.#closed = true;
  }
}

/** Refuses to write over files that no journal stands for. */
async function refuseStrangers(folder: string): Promise<void> {
  const stranger = (await filesIn(folder)).sort().find(isRunFile);
  if (stranger === undefined) return;
  throw new RefusedError(
    `Cannot write to "${folder}": it holds "${stranger}", which the run would write, and no journal of a run; choose another --out`,
  );
}

/** Names of the files of a folder and of the folders in it. */
async function filesIn(folder: string, below = ""): Promise<string[]> {
  if (!await exists(folder)) return [];
  const names: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const name = below + entry.name;
    if (!entry.isDirectory) names.push(name);
    else if (below === "") {
      names.push(...await filesIn(join(folder, name), `${name}/`));
    }
  }
  return names;
}
