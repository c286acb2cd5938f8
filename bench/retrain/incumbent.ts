import {
  type Encoder,
  type LinearHead,
  openEncoder,
  type Recipe,
  recipeFor,
  tunedEncoder,
} from "../../model/mod.ts";
import { DataError } from "../command/exit_codes.ts";
import type { TrialRecord } from "../journal/records.ts";
import {
  incumbentOf,
  type RunData,
  type StudyData,
} from "../tables/run_data.ts";
import { bcaText } from "./compare_trials.ts";
import {
  type OpenStudy,
  openStudy,
  type Sources,
  workerFor,
} from "./open_study.ts";
import { rerunTrial } from "./rerun.ts";

/** The incumbent of a study, trained again. */
export interface TrainedIncumbent {
  /** Its study. */
  readonly open: OpenStudy;
  /** Its record. */
  readonly trial: TrialRecord;
  /** The encoder as published. */
  readonly untouched: Encoder;
  /** The encoder with the trained weights. */
  readonly tuned: Encoder;
  /** How it was trained. */
  readonly recipe: Recipe;
  /** Its head. */
  readonly head: LinearHead;
  /** Longest audio used, in samples. */
  readonly maxLength: number;
}

/**
 * Trains the incumbent of a study again.
 *
 * @throws {DataError} When there is none, corpus or weights are missing, or the
 *   BCA is another than the journal's
 */
export async function trainIncumbent(
  { plan, objective }: RunData,
  data: StudyData,
  sources: Sources,
): Promise<TrainedIncumbent> {
  const { key } = data.study;
  const trial = incumbentOf(data.trials, objective);
  if (trial === null) {
    throw new DataError(
      `Cannot train the incumbent of study "${key}" again: none of its ${data.trials.length} trials is complete; choose another study`,
    );
  }
  const open = await openStudy(plan, data, sources);
  if (open.moved.length > 0) {
    throw new DataError(
      `Cannot train the incumbent of study "${key}" again: its partition is another one, ${
        open.moved[0]
      }; use the version of the suite that ran it`,
    );
  }
  const pool = await workerFor(open);
  try {
    const { found, model } = await rerunTrial(open.prepared, trial, pool, true);
    if (
      model === undefined || found.validation?.bca !== trial.validation?.bca ||
      found.test?.bca !== trial.test?.bca
    ) {
      throw new DataError(
        `Cannot use the incumbent of study "${key}": trained again it has ${
          bcaText(found)
        }, recorded ${
          bcaText(trial)
        }; train it on the kind of processor and with the version of the suite that the manifest names`,
      );
    }
    const { encoder: name, encoderFiles, recipe } = open.material.forWorkers;
    const untouched = await openEncoder(name, encoderFiles);
    return {
      open,
      trial,
      untouched,
      tuned: tunedEncoder(untouched, model),
      recipe: recipeFor(recipe, untouched),
      head: model.head,
      maxLength: trial.params.max_length,
    };
  } finally {
    pool.close();
  }
}
