/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
/**
 * Fits probes away from the main thread.
 *
 * @module
 */
import { type ProbeJob, probeScores } from "./scores.ts";

self.onmessage = ({ data }: MessageEvent<ProbeJob>) => {
  self.postMessage(probeScores(data));
};
