import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { DataError, RefusedError } from "../../../bench/command/exit_codes.ts";
import { Journal, parseJournal } from "../../../bench/journal/journal.ts";
import { journalLine } from "../../../bench/journal/line.ts";
import type { JournalRecord } from "../../../bench/journal/records.ts";

const FOLDER = new URL("../../../.cache/tests/journal/", import.meta.url);

const end = (n: number): JournalRecord => ({
  kind: "end",
  plan_hash: "abc",
  ended: `2026-01-01T00:00:0${n}Z`,
  peak_rss_mib: n,
});

async function freshPath(name: string): Promise<string> {
  await Deno.mkdir(FOLDER, { recursive: true });
  const path = new URL(name, FOLDER).pathname;
  try {
    await Deno.remove(path);
  } catch { /* none yet */ }
  return path;
}

Deno.test("Journal keeps what was appended before it was opened again", async () => {
  const path = await freshPath("kept.jsonl");
  {
    using journal = await Journal.open(path);
    await journal.append(end(1));
    await journal.append(end(2));
  }
  using again = await Journal.open(path);
  assertEquals(again.found.records, [end(1), end(2)]);
  assertEquals(again.found.tornBytes, 0);
});

Deno.test("Journal cuts a torn last line at every possible byte and goes on", async () => {
  const path = await freshPath("torn.jsonl");
  const line = journalLine(end(1));
  const next = journalLine(end(2));
  for (let cut = 0; cut < next.length; cut++) {
    await Deno.writeTextFile(path, line + next.slice(0, cut));
    {
      using journal = await Journal.open(path);
      assertEquals(journal.found.records, [end(1)]);
      assertEquals(journal.found.tornBytes, cut);
      await journal.append(end(3));
    }
    assertEquals(
      await Deno.readTextFile(path),
      line + journalLine(end(3)),
    );
  }
});

Deno.test("Journal refuses a second writer and lets it in afterwards", async () => {
  const path = await freshPath("locked.jsonl");
  {
    using _first = await Journal.open(path);
    const error = await assertRejects(() => Journal.open(path), RefusedError);
    assertEquals(error.message.includes("another run is writing"), true);
  }
  using _second = await Journal.open(path);
});

Deno.test("parseJournal() names the line and the field of a record that is wrong", () => {
  const bytes = new TextEncoder().encode(
    `${JSON.stringify(end(1))}\n{"kind":"end","plan_hash":"abc","ended":"x"}\n`,
  );
  const error = assertThrows(
    () => parseJournal(bytes, "run/journal.jsonl"),
    DataError,
  );
  assertEquals(
    error.message.startsWith(
      'Cannot read journal "run/journal.jsonl" at line 2: field "peak_rss_mib"',
    ),
    true,
    error.message,
  );
});

Deno.test("Journal takes the torn beginning of a journal and no other file", async () => {
  const path = await freshPath("beginning.jsonl");
  const first = '{"kind":"plan","journal":2}';
  for (let cut = 0; cut <= first.length; cut++) {
    await Deno.writeTextFile(path, first.slice(0, cut));
    using journal = await Journal.open(path);
    assertEquals(journal.found.records, []);
  }
  for (const other of ["x", '{"kind":"trial"', '{"kind":"plans"']) {
    await Deno.writeTextFile(path, other);
    await assertRejects(() => Journal.open(path), RefusedError, "no journal");
    assertEquals(await Deno.readTextFile(path), other);
  }
});

Deno.test("a journal without checksums is read, and goes on with them", async () => {
  const path = await freshPath("earlier.jsonl");
  await Deno.writeTextFile(path, JSON.stringify(end(1)) + "\n");
  {
    using journal = await Journal.open(path);
    await journal.append(end(2));
  }
  const { records } = parseJournal(await Deno.readFile(path), path);
  assertEquals(records, [end(1), end(2)]);
});

Deno.test("any changed byte of a record is named, and the record alone is set aside", async () => {
  const path = await freshPath("damaged.jsonl");
  const [first, middle, last] = [1, 2, 3].map((n) =>
    new TextEncoder().encode(journalLine(end(n)))
  );
  for (let at = 0; at < middle.length - 1; at++) {
    const damaged = middle.with(at, middle[at] ^ 1);
    const bytes = new Uint8Array([...first, ...damaged, ...last]);
    await Deno.writeFile(path, bytes);
    assertThrows(() => parseJournal(bytes, path), DataError, "at line 2");
    {
      using journal = await Journal.open(path);
      assertEquals(journal.found.records, [end(1), end(3)]);
      await journal.append(end(2));
    }
    const now = await Deno.readFile(path);
    assertEquals(now.subarray(0, bytes.length), bytes);
    assertEquals(parseJournal(now, path).records, [end(1), end(3), end(2)]);
  }
});
