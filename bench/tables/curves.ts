import { type MeanInterval, meanInterval } from "../stats/mean_interval.ts";
import { mean } from "../stats/sums.ts";
import { streamsFrom } from "../stats/streams.ts";
import type { Study } from "../plan/plan.ts";
import { cutToRange } from "./cut.ts";
import { incumbentRows } from "./incumbents.ts";
import type { Objective } from "../journal/objective.ts";
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

/** A mean over studies with its interval. */
export interface CurvePoint {
  /** Mean, or `null` of no studies. */
  readonly mean: number | null;
  /** Its interval, by the method that covers at that n, cut to what is possible. */
  readonly interval: MeanInterval;
}

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
  readonly validation: CurvePoint;
  /** Their incumbents' values on the part that counts. */
  readonly bca: CurvePoint;
}

/** The mean search curve of every optimizer. */
export const CURVES = defineTable<CurveRow>()({
  name: "curves",
  description:
    "One row is an optimizer after so many trials. The replicate is a study; means and pointwise 95 % intervals are over the incumbents of the studies that have a complete trial by then",
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
      "lower end of the 95 % interval of that mean, cut to 0",
      (row) => row[part].interval.low,
      SHARE,
    ),
    high: number<CurveRow>(
      "upper end of the 95 % interval of that mean, cut to 1",
      (row) => row[part].interval.high,
      SHARE,
    ),
    interval: text<CurveRow>(
      "how the interval was made: student_t below 10 incumbents, expanded_bca (bootstrap) from there; empty below 3 and where all values are equal",
      (row) => row[part].interval.method,
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
  const point = pointMaker(run.bootstrapSeed, objective);
  return [...groups.values()].map((rows) => {
    const incumbents = rows.flatMap(({ incumbent }) => incumbent ?? []);
    return {
      study: rows[0].study,
      trials: rows[0].trials,
      studies: rows.length,
      n: incumbents.length,
      validation: point(
        incumbents.flatMap((trial) => objective.validation(trial) ?? []),
      ),
      bca: point(
        incumbents.flatMap((trial) => objective.final(trial) ?? []),
      ),
    };
  });
}

/** Most trials change no incumbent: the interval of the same values is made once. */
function pointMaker(
  bootstrapSeed: number,
  objective: Objective,
): (values: readonly number[]) => CurvePoint {
  const made = new Map<string, CurvePoint>();
  const stream = streamsFrom(bootstrapSeed);
  return (values) => {
    const key = values.join();
    const point = made.get(key) ?? {
      mean: values.length === 0 ? null : mean(values),
      interval: cutToRange(meanInterval(values, stream()), objective),
    };
    made.set(key, point);
    return point;
  };
}
