/**
 * What became of the proposals on a recorded table.
 *
 * @module
 */
import { quantiles } from "../stats/quantile.ts";
import { type Column, COUNT, SHARE, type Table } from "../tables/table.ts";
import type { ReplayTrial } from "./search.ts";
import { optimizerColumn, type OptimizerReplay, RESTRICTED } from "./tables.ts";

/** All proposals of an optimizer. */
export interface ProposalRow {
  /** Optimizer preset. */
  readonly optimizer: string;
  /** Trials of all its searches. */
  readonly trials: readonly ReplayTrial[];
}

const DISTANCES = [
  [0.5, "distance_median", "median"],
  [0.95, "distance_q95", "95 % quantile"],
  [1, "distance_max", "largest"],
] as const;

/** How often proposals moved, and failed. */
export const REPLAY_PROPOSALS: Table<ProposalRow> = {
  name: "replay_proposals",
  description:
    `One row is an optimizer with all proposals of its searches. ${RESTRICTED}: a proposal moves to a recorded configuration, and fails where none answers`,
  key: ["optimizer"],
  columns: [
    optimizerColumn(),
    {
      name: "proposals",
      type: "integer",
      description: "trials of all searches",
      constraints: COUNT,
      value: ({ trials }) => trials.length,
    },
    ...shareColumns(
      "model",
      "that the optimizer's model made; none where its start-up lasts longer than its searches",
      ({ phase }) => phase === "model",
    ),
    ...shareColumns(
      "moved",
      "that differ from the recorded configuration that answers",
      ({ moved }) => moved,
    ),
    ...shareColumns(
      "failed",
      "that no recorded configuration answers",
      ({ validation }) => validation === null,
    ),
    ...DISTANCES.map(([p, name, word]): Column<ProposalRow> => ({
      name,
      type: "number",
      unit: "recorded ranges",
      description:
        `${word} distance to the nearest recorded configuration: Euclidean, each parameter's recorded range (of lr: of its logarithm) scaled to 1`,
      constraints: COUNT,
      value: ({ trials }) =>
        quantiles(trials.flatMap(({ distance }) => distance ?? []), [p])[0],
    })),
  ],
};

function shareColumns(
  name: string,
  which: string,
  holds: (trial: ReplayTrial) => boolean,
): Column<ProposalRow>[] {
  const count = ({ trials }: ProposalRow) => trials.filter(holds).length;
  return [
    {
      name,
      type: "integer",
      description: `proposals ${which}`,
      constraints: COUNT,
      value: count,
    },
    {
      name: `share_${name}`,
      type: "number",
      description: "their share",
      constraints: SHARE,
      value: (row) =>
        row.trials.length === 0 ? null : count(row) / row.trials.length,
    },
  ];
}

/** Rows of {@linkcode REPLAY_PROPOSALS}. */
export function proposalRows(
  replays: readonly OptimizerReplay[],
): ProposalRow[] {
  return replays.map(({ optimizer, searches }) => ({
    optimizer,
    trials: searches.flatMap(({ trials }) => trials),
  }));
}
