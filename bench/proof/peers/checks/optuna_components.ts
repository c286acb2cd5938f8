/**
 * Recorded parts of Optuna's TPE: mixtures, samples, densities, the truncated
 * normal, the split and the weights.
 *
 * @module
 */
import type { TieOrder } from "../../../../optimizers/numeric/argsort.ts";
import { log } from "../../../../optimizers/numeric/math.ts";
import { RandomState } from "../../../../optimizers/numeric/mt19937.ts";
import {
  inverseLogDistribution,
  LOG_SQRT_TWO_PI,
  logDistribution,
  logMass,
  truncatedNormalQuantiles,
} from "../../../../optimizers/numeric/truncated_normal.ts";
import { paperSpace } from "../../../../optimizers/space.ts";
import { forgettingWeights } from "../../../../optimizers/tpe/forgetting_weights.ts";
import { axisOf } from "../../../../optimizers/tpe/optuna_axes.ts";
import {
  drawCandidates,
  logDensity,
} from "../../../../optimizers/tpe/optuna_mixture.ts";
import {
  type ParzenMixture,
  parzenMixture,
  type WidthRule,
} from "../../../../optimizers/tpe/optuna_parzen.ts";
import { countBelow } from "../../../../optimizers/tpe/optuna_split.ts";
import {
  type Checker,
  type Fields,
  isFields,
  isListOf,
  recordedTies,
} from "./checker.ts";
import {
  type Agreement,
  Tally,
  type Tolerance,
  toNumber,
} from "../../../recorded/tally.ts";

type Columns = Readonly<Record<string, readonly number[]>>;

interface RecordedMixture {
  readonly params: readonly string[];
  readonly observations: Columns;
  readonly weights: readonly number[];
  readonly components: Readonly<
    Record<string, {
      readonly mu?: readonly number[];
      readonly sigma?: readonly number[];
      readonly choice_probabilities?: readonly (readonly number[])[];
    }>
  >;
  readonly points: Columns;
  readonly log_pdf: readonly unknown[];
  readonly [sample: string]: unknown;
}

const CLOSE: Tolerance = { relative: 1e-12, absolute: 1e-13 };
/** Newton's method stops at a relative step of 1e-8, which is squared once more. */
const QUANTILE: Tolerance = { relative: 1e-11, absolute: 1e-12 };

/** Checks files of Optuna's components, of one version or of several. */
export const optunaComponents: Checker = {
  kind: "optuna components",
  recognises: (content) => versionsOf(content).length > 0,
  check: (content: Fields): Agreement[] =>
    versionsOf(content).flatMap(checkVersion)
      .filter(({ compared }) => compared > 0),
};

function versionsOf(content: Fields): Fields[] {
  return [content, ...Object.values(content)].filter((part): part is Fields =>
    isFields(part) && isListOf(part.parzen, "params", "components")
  );
}

function checkVersion(content: Fields): Agreement[] {
  const version = String((content.versions as Fields | undefined)?.optuna);
  const [major, minor] = version.split(".").map(Number);
  const rule = major === 4 && minor < 9 ? "with-prior" : "observations";
  const ties = recordedTies(content);
  return [
    ...checkMixtures(version, "parzen", content, rule, ties),
    ...checkMixtures(version, "joint", content, rule, ties),
    checkTruncatedNormal(version, content),
    checkCounts(version, content),
  ];
}

function checkMixtures(
  version: string,
  block: string,
  content: Fields,
  rule: WidthRule,
  ties: TieOrder,
): Agreement[] {
  const mixtures = new Tally(`${version} ${block} mixtures`, "numbers");
  const densities = new Tally(`${version} ${block} densities`, "numbers");
  const samples = new Tally(`${version} ${block} samples`, "numbers");
  const axes = new Map(paperSpace().map((p) => [p.name, axisOf(p)]));
  (content[block] as RecordedMixture[] ?? []).forEach((recorded, i) => {
    const { params } = recorded;
    const where = `case ${i} (${params})`;
    const observed = params.map((name) =>
      Float64Array.from(
        recorded.observations[name],
        name === "lr" ? log : (v) => v,
      )
    );
    const chosen = params.map((name) => axes.get(name)!);
    const mixture = parzenMixture(chosen, observed, rule, ties);
    compareMixture(mixtures, where, mixture, recorded);
    const points = params.map((n) => Float64Array.from(recorded.points[n]));
    const density = logDensity(mixture, points);
    densities.numbers(`${where} log_pdf`, density, recorded.log_pdf, CLOSE);
    for (const [key, value] of Object.entries(recorded)) {
      const [, seed, n] = key.match(/^sample\(RandomState\((\d+)\),(\d+)\)$/) ??
        [];
      if (seed === undefined) continue;
      const stream = new RandomState(Number(seed));
      const columns = drawCandidates(mixture, Number(n), stream);
      params.forEach((name, d) =>
        samples.numbers(
          `${where} sample ${name}`,
          columns[d],
          (value as Columns)[name],
          CLOSE,
        )
      );
    }
  });
  return [mixtures, densities, samples].map((tally) => tally.result());
}

function compareMixture(
  tally: Tally,
  where: string,
  { weights, dimensions }: ParzenMixture,
  recorded: RecordedMixture,
): void {
  tally.numbers(`${where} weights`, weights, recorded.weights, CLOSE);
  recorded.params.forEach((name, d) => {
    const dimension = dimensions[d];
    const { mu, sigma, choice_probabilities } = recorded.components[name];
    if ("mu" in dimension) {
      tally.numbers(`${where} mu ${name}`, dimension.mu, mu ?? [], CLOSE);
      const widths = dimension.sigma;
      tally.numbers(`${where} sigma ${name}`, widths, sigma ?? [], CLOSE);
      return;
    }
    const { size } = dimension.axis;
    const found = Array.from(dimension.rows, (row) => [
      ...dimension.table.subarray(row * size, (row + 1) * size),
    ]);
    tally.numbers(
      `${where} probabilities ${name}`,
      found.flat(),
      choice_probabilities?.flat() ?? [],
      CLOSE,
    );
  });
}

function checkTruncatedNormal(version: string, content: Fields): Agreement {
  const tally = new Tally(`${version} truncated normal`, "numbers");
  const table = (name: string) =>
    (content[name] as unknown[][] ?? []).map((row) => row.map(toNumber));
  for (const [a, expected] of table("log_ndtr")) {
    tally.number(`log_ndtr(${a})`, logDistribution(a), expected, CLOSE);
  }
  for (const [a, b, expected] of table("log_gauss_mass")) {
    const found = logMass(a, b);
    tally.number(`log_gauss_mass(${a}, ${b})`, found, expected, CLOSE);
  }
  const inverse = table("ndtri_exp (whole list as one batch)");
  tally.numbers(
    "ndtri_exp",
    inverseLogDistribution(Float64Array.from(inverse, ([y]) => y)),
    inverse.map(([, x]) => x),
    QUANTILE,
  );
  const quantiles = content.truncnorm_ppf as {
    a: number;
    b: number;
    q_and_x: [unknown, unknown][];
  }[] ?? [];
  for (const { a, b, q_and_x } of quantiles) {
    // The library returns b itself for q = 1, which a stream never draws.
    const pairs = q_and_x.map(([q, x]) => [toNumber(q), toNumber(x)])
      .filter(([q]) => q < 1);
    const fill = (value: number) => new Float64Array(pairs.length).fill(value);
    const found = truncatedNormalQuantiles(
      Float64Array.from(pairs, ([q]) => q),
      fill(a),
      fill(b),
    );
    const expected = pairs.map(([, x]) => x);
    tally.numbers(`ppf on [${a}, ${b}]`, found, expected, QUANTILE);
  }
  const densities = table("truncnorm_logpdf(x,a,b,loc,scale)");
  for (const [x, a, b, loc, scale, expected] of densities) {
    const z = (x - loc) / scale;
    const found = z < a || z > b
      ? -Infinity
      : -(z * z) / 2 - LOG_SQRT_TWO_PI - logMass(a, b) - log(scale);
    tally.number(`logpdf(${x}, ${a}, ${b})`, found, expected, CLOSE);
  }
  return tally.result();
}

function checkCounts(version: string, content: Fields): Agreement {
  const tally = new Tally(`${version} split and weights`, "numbers");
  for (const [n, below] of content["gamma(n)"] as [number, number][] ?? []) {
    tally.number(`gamma(${n})`, countBelow(n), below);
  }
  const weights = content["weights(n)"] as Record<string, number[]> ?? {};
  for (const [n, expected] of Object.entries(weights)) {
    const found = forgettingWeights(Number(n));
    tally.numbers(`weights(${n})`, found, expected, CLOSE);
  }
  return tally.result();
}
