/**
 * Which parameters Optuna models together when not all trials have all of them.
 *
 * Source: optuna 5.0.0 (`search_space/intersection.py`, `group_decomposed.py`).
 *
 * @module
 */

/** Names that every trial has; none without trials. */
export function sharedNames(trials: readonly (readonly string[])[]): string[] {
  const [first = [], ...others] = trials;
  return first.filter((name) => others.every((names) => names.includes(name)));
}

/**
 * Groups of parameters that always come together. They only ever split, so that their
 * order depends on the trials in the order in which they were first seen.
 */
export class SpaceGroups {
  readonly #seen = new Set<string>();
  #groups: readonly string[][] = [];

  /** Groups after these trials, too; each a list of names. */
  refinedBy(trials: readonly (readonly string[])[]): readonly string[][] {
    for (const names of trials) {
      const key = names.join();
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      const known = this.#groups.flat();
      this.#groups = [
        ...this.#groups.flatMap((group) => [
          group.filter((name) => names.includes(name)),
          group.filter((name) => !names.includes(name)),
        ]),
        names.filter((name) => !known.includes(name)),
      ].filter((group) => group.length > 0);
    }
    return this.#groups;
  }
}
