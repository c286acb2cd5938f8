import type { Study } from "../plan.ts";
import {
  type CriticalDifference,
  friedman,
  type FriedmanTest,
  nemenyiCriticalDifference,
} from "../stats/friedman.ts";
import { type Field, fieldsOf, seedsText } from "./engines.ts";
import type { RunData } from "./run_data.ts";
import { settingColumns } from "./study_columns.ts";
import { type Column, COUNT, SHARE, type Table } from "./table.ts";

/** Level of the family of all pairs of engines. */
const ALPHA = 0.05;

/** An engine among the others of its setting. */
export interface RankRow {
  /** One of its studies, for the setting. */
  readonly study: Study;
  /** Its place among the engines of the test. */
  readonly place: number;
  /** Friedman's test of all engines. */
  readonly test: FriedmanTest;
  /** How far apart two mean ranks must be. */
  readonly critical: CriticalDifference;
}

/** Mean ranks, where at least two engines were run on the same seeds. */
export const RANKS: Table<RankRow> = {
  name: "ranks",
  description:
    "One row is an engine on one corpus, protocol, encoder and recipe. The replicate (a block of Friedman's test) is a triple of master seeds under which every engine has a complete trial; engines are ranked by the reported BCA of their incumbents, 1 is best. A mean rank changes when an engine is added",
  key: ["corpus", "protocol", "encoder", "recipe", "optimizer"],
  columns: [
    ...settingColumns<RankRow>((row) => row.study),
    count("n_blocks", "triples of master seeds", (row) => row.test.n),
    count("n_engines", "engines ranked", (row) => row.test.k),
    number(
      "mean_rank",
      "mean rank of the engine, ties by midranks",
      (row) => row.test.meanRanks[row.place],
    ),
    number(
      "critical_difference",
      "Nemenyi's critical difference at 0.05: engines whose mean ranks lie further apart differ",
      (row) => row.critical.criticalDifference,
    ),
    number(
      "chi_square",
      "Friedman's statistic, corrected for ties; empty where every block is tied",
      (row) => row.test.chiSquare,
    ),
    number("p", "its p-value", (row) => row.test.p, true),
    number(
      "f",
      "Iman and Davenport's F; empty in one block and where all blocks agree",
      (row) => row.test.imanDavenportF,
    ),
    number("f_p", "its p-value", (row) => row.test.fP, true),
    number(
      "kendall_w",
      "Kendall's concordance of the blocks, from 0 to 1",
      (row) => row.test.kendallW,
      true,
    ),
  ],
};

function count(
  name: string,
  description: string,
  value: (row: RankRow) => number,
): Column<RankRow> {
  return { name, type: "integer", description, constraints: COUNT, value };
}

function number(
  name: string,
  description: string,
  value: (row: RankRow) => number | null,
  share = false,
): Column<RankRow> {
  const constraints = share ? SHARE : COUNT;
  return { name, type: "number", description, constraints, value };
}

/** Rows of {@linkcode RANKS}. */
export function rankRows(run: RunData): RankRow[] {
  return fieldsOf(run).flatMap(fieldRows);
}

function fieldRows(field: Field): RankRow[] {
  const blocks = blocksOf(field);
  if (field.length < 2 || blocks.length === 0) return [];
  const test = friedman(blocks, "maximize");
  const critical = nemenyiCriticalDifference(test.k, test.n, ALPHA);
  return field.map(({ study }, place) => ({ study, place, test, critical }));
}

/** Scores of every engine under the seeds that all have; shape (n, k). */
function blocksOf(field: Field): number[][] {
  const byEngine = field.map(({ studies, bca }) =>
    new Map(studies.map(({ study }, i) => [seedsText(study.seeds), bca[i]]))
  );
  return [...byEngine[0].keys()].flatMap((seeds) => {
    const scores = byEngine.flatMap((scores) => scores.get(seeds) ?? []);
    return scores.length === field.length ? [scores] : [];
  });
}
