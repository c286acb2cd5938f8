import type { Objective } from "../journal/objective.ts";
import type { Study } from "../plan/plan.ts";
import { adjustP } from "../stats/adjust_p.ts";
import {
  type CriticalDifference,
  friedman,
  type FriedmanTest,
  nemenyiCriticalDifference,
} from "../stats/friedman.ts";
import { SMALLEST_N } from "../stats/mean_interval.ts";
import { mean } from "../stats/sums.ts";
import { type Field, fieldsOf, seedsText } from "./optimizer_studies.ts";
import type { RunData, StudyData } from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import { COUNT, defineTable, integer, number, SHARE } from "./table.ts";
import { crossedStreams, unitsOf } from "./units.ts";

/** Level of the family of all pairs of optimizers. */
const ALPHA = 0.05;

/** An optimizer among the others of its condition. */
export interface RankRow {
  /** One of its studies, for the condition. */
  readonly study: Study;
  /** Its place among the optimizers of the test. */
  readonly place: number;
  /** Optimizers that are ranked. */
  readonly optimizers: number;
  /** Blocks in which every optimizer has a complete trial. */
  readonly blocks: number;
  /** Blocks in which an optimizer has none. */
  readonly incomplete: number;
  /** Friedman's test of all optimizers; `null` without a complete block, without p below 3. */
  readonly test: FriedmanTest | null;
  /** How far apart two mean ranks must be; `null` below 3 blocks. */
  readonly critical: CriticalDifference | null;
  /** p of Iman and Davenport's F after Holm's adjustment over the tests of the table. */
  readonly holm: number | null;
}

/** Mean ranks, where at least two optimizers were run on the same seeds. */
export const RANKS = defineTable<RankRow>()({
  name: "ranks",
  description:
    "One row is an optimizer's mean rank among the optimizers on one corpus, protocol, encoder and recipe. The replicate (a block of Friedman's test) is a triple of master seeds under which every optimizer has a complete trial, or the means of all triples of one test part where parts repeat; optimizers are ranked by the BCA of their incumbents, 1 is best. The critical difference stands in place of an interval; it and all p are empty below 3 blocks and in a crossed plan, whose blocks depend on each other. A mean rank changes when an optimizer is added",
  key: ["corpus", "protocol", "encoder", "recipe", "optimizer"],
  columns: {
    ...conditionColumns<RankRow>((row) => row.study),
    n_blocks: integer(
      "blocks that are ranked",
      (row) => row.blocks,
      COUNT,
    ),
    n_incomplete: integer(
      "triples left out, since an optimizer has no complete trial under them",
      (row) => row.incomplete,
      COUNT,
    ),
    n_optimizers: integer("optimizers ranked", (row) => row.optimizers, COUNT),
    mean_rank: number(
      "mean rank of the optimizer, ties by midranks",
      (row) => row.test?.meanRanks[row.place] ?? null,
      COUNT,
    ),
    critical_difference: number(
      "Nemenyi's critical difference at 0.05 over all pairs of optimizers of this condition: those whose mean ranks lie further apart differ",
      (row) => row.critical?.criticalDifference ?? null,
      COUNT,
    ),
    chi_square: number(
      "Friedman's statistic, corrected for ties; empty where every block is tied",
      (row) => row.test?.chiSquare ?? null,
      COUNT,
    ),
    p: number("its p-value", (row) => row.test?.p ?? null, SHARE),
    f: number(
      "Iman and Davenport's F; empty in one block and where all blocks agree",
      (row) => row.test?.imanDavenportF ?? null,
      COUNT,
    ),
    f_p: number("its p-value", (row) => row.test?.fP ?? null, SHARE),
    f_p_holm: number(
      "f_p after Holm's adjustment over all tests of this table, one for each corpus, protocol, encoder and recipe",
      (row) => row.holm,
      SHARE,
    ),
    kendall_w: number(
      "Kendall's concordance of the blocks, from 0 to 1",
      (row) => row.test?.kendallW ?? null,
      SHARE,
    ),
  },
});

/** Rows of {@linkcode RANKS}. */
export function rankRows(run: RunData): RankRow[] {
  const fields = fieldsOf(run).map((field) => fieldRows(field, run.objective));
  const adjusted = adjustP(
    fields.map((rows) => rows[0]?.test?.fP ?? null),
    "holm",
  );
  return fields.flatMap((rows, i) =>
    rows.map((row) => ({ ...row, holm: adjusted[i] }))
  );
}

function fieldRows(
  field: Field,
  { direction }: Objective,
): Omit<RankRow, "holm">[] {
  if (field.length < 2) return [];
  const { blocks, incomplete, crossed } = blocksOf(field);
  const tested = blocks.length >= SMALLEST_N && !crossed;
  const test = blocks.length === 0 ? null : friedman(blocks, direction);
  const shared = {
    optimizers: field.length,
    blocks: blocks.length,
    incomplete,
    test: tested ? test : test && { ...test, p: null, fP: null },
    critical: tested
      ? nemenyiCriticalDifference(field.length, blocks.length, ALPHA)
      : null,
  };
  return field.map(({ study }, place) => ({ study, place, ...shared }));
}

/** What can be ranked. */
interface Blocks {
  /** Scores of all optimizers, shape (n, k). */
  readonly blocks: number[][];
  /** Triples of seeds under which one has none. */
  readonly incomplete: number;
  /** Whether blocks share seeds. */
  readonly crossed: boolean;
}

function blocksOf(field: Field): Blocks {
  const byOptimizer = field.map(({ studies, scores }) =>
    new Map(studies.map(({ study }, i) => [seedsText(study.seeds), scores[i]]))
  );
  const all = new Map<string, StudyData>(
    field.flatMap(({ studies }) =>
      studies.map((data) => [seedsText(data.study.seeds), data] as const)
    ),
  );
  const complete = [...all].flatMap(([seeds, { study, start }]) => {
    const scores = byOptimizer.flatMap((scores) => scores.get(seeds) ?? []);
    return scores.length === field.length ? [{ study, start, scores }] : [];
  });
  const crossed = crossedStreams(complete.map(({ study }) => study)).length > 0;
  const units = crossed
    ? complete.map((block) => [block])
    : unitsOf(complete, () => 0);
  return {
    blocks: units.map((unit) =>
      field.map((_, place) => mean(unit.map(({ scores }) => scores[place])))
    ),
    incomplete: all.size - complete.length,
    crossed,
  };
}
