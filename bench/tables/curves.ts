import { streamsFrom } from "../stats/streams.ts";
import type { Study } from "../plan/plan.ts";
import { incumbentRows } from "./incumbents.ts";
import type { Objective } from "../journal/objective.ts";
import { CUT } from "./cut.ts";
import type { RunData } from "./run_data.ts";
import { conditionColumns } from "./study_columns.ts";
import {
  COUNT,
  defineTable,
  integer,
  named,
  number,
  SHARE,
  text,
} from "./table.ts";
import { HOW_MADE, type UnitMean, unitMean } from "./unit_mean.ts";
import { LIKE_CORPORA, type Member, UNITS } from "./units.ts";

/** The studies of an optimizer after a number of trials. */
export interface CurveRow {
  /** Any of the studies. */
  readonly study: Study;
  /** Trials finished in each. */
  readonly trials: number;
  /** Studies that have had so many trials. */
  readonly studies: number;
  /** Those of them with a complete trial by then; means are over these. */
  readonly n: number;
  /** Their incumbents' values on the validation part. */
  readonly validation: UnitMean;
  /** Their incumbents' values on the part that counts. */
  readonly bca: UnitMean;
}

/** The mean search curve of every optimizer. */
export const CURVES = defineTable<CurveRow>()({
  name: "curves",
  description:
    `One row is an optimizer after so many trials. The replicate is a study that has a complete trial by then; intervals are pointwise. ${UNITS}`,
  key: ["corpus", "protocol", "encoder", "recipe", "optimizer", "trials"],
  columns: {
    ...conditionColumns<CurveRow>((row) => row.study),
    trials: integer(
      "trials finished in each study",
      (row) => row.trials,
      COUNT,
    ),
    n_studies: integer(
      "studies that have had so many trials",
      (row) => row.studies,
      COUNT,
    ),
    n_incumbents: integer(
      "those with a complete trial by then; means are over these",
      (row) => row.n,
      COUNT,
    ),
    n_test_parts: integer(
      "different parts that these are scored on; empty where the record does not hold them",
      (row) => row.bca.testParts,
      COUNT,
    ),
    n_units: integer(
      "units that means and their intervals are over",
      (row) => row.bca.n,
      COUNT,
    ),
    ...pointColumns("validation", "on the validation part"),
    ...pointColumns(
      "bca",
      "on the part that counts: test where the protocol has one, else validation",
    ),
  },
});

function pointColumns<Part extends "validation" | "bca">(
  part: Part,
  where: string,
) {
  return named(part, {
    mean: number<CurveRow>(
      `mean BCA of the incumbents ${where}`,
      (row) => row[part].mean,
      SHARE,
    ),
    low: number<CurveRow>(
      "lower end of the 95 % interval of that mean, for this corpus",
      (row) => row[part].interval.low,
      SHARE,
    ),
    high: number<CurveRow>(
      "upper end of that interval",
      (row) => row[part].interval.high,
      SHARE,
    ),
    interval: text<CurveRow>(
      HOW_MADE,
      (row) => row[part].interval.method,
    ),
    corrected_low: number<CurveRow>(
      `lower end of the 95 % interval of the mean ${LIKE_CORPORA}; ${CUT}`,
      (row) => row[part].corrected.low,
      SHARE,
    ),
    corrected_high: number<CurveRow>(
      "upper end of that interval",
      (row) => row[part].corrected.high,
      SHARE,
    ),
  });
}

/** Rows of {@linkcode CURVES}. Every interval's resamples start from the seed anew. */
export function curveRows(run: RunData): CurveRow[] {
  const groups = Map.groupBy(
    incumbentRows(run),
    ({ study, trials }) =>
      [
        study.corpus,
        study.protocol,
        study.encoder,
        study.recipe,
        study.optimizer,
        trials,
      ].join("/"),
  );
  const { objective } = run;
  const starts = new Map(
    run.studies.map(({ study, start }) => [study.key, start]),
  );
  const point = pointMaker(run.bootstrapSeed, objective);
  return [...groups.values()].map((rows) => {
    const members = rows.flatMap(({ study, incumbent }) =>
      incumbent ? [{ study, start: starts.get(study.key)!, incumbent }] : []
    );
    return {
      study: rows[0].study,
      trials: rows[0].trials,
      studies: rows.length,
      n: members.length,
      validation: point(
        members,
        ({ incumbent }) => objective.validation(incumbent),
      ),
      bca: point(members, ({ incumbent }) => objective.final(incumbent)),
    };
  });
}

/** Most trials change no incumbent: the interval of the same values is made once. */
function pointMaker(
  bootstrapSeed: number,
  objective: Objective,
): <M extends Member>(
  members: readonly M[],
  valueOf: (member: M) => number | null,
) => UnitMean {
  const made = new Map<string, UnitMean>();
  const stream = streamsFrom(bootstrapSeed);
  return (members, valueOf) => {
    const key = members.map((member) =>
      `${member.study.key} ${valueOf(member)}`
    )
      .join();
    const point = made.get(key) ??
      unitMean(members, valueOf, stream, objective);
    made.set(key, point);
    return point;
  };
}
