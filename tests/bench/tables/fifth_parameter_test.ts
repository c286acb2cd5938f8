/** A hyper-parameter beside the paper's four, through tables, readers and figures. */
import { assert, assertEquals } from "@std/assert";
import { configurationsTried } from "../../../bench/figures/configurations.ts";
import type { RowIn } from "../../../bench/figures/records.ts";
import { readTrials } from "../../../bench/outputs/trials_file.ts";
import {
  HYPER_PARAMETERS,
  type HyperParameter,
} from "../../../bench/plan/hyper_parameters.ts";
import { runData } from "../../../bench/tables/run_data.ts";
import { toCsv } from "../../../bench/tables/table.ts";
import {
  trialRows,
  TRIALS,
  trialsTable,
} from "../../../bench/tables/trials.ts";
import { fakePlan, fakeRecords, fakeTrial } from "../fake_run.ts";
import { assertFigure, count, textsOf } from "../figures/svg.ts";

const WEIGHT_DECAY: HyperParameter<"weight_decay"> = {
  name: "weight_decay",
  parameter: {
    kind: "log-uniform",
    name: "weight_decay",
    low: 1e-4,
    high: 1e-1,
  },
  levels: [1e-4, 1e-2],
  description: "decay of weights by AdamW",
  text: (decay) => decay.toExponential(0),
};
const FIVE = [...HYPER_PARAMETERS, WEIGHT_DECAY];

const DECAYS = [1e-4, 3e-3, 1e-1];
const RUN = runData(
  fakeRecords(fakePlan([1]), (study) =>
    DECAYS.map((weight_decay, t) => {
      const trial = fakeTrial(study, t, 0.5, 0.5 + t / 10);
      return { ...trial, params: { ...trial.params, weight_decay } };
    })),
)!;
const CSV = toCsv(trialsTable(FIVE), trialRows(RUN));

const readFive = (csv: string) =>
  readTrials("trials.csv", new TextEncoder().encode(csv), 0, {
    parameters: FIVE,
  });

Deno.test("trialsTable() has a column for each hyper-parameter, and nothing else changes", () => {
  const names = (csv: string) => csv.split("\n", 1)[0].split(",");
  const four = names(toCsv(TRIALS, trialRows(RUN)));
  assertEquals(
    names(CSV),
    four.toSpliced(four.indexOf("max_length") + 1, 0, "weight_decay"),
  );
  const column = trialsTable(FIVE).columns
    .find(({ name }) => name === "weight_decay");
  assertEquals([column?.type, column?.description], [
    "number",
    WEIGHT_DECAY.description,
  ]);
});

Deno.test("readTrials() gives back the configurations of a table with another hyper-parameter", () => {
  const { run } = readFive(CSV);
  const configurations = ({ studies }: typeof run) =>
    studies.map(({ study, trials }) =>
      [study.key, trials.map(({ params }) => params)] as const
    ).sort();
  assertEquals(configurations(run), configurations(RUN));
});

Deno.test("readTrials() takes tables from before there was the hyper-parameter", () => {
  const csv = toCsv(TRIALS, trialRows(RUN));
  const { run } = readFive(csv);
  for (const { trials } of run.studies) {
    for (const { params } of trials) assert(!("weight_decay" in params));
  }
});

Deno.test("configurationsTried() draws a panel for another hyper-parameter", () => {
  const rows = readFive(CSV).rows
    .map(({ cells }) => cells as typeof cells & TrialOfFive);
  const svg = assertFigure(() =>
    configurationsTried(rows, ({ trial }) => trial === 1, FIVE)
  );
  const texts = textsOf(svg, "text");
  const missing = ["max_length", "weight_decay", "1e-4", "1e-1"]
    .filter((text) => !texts.includes(text));
  assertEquals(missing, []);
  assertEquals(count(svg, "line"), FIVE.length * rows.length);
  assert(textsOf(svg, "desc")[0].includes("random found 1e-4 2 1 2 s 3e-3"));
});

/** A row of the table as the figure reads it. */
type TrialOfFive = RowIn<"trials"> & { readonly weight_decay?: number | null };
