/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
/** A worker that doubles a number after so many milliseconds, and fails on NaN. */
self.onmessage = ({ data }: MessageEvent<{ value: number; ms: number }>) => {
  if (Number.isNaN(data.value)) throw new RangeError("no number");
  setTimeout(() => self.postMessage(2 * data.value), data.ms);
};
