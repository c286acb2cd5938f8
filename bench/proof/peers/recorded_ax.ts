/**
 * Recorded runs of Ax (`ax_experiments` of the Gaussian-process peers file), for
 * comparing regret where Ax itself is not installed.
 *
 * @module
 */
import type { RecordedX } from "../../recorded/recorded_configuration.ts";
import type { NamedRuns } from "./side_by_side.ts";

interface RecordedExperiment {
  readonly api: "client" | "legacy";
  readonly function: string;
  readonly seed: number;
  readonly trials: readonly { readonly x: RecordedX; readonly true: number }[];
}

/** What is read of the file. */
export interface RecordedAx {
  readonly versions: Readonly<Record<string, string>>;
  readonly ax_experiments: readonly RecordedExperiment[];
}

/** The runs of both of Ax's interfaces; values are true ones, without noise. */
export function recordedAxRuns(file: RecordedAx): NamedRuns[] {
  return (["client", "legacy"] as const).map((api) => ({
    library: `ax-${api} (recorded)`,
    preset: api === "client" ? "ax-1.3" : "ax-legacy",
    version: file.versions["ax-platform"],
    tieProbe: [],
    studies: file.ax_experiments.filter((run) => run.api === api)
      .map((run) => ({
        function: run.function,
        seed: run.seed,
        points: run.trials.map(({ x }) => x),
        values: run.trials.map((trial) => trial.true),
      })),
  }));
}
