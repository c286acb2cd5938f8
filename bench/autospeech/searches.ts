import { type Protocol, PROTOCOLS } from "../../corpora/mod.ts";
import { INCUMBENTS } from "../tables/incumbents.ts";
import { readTable } from "../tables/read_table.ts";
import type { Run } from "./budgets.ts";

/**
 * Searches of a run as learners that predict after each trial: the best trial so
 * far, and the time of all trials so far, one processor a trial.
 *
 * @param file Name for messages
 * @param csv Text of the run's incumbents.csv
 * @throws {DataError} If it is not such a table
 */
export function searchesOf(file: string, csv: string): Run[] {
  const rows = readTable(INCUMBENTS, file, csv).map(({ cells }) => cells);
  const studies = Map.groupBy(rows, ({ study }) => study);
  return [...studies.values()].map((trials) => {
    const { corpus, protocol, optimizer, encoder, recipe, search_master } =
      trials[0];
    return {
      corpus: String(corpus),
      protocol: PROTOCOLS.find((name) => name === protocol) as Protocol,
      learner: `${optimizer}, ${encoder}, ${recipe}`,
      seed: Number(search_master),
      bca: trials.flatMap(({ minutes, bca }) =>
        bca === null
          ? []
          : [{ seconds: 60 * Number(minutes), score: Number(bca) }]
      ),
    };
  });
}
