/**
 * Recorded parts of Hyperopt's TPE: estimators, samples, splits, erf.
 *
 * @module
 */
import { erfCephes } from "../../../../optimizers/numeric/erf.ts";
import {
  exp,
  log,
  roundHalfEven,
} from "../../../../optimizers/numeric/math.ts";
import { Pcg64 } from "../../../../optimizers/numeric/pcg64.ts";
import { forgettingWeights } from "../../../../optimizers/tpe/forgetting_weights.ts";
import {
  drawTruncated,
  logDensityOfExp,
  logMass,
} from "../../../../optimizers/tpe/hyperopt_mixture.ts";
import { adaptiveParzen } from "../../../../optimizers/tpe/hyperopt_parzen.ts";
import {
  categoryProbabilities,
  splitByLoss,
} from "../../../../optimizers/tpe/hyperopt_suggest.ts";

import {
  type Checker,
  type Fields,
  isFields,
  isListOf,
  recordedTies,
} from "./checker.ts";
import { type Agreement, Tally, toNumber } from "../../../recorded/tally.ts";

interface RecordedEstimator {
  readonly kind: string;
  readonly observations: readonly number[];
  readonly low: number;
  readonly high: number;
  readonly prior_mu: number;
  readonly prior_sigma: number;
  readonly weights: readonly number[];
  readonly mus: readonly number[];
  readonly sigmas: readonly number[];
  readonly points: readonly number[];
  readonly lpdf: readonly unknown[];
  readonly [sample: string]: unknown;
}

interface RecordedChoice {
  readonly observations: readonly number[];
  readonly forgetting_weights: readonly number[];
  readonly probabilities: readonly number[];
  readonly [draws: string]: unknown;
}

interface RecordedSplit {
  readonly losses: readonly unknown[];
  readonly below: readonly number[];
  readonly above: readonly number[];
}

const CLOSE = { relative: 1e-12, absolute: 1e-12 };

/** Checks files of Hyperopt's components. */
export const hyperoptComponents: Checker = {
  kind: "hyperopt components",
  recognises: (content) =>
    isListOf(content.adaptive_parzen_normal, "mus", "sigmas", "lpdf"),
  check(content: Fields): Agreement[] {
    return [
      ...checkEstimators(content),
      checkChoices(content),
      checkSplits(content),
      checkErf(content),
    ].filter(({ compared }) => compared > 0);
  },
};

function checkEstimators(content: Fields): Agreement[] {
  const mixtures = new Tally("adaptive_parzen_normal", "numbers");
  const densities = new Tally("log densities", "numbers");
  const samples = new Tally("samples", "numbers");
  const ties = recordedTies(content);
  const estimators = content.adaptive_parzen_normal as RecordedEstimator[];

  estimators.forEach((e, i) => {
    const where = `case ${i} (${e.kind}, ${e.observations.length} observed)`;
    const onLog = e.kind.startsWith("loguniform");
    const mixture = adaptiveParzen(
      onLog ? e.observations.map(log) : e.observations,
      e.prior_mu,
      e.prior_sigma,
      ties,
    );
    mixtures.numbers(`${where} weights`, mixture.weights, e.weights, CLOSE);
    mixtures.numbers(`${where} mus`, mixture.mus, e.mus, CLOSE);
    mixtures.numbers(`${where} sigmas`, mixture.sigmas, e.sigmas, CLOSE);
    densities.numbers(
      `${where} lpdf`,
      onLog
        ? logDensityOfExp(e.points, mixture)
        : logMass(e.points, mixture, e.low, e.high, 1),
      e.lpdf,
      CLOSE,
    );
    for (const [key, recorded] of seeded(e, "sample")) {
      const rng = new Pcg64(key);
      const draws = drawTruncated(mixture, e.low, e.high, 24, rng)
        .map(onLog ? exp : roundHalfEven);
      samples.numbers(`${where} sample`, draws, recorded, CLOSE);
      const next = e["next random() after that sample"];
      samples.number(`${where} next random()`, rng.random(), next);
    }
  });
  return [mixtures, densities, samples].map((tally) => tally.result());
}

function checkChoices(content: Fields): Agreement {
  const tally = new Tally("choice", "numbers");
  (content.choice as RecordedChoice[] ?? []).forEach((c, i) => {
    const size = c.probabilities.length;
    const probabilities = categoryProbabilities(c.observations, size);
    const weights = forgettingWeights(c.observations.length);
    tally.numbers(`case ${i} weights`, weights, c.forgetting_weights, CLOSE);
    tally.numbers(
      `case ${i} probabilities`,
      probabilities,
      c.probabilities,
      CLOSE,
    );
    for (const [seed, recorded] of seeded(c, "draws")) {
      const rng = new Pcg64(seed);
      const draws = recorded.map(() => rng.category(probabilities));
      tally.numbers(`case ${i} draws`, draws, recorded);
    }
  });
  return tally.result();
}

function checkSplits(content: Fields): Agreement {
  const tally = new Tally("split", "numbers");
  const ties = recordedTies(content);
  (content.split as RecordedSplit[] ?? []).forEach((s, i) => {
    const { below, above } = splitByLoss(s.losses.map(toNumber), ties);
    tally.numbers(`case ${i} below`, below, s.below);
    tally.numbers(`case ${i} above`, above, s.above);
  });
  for (const [n, below] of content.n_below as [number, number][] ?? []) {
    // Any losses will do: only the number of trials below is recorded.
    const losses = Array.from({ length: Math.min(n, 256) }, (_, i) => i);
    if (n > losses.length) continue;
    const found = splitByLoss(losses, ties).below.length;
    tally.number(`n_below(${n})`, found, below);
  }
  return tally.result();
}

function checkErf(content: Fields): Agreement {
  const tally = new Tally("erf", "numbers");
  for (const [x, y] of content["erf (Cephes)"] as [number, number][] ?? []) {
    tally.number(`erf(${x})`, erfCephes(x), y);
  }
  return tally.result();
}

/** Entries named "<prefix> default_rng(<seed>)", as seed and list. */
function seeded(fields: Fields, prefix: string): [number, unknown[]][] {
  if (!isFields(fields)) return [];
  return Object.entries(fields).flatMap(([key, value]) => {
    const match = key.match(/^(\w+) default_rng\((\d+)\)$/);
    return match?.[1] === prefix && Array.isArray(value)
      ? [[Number(match[2]), value] as [number, unknown[]]]
      : [];
  });
}
