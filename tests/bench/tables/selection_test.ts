/** What columns about selection estimate: by enumeration, by closed form, by simulation. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { TrialRecord } from "../../../bench/journal/records.ts";
import { BEST_OF_K, bestOfKRows } from "../../../bench/tables/best_of_k.ts";
import type { RunData } from "../../../bench/tables/run_data.ts";
import { SUMMARY, summaryRows } from "../../../bench/tables/summary.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";
import { drawNormal } from "../../../bench/stats/random_draws.ts";
import { fakeTrial } from "../fake_run.ts";
import { madeRun, type Row, rowsOf, tiedSeeds } from "./made_run.ts";

/** A trial by what matters to selection; no scores where it failed. */
interface Made {
  readonly state: "complete" | "pruned" | "failed";
  readonly validation: number;
  readonly test: number;
}

function runOf(
  studies: readonly (readonly Made[])[],
  changes: Partial<TrialRecord> = {},
): RunData {
  return madeRun(
    {
      optimizers: ["random"],
      seeds: tiedSeeds(studies.length),
      trials: studies[0].length,
    },
    ({ key, seeds }) =>
      studies[seeds.search].map(({ state, validation, test }, t) =>
        fakeTrial(key, t, validation, test, {
          state,
          ...changes,
          ...(state === "failed" ? { validation: null, test: null } : {}),
        })
      ),
  );
}

const bestOfK = (run: RunData): Row[] => rowsOf(BEST_OF_K, bestOfKRows(run));
const summary = (run: RunData): Row => rowsOf(SUMMARY, summaryRows(run))[0];

/** The trial that a search of these trials ends with; none where all failed. */
function winner(
  trials: readonly Made[],
  by: "validation" | "test",
): Made | undefined {
  const complete = trials.filter(({ state }) => state === "complete");
  const pool = complete.length > 0
    ? complete
    : trials.filter(({ state }) => state === "pruned");
  const best = Math.max(...pool.map((trial) => trial[by]));
  return pool.find((trial) => trial[by] === best);
}

const average = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const level = fc.integer({ min: 0, max: 4 }).map((right) => right / 4);
const trial = fc.record<Made>({
  state: fc.constantFrom("complete", "complete", "pruned", "failed"),
  validation: level,
  test: level,
});
const studies = fc.tuple(
  fc.integer({ min: 1, max: 6 }),
  fc.integer({ min: 1, max: 4 }),
).chain(([trials, n]) =>
  fc.array(
    fc.array(trial, { minLength: trials, maxLength: trials }),
    { minLength: n, maxLength: n },
  )
);

Deno.test("best_of_k.csv is the mean over all draws of k trials, by enumeration", () => {
  fc.assert(
    fc.property(studies, (made) => {
      const searched = made.filter((trials) =>
        trials.some(({ state }) => state === "complete")
      );
      const rows = bestOfK(runOf(made));
      assertEquals(rows.map(({ k }) => k), made[0].map((_, i) => i + 1));
      for (const row of rows) {
        assertEquals(row.n_with_k, searched.length);
        const expected = (by: "validation" | "test", value: typeof by) =>
          average(searched.map((trials) => {
            const winners: Made[] = [];
            for (let set = 0; set < 2 ** trials.length; set++) {
              const drawn = trials.filter((_, i) => (set >> i) & 1);
              const won = drawn.length === row.k && winner(drawn, by);
              if (won) winners.push(won);
            }
            return average(winners.map((trial) => trial[value]));
          }));
        const columns = [
          ["expected_best", expected("validation", "test")],
          ["expected_validation", expected("validation", "validation")],
          ["expected_oracle", expected("test", "test")],
          [
            "selection_tax",
            expected("test", "test") - expected("validation", "test"),
          ],
          [
            "mean_trial",
            average(searched.map((trials) =>
              average(
                trials.filter(({ state }) => state !== "failed")
                  .map(({ test }) => test),
              )
            )),
          ],
        ] as const;
        for (const [name, value] of columns) {
          if (searched.length === 0) assertEquals(row[name], null, name);
          else assertAlmostEquals(Number(row[name]), value, 1e-9, name);
        }
        assert(row.selection_tax === null || Number(row.selection_tax) >= 0);
      }
    }),
    { seed: 1, numRuns: 60 },
  );
});

Deno.test("best_of_k.csv ends at the mean of the incumbents where test parts repeat and where studies have none", () => {
  fc.assert(
    fc.property(studies, (made) => {
      const run = runOf(made);
      // Three test parts over up to four studies: units of unequal size.
      const repeated: RunData = {
        ...run,
        studies: run.studies.map((data, i) => ({
          ...data,
          start: { ...data.start, split_seed: i % 3 },
        })),
      };
      for (const one of [run, repeated]) {
        const last = bestOfK(one).at(-1)!;
        const { bca_mean, n_incumbents } = summary(one);
        assertEquals(last.n_with_k, n_incumbents);
        if (bca_mean === null) assertEquals(last.expected_best, null);
        else {
          assertAlmostEquals(
            Number(last.expected_best),
            Number(bca_mean),
            1e-12,
          );
        }
      }
    }),
    { seed: 2, numRuns: 60 },
  );
});

Deno.test("without a test part there is no oracle, no tax and no optimism, and none is 0", () => {
  const made: Made[] = [0.5, 0.75, 0.25].map((validation) => ({
    state: "complete",
    validation,
    test: 0,
  }));
  const run = runOf([made, made], { test: null });
  for (const row of bestOfK(run)) {
    assertEquals([row.expected_oracle, row.selection_tax], [null, null]);
    assertEquals(row.expected_best, row.expected_validation);
  }
  const row = summary(run);
  for (
    const name of [
      ...["optimism", "optimism_mean_trial", "selection_optimism"],
      ...["selection_optimism_low", "selection_optimism_high"],
    ]
  ) assertEquals(row[name], null, name);
});

/** Trials of equal worth whose scores differ by noise of this deviation. */
const NOISE = 0.05;

/** Scores of one worth; a pruner stops what looks worse than it is. */
function noisyStudy(
  stream: RandomState,
  trials: number,
  pruned: (validation: number) => boolean = () => false,
): Made[] {
  return Array.from({ length: trials }, () => {
    const validation = 0.6 + NOISE * drawNormal(stream);
    const test = 0.5 + NOISE * drawNormal(stream);
    const state = pruned(validation) ? "pruned" : "complete";
    return { state, validation, test };
  });
}

Deno.test("best_of_k.csv agrees with searches of k new trials", () => {
  const stream = new RandomState(3);
  // Worth differs by trial, so that selection by validation finds some of it.
  const draw = (): Made => {
    const worth = 0.5 + NOISE * drawNormal(stream);
    const score = () => worth + NOISE * drawNormal(stream);
    return { state: "complete", validation: score(), test: score() };
  };
  const draws = (n: number) => Array.from({ length: n }, draw);
  const row = bestOfK(
    runOf(Array.from({ length: 600 }, () => draws(6))),
  )[2];
  const searches = Array.from({ length: 30_000 }, () => {
    const trials = draws(3);
    return [
      winner(trials, "validation")!.test,
      winner(trials, "test")!.test,
    ] as const;
  });
  // Four standard errors of scores whose deviation is below 0.071.
  const allowed = 4 * 0.071 * Math.sqrt(1 / 600 + 1 / 30_000);
  const [selected, oracle] = [0, 1].map((i) =>
    average(searches.map((found) => found[i]))
  );
  assertAlmostEquals(Number(row.expected_best), selected, allowed);
  assertAlmostEquals(Number(row.expected_oracle), oracle, allowed);
  // Here worth and noise have equal variances: half of the gain is kept.
  const gain = Math.SQRT2 * NOISE * 3 / (2 * Math.sqrt(Math.PI));
  assertAlmostEquals(Number(row.expected_oracle), 0.5 + gain, allowed);
  assertAlmostEquals(Number(row.expected_best), 0.5 + gain / 2, allowed);
});

Deno.test("selection has the optimism of the largest of k noises, and its interval covers it", () => {
  const stream = new RandomState(4);
  // The expected largest of three standard normals.
  const truth = NOISE * 3 / (2 * Math.sqrt(Math.PI));
  for (const n of [5, 8]) {
    const rows = Array.from({ length: 1000 }, () =>
      summary(
        runOf(Array.from({ length: n }, () => noisyStudy(stream, 3))),
      ));
    const of = (name: string) => average(rows.map((row) => Number(row[name])));
    assertAlmostEquals(of("optimism_mean_trial"), 0.1, 0.004);
    assertAlmostEquals(of("selection_optimism"), truth, 0.004);
    const covered = rows.filter((row) =>
      Number(row.selection_optimism_low) <= truth &&
      truth <= Number(row.selection_optimism_high)
    ).length / rows.length;
    assert(covered >= 0.93 && covered <= 0.97, `${n} studies: ${covered}`);
  }
});

Deno.test("a pruner that stops by chance gains nothing in best_of_k.csv and hides no optimism", () => {
  const stream = new RandomState(5);
  const made = Array.from(
    { length: 400 },
    () => noisyStudy(stream, 6, (validation) => validation < 0.6),
  );
  // A pruned trial ends half trained.
  const worse = made.map((trials) =>
    trials.map((one) =>
      one.state === "pruned" ? { ...one, test: one.test - 0.2 } : one
    )
  );
  const [first] = bestOfK(runOf(worse));
  // Four standard errors over 400 studies of 6 trials: of scores that are 0.2 lower
  // for half of them, and of differences of two noises.
  const [ofScores, ofDifferences] = [
    Math.hypot(NOISE, 0.1),
    Math.SQRT2 * NOISE,
  ].map((sd) => 4 * sd / Math.sqrt(400 * 6));
  assertAlmostEquals(Number(first.expected_best), 0.4, ofScores);
  // Of trials alike the mean one owes nothing to selection; the complete ones would.
  assertAlmostEquals(
    Number(summary(runOf(made)).optimism_mean_trial),
    0.1,
    ofDifferences,
  );
});
