/**
 * The records of several journals as those of one.
 *
 * @module
 */
import { RefusedError } from "../command/exit_codes.ts";
import type {
  JournalRecord,
  MaterialRecord,
  PlanRecord,
  SplitRecord,
  StudyRecord,
  TrialRecord,
} from "../journal/records.ts";
import { canonicalJson, studiesOf } from "../plan/plan.ts";

/** A journal with its name, for messages. */
export interface NamedRecords {
  /** Its folder. */
  readonly folder: string;
  /** Its records. */
  readonly records: readonly JournalRecord[];
}

/**
 * Joins journals of one plan. A record that several of them hold counts once;
 * studies and trials stand in the order of the plan.
 *
 * @param journals At least one; each begins with a plan
 * @throws {RefusedError} When they differ in plan, seed rule, suite, corpus,
 * encoder, recipe or seed of resamples, or hold different results of one trial
 */
export function mergeRecords(
  journals: readonly NamedRecords[],
): JournalRecord[] {
  const plans = new Kept<PlanRecord>();
  const settings = new Kept<unknown>();
  const materials = new Kept<MaterialRecord>();
  const splits = new Kept<SplitRecord>();
  const starts = new Kept<StudyRecord>();
  const trials = new Kept<TrialRecord>();
  const runs: JournalRecord[] = [];
  const ends: JournalRecord[] = [];
  for (const { folder, records } of journals) {
    for (const record of records) {
      switch (record.kind) {
        case "plan":
          plans.keep("the suite", folder, record, record.suite);
          settings.keep(
            "the seed rule",
            folder,
            record,
            record.plan.seedRule,
          );
          plans.keep("the plan", folder, record, record.plan);
          break;
        case "run":
          settings.keep(
            "the bootstrap seed",
            folder,
            record,
            record.bootstrap_seed ?? 0,
          );
          runs.push(record);
          break;
        case "end":
          ends.push(record);
          break;
        case "material": {
          const { corpus, encoder, recipe } = record;
          settings.keep(`corpus ${corpus.name}`, folder, record, corpus);
          settings.keep(`encoder ${encoder.name}`, folder, record, encoder);
          const kind = [corpus.name, encoder.name, recipe.name].join("/");
          materials.keep(`the recipe of ${kind}`, folder, record, recipe);
          break;
        }
        case "split": {
          const { corpus, protocol, split_seed } = record;
          const name = [corpus, protocol, split_seed].join("/");
          splits.keep(`the partition ${name}`, folder, record, record.scored);
          break;
        }
        case "study":
          starts.keep(record.study, folder, record, record);
          break;
        case "trial":
          trials.keep(
            `trial ${record.trial} of ${record.study}`,
            folder,
            record,
            untimedTrial(record),
          );
      }
    }
  }
  const started = Map.groupBy(starts.records, ({ study }) => study);
  const finished = Map.groupBy(trials.records, ({ study }) => study);
  const [plan] = plans.records;
  const studies = studiesOf(plan.plan).map(({ key }) => key);
  return [
    plan,
    ...runs,
    ...materials.records,
    ...splits.records,
    ...studies.flatMap((study) => started.get(study) ?? []),
    ...studies.flatMap((study) =>
      (finished.get(study) ?? []).sort((a, b) => a.trial - b.trial)
    ),
    ...ends,
  ];
}

/** Records by name; one that comes again has to be equal. */
class Kept<T> {
  readonly #kept = new Map<
    string,
    { readonly folder: string; readonly record: T; readonly text: string }
  >();

  /** @param value What has to be equal */
  keep(name: string, folder: string, record: T, value: unknown): void {
    const text = canonicalJson(value);
    const old = this.#kept.get(name);
    if (!old) this.#kept.set(name, { folder, record, text });
    else if (old.text !== text) {
      throw new RefusedError(
        `Cannot merge "${old.folder}" and "${folder}": ${name} differs (${
          short(old.text)
        } and ${
          short(text)
        }); merge folders of one plan, made by one suite from the same data`,
      );
    }
  }

  get records(): T[] {
    return [...this.#kept.values()].map(({ record }) => record);
  }
}

function short(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`;
}

/** A trial without what the clock decides. */
function untimedTrial(
  { train_s: _, eval_s: __, suggest_s: ___, epochs, ...rest }: TrialRecord,
): unknown {
  return {
    ...rest,
    epochs: epochs.map(({ train_s: _, eval_s: __, ...epoch }) => epoch),
  };
}
