import { readCommandLine } from "../../bench/command/flags.ts";
import { CHOICES } from "../../bench/plan/choices.ts";
import { BENCH_COMMAND } from "../../bench/run/flags.ts";
import { type Options, readOptions } from "../../bench/run/options.ts";

/**
 * Options of a command line of the main job.
 *
 * @param file Text of the plan file, whatever its path
 */
export function optionsOf(args: readonly string[], file = ""): Options {
  const { values } = readCommandLine(BENCH_COMMAND, args);
  return readOptions(values, CHOICES, 2, () => file);
}
