/**
 * `deno task peers:published`: proposes the authors' logs again.
 *
 * @module
 */
import { join } from "@std/path";
import { inSuite } from "../../command/root.ts";
import { EXIT } from "../../command/exit_codes.ts";
import { agreementText, allAgree } from "./agreement_text.ts";
import {
  checkLog,
  PUBLISHED_LOGS,
  readLog,
} from "../../recorded/authors_logs.ts";

const FOLDER = inSuite("results", "published");

/** Runs the command; returns its exit code. */
export function main(): number {
  const agreements = PUBLISHED_LOGS.map((log) => {
    const text = Deno.readTextFileSync(join(FOLDER, log.file));
    return checkLog(log, readLog(log.file, text));
  });
  console.log(agreementText(
    "Published logs, proposed again from their recorded values",
    agreements,
  ));
  return allAgree(agreements) ? EXIT.done : EXIT.fault;
}

if (import.meta.main) Deno.exitCode = main();
