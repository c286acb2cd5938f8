/**
 * Spaces of recorded studies, by name.
 *
 * @module
 */
import { paperSpace, type SearchSpace } from "../../../../optimizers/space.ts";
import { LENGTHS } from "../../../recorded/recorded_configuration.ts";

/** Categories that are recorded as words; ours are their indices. */
export type Words = Readonly<Record<string, readonly string[]>>;

/** A space and the words of its categories. */
export interface RecordedSpace {
  readonly space: SearchSpace;
  readonly words: Words;
}

const TUNING = ["full", "lora", "adapter"];
const TARGETS = ["attention", "ffn", "both"];

/** The paper's space, and one of tuning methods with conditional parameters. */
export const RECORDED_SPACES: Readonly<Record<string, RecordedSpace>> = {
  paper: { space: paperSpace(), words: {} },
  tuned: {
    space: [
      { kind: "log-uniform", name: "lr", low: 1e-6, high: 1e-3 },
      { kind: "categorical", name: "tuning", choices: [...TUNING.keys()] },
      {
        kind: "log-integer",
        name: "rank",
        low: 1,
        high: 32,
        when: { parameter: "tuning", values: [TUNING.indexOf("lora")] },
      },
      {
        kind: "categorical",
        name: "targets",
        choices: [...TARGETS.keys()],
        when: { parameter: "tuning", values: [TUNING.indexOf("lora")] },
      },
      {
        kind: "stepped",
        name: "width",
        low: 8,
        high: 128,
        step: 8,
        when: { parameter: "tuning", values: [TUNING.indexOf("adapter")] },
      },
      { kind: "categorical", name: "max_length", choices: LENGTHS },
    ],
    words: { tuning: TUNING, targets: TARGETS },
  },
};
