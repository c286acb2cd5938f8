/**
 * What became of each utterance that was scored: the form that the tables of
 * utterances, confusions and listeners share.
 *
 * @module
 */
import {
  listenersOf,
  type ListenerTable,
} from "../../corpora/listeners/mod.ts";
import type { HeardRecording } from "../../corpora/listeners/mod.ts";
import {
  type PackedPrediction,
  unpackPredictions,
} from "../journal/predictions.ts";
import type { TrialRecord } from "../journal/records.ts";
import type { Study } from "../plan/plan.ts";
import { optimizersOf } from "./optimizer_studies.ts";
import {
  finalScore,
  type RunData,
  scoredOn,
  type StudyData,
} from "./run_data.ts";

/** An utterance over all studies of a condition whose incumbent was scored on it. */
export interface TestedUtterance {
  /** Its id. */
  readonly id: string;
  /** Its class, as an index. */
  readonly truth: number;
  /** How often each class was predicted; their sum is the number of studies. */
  readonly predicted: readonly number[];
  /** Those studies. */
  readonly studies: number;
  /** Share of them that predicted its class. */
  readonly hitRate: number;
  /** Mean of their probabilities for its class. */
  readonly probability: number;
  /** What listeners made of it; `null` where unknown. */
  readonly heard: HeardRecording | null;
}

/** Studies that differ in nothing but their seeds. */
export interface TestedCondition {
  /** One of them, for its condition. */
  readonly study: Study;
  /** How many have an incumbent with predictions. */
  readonly studies: number;
  /** Classes in the order of their indices. */
  readonly classes: readonly string[];
  /** Listeners of the corpus; `null` where none were asked. */
  readonly listeners: ListenerTable | null;
  /** Utterances sorted by id. */
  readonly utterances: readonly TestedUtterance[];
}

/** Counts of an utterance while studies are read. */
interface Tally {
  readonly truth: number;
  readonly predicted: number[];
  probability: number;
}

/**
 * Gathers the predictions of every incumbent on the part that counts.
 * Conditions without any are left out.
 */
export function testedConditions(run: RunData): TestedCondition[] {
  const tables = new Map<string, ListenerTable | null>();
  return optimizersOf(run).flatMap(({ study, studies, tied }) => {
    const { classes } = studies[0].material.corpus;
    const scored = studies.map((data, i) => predictionsOf(data, tied[i][0]))
      .filter((p) => p.length > 0);
    if (scored.length === 0) return [];
    const tallies = new Map<string, Tally>();
    for (const { id, truth, predicted, pTrue } of scored.flat()) {
      let tally = tallies.get(id);
      if (!tally) {
        tally = { truth, predicted: classes.map(() => 0), probability: 0 };
        tallies.set(id, tally);
      }
      tally.predicted[predicted]++;
      tally.probability += pTrue;
    }
    if (!tables.has(study.corpus)) {
      tables.set(study.corpus, listenersOf(study.corpus));
    }
    const listeners = tables.get(study.corpus) ?? null;
    return [{
      study,
      studies: scored.length,
      classes,
      listeners,
      utterances: [...tallies].sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([id, tally]) => utteranceOf(id, tally, listeners)),
    }];
  });
}

/** What a study's incumbent predicted on the part that counts. */
function predictionsOf(
  { scored }: StudyData,
  incumbent: TrialRecord | undefined,
): (PackedPrediction & { readonly id: string; readonly truth: number })[] {
  const score = incumbent && finalScore(incumbent);
  const part = incumbent &&
    scored.find(({ part }) => part === scoredOn(incumbent));
  if (!score || !part) return [];
  return unpackPredictions(score).map((prediction, i) => ({
    ...prediction,
    id: part.ids[i],
    truth: part.labels[i],
  }));
}

function utteranceOf(
  id: string,
  { truth, predicted, probability }: Tally,
  listeners: ListenerTable | null,
): TestedUtterance {
  const studies = predicted.reduce((sum, count) => sum + count, 0);
  return {
    id,
    truth,
    predicted,
    studies,
    hitRate: predicted[truth] / studies,
    probability: probability / studies,
    heard: listeners?.recordings.get(id) ?? null,
  };
}
