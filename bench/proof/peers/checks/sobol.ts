/**
 * Recorded Sobol sequences of torch, and the trials that Ax makes of them.
 *
 * @module
 */
import { sobolNormals } from "../../../../optimizers/gp/base_samples.ts";
import { RandomState } from "../../../../optimizers/numeric/mt19937.ts";
import {
  directionNumbers,
  scramble,
  SobolSequence,
} from "../../../../optimizers/numeric/sobol.ts";
import { axStartTally, type RecordedStart } from "./ax_start.ts";
import type { Checker, Fields } from "./checker.ts";
import type { RecordedX } from "../../../recorded/recorded_configuration.ts";
import { type Agreement, Tally } from "../../../recorded/tally.ts";

interface RecordedSequence {
  readonly dimension: number;
  readonly seed: number;
  readonly shift: readonly number[];
  readonly scrambled_direction_numbers: readonly (readonly number[])[];
  readonly integers_first32: readonly (readonly number[])[];
  readonly torch_first_point_as_double: readonly number[];
}

interface RecordedNormals {
  readonly dimension: number;
  readonly seed: number;
  readonly n: number;
  readonly first8: readonly (readonly number[])[];
  readonly column_sums: readonly number[];
  readonly column_square_sums: readonly number[];
}

const BITS = 30;
const CLOSE = { relative: 1e-12, absolute: 1e-12 };
/** Sums of hundreds of normals lose a few digits to cancellation. */
const SUMS = { relative: 1e-11, absolute: 1e-10 };

/** Checks files of Sobol sequences. */
export const sobol: Checker = {
  kind: "sobol",
  recognises: (content) =>
    Array.isArray(content.direction_numbers) &&
    Array.isArray(content.scrambled),
  check: (content: Fields): Agreement[] =>
    [
      checkDirections(content),
      checkUnscrambled(content),
      checkWords(content),
      ...(content.scrambled as RecordedSequence[]).map(checkScrambled),
      ...(content.normal_base_samples as RecordedNormals[] ?? [])
        .map(checkNormals),
      ...checkStarts(content),
    ].filter(({ compared }) => compared > 0),
};

function checkDirections(content: Fields): Agreement {
  const tally = new Tally("direction numbers", "numbers");
  const recorded = content.direction_numbers as number[][];
  const found = directionNumbers(recorded.length);
  recorded.forEach((numbers, j) =>
    tally.numbers(`dimension ${j + 1}`, found[j], numbers)
  );
  const initial = content.joe_kuo as { dimension: number; m: number[] }[];
  for (const { dimension, m } of initial ?? []) {
    const ours = m.map((_, i) =>
      directionNumbers(dimension)[dimension - 1][i] / 2 ** (BITS - 1 - i)
    );
    tally.numbers(`dimension ${dimension} m`, ours, m);
  }
  return tally.result();
}

function checkUnscrambled(content: Fields): Agreement {
  const tally = new Tally("unscrambled points", "numbers");
  const recorded = content.unscrambled_first64_dim8 as number[][] ?? [];
  const sequence = new SobolSequence(8);
  recorded.forEach((point, k) =>
    tally.numbers(`point ${k}`, sequence.next(), point)
  );
  return tally.result();
}

function checkWords(content: Fields): Agreement {
  const tally = new Tally("MT19937 words", "numbers");
  const recorded = content.mt19937_first8 as { seed: number; u32: number[] }[];
  for (const { seed, u32 } of recorded ?? []) {
    const stream = new RandomState(seed);
    tally.numbers(`seed ${seed}`, u32.map(() => stream.nextUint32()), u32);
  }
  return tally.result();
}

function checkScrambled(recorded: RecordedSequence): Agreement {
  const { dimension, seed } = recorded;
  const tally = new Tally(
    `scrambled, dimension ${dimension}, seed ${seed}`,
    "numbers",
  );
  const { directions, shift } = scramble(dimension, seed);
  tally.numbers("shift", shift, recorded.shift);
  recorded.scrambled_direction_numbers.forEach((numbers, j) =>
    tally.numbers(`direction numbers ${j}`, directions[j], numbers)
  );
  const sequence = new SobolSequence(dimension, seed);
  recorded.integers_first32.forEach((point, k) =>
    tally.numbers(`point ${k}`, sequence.nextNumerators(), point)
  );
  tally.numbers(
    "first point",
    new SobolSequence(dimension, seed).next(),
    recorded.torch_first_point_as_double,
  );
  return tally.result();
}

function checkNormals(recorded: RecordedNormals): Agreement {
  const { dimension, seed, n } = recorded;
  const tally = new Tally(
    `normals, dimension ${dimension}, seed ${seed}`,
    "numbers",
  );
  const columns = sobolNormals(seed, dimension, n);
  recorded.first8.forEach((sample, t) =>
    tally.numbers(`sample ${t}`, columns.map((c) => c[t]), sample, CLOSE)
  );
  const sums = (f: (z: number) => number) =>
    columns.map((column) => column.reduce((sum, z) => sum + f(z), 0));
  tally.numbers("sums", sums((z) => z), recorded.column_sums, SUMS);
  tally.numbers(
    "square sums",
    sums((z) => z * z),
    recorded.column_square_sums,
    SUMS,
  );
  return tally.result();
}

function checkStarts(content: Fields): Agreement[] {
  const starts: RecordedStart[] = [];
  const authors = content.authors_run as
    | { sobol_seed: number; first8_trials: RecordedX[] }
    | undefined;
  if (authors) {
    const { sobol_seed: seed, first8_trials: trials } = authors;
    starts.push({ api: "legacy", seed, first: 0, trials });
  }
  const runs = content.ax_initialisation as {
    api: "client" | "legacy";
    random_seed: number;
    sobol_trials: RecordedX[];
  }[] ?? [];
  for (const { api, random_seed: seed, sobol_trials: trials } of runs) {
    starts.push({ api, seed, first: api === "client" ? 1 : 0, trials });
  }
  const centre = content.ax_centre as { trial: RecordedX } | undefined;
  if (centre) {
    starts.push({ api: "client", seed: 0, first: 0, trials: [centre.trial] });
  }
  return [axStartTally(starts)];
}
