/**
 * `deno task stats:honesty`: simulations of what intervals and tests promise.
 *
 * @module
 */
import { RandomState } from "../../../../optimizers/numeric/mt19937.ts";
import { EXIT, UsageError } from "../../../command/exit_codes.ts";
import { bestOfK, survivalIntervals, varianceComponents } from "./curves.ts";
import { type Finding, isAccepted, type Simulation } from "./finding.ts";
import { pairTests, plannedPower, sameOptimizer } from "./levels.ts";
import { bootstrapIntervals, plainIntervals } from "./means.ts";
import { improvement, shareIntervals } from "./proportions.ts";

const DEFAULT_RUNS = 10_000;
const DEFAULT_SEED = 1;

const HELP = `Usage: deno task stats:honesty [--runs N] [--seed S]

Simulates studies and counts how often nominal 95 % intervals cover the truth, how
often tests at 0.05 reject where nothing differs, and whether estimates are
unbiased. Prints a table; a line with a range is judged, one without is reported.

  --runs N  studies of a cheap simulation; dear ones take a tenth or 0.4 of it [${DEFAULT_RUNS}]
  --seed S  seed of the simulations [${DEFAULT_SEED}]
  --help    this text

Exit codes: 0 all judged lines lie in their range, 1 one does not, 2 wrong usage.`;

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

/**
 * Runs the command; returns its exit code.
 *
 * @throws {UsageError} If a flag is unknown or its value no positive integer
 */
export function main(args: readonly string[]): number {
  if (args.includes("--help")) {
    console.log(HELP);
    return EXIT.done;
  }
  const { runs, seed } = parse(args);
  let outside = 0;
  let judged = 0;
  for (const simulation of SIMULATIONS) {
    const findings = simulate(simulation, runs, seed);
    console.log(`${simulation.title}\n${findingsText(findings)}\n`);
    judged += findings.filter(({ low }) => low !== null).length;
    outside += findings.filter((finding) => !isAccepted(finding)).length;
  }
  console.log(`${judged - outside} of ${judged} judged lines in their range`);
  return outside === 0 ? EXIT.done : EXIT.fault;
}

function parse(args: readonly string[]): { runs: number; seed: number } {
  const values = { "--runs": DEFAULT_RUNS, "--seed": DEFAULT_SEED };
  for (let i = 0; i < args.length; i += 2) {
    const flag = args[i];
    if (flag !== "--runs" && flag !== "--seed") {
      throw new UsageError(
        `Cannot read the command line: unknown argument "${flag}"; see --help`,
      );
    }
    const value = Number(args[i + 1]);
    if (!Number.isInteger(value) || value < 1) {
      throw new UsageError(
        `Cannot read ${flag}: found "${
          args[i + 1] ?? ""
        }", expected a positive integer`,
      );
    }
    values[flag] = value;
  }
  return { runs: values["--runs"], seed: values["--seed"] };
}

if (import.meta.main) {
  try {
    Deno.exitCode = main(Deno.args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    Deno.exitCode = error.exitCode;
  }
}
