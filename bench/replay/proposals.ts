/**
 * What became of the proposals on a recorded table.
 *
 * @module
 */
import { quantiles } from "../stats/quantile.ts";
import {
  COUNT,
  defineTable,
  integer,
  number,
  SHARE,
  type Table,
} from "../tables/table.ts";
import type { ReplayTrial } from "./search.ts";
import { optimizerColumn, type OptimizerReplay, RESTRICTED } from "./tables.ts";

/** All proposals of an optimizer. */
export interface ProposalRow {
  /** Optimizer preset. */
  readonly optimizer: string;
  /** Trials of all its searches. */
  readonly trials: readonly ReplayTrial[];
}

function distanceColumn(p: number, word: string) {
  return number<ProposalRow>(
    `${word} distance to the nearest recorded configuration: Euclidean, each parameter's recorded range (of lr: of its logarithm) scaled to 1`,
    ({ trials }) =>
      quantiles(trials.flatMap(({ distance }) => distance ?? []), [p])[0],
    { unit: "recorded ranges", ...COUNT },
  );
}

type Holds = (trial: ReplayTrial) => boolean;

const countOf = ({ trials }: ProposalRow, holds: Holds) =>
  trials.filter(holds).length;

function countColumn(which: string, holds: Holds) {
  return integer<ProposalRow>(
    `proposals ${which}`,
    (row) => countOf(row, holds),
    COUNT,
  );
}

function shareColumn(holds: Holds) {
  return number<ProposalRow>(
    "their share",
    (row) =>
      row.trials.length === 0 ? null : countOf(row, holds) / row.trials.length,
    SHARE,
  );
}

const ofModel: Holds = ({ phase }) => phase === "model";
const isMoved: Holds = ({ moved }) => moved;
const isFailed: Holds = ({ validation }) => validation === null;

/** How often proposals moved, and failed. */
export const REPLAY_PROPOSALS: Table<ProposalRow> = defineTable<ProposalRow>()({
  name: "replay_proposals",
  description:
    `One row is an optimizer with all proposals of its searches. ${RESTRICTED}: a proposal moves to a recorded configuration, and fails where none answers`,
  key: ["optimizer"],
  columns: {
    optimizer: optimizerColumn(),
    proposals: integer(
      "trials of all searches",
      ({ trials }) => trials.length,
      COUNT,
    ),
    model: countColumn(
      "that the optimizer's model made; none where its start-up lasts longer than its searches",
      ofModel,
    ),
    share_model: shareColumn(ofModel),
    moved: countColumn(
      "that differ from the recorded configuration that answers",
      isMoved,
    ),
    share_moved: shareColumn(isMoved),
    failed: countColumn("that no recorded configuration answers", isFailed),
    share_failed: shareColumn(isFailed),
    distance_median: distanceColumn(0.5, "median"),
    distance_q95: distanceColumn(0.95, "95 % quantile"),
    distance_max: distanceColumn(1, "largest"),
  },
});

/** Rows of {@linkcode REPLAY_PROPOSALS}. */
export function proposalRows(
  replays: readonly OptimizerReplay[],
): ProposalRow[] {
  return replays.map(({ optimizer, searches }) => ({
    optimizer,
    trials: searches.flatMap(({ trials }) => trials),
  }));
}
