/**
 * Drives a run from a terminal: progress on stderr, the summary on stdout, and
 * the signals by which the user stops it.
 *
 * @module
 */
import { join } from "@std/path";
import { InterruptedError } from "../command/exit_codes.ts";
import { Progress, terminalWidth } from "../command/progress.ts";
import type { TrialRecord } from "../journal/records.ts";
import { JOURNAL_FILE } from "../outputs/out_folder.ts";
import type { Plan } from "../plan/plan.ts";
import { storeText } from "./feature_store.ts";
import type { RunOptions } from "./options.ts";
import { openRun, type Run } from "./run.ts";
import { printSummary } from "./summary_text.ts";

/**
 * Runs a plan to its end and prints the summary.
 *
 * @param args The command line, for the journal
 * @throws {RefusedError} When the folder is in use or holds something else
 * @throws {InterruptedError} When the user stops it; the journal is whole
 */
export async function runInTerminal(
  plan: Plan,
  options: RunOptions,
  args: readonly string[],
): Promise<void> {
  using run = await openRun(plan, { ...options, command: args });
  const say = options.quiet
    ? () => {}
    : (text: string) => Deno.stderr.writeSync(new TextEncoder().encode(text));
  const progress = new Progress({
    total: run.studies.reduce((sum, { trials }) => sum + trials, 0),
    done: run.records.filter(({ kind }) => kind === "trial").length,
    width: terminalWidth,
    write: say,
    now: () => performance.now(),
  });
  const interruption = onInterrupt(run);
  try {
    await run.run({
      signal: interruption.signal,
      step: (text) => progress.step(text),
      reading: (corpus, done, total) =>
        progress.count(`Reading ${corpus}`, done, total),
      finished: (trial) =>
        progress.trial(trial.study, trial.trial, describeTrial(trial)),
    });
  } finally {
    progress.end();
    interruption.ignore();
  }
  const data = await run.finish();
  if (options.cache !== undefined) say(`${await storeText(options.cache)}\n`);
  printSummary(data, run.folder, options.json);
}

function describeTrial(trial: TrialRecord): string {
  return trial.validation
    ? `BCA ${trial.validation.bca.toFixed(3)}`
    : trial.state;
}

/** A signal that is aborted when the user stops the program. */
function onInterrupt(
  run: Run,
): { signal: AbortSignal; ignore: () => void } {
  const controller = new AbortController();
  const handler = () =>
    controller.abort(
      new InterruptedError(
        run.begun
          ? `Interrupted: every finished trial is in "${
            join(run.folder, JOURNAL_FILE)
          }"; run the same command with --resume to go on`
          : "Interrupted before the first trial: nothing was written; run the same command again",
      ),
    );
  Deno.addSignalListener("SIGINT", handler);
  Deno.addSignalListener("SIGTERM", handler);
  return {
    signal: controller.signal,
    ignore: () => {
      Deno.removeSignalListener("SIGINT", handler);
      Deno.removeSignalListener("SIGTERM", handler);
    },
  };
}
