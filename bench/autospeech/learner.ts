/**
 * A learner in the manner of the AutoSpeech challenge's best entries: predictions
 * within seconds from a linear model, better ones from a convolutional network
 * while time is left, and a mean over those that do well on validation.
 *
 *     (a) 30 mel bands every 40 ms, mean and deviation of their levels over time,
 *         standardised; softmax regression with an L2 penalty
 *     (b) 64 mel bands every 20 ms, crops of 5 s; five 3 x 3 convolutions of 64
 *         channels with batch norm and pooling, a dense layer of 64; Adam, one
 *         prediction after each epoch
 *     (c) geometric mean of all predictions whose validation BCA reaches 92 % of
 *         the best
 *
 * It is written from that description. Nothing of the challenge's code is in it.
 *
 * @module
 */
import type { Corpus, Split } from "../../corpora/mod.ts";
import { partOf } from "../../corpora/mod.ts";
import {
  fitProbe,
  logProbabilitiesOf,
  meanAndDeviation,
  type MelLevels,
  MelLevelsSession,
  MelNetwork,
  type RandomStream,
  scoreOf,
  shuffled,
} from "../../model/mod.ts";
import { coveringCrops, randomCrop } from "./crops.ts";
import { chosenMembers, geometricMean, type Member } from "./ensemble.ts";
import { normalisedAuc } from "./learning_curve.ts";

/** Stage (a). */
const LINEAR = {
  mel: { bands: 30, window: 1024, hop: 640 },
  penalty: 0.01,
} as const;

/** Stage (b). */
const NETWORK = {
  mel: { bands: 64, window: 1024, hop: 320 },
  /** 5 s. */
  frames: 250,
  batch: 16,
  rate: 1e-3,
} as const;

/** One prediction of the learner. */
export interface Prediction {
  /** What made the newest member. */
  readonly stage: "linear" | "network";
  /** Epochs of the network so far. */
  readonly epoch: number;
  /** Members in the mean. */
  readonly members: number;
  /** BCA of the mean on each scored part. */
  readonly bca: { readonly validation: number; readonly test?: number };
  /** BCA of the newest member alone. */
  readonly own: { readonly validation: number; readonly test?: number };
  /** Mean 2 AUC - 1 of the part that counts: test where there is one. */
  readonly nauc: number;
  /** Matrix products since the start, in FLOPs. */
  readonly flops: number;
}

/**
 * Predictions, each as soon as it is there, without end.
 *
 * @param corpus Recordings
 * @param split Its parts
 * @param random Draws weights, order and crops
 */
export async function* learn(
  corpus: Corpus,
  split: Split,
  random: RandomStream,
): AsyncGenerator<Prediction, never> {
  const { classes, utterances } = corpus;
  const labels = utterances.map(({ emotion }) => classes.indexOf(emotion));
  const train = partOf(split, "train").indices;
  const scored = split.parts.filter(({ name }) => name !== "train");
  const held = scored.flatMap(({ indices }) => [...indices]);
  const members: Member[] = [];
  let flops = 0;

  const bcaOf = (part: Split["parts"][number], of: readonly Member[]) =>
    scoreOf(
      part.indices.map((i) => ({
        id: utterances[i].id,
        truth: labels[i],
        logProbabilities: geometricMean(of, i),
      })),
      classes.length,
    ).bca;
  const both = (of: readonly Member[]) => ({
    validation: bcaOf(scored.find(({ name }) => name === "validation")!, of),
    ...Object.fromEntries(
      scored.filter(({ name }) => name === "test").map((
        part,
      ) => ["test", bcaOf(part, of)]),
    ),
  });
  const counts = scored.find(({ name }) => name === "test") ?? scored[0];
  const predict = (
    stage: Prediction["stage"],
    epoch: number,
    answers: Member["answers"],
  ): Prediction => {
    const own = both([{ validation: 0, answers }]);
    members.push({ validation: own.validation, answers });
    const chosen = chosenMembers(members);
    return {
      stage,
      epoch,
      members: chosen.length,
      bca: both(chosen),
      own,
      nauc: normalisedAuc(
        counts.indices.map((i) => geometricMean(chosen, i)),
        counts.indices.map((i) => labels[i]),
      ),
      flops,
    };
  };

  const levelsOf = async (mel: typeof LINEAR.mel | typeof NETWORK.mel) => {
    const session = await MelLevelsSession.create(mel, 1);
    const levels = new Map<number, MelLevels>();
    for (const i of [...train, ...held]) {
      levels.set(i, await session.levels(utterances[i].samples));
    }
    flops += session.flops;
    await session.release();
    return levels;
  };

  const coarse = await levelsOf(LINEAR.mel);
  const pooled = new Map(
    [...coarse].map(([i, levels]) => [i, meanAndDeviation(levels)]),
  );
  const { head, flops: fitted } = fitProbe(
    train.map((i) => pooled.get(i)!),
    train.map((i) => labels[i]),
    { classes: classes.length, penalty: LINEAR.penalty, balanced: true },
  );
  flops += fitted;
  yield predict(
    "linear",
    0,
    new Map(held.map((i) => [i, logProbabilitiesOf(head, pooled.get(i)!)])),
  );

  const fine = await levelsOf(NETWORK.mel);
  standardise(fine, train, NETWORK.mel.bands);
  const { frames, batch, rate } = NETWORK;
  const network = await MelNetwork.create(
    { bands: NETWORK.mel.bands, frames, classes: classes.length },
    1,
    random,
  );
  try {
    for (let epoch = 1;; epoch++) {
      const order = shuffled(train, random);
      for (let at = 0; at < order.length; at += batch) {
        const part = order.slice(at, at + batch);
        const step = await network.step(
          part.map((i) =>
            randomCrop(fine.get(i)!, frames, () => random.random())
          ),
          part.map((i) => labels[i]),
          rate,
        );
        flops += step.flops;
      }
      const answers = new Map<number, ArrayLike<number>>();
      for (const i of held) {
        const score = await network.score(coveringCrops(fine.get(i)!, frames));
        flops += score.flops;
        answers.set(i, meanOf(score.logProbabilities));
      }
      yield predict("network", epoch, answers);
    }
  } finally {
    await network.release();
  }
}

/** Brings each band to mean 0 and deviation 1 over the frames of the training part, in place. */
function standardise(
  levels: ReadonlyMap<number, MelLevels>,
  train: readonly number[],
  bands: number,
): void {
  const row = ({ levels, frames }: MelLevels, m: number) =>
    levels.subarray(m * frames, (m + 1) * frames);
  for (let m = 0; m < bands; m++) {
    let [n, sum, squares] = [0, 0, 0];
    for (const i of train) {
      for (const x of row(levels.get(i)!, m)) {
        n++;
        sum += x;
        squares += x * x;
      }
    }
    const mean = sum / n;
    const deviation = Math.sqrt(squares / n - mean ** 2) + 1e-6;
    for (const utterance of levels.values()) {
      const values = row(utterance, m);
      values.forEach((x, t) => values[t] = (x - mean) / deviation);
    }
  }
}

function meanOf(rows: readonly Float32Array[]): Float64Array {
  return Float64Array.from(
    rows[0],
    (_, c) => rows.reduce((sum, row) => sum + row[c], 0) / rows.length,
  );
}
