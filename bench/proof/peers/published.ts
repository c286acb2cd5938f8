/**
 * `deno task peers:published`: proposes the authors' logs again.
 *
 * @module
 */
import { join } from "@std/path";
import { inSuite } from "../../command/root.ts";
import { type Command, runCommand } from "../../command/command.ts";
import { EXIT } from "../../command/exit_codes.ts";
import { agreementText, allAgree } from "./agreement_text.ts";
import {
  checkLog,
  PUBLISHED_LOGS,
  readLog,
} from "../../recorded/authors_logs.ts";

const FOLDER = inSuite("results", "published");

/** `deno task peers:published`. */
export const command: Command = {
  task: "peers:published",
  purpose:
    "Proposes the trials of the published logs again, from their recorded values.",
  flags: [],
  exits: { done: "all agree", fault: "a difference" },
  run: () => {
    const agreements = PUBLISHED_LOGS.map((log) => {
      const text = Deno.readTextFileSync(join(FOLDER, log.file));
      return checkLog(log, readLog(log.file, text));
    });
    console.log(agreementText(
      "Published logs, proposed again from their recorded values",
      agreements,
    ));
    return allAgree(agreements) ? EXIT.done : EXIT.fault;
  },
};

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
