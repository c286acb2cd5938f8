/**
 * The papers that are audited. Another one is one more entry, with a file of its
 * own that makes the findings.
 *
 * @module
 */
import { readFields } from "./published_log.ts";
import type { Paper } from "./finding.ts";
import { gridFindings } from "./arxiv_2510_07052/grid.ts";
import { FILES, readLogs, REFERENCE_RUN } from "./arxiv_2510_07052/logs.ts";
import { protocolFindings } from "./arxiv_2510_07052/protocol.ts";
import { searchFindings } from "./arxiv_2510_07052/searches.ts";
import { tableFindings } from "./arxiv_2510_07052/tables.ts";

/** Every paper. */
export const PAPERS: readonly Paper[] = [
  {
    name: "arXiv 2510.07052",
    files: [...Object.values(FILES), REFERENCE_RUN],
    audit: (texts) => {
      const logs = readLogs(texts);
      return [
        ...gridFindings(logs.grid),
        ...searchFindings(logs),
        ...tableFindings(logs, readFields(texts.get(REFERENCE_RUN)!)),
        ...protocolFindings(logs, readFields(texts.get(FILES.grid)!)),
      ];
    },
  },
];
