/**
 * Every kind of recorded file that can be checked.
 *
 * @module
 */
import { authorsRuns } from "./authors_runs.ts";
import { botorch } from "./botorch.ts";
import type { Checker } from "./checker.ts";
import { hyperoptComponents } from "./hyperopt_components.ts";
import { hyperoptStudies } from "./hyperopt_studies.ts";
import { hypervolume } from "./hypervolume.ts";
import { numpyArgsort } from "./numpy_argsort.ts";
import { numpyRng } from "./numpy_rng.ts";
import { numpyZiggurat } from "./numpy_ziggurat.ts";
import { optunaComponents } from "./optuna_components.ts";
import { optunaGrid } from "./optuna_grid.ts";
import { optunaMulti } from "./optuna_multi.ts";
import { optunaStudies } from "./optuna_studies.ts";
import { sobol } from "./sobol.ts";
import { statistics } from "./statistics.ts";

/** In the order in which a file is tried. */
export const CHECKERS: readonly Checker[] = [
  numpyRng,
  numpyArgsort,
  numpyZiggurat,
  hyperoptStudies,
  hyperoptComponents,
  optunaStudies,
  optunaMulti,
  optunaComponents,
  optunaGrid,
  sobol,
  botorch,
  authorsRuns,
  hypervolume,
  statistics,
];
