import { assert, assertEquals } from "@std/assert";
import { RandomState } from "../../optimizers/mod.ts";
import {
  emptyFolder,
  type Ended,
  results,
  run,
  SHORT_PLAN,
  start,
  startBare,
} from "./program.ts";

type Undisturbed = {
  tables: Record<string, string>;
  ended: Ended;
  out: string;
};
let made: Undisturbed | undefined;

/** An undisturbed run, made by the first test that asks. */
async function undisturbed(): Promise<Undisturbed> {
  if (made) return made;
  const out = await emptyFolder("undisturbed");
  const ended = await run([...SHORT_PLAN, `--out=${out}`, "--jobs=2"]);
  assertEquals(ended.code, 0, ended.stderr);
  return made = { tables: await results(out), ended, out };
}

Deno.test("bench prints the summary and where the tables lie", async () => {
  const { ended, out } = await undisturbed();
  assert(ended.stdout.includes("grid-shuffled"), ended.stdout);
  assert(ended.stdout.trimEnd().endsWith(`${out}/report.html`), ended.stdout);
});

Deno.test("bench gives the same tables with one job, from another folder, time zone and locale", async () => {
  const { tables } = await undisturbed();
  const out = await emptyFolder("elsewhere");
  const ended = await run(
    [...SHORT_PLAN, "--out=deep/here", "--jobs=1", "--quiet"],
    {
      cwd: out,
      env: { TZ: "Pacific/Apia", LC_ALL: "de_DE.UTF-8", LANG: "de_DE.UTF-8" },
    },
  );
  assertEquals(ended.code, 0, ended.stderr);
  assertEquals(ended.stderr, "");
  assertEquals(await results(`${out}/deep/here`), tables);
});

Deno.test("bench gives the same tables with two threads a trial", async () => {
  const { tables } = await undisturbed();
  const out = await emptyFolder("threads");
  const ended = await run([
    ...SHORT_PLAN,
    `--out=${out}`,
    "--jobs=1",
    "--threads=2",
  ]);
  assertEquals(ended.code, 0, ended.stderr);
  assertEquals(await results(out), tables);
});

Deno.test("bench gives the same tables while --cache is filled by two workers and from a filled one", async () => {
  const { tables } = await undisturbed();
  const out = await emptyFolder("cache");
  const sizes = [];
  for (const time of ["filling", "filled"]) {
    // A relative folder, from where the user stands.
    const ended = await run(
      [...SHORT_PLAN, `--out=${time}`, "--cache=kept", "--jobs=2"],
      { cwd: out },
    );
    assertEquals(ended.code, 0, ended.stderr);
    assertEquals(await results(`${out}/${time}`), tables);
    sizes.push(ended.stderr.match(/Features kept in kept: .+ files/)?.[0]);
  }
  assert(sizes[0] !== undefined);
  assertEquals(sizes[1], sizes[0]);
});

/** Kills a process that may have ended before its output was read to the end. */
function killIfAlive(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch (error) {
    // What Deno throws for a process that is no more.
    if (!(error instanceof TypeError)) throw error;
  }
}

Deno.test("bench --resume gives the tables of an undisturbed run when killed at 20 random moments", async () => {
  const { tables } = await undisturbed();
  const out = await emptyFolder("killed");
  const moments = new RandomState(20);
  for (let kill = 0; kill < 20; kill++) {
    // From before the journal is opened to well within a trial.
    const ms = 200 + 4000 * moments.random();
    const child = startBare([...SHORT_PLAN, `--out=${out}`, "--resume"], out);
    const timer = setTimeout(() => killIfAlive(child), ms);
    await child.output();
    clearTimeout(timer);
  }
  const ended = await run([...SHORT_PLAN, `--out=${out}`, "--resume"]);
  assertEquals(ended.code, 0, ended.stderr);
  assertEquals(await results(out), tables);
});

Deno.test("bench stops with 130 at an interruption, says how to go on, and goes on", async () => {
  const { tables } = await undisturbed();
  const out = await emptyFolder("interrupted");
  const child = start([...SHORT_PLAN, `--out=${out}`, "--jobs=1"]);
  const firstTrial = Promise.withResolvers<void>();
  let said = "";
  const listen = (async () => {
    for await (
      const text of child.stderr.pipeThrough(new TextDecoderStream())
    ) {
      said += text;
      if (said.includes("BCA")) firstTrial.resolve();
    }
  })();
  await firstTrial.promise;
  child.kill("SIGINT");
  const { code } = await child.status;
  await listen;
  await child.stdout.cancel();
  assertEquals(code, 130);
  assert(said.includes("--resume"), said);
  const ended = await run([...SHORT_PLAN, `--out=${out}`, "--resume"]);
  assertEquals(ended.code, 0, ended.stderr);
  assertEquals(await results(out), tables);
});
