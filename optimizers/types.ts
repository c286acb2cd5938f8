/**
 * Parameter values by name; a categorical parameter holds its value, not its index. A
 * conditional parameter is there only where it exists.
 */
export type Params = Readonly<Record<string, number>>;

/** Which way is better. Said once, when an optimizer is made; nobody flips a sign. */
export type Direction = "maximize" | "minimize";

/** One direction, or that of each of several objectives. */
export type Directions = Direction | readonly Direction[];

/**
 * Where a proposal came from. `center`: the middle of the space; `probe`: no
 * search at all, a control that a caller makes.
 */
export type Phase =
  | "startup"
  | "model"
  | "grid"
  | "random"
  | "center"
  | "probe";

/** One proposal. */
export interface Trial {
  /** 0-based number in the order of asking. */
  readonly number: number;
  /** Proposed values, in the order of the space. */
  readonly params: Params;
  /** Part of the optimizer that made the proposal. */
  readonly phase: Phase;
}

/**
 * How a trial ended. With several objectives a complete one has their `values`, in the
 * order of the directions.
 */
export type Outcome =
  | { readonly state: "complete"; readonly value: number }
  | { readonly state: "complete"; readonly values: readonly number[] }
  | { readonly state: "pruned" }
  | { readonly state: "failed" };

/** A sequential search: ask for a trial, report while it runs, tell how it ended. */
export interface Optimizer {
  /** Preset name, such as "random" or "optuna-5.0". */
  readonly preset: string;
  /** True when no proposal depends on what was told, so that trials can run side by side. */
  readonly independent: boolean;
  /**
   * Proposes the next trial, or `null` when none is left (grids, `center`).
   * Asking again before telling is allowed: several trials then run at once.
   */
  ask(): Trial | null;
  /**
   * Says that a running trial is run with other values than proposed, as a
   * replay of recorded trials needs. What was drawn for the proposal stays drawn.
   *
   * @throws {RangeError} If the trial is not running or a value is outside the space
   */
  amend(trial: number, params: Params): void;
  /**
   * Reports an intermediate value; `false` means: stop this trial now. A second
   * report at the same step is ignored: the first one stays.
   *
   * @param step Non-negative integer, such as the 0-based epoch
   * @throws {RangeError} If the trial is not running or the step is not such an integer
   */
  report(trial: number, step: number, value: number): boolean;
  /**
   * Tells how a trial ended; trials may be told in any order. What an optimizer
   * makes of NaN is its original's: Optuna counts the trial as failed.
   *
   * @throws {RangeError} If the trial is unknown or was told before, or the state is
   * none of the three
   */
  tell(trial: number, outcome: Outcome): void;
}

/** One intermediate value. */
export interface Report {
  /** Non-negative integer. */
  readonly step: number;
  /** Value at that step; may be NaN. */
  readonly value: number;
}

/** A trial as samplers and pruners see it. */
export interface TrialRecord extends Trial {
  /** Where it stands; every trial begins as running. */
  readonly state: "running" | Outcome["state"];
  /** Value of a complete trial's only objective. */
  readonly value?: number;
  /** Values of a complete trial's several objectives. */
  readonly values?: readonly number[];
  /** Intermediate values by ascending step. */
  readonly reports: readonly Report[];
}

/** What a sampler proposes. */
export type Proposal = Omit<Trial, "number">;

/** The part of an optimizer that proposes; all bookkeeping is `Study`'s. */
export interface Sampler {
  /** True when no proposal depends on the history. */
  readonly independent: boolean;
  /**
   * Next proposal, or `null` when none is left.
   *
   * @param history All trials so far, by number, running ones among them
   */
  propose(history: readonly TrialRecord[]): Proposal | null;
}

/** The part of an optimizer that stops unpromising trials. */
export interface Pruner {
  /**
   * Whether to stop a trial, asked once after each of its reports.
   *
   * @param history All trials so far, by number, this one among them
   * @param trial The running trial, with at least one report
   */
  prune(
    history: readonly TrialRecord[],
    trial: TrialRecord,
    direction: Direction,
  ): boolean;
}
