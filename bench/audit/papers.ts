/**
 * The papers that are audited. Another one is one more file that exports it, and
 * its line here.
 *
 * @module
 */
import type { Paper } from "./findings/finding.ts";
import { ARXIV_2510_07052 } from "./arxiv_2510_07052/paper.ts";

/** Every paper. */
export const PAPERS: readonly Paper[] = [ARXIV_2510_07052];
