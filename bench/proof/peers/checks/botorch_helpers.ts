/**
 * Recorded numbers of BoTorch's smoothing functions, of the factorisation with
 * jitter and of hypervolumes.
 *
 * @module
 */
import {
  hypervolume,
  inferReferencePoint,
  type Outcomes,
  paretoFront,
} from "../../../../optimizers/gp/hypervolume.ts";
import {
  fatMax,
  fatPlus,
  improvement,
  log1mexp,
  logImprovement,
  logSoftplus,
} from "../../../../optimizers/gp/smooth.ts";
import { cholesky } from "../../../../optimizers/numeric/cholesky.ts";
import { log } from "../../../../optimizers/numeric/math.ts";
import type { Fields } from "./checker.ts";
import { type Agreement, Tally } from "../../../recorded/tally.ts";

const SHARP = { relative: 1e-13, absolute: 1e-15 };
const CLOSE = { relative: 1e-12, absolute: 1e-12 };
const FACTOR = { relative: 1e-9, absolute: 1e-9 };

/** Compares the blocks of helper functions. */
export function checkHelpers(content: Fields): Agreement[] {
  return [
    block(content, "log_ei_helper", (tally, r, where) => {
      const z = r.z as number;
      tally.number(`${where} log h`, logImprovement(z), r.log_h_exact, SHARP);
      tally.number(`${where} h`, improvement(z), r.h_botorch, {
        relative: 1e-12,
        absolute: 1e-16,
      });
    }),
    block(content, "log_fatplus", (tally, r, where) => {
      const [x, tau] = [r.x as number, r.tau as number];
      const smooth = log(fatPlus(x, tau));
      tally.number(where, smooth, r.log_fatplus, SHARP);
      const soft = logSoftplus(x, tau);
      tally.number(`${where} softplus`, soft, r.log_softplus, SHARP);
    }),
    block(content, "fatmax", (tally, r, where) => {
      const found = fatMax(r.x as number[], r.tau as number);
      tally.number(where, found, r.value, SHARP);
    }),
    block(content, "log1mexp", (tally, r, where) => {
      tally.number(where, log1mexp(r.x as number), r.value, SHARP);
    }),
    block(content, "psd_safe_cholesky", (tally, r, where) => {
      const matrix = r.A as number[][];
      const factor = cholesky(Float64Array.from(matrix.flat()), matrix.length);
      tally.numbers(where, factor, (r.L as number[][]).flat(), FACTOR);
    }),
    block(content, "hypervolume", (tally, r, where) => {
      const rows = r.Y as Outcomes[];
      const front = paretoFront(rows);
      const volume = hypervolume(rows, r.ref_point as Outcomes);
      tally.number(where, volume, r.hypervolume, CLOSE);
      const pareto = (r.pareto as number[][]).flat();
      tally.numbers(`${where} front`, front.flat(), pareto, CLOSE);
      tally.numbers(
        `${where} reference point`,
        inferReferencePoint(front),
        r.inferred_ref_point as number[],
        CLOSE,
      );
    }),
  ];
}

function block(
  content: Fields,
  name: string,
  compare: (tally: Tally, recorded: Fields, where: string) => void,
): Agreement {
  const tally = new Tally(name, "numbers");
  (content[name] as Fields[] ?? []).forEach((recorded, i) =>
    compare(tally, recorded, `case ${i}`)
  );
  return tally.result();
}
