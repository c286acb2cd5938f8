import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { incumbentRows, INCUMBENTS } from "../../../bench/tables/incumbents.ts";
import { SUMMARY, summaryRows } from "../../../bench/tables/summary.ts";
import { fakeTrial } from "../fake_run.ts";
import { madeRun, rowsOf, tiedSeeds } from "./made_run.ts";

/** A trial's BCA on validation and test; `null`: it was pruned, at a BCA that is high. */
type Result = readonly [validation: number, test: number] | null;

function runOf(studies: readonly (readonly Result[])[]) {
  return madeRun(
    { optimizers: ["random"], seeds: tiedSeeds(studies.length) },
    ({ key, seeds }) =>
      studies[seeds.search].map((result, t) =>
        result === null
          ? fakeTrial(key, t, 1, 1, { state: "pruned" })
          : fakeTrial(key, t, ...result)
      ),
  );
}

Deno.test("incumbents.csv says how many trials tie with the incumbent, and what they score", () => {
  const rows = rowsOf(
    INCUMBENTS,
    incumbentRows(
      runOf([[null, [0.8, 0.5], [0.7, 0.9], [0.8, 0.6], null, [0.9, 0.4]]]),
    ),
  );
  assertEquals(
    rows.map(({ incumbent, n_tied, tied_bca_mean }) => [
      incumbent,
      n_tied,
      tied_bca_mean,
    ]),
    [
      [null, null, null],
      [1, 1, 0.5],
      [1, 1, 0.5],
      [1, 2, 0.55],
      [1, 2, 0.55],
      [5, 1, 0.4],
    ],
  );
});

Deno.test("ties are those of the trials so far, whatever their order; the summary has their mean number", () => {
  const level = fc.integer({ min: 1, max: 4 }).map((n) => n / 5);
  const result = fc.option(fc.tuple(level, level), { freq: 4, nil: null });
  const study = fc.array(result, { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      fc.array(study, { minLength: 1, maxLength: 4 }),
      (studies) => {
        const run = runOf(studies);
        const rows = rowsOf(INCUMBENTS, incumbentRows(run));
        const counts: number[] = [];
        studies.forEach((trials, seed) => {
          const own = rows.filter((row) => row.search_master === seed);
          trials.forEach((_, i) => {
            const complete = trials.slice(0, i + 1).filter((t) => t !== null);
            const best = Math.max(...complete.map(([seen]) => seen));
            const tests = complete.filter(([seen]) => seen === best)
              .map(([, test]) => test);
            assertEquals(own[i].n_tied, tests.length || null);
            if (tests.length === 0) return;
            const sum = tests.reduce((a, b) => a + b);
            assertAlmostEquals(
              Number(own[i].tied_bca_mean),
              sum / tests.length,
              1e-12,
            );
          });
          const last = own.at(-1)!.n_tied;
          if (last !== null) counts.push(Number(last));
        });
        const [{ n_tied_mean }] = rowsOf(SUMMARY, summaryRows(run));
        if (counts.length === 0) return assertEquals(n_tied_mean, null);
        assertAlmostEquals(
          Number(n_tied_mean),
          counts.reduce((a, b) => a + b) / counts.length,
          1e-12,
        );
      },
    ),
    { seed: 8, numRuns: 200 },
  );
});
