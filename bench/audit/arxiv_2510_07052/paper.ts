/**
 * Golbaghi and Zhou, "Enhancing Speech Emotion Recognition via Fine-Tuning
 * Pre-Trained Models and Hyper-Parameter Optimisation", arXiv 2510.07052.
 *
 * @module
 */
import type { Paper } from "../findings/finding.ts";
import { readFields } from "../../recorded/published_log.ts";
import { axSignFindings } from "./ax_sign.ts";
import { gridFindings } from "./grid.ts";
import { listenerFindings } from "./heard.ts";
import { heldOutFindings } from "./held_out.ts";
import { FILES, readLogs, readTrialNumbers, REFERENCE_RUN } from "./logs.ts";
import { repeatFindings } from "./repeats.ts";
import { searchFindings } from "./searches.ts";
import { sessionFindings } from "./sessions.ts";
import { spaceFindings } from "./space.ts";
import { tableFindings } from "./tables.ts";
import { timeFindings } from "./times.ts";
import { transferFindings } from "./transfer.ts";

/** The paper, audited from its authors' logs. */
export const ARXIV_2510_07052: Paper = {
  name: "arXiv 2510.07052",
  files: [...Object.values(FILES), REFERENCE_RUN],
  audit: (texts) => {
    const logs = readLogs(texts);
    const numbers = readTrialNumbers(texts);
    const rows = (file: string) => readFields(file, texts.get(file)!);
    return [
      ...gridFindings(logs.grid),
      ...axSignFindings(logs),
      ...sessionFindings(logs, numbers),
      ...listenerFindings(),
      ...tableFindings(logs),
      ...timeFindings(logs, rows(FILES.grid)),
      ...repeatFindings(logs, numbers),
      ...heldOutFindings(logs),
      ...transferFindings(rows(REFERENCE_RUN)),
      ...searchFindings(logs, rows(FILES.hyperoptOld)),
      ...spaceFindings(logs),
    ];
  },
};
