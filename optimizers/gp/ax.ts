/**
 * Ax: quasi-random start, then a Gaussian process with qLogNEI.
 *
 * Source: Ax 1.3.1 `generation_strategy/` (default of `Client`, and the strategy
 * of `AxClient`) on BoTorch 0.18.1. Proposals of the start equal Ax's digit for
 * digit. Those of the model follow the same rules with other Monte Carlo seeds
 * and a search that misses no combination.
 */
import { RandomState } from "../numeric/mt19937.ts";
import { SobolConfigurations } from "../sobol.ts";
import type { SearchSpace } from "../space.ts";
import type {
  Direction,
  Params,
  Proposal,
  Sampler,
  TrialRecord,
} from "../types.ts";
import { maximizeAcquisition } from "./acquisition_search.ts";
import { AxSpace, type ChoiceSpacing } from "./ax_space.ts";
import { noisyImprovementNormals, sobolNormals } from "./base_samples.ts";
import { independentPoints, promisingPoints } from "./baseline.ts";
import { fitHyperparameters } from "./fit.ts";
import { GaussianProcess } from "./gaussian_process.ts";
import type { Point } from "./kernel.ts";
import { NoisyImprovement } from "./noisy_improvement.ts";
import { scaleOutcomes } from "./outcomes.ts";

/** Samples for the acquisition, and for the choice of its baseline. */
const ACQUISITION_SAMPLES = 512;
const BASELINE_SAMPLES = 2048;
/** Sampler seeds lie below this. */
const SEED_RANGE = 1_000_000;
/** Draws of a Sobol point that was not tried yet, before a repeat is accepted. */
const MAX_REDRAWS = 64;
/** Far more than the way from a configuration to the unit cube and back can lose. */
const ROUNDING = 1e-6;

/** What differs between Ax's interfaces and versions. */
export interface AxStrategy {
  /** Whether the first trial is the centre of the space. */
  readonly startsAtCentre: boolean;
  /** Trials, failed ones not counted, before the model takes over. */
  readonly startupTrials: number;
  /** Of these, trials that must have a value. */
  readonly startupValues: number;
  /** Seed of the Sobol sequence. */
  readonly sobolSeed: number;
  /** Where the model puts categories. */
  readonly choiceSpacing: ChoiceSpacing;
  /** Whether the model may propose a configuration again, if any parameter is continuous. */
  readonly repeats: boolean;
}

/**
 * Ax as a sampler.
 *
 * Failed trials, and complete ones whose value is not finite, give no data and
 * free their place in the start. A pruned trial counts with its last report. A
 * running trial counts in the start and competes in the acquisition by what the
 * model expects of it. Where Ax refuses to propose, because too few of the start
 * have a value yet, Sobol points go on.
 */
export class AxSampler implements Sampler {
  /** False: the model learns. */
  readonly independent = false;
  readonly #space: AxSpace;
  readonly #strategy: AxStrategy;
  readonly #direction: Direction;
  readonly #seed: number;
  readonly #sobol: SobolConfigurations;

  /**
   * Prepares the start.
   *
   * @throws {RangeError} If the seed is not such an integer, or the space has more
   * than 512 parameters to choose
   */
  constructor(
    space: SearchSpace,
    { seed, direction }: { seed: number; direction: Direction },
    strategy: AxStrategy,
  ) {
    this.#space = new AxSpace(space, strategy.choiceSpacing);
    this.#strategy = strategy;
    this.#direction = direction;
    this.#seed = seed;
    this.#sobol = new SobolConfigurations(this.#space, strategy.sobolSeed);
  }

  /** The next configuration: of the start, or of the model fitted to what was told. */
  propose(history: readonly TrialRecord[]): Proposal {
    const { startsAtCentre, startupTrials, startupValues } = this.#strategy;
    const hasChoice = this.#space.dimensions.length > 0;
    if (startsAtCentre && history.length === 0) {
      return { params: this.#space.centre(), phase: "startup" };
    }
    const observed = history.filter((t) => valueOf(t) !== null);
    const running = history.filter((t) => t.state === "running");
    const tried = new Set([...observed, ...running].map(keyOf));
    const isStarting = observed.length < startupValues ||
      observed.length + running.length < startupTrials;
    const params = isStarting || !hasChoice
      ? null
      : this.#modelled(observed, running, tried);
    return params
      ? { params, phase: "model" }
      : { params: this.#untriedSobol(tried), phase: "startup" };
  }

  #untriedSobol(tried: ReadonlySet<string>): Params {
    let params = this.#sobol.next();
    for (let i = 0; i < MAX_REDRAWS && tried.has(keyOf({ params })); i++) {
      params = this.#sobol.next();
    }
    return params;
  }

  /** The configuration of largest acquisition; `null` when all it finds were tried. */
  #modelled(
    observed: readonly TrialRecord[],
    running: readonly TrialRecord[],
    tried: ReadonlySet<string>,
  ): Params | null {
    // Ax seeds every request anew, so the same base samples serve all trials.
    const stream = new RandomState(this.#seed);
    const baselineSeed = stream.integer(SEED_RANGE);
    const sampleSeed = stream.integer(SEED_RANGE);
    const searchSeed = stream.integer(SEED_RANGE);

    const points = observed.map(({ params }) => this.#space.toUnit(params));
    const outcomes = observed.map((trial) => valueOf(trial)!);
    const { y } = scaleOutcomes(outcomes, this.#direction);
    const { parameters } = fitHyperparameters(points, y, stream);
    const fitted = new GaussianProcess(points, y, parameters);
    const process = this.#direction === "maximize" ? fitted : fitted.negated();

    const normals = sobolNormals(baselineSeed, points.length, BASELINE_SAMPLES);
    const baseline = independentPoints(process, [
      ...promisingPoints(process, normals).map((i) => points[i]),
      ...running.map(({ params }) => this.#space.toUnit(params)),
    ]);
    const acquisition = NoisyImprovement.overBaseline(
      process,
      baseline,
      noisyImprovementNormals(sampleSeed, baseline.length, ACQUISITION_SAMPLES),
    );
    const { dimensions } = this.#space;
    const mayRepeat = this.#strategy.repeats &&
      dimensions.some(({ kind }) => kind === "continuous");
    const triedPoints = [...observed, ...running]
      .map(({ params }) => this.#space.toUnit(params));
    // Configurations are compared as such, but only those that can be equal.
    const wasTried = (u: Point) =>
      triedPoints.some((point) => isNear(point, u)) &&
      tried.has(keyOf({ params: this.#space.fromUnit(u) }));
    const found = maximizeAcquisition(acquisition, dimensions, {
      seed: searchSeed,
      isExcluded: mayRepeat ? () => false : wasTried,
    });
    return found && this.#space.fromUnit(found.point);
  }
}

/** What a trial says about its configuration; `null` for nothing. */
function valueOf(trial: TrialRecord): number | null {
  const value = trial.state === "complete"
    ? trial.value
    : trial.state === "pruned"
    ? trial.reports.at(-1)?.value
    : undefined;
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** True when two points of the unit cube can be one configuration, up to rounding. */
function isNear(a: Point, b: Point): boolean {
  return a.every((v, j) => Math.abs(v - b[j]) < ROUNDING);
}

function keyOf({ params }: { readonly params: Params }): string {
  return Object.values(params).join(" ");
}
