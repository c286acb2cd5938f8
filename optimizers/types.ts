/** A proposed point: one number for each parameter, in the order of the space. */
export type Params = Readonly<Record<string, number>>;

/** Which way is better. Said once, when an optimizer is made; nobody flips a sign. */
export type Direction = "maximize" | "minimize";

/** Where a proposal came from. */
export type Phase = "startup" | "model" | "grid" | "random";

/** One proposal. */
export interface Trial {
  /** 0-based number in the order of asking. */
  readonly number: number;
  /** Proposed values; a categorical parameter holds its value, not its index. */
  readonly params: Params;
  /** Part of the engine that made the proposal. */
  readonly phase: Phase;
}

/** How a trial ended. */
export type Outcome =
  | { readonly state: "complete"; readonly value: number }
  | { readonly state: "pruned" }
  | { readonly state: "failed" };

/** A sequential search: ask for a trial, report while it runs, tell how it ended. */
export interface Optimizer {
  /** Preset name, such as "random" or "optuna-5.0". */
  readonly preset: string;
  /** True when no proposal depends on what was told, so that trials can run side by side. */
  readonly independent: boolean;
  /** Proposes the next trial, or `null` when the space is used up (grids). */
  ask(): Trial | null;
  /** Reports an intermediate value; `false` means: stop this trial now. */
  report(trial: number, step: number, value: number): boolean;
  /** Tells how a trial ended. */
  tell(trial: number, outcome: Outcome): void;
}
