/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
/**
 * A replay worker: needs no permission at all.
 *
 * @module
 */
import type { ReplayJob, ReplayResult } from "./messages.ts";
import { replaySearches } from "./search.ts";

self.onmessage = ({ data }: MessageEvent<ReplayJob>) => {
  const { optimizer, seeds, trials, table } = data;
  const result: ReplayResult = {
    searches: replaySearches(optimizer, seeds, trials, table),
  };
  self.postMessage(result);
};
