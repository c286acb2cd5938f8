/**
 * The real libraries, and which preset stands for each.
 *
 * @module
 */

/** One library in one configuration. */
export interface Library {
  /** Name in tables, such as "hyperopt-0.3-s5". */
  readonly name: string;
  /** Group of `requirements.txt` that installs it. */
  readonly group: string;
  /** Name in `libraries.py`. */
  readonly runner: string;
  /** Preset that stands for it. */
  readonly preset: string;
  /** True when the preset is meant to propose the very same trials. */
  readonly exact: boolean;
  /** True when it is installed only when asked for: several gigabytes, slow. */
  readonly heavy: boolean;
}

/** Every library that ours is compared with. */
export const LIBRARIES: readonly Library[] = [
  library("optuna-5.0", "optuna-5.0", "optuna", "optuna-5.0"),
  library("optuna-4.9", "optuna-4.9", "optuna", "optuna-4.9"),
  library("optuna-4.8", "optuna-4.8", "optuna", "optuna-4.0"),
  library("hyperopt-0.3", "hyperopt-0.3", "hyperopt", "hyperopt-0.3"),
  library("hyperopt-0.3-s5", "hyperopt-0.3", "hyperopt-s5", "hyperopt-0.3-s5"),
  {
    ...library("ax-1.3", "ax-1.3", "ax", "ax-1.3"),
    exact: false,
    heavy: true,
  },
];

function library(
  name: string,
  group: string,
  runner: string,
  preset: string,
): Library {
  return { name, group, runner, preset, exact: true, heavy: false };
}

/**
 * Groups of pinned packages in the text of `requirements.txt`: a comment line
 * of one word opens a group.
 */
export function requirementGroups(text: string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of text.split("\n").map((l) => l.trim())) {
    const heading = line.match(/^# (\S+)$/);
    if (heading) groups.set(heading[1], current = []);
    else if (line !== "" && !line.startsWith("#")) current.push(line);
  }
  return groups;
}
