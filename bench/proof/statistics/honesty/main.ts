/**
 * `deno task stats:honesty`: simulations of what intervals and tests promise.
 *
 * @module
 */
import { RandomState } from "../../../../optimizers/numeric/mt19937.ts";
import { type Command, runCommand } from "../../../command/command.ts";
import { EXIT } from "../../../command/exit_codes.ts";
import { countOf } from "../../../command/values.ts";
import { bestOfK, survivalIntervals, varianceComponents } from "./curves.ts";
import { type Finding, isAccepted, type Simulation } from "./finding.ts";
import { pairTests, plannedPower, sameOptimizer } from "./levels.ts";
import { bootstrapIntervals, plainIntervals } from "./means.ts";
import { improvement, shareIntervals } from "./proportions.ts";

const DEFAULT_RUNS = 10_000;
const DEFAULT_SEED = 1;

/** Every simulation, in the order of the report. */
export const SIMULATIONS: readonly Simulation[] = [
  plainIntervals,
  bootstrapIntervals,
  shareIntervals,
  improvement,
  survivalIntervals,
  pairTests,
  sameOptimizer,
  plannedPower,
  bestOfK,
  varianceComponents,
];

/** Runs one simulation on a stream of its own. */
export function simulate(
  simulation: Simulation,
  runs: number,
  seed: number,
): Finding[] {
  const number = SIMULATIONS.indexOf(simulation);
  return simulation.run(new RandomState((seed + number) >>> 0), runs);
}

/** Findings as aligned lines. */
export function findingsText(findings: readonly Finding[]): string {
  const rows = findings.map((finding) => [
    finding.what,
    finding.data,
    `n ${finding.n}`,
    finding.value.toFixed(3),
    finding.runs === null ? "exact" : `${finding.runs} runs`,
    finding.low === null || finding.high === null
      ? ""
      : `${finding.low.toFixed(3)} to ${finding.high.toFixed(3)}${
        isAccepted(finding) ? "" : "  OUTSIDE"
      }`,
  ]);
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map((row) => row[column].length))
  );
  return rows.map((row) =>
    "  " + row.map((cell, column) => cell.padEnd(widths[column])).join("  ")
      .trimEnd()
  ).join("\n");
}

/** `deno task stats:honesty`. */
export const command: Command = {
  task: "stats:honesty",
  purpose:
    "Simulates studies and counts how often nominal 95 % intervals cover the truth, how often tests at 0.05 reject where nothing differs, and whether estimates are unbiased. Prints a table; a line with a range is judged, one without is reported.",
  flags: [
    {
      name: "runs",
      value: "N",
      byDefault: `${DEFAULT_RUNS}`,
      help:
        "studies of a cheap simulation; dear ones take a tenth or 0.4 of it",
    },
    {
      name: "seed",
      value: "N",
      byDefault: `${DEFAULT_SEED}`,
      help: "seed of the simulations",
    },
  ],
  exits: {
    done: "all judged lines lie in their range",
    fault: "one does not",
  },
  run: ({ values }) => {
    const runs = countOf(values, "runs", DEFAULT_RUNS, 1, 1e9);
    const seed = countOf(values, "seed", DEFAULT_SEED, 0, 2 ** 32 - 1);
    let outside = 0;
    let judged = 0;
    for (const simulation of SIMULATIONS) {
      const findings = simulate(simulation, runs, seed);
      console.log(`${simulation.title}\n${findingsText(findings)}\n`);
      judged += findings.filter(({ low }) => low !== null).length;
      outside += findings.filter((finding) => !isAccepted(finding)).length;
    }
    console.log(
      `${judged - outside} of ${judged} judged lines in their range`,
    );
    return outside === 0 ? EXIT.done : EXIT.fault;
  },
};

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
