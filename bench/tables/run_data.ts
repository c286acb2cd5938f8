/**
 * The records of a journal, put in order: the one form that every table reads.
 *
 * @module
 */
import type {
  JournalRecord,
  MaterialRecord,
  ScoreRecord,
  StudyRecord,
  TrialRecord,
} from "../journal/records.ts";
import { type Plan, studiesOf, type Study } from "../plan.ts";

/** A study with what was recorded of it. */
export interface StudyData {
  /** The study as planned. */
  readonly study: Study;
  /** Its seeds and partition. */
  readonly start: StudyRecord;
  /** Its corpus, encoder and recipe. */
  readonly material: MaterialRecord;
  /** Its finished trials by number. */
  readonly trials: readonly TrialRecord[];
}

/** Everything a run recorded. */
export interface RunData {
  /** The plan. */
  readonly plan: Plan;
  /** Seed of the resamples behind bootstrap intervals. */
  readonly bootstrapSeed: number;
  /** Studies in the order of the plan that have been started. */
  readonly studies: readonly StudyData[];
}

/**
 * Sorts records into studies.
 *
 * @param records Records of one journal, in any order of trials
 * @returns The run, or `null` when it stopped before its plan was recorded
 */
export function runData(records: readonly JournalRecord[]): RunData | null {
  const plan = records.find((record) => record.kind === "plan");
  if (!plan) return null;
  const materials = new Map<string, MaterialRecord>();
  const starts = new Map<string, StudyRecord>();
  const trials = new Map<string, TrialRecord[]>();
  for (const record of records) {
    if (record.kind === "material") {
      const { corpus, encoder, recipe } = record;
      materials.set([corpus.name, encoder.name, recipe.name].join("/"), record);
    }
    if (record.kind === "study") starts.set(record.study, record);
    if (record.kind === "trial") {
      const list = trials.get(record.study);
      if (list) list.push(record);
      else trials.set(record.study, [record]);
    }
  }
  const planned = plan.plan as unknown as Plan;
  return {
    plan: planned,
    bootstrapSeed: records.findLast((record) => record.kind === "run")
      ?.bootstrap_seed ?? 0,
    studies: studiesOf(planned).flatMap((study) => {
      const start = starts.get(study.key);
      const material = materials.get(
        [study.corpus, study.encoder, study.recipe].join("/"),
      );
      return start && material
        ? [{
          study,
          start,
          material,
          trials: (trials.get(study.key) ?? [])
            .sort((a, b) => a.trial - b.trial),
        }]
        : [];
    }),
  };
}

/** Score on the part that is reported, which under `paper` is the part the engine sees. */
export function reportedScore(trial: TrialRecord): ScoreRecord | null {
  return trial.reported ?? trial.seen;
}

/** Minutes of a trial: training, scoring and the engine's own time. */
export function minutesOf(trial: TrialRecord): number {
  return (trial.train_s + trial.eval_s + trial.suggest_s) / 60;
}

/** True when the encoder of a trial was never trained. */
export function neverUnfrozen(trial: TrialRecord): boolean {
  return trial.params.unfreeze_epoch >= trial.params.num_epochs;
}

/**
 * Best trial by what the engine sees, the first on ties; only complete trials count.
 *
 * @returns The incumbent, or `null` when no trial is complete
 */
export function incumbentOf(
  trials: readonly TrialRecord[],
): TrialRecord | null {
  let best: TrialRecord | null = null;
  for (const trial of trials) {
    if (trial.state !== "complete" || !trial.seen) continue;
    if (!best?.seen || trial.seen.bca > best.seen.bca) best = trial;
  }
  return best;
}
