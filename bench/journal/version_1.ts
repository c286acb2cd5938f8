/**
 * Journals of the first version, as records of the present one. They said "seen"
 * for validation and "reported" for the score that counts, repeated utterances
 * in every trial, and had other rules of seeds and of `nested`.
 *
 * @module
 */
import * as v from "valibot";
import { packPredictions } from "./predictions.ts";
import { issueText, JOURNAL_VERSION, type SplitRecord } from "./records.ts";

const Prediction = v.tuple([
  v.string(),
  v.number(),
  v.number(),
  v.array(v.number()),
]);
const Score = v.looseObject({ predictions: v.array(Prediction) });
const Epoch = v.looseObject({ seen_loss: v.number(), seen_bca: v.number() });
const Trial = v.looseObject({
  kind: v.literal("trial"),
  study: v.string(),
  seen: v.nullable(Score),
  reported: v.nullable(Score),
  start: v.optional(
    v.object({ seen_bca: v.number(), reported_bca: v.number() }),
  ),
  epochs: v.array(Epoch),
});
const Study = v.looseObject({
  kind: v.literal("study"),
  study: v.string(),
  split_seed: v.number(),
  parts: v.array(v.looseObject({
    part: v.string(),
    seen: v.boolean(),
    reported: v.boolean(),
  })),
});
const Plan = v.looseObject({
  kind: v.literal("plan"),
  plan: v.looseObject({ protocols: v.array(v.string()) }),
});
const Other = v.looseObject({ kind: v.picklist(["run", "material", "end"]) });
const Line = v.variant("kind", [Plan, Study, Trial, Other]);

/** True for a journal of the first version, by its first record, the plan. */
export function isVersion1(first: unknown): boolean {
  return typeof first === "object" && first !== null &&
    "kind" in first && first.kind === "plan" && !("journal" in first);
}

/** Reads the lines of one journal in order. */
export class Version1Reader {
  /** Splits whose utterances are known. */
  readonly #splits = new Set<string>();
  /** Corpus, protocol and split seed of each study. */
  readonly #studies = new Map<
    string,
    Pick<SplitRecord, "corpus" | "protocol" | "split_seed">
  >();

  /**
   * A line as it would be written now; the first trial of a partition also gives
   * the record of its utterances.
   *
   * @returns Records to be checked against the present schema, or a sentence
   * saying which field of the line is wrong
   */
  read(line: unknown): unknown[] | string {
    const result = v.safeParse(Line, line);
    if (!result.success) return issueText(result.issues[0]);
    const old = result.output;
    switch (old.kind) {
      case "plan": {
        const protocols = old.plan.protocols.map(protocolNow);
        return [{
          ...old,
          journal: JOURNAL_VERSION,
          plan: { ...old.plan, protocols, seedRule: 1 },
        }];
      }
      case "study":
        return [this.#study(old)];
      case "trial":
        return this.#trial(old);
      default:
        return [line];
    }
  }

  #study({ study, parts, ...rest }: v.InferOutput<typeof Study>): unknown {
    const key = studyNow(study);
    const [corpus, protocol] = key.split("/");
    this.#studies.set(key, { corpus, protocol, split_seed: rest.split_seed });
    return {
      ...rest,
      study: key,
      parts: parts.map(({ part, seen: _, reported: __, ...others }) => ({
        part: part === "held_out" ? "validation" : part,
        ...others,
      })),
    };
  }

  #trial(
    { study, seen, reported, start, epochs, ...rest }: v.InferOutput<
      typeof Trial
    >,
  ): unknown[] {
    const key = studyNow(study);
    // `paper` gave one score two names.
    const bca_test = protocolOf(key) === "paper" ? null : start?.reported_bca;
    const trial = {
      ...rest,
      study: key,
      validation: scoreNow(seen),
      test: scoreNow(reported),
      ...(start ? { start: { bca_validation: start.seen_bca, bca_test } } : {}),
      epochs: epochs.map(({ seen_loss, seen_bca, ...others }) => ({
        ...others,
        validation_loss: seen_loss,
        bca_validation: seen_bca,
      })),
    };
    return [...this.#split(key, rest.plan_hash, seen, reported), trial];
  }

  #split(
    study: string,
    plan_hash: unknown,
    seen: v.InferOutput<typeof Score> | null,
    reported: v.InferOutput<typeof Score> | null,
  ): unknown[] {
    const split = this.#studies.get(study);
    const key = split && JSON.stringify(split);
    if (!split || !seen || this.#splits.has(key!)) return [];
    this.#splits.add(key!);
    const scored = [["validation", seen], ["test", reported]] as const;
    return [{
      kind: "split",
      plan_hash,
      ...split,
      scored: scored.flatMap(([part, score]) =>
        score
          ? [{
            part,
            ids: score.predictions.map(([id]) => id),
            labels: score.predictions.map(([_, truth]) => truth),
          }]
          : []
      ),
    }];
  }
}

function scoreNow(score: v.InferOutput<typeof Score> | null) {
  if (!score) return null;
  const { predictions, ...rest } = score;
  return {
    ...rest,
    ...packPredictions(predictions.map(([_, truth, predicted, p]) => ({
      predicted,
      pTrue: p[truth],
    }))),
  };
}

function protocolNow(protocol: string): string {
  return protocol === "nested" ? "nested-1" : protocol;
}

function protocolOf(study: string): string {
  return study.split("/")[1];
}

/** The key of a study under its protocol's present name. */
function studyNow(study: string): string {
  const [corpus, protocol, ...rest] = study.split("/");
  return [corpus, protocolNow(protocol), ...rest].join("/");
}
