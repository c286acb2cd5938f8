/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
/**
 * A replay worker: needs no permission at all.
 *
 * @module
 */
import { recordedSpace } from "../objectives/recorded_grid.ts";
import type { ReplayJob, ReplayResult } from "./messages.ts";
import { replaySearch } from "./search.ts";

self.onmessage = ({ data }: MessageEvent<ReplayJob>) => {
  const { engine, seeds, trials, table } = data;
  const start = performance.now();
  const space = recordedSpace(table);
  const searches = seeds.map((seed) =>
    replaySearch(engine, seed, trials, space, table)
  );
  const result: ReplayResult = {
    searches,
    seconds: (performance.now() - start) / 1000,
  };
  self.postMessage(result);
};
