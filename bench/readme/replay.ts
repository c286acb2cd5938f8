/**
 * What the kept replay says.
 *
 * @module
 */
import { ROOT_URL } from "../command/root.ts";
import type { Row } from "../figures/records.ts";
import { answerOf } from "../replay/answer.ts";
import { answerText } from "../replay/answer_text.ts";
import { REPLAY_RANDOM } from "../replay/exact_random.ts";
import { OPTIMIZERS, OUT } from "../replay/main.ts";
import type { ReplayManifest } from "../replay/manifest.ts";
import { REPLAY_REACHED } from "../replay/reached.ts";
import { PAGE_FILE } from "../replay/report.ts";
import { REPLAY_INCUMBENTS } from "../replay/tables.ts";
import { readTable } from "../tables/read_table.ts";
import type { Table } from "../tables/table.ts";

const FOLDER = "results/reference/replay";

/** The default replay as a terminal shows it, out of a kept one of more optimizers. */
export function replayMarkdown(): string {
  const read = (file: string) =>
    Deno.readTextFileSync(new URL(`${FOLDER}/${file}`, ROOT_URL));
  const rows = <Line>(table: Table<Line>): Row[] => {
    const file = `${table.name}.csv`;
    return readTable(table, file, read(file)).map(({ cells }) => cells);
  };
  const manifest: ReplayManifest = JSON.parse(read("manifest.json"));
  const answer = answerOf({ ...manifest, optimizers: OPTIMIZERS.split(",") }, {
    reached: rows(REPLAY_REACHED),
    random: rows(REPLAY_RANDOM),
    incumbents: rows(REPLAY_INCUMBENTS),
  });
  const text = answerText(answer, `${OUT}/${PAGE_FILE}`);
  return `\`\`\`text\n$ deno task replay\n${text}\n\`\`\`\n`;
}
