/**
 * Golbaghi and Zhou, "Enhancing Speech Emotion Recognition via Fine-Tuning
 * Pre-Trained Models and Hyper-Parameter Optimisation", arXiv 2510.07052.
 *
 * @module
 */
import type { Paper } from "../finding.ts";
import { readFields } from "../published_log.ts";
import { axSignFindings } from "./ax_sign.ts";
import { gridFindings } from "./grid.ts";
import { FILES, readLogs, REFERENCE_RUN } from "./logs.ts";
import { protocolFindings } from "./protocol.ts";
import { searchFindings } from "./searches.ts";
import { sessionFindings } from "./sessions.ts";
import { tableFindings } from "./tables.ts";

/** The paper, audited from its authors' logs. */
export const ARXIV_2510_07052: Paper = {
  name: "arXiv 2510.07052",
  files: [...Object.values(FILES), REFERENCE_RUN],
  audit: (texts) => {
    const logs = readLogs(texts);
    return [
      ...gridFindings(logs.grid),
      ...axSignFindings(logs),
      ...sessionFindings(logs),
      ...searchFindings(logs, readFields(texts.get(FILES.hyperoptOld)!)),
      ...tableFindings(logs, readFields(texts.get(REFERENCE_RUN)!)),
      ...protocolFindings(logs, readFields(texts.get(FILES.grid)!)),
    ];
  },
};
