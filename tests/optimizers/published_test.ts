import { assertEquals } from "@std/assert";
import {
  checkLog,
  PUBLISHED_LOGS,
  readLog,
} from "../../bench/recorded/authors_logs.ts";

function logOf(preset: string) {
  const log = PUBLISHED_LOGS.find((candidate) => candidate.preset === preset)!;
  const file = new URL(
    `../../results/published/${log.file}`,
    import.meta.url,
  );
  return { log, rows: readLog(log.file, Deno.readTextFileSync(file)) };
}

for (
  const [preset, count] of [["optuna-published", 59], ["grid-published", 469]]
) {
  Deno.test(`"${preset}" proposes all ${count} configurations of the authors' log`, () => {
    const { log, rows } = logOf(String(preset));
    const { compared, equal, firstDifference } = checkLog(log, rows);
    assertEquals([compared, equal, firstDifference], [count, count, null]);
  });
}
