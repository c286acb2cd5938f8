import { assertEquals } from "@std/assert";
import { Progress } from "../../../bench/command/progress.ts";

function lines(width: number | null): string[] {
  const written: string[] = [];
  let clock = 0;
  const progress = new Progress({
    total: 4,
    done: 1,
    width: () => width,
    write: (text) => void written.push(text),
    now: () => clock += 1000,
  });
  progress.step("Loading");
  progress.count("Reading", 3, 9);
  progress.trial("emodb/paper/whisper-tiny/quick/random/s0", 2, "BCA 0.500");
  progress.end();
  return written;
}

Deno.test("Progress cuts the line it rewrites one short of the terminal's width", () => {
  const [step, count, trial, end] = lines(30);
  assertEquals(step, "\r\x1b[KLoading\n");
  assertEquals(count, "\r\x1b[KReading 3/9");
  assertEquals(trial, "\r\x1b[K[##########----------] 2/4 em");
  assertEquals(end, "\n");
});

Deno.test("Progress prints whole lines, and no counts, where there is no terminal", () => {
  assertEquals(lines(null), [
    "Loading\n",
    "[##########----------] 2/4 emodb/paper/whisper-tiny/quick/random/s0 #2 BCA 0.500, 2 s left\n",
  ]);
});
