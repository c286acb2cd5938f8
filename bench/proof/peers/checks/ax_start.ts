/**
 * The first trials of Ax, before its model: they follow from the seed alone.
 *
 * @module
 */
import { createOptimizer } from "../../../../optimizers/create.ts";
import { paperSpace } from "../../../../optimizers/space.ts";
import {
  type RecordedX,
  sameConfiguration,
  toX,
} from "../../../recorded/recorded_configuration.ts";
import { type Agreement, Tally } from "../../../recorded/tally.ts";

/** Consecutive trials of one recorded start. */
export interface RecordedStart {
  /** Ax's Client (centre, then Sobol) or the older AxClient (Sobol only). */
  readonly api: "client" | "legacy";
  /** Seed given to Ax. */
  readonly seed: number;
  /** Number of the first trial here. */
  readonly first: number;
  /** Their configurations. */
  readonly trials: readonly RecordedX[];
}

/** Compares recorded starts with what the presets propose before their model. */
export function axStartTally(starts: readonly RecordedStart[]): Agreement {
  const tally = new Tally("Ax start-up trials", "proposals");
  for (const { api, seed, first, trials } of starts) {
    const optimizer = createOptimizer(
      api === "client" ? "ax-1.3" : "ax-legacy",
      paperSpace(),
      { seed, direction: "maximize" },
    );
    const asked = Array.from({ length: first + trials.length }, () => {
      const trial = optimizer.ask()!;
      // Which value is told does not matter before the model.
      optimizer.tell(trial.number, { state: "complete", value: 0 });
      return toX(trial.params);
    });
    trials.forEach((recorded, i) => {
      const found = asked[first + i];
      tally.count(
        sameConfiguration(found, recorded),
        () =>
          `${api} seed ${seed}, trial ${
            first + i
          }: proposed [${found}], recorded [${recorded}]`,
      );
    });
  }
  return tally.result();
}
