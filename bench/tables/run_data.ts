/**
 * The records of a journal, put in order: the one form that every table reads.
 *
 * @module
 */
import type {
  JournalRecord,
  MaterialRecord,
  ScoreRecord,
  SplitRecord,
  StudyRecord,
  TrialRecord,
} from "../journal/records.ts";
import { isBetter, type Objective, objectiveOf } from "../journal/objective.ts";
import { type Plan, studiesOf, type Study } from "../plan/plan.ts";

/** A study with what was recorded of it. */
export interface StudyData {
  /** The study as planned. */
  readonly study: Study;
  /** Its seeds and partition. */
  readonly start: StudyRecord;
  /** Its corpus, encoder and recipe. */
  readonly material: MaterialRecord;
  /** Utterances of the parts that are scored, by name; empty before a version of the suite kept them. */
  readonly scored: SplitRecord["scored"];
  /** Its finished trials by number. */
  readonly trials: readonly TrialRecord[];
}

/** Everything a run recorded. */
export interface RunData {
  /** The plan. */
  readonly plan: Plan;
  /** What its studies optimise. */
  readonly objective: Objective;
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
  const splits = new Map<string, SplitRecord["scored"]>();
  const trials = new Map<string, TrialRecord[]>();
  for (const record of records) {
    if (record.kind === "material") {
      const { corpus, encoder, recipe } = record;
      materials.set([corpus.name, encoder.name, recipe.name].join("/"), record);
    }
    if (record.kind === "split") {
      const { corpus, protocol, split_seed, scored } = record;
      splits.set([corpus, protocol, split_seed].join("/"), scored);
    }
    if (record.kind === "study") starts.set(record.study, record);
    if (record.kind === "trial") {
      const list = trials.get(record.study);
      if (list) list.push(record);
      else trials.set(record.study, [record]);
    }
  }
  const planned = plan.plan;
  return {
    plan: planned,
    objective: objectiveOf(planned),
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
          scored: splits.get(
            [study.corpus, study.protocol, start.split_seed].join("/"),
          ) ?? [],
          trials: (trials.get(study.key) ?? [])
            .sort((a, b) => a.trial - b.trial),
        }]
        : [];
    }),
  };
}

/** The part that the score which counts is of: test where there is one, else validation. */
export function scoredPart(
  parts: StudyRecord["parts"],
): StudyRecord["parts"][number] | undefined {
  return parts.find(({ part }) => part === "test") ??
    parts.find(({ part }) => part === "validation");
}

/** The same of a trial that was scored. */
export function scoredOn(trial: TrialRecord): "validation" | "test" | null {
  if (trial.test) return "test";
  return trial.validation ? "validation" : null;
}

/** The score that counts: on the test part where the protocol holds one out, else on validation. */
export function finalScore(trial: TrialRecord): ScoreRecord | null {
  return trial.test ?? trial.validation;
}

/** Minutes of a trial: training, scoring and the optimizer's suggestion. */
export function minutesOf(trial: TrialRecord): number {
  return (trial.train_s + trial.eval_s + trial.suggest_s) / 60;
}

/** True when the encoder of a trial was never trained. */
export function neverUnfrozen(trial: TrialRecord): boolean {
  return trial.phase === "probe" ||
    trial.params.unfreeze_epoch >= trial.params.num_epochs;
}

/**
 * The complete trials that are as good as the incumbent by the objective on the
 * validation part, itself the first; empty without one.
 */
export function tiedTrials(
  trials: readonly TrialRecord[],
  objective: Objective,
): TrialRecord[] {
  const incumbent = incumbentOf(trials, objective);
  if (incumbent === null) return [];
  const best = objective.validation(incumbent);
  return trials.filter((trial) =>
    trial.state === "complete" && objective.validation(trial) === best
  );
}

/**
 * Best trial by the objective on the validation part, the first on ties; only
 * complete trials count.
 *
 * @returns The incumbent, or `null` when no trial is complete
 */
export function incumbentOf(
  trials: readonly TrialRecord[],
  objective: Objective,
): TrialRecord | null {
  let best: { trial: TrialRecord; value: number } | null = null;
  for (const trial of trials) {
    const value = objective.validation(trial);
    if (trial.state !== "complete" || value === null) continue;
    if (!best || isBetter(objective, value, best.value)) {
      best = { trial, value };
    }
  }
  return best?.trial ?? null;
}
