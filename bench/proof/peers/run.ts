/**
 * `deno task peers`: installs the real libraries outside the repository, runs
 * them and ours on the same functions and seeds, and writes both side by side.
 *
 * @module
 */
import {
  fromCaller,
  inSuite,
  programFromCaller,
  ROOT,
} from "../../command/root.ts";
import { join } from "@std/path";
import { type Command, runCommand } from "../../command/command.ts";
import type { Definition } from "../../command/definition.ts";
import { EXIT } from "../../command/exit_codes.ts";
import { makeFolder } from "../../command/files.ts";
import type { CommandLine } from "../../command/flags.ts";
import { countOf, textOf } from "../../command/values.ts";
import { GRID_LOG, readRecorded } from "../../recorded/recorded_grid.ts";
import type { TableFile } from "../../tables/package.ts";
import { type Table, toCsv } from "../../tables/table.ts";
import { defaultFolder, installEnvironment, runScript } from "./environment.ts";
import { LIBRARIES, type Library } from "./libraries.ts";
import { comparisonProblems, recordedProblems } from "./problems.ts";
import { recordedAxRuns } from "./recorded_ax.ts";
import { peersPackage } from "./package.ts";
import { parseRuns } from "./runs.ts";
import { identityRows, type NamedRuns, regretRows } from "./side_by_side.ts";
import {
  IDENTITY,
  type IdentityRow,
  REGRET,
  REGRET_BY_SEED,
  type RegretRow,
  type SeedRow,
} from "./tables.ts";

const GRID = inSuite("results", "published", GRID_LOG);
const RECORDED_AX = join(ROOT, "..", "shared", "peers", "botorch.json");
/** Ax takes seconds for each suggestion. */
const AX_TRIALS = 15;

const FLAGS: Definition["flags"] = [
  {
    name: "env",
    value: "FOLDER",
    byDefault: "the user's cache",
    help: "where the virtual environments are, outside the repository",
  },
  {
    name: "python",
    value: "COMMAND",
    byDefault: "python3",
    help: "Python 3.10 or later that makes the environments",
  },
  {
    name: "with-ax",
    help: "also install and run Ax: several gigabytes, hours",
  },
  {
    name: "seeds",
    value: "N",
    byDefault: "50",
    help: "studies of each library on each function, seeds 0 to N - 1",
  },
  {
    name: "ax-seeds",
    value: "N",
    byDefault: "5",
    help: "the same for Ax, 15 trials each",
  },
  {
    name: "trials",
    value: "N",
    byDefault: "40",
    help: "trials of each study",
  },
  {
    name: "out",
    value: "FOLDER",
    byDefault: "results/reference/peers",
    help: "where the tables go, inside results/",
  },
];

/** `deno task peers`. */
export const command: Command = {
  task: "peers",
  purpose:
    "Installs the real libraries outside the repository, runs them and ours on the same functions and seeds, and writes both side by side.",
  flags: FLAGS,
  exits: { fault: "a proposal of ours differs from the library's" },
  writes: "its tables below results/",
  run: compareLibraries,
};

async function compareLibraries(
  { args, values }: CommandLine,
): Promise<number> {
  const path = (name: string) => {
    const given = textOf(values, name);
    return given === undefined ? undefined : fromCaller(given);
  };
  const configurations = {
    folder: path("env") ?? defaultFolder(),
    python: programFromCaller(textOf(values, "python") ?? "python3"),
    seeds: countOf(values, "seeds", 50, 1, 1e6),
    axSeeds: countOf(values, "ax-seeds", 5, 1, 1e6),
    trials: countOf(values, "trials", 40, 1, 1e6),
  };
  const wanted = LIBRARIES.filter(({ heavy }) => values["with-ax"] || !heavy);
  const grid = readRecorded(GRID_LOG, Deno.readTextFileSync(GRID));
  const problems = comparisonProblems(grid);

  const identity: IdentityRow[] = [];
  const regrets: RegretRow[] = [];
  const seeds: SeedRow[] = [];
  for (const library of wanted) {
    const runs = await libraryRuns(library, configurations);
    if (runs === null) continue;
    if (library.exact) identity.push(...identityRows(runs, problems));
    const rows = regretRows(runs, problems);
    regrets.push(...rows.regrets);
    seeds.push(...rows.seeds);
  }
  for (const runs of readRecordedAx()) {
    const rows = regretRows(runs, recordedProblems());
    regrets.push(...rows.regrets);
    seeds.push(...rows.seeds);
  }
  const out = path("out") ?? inSuite("results", "reference", "peers");
  await makeFolder("out", out);
  await write(out, args, [
    tableFile(IDENTITY, identity),
    tableFile(REGRET, regrets),
    tableFile(REGRET_BY_SEED, seeds),
  ]);
  console.log(toCsv(IDENTITY, identity));
  console.log(toCsv(REGRET, regrets));
  return identity.every((row) => row.identical === row.proposals)
    ? EXIT.done
    : EXIT.fault;
}

/** Installs and runs a library; null, with the reason on stderr, if it cannot be had. */
async function libraryRuns(
  { name, group, runner, preset, heavy }: Library,
  configurations: {
    readonly folder: string;
    readonly python: string;
    readonly seeds: number;
    readonly axSeeds: number;
    readonly trials: number;
  },
): Promise<NamedRuns | null> {
  console.error(`${name}: looking for it in ${configurations.folder}`);
  const { folder, python } = configurations;
  const environment = await installEnvironment(folder, group, python);
  if ("missing" in environment) {
    console.error(`${name}: cannot be had, left out (${environment.missing})`);
    return null;
  }
  const studies = heavy ? configurations.axSeeds : configurations.seeds;
  const trials = heavy ? AX_TRIALS : configurations.trials;
  console.error(`${name}: ${studies} studies of ${trials} trials a function`);
  const lines = await runScript(environment.python, "run_library.py", [
    runner,
    GRID,
    String(studies),
    String(trials),
  ]);
  return { library: name, preset, ...parseRuns(lines) };
}

/** Recorded runs of Ax beside the checkout, where that folder is. */
function readRecordedAx(): NamedRuns[] {
  try {
    return recordedAxRuns(JSON.parse(Deno.readTextFileSync(RECORDED_AX)));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.error("recorded runs of Ax: none beside the repository, left out");
    return [];
  }
}

function tableFile<Row>(table: Table<Row>, rows: readonly Row[]): TableFile {
  return {
    table,
    csv: toCsv(table, rows),
  };
}

async function write(
  folder: string,
  args: readonly string[],
  tables: readonly TableFile[],
): Promise<void> {
  const manifest = JSON.stringify(
    {
      command: ["deno", "task", "peers", ...args],
      requirements: Deno.readTextFileSync(
        inSuite("bench", "proof", "peers", "requirements.txt"),
      ).trim().split("\n"),
      deno: Deno.version.deno,
      v8: Deno.version.v8,
    },
    null,
    2,
  ) + "\n";
  for (const { table, csv } of tables) {
    await Deno.writeTextFile(join(folder, `${table.name}.csv`), csv);
  }
  await Deno.writeTextFile(join(folder, "manifest.json"), manifest);
  await Deno.writeTextFile(
    join(folder, "datapackage.json"),
    await peersPackage(tables, manifest),
  );
}

if (import.meta.main) Deno.exit(await runCommand(command, Deno.args));
