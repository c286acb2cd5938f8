/**
 * Times of suggestions as text.
 *
 * @module
 */

/** Times of one searcher after some observations, in milliseconds. */
export interface Timing {
  /** Preset or library. */
  readonly name: string;
  /** Preset that stands for the library; absent for a preset. */
  readonly preset?: string;
  /** Observations before. */
  readonly observations: number;
  /** Median. */
  readonly medianMs: number;
  /** 95th percentile. */
  readonly p95Ms: number;
}

/** Median and 95th percentile of times in milliseconds. */
export function summarise(
  name: string,
  observations: number,
  times: readonly number[],
): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { name, observations, medianMs: at(0.5), p95Ms: at(0.95) };
}

/** One line for each searcher; a library's line says how much faster its preset is. */
export function timingText(
  ours: readonly Timing[],
  theirs: readonly Timing[],
  counts: readonly number[],
): string {
  const width = Math.max(
    ...[...ours, ...theirs].map(({ name }) => name.length),
  );
  const head = [
    "median / p95 ms".padEnd(width),
    ...counts.map((n) => `n = ${n}`.padStart(17)),
  ];
  const cell = (timing: Timing | undefined) =>
    (timing ? `${timing.medianMs.toFixed(3)} / ${timing.p95Ms.toFixed(3)}` : "")
      .padStart(17);
  const line = (timings: readonly Timing[], name: string) => [
    name.padEnd(width),
    ...counts.map((n) =>
      cell(timings.find((t) => t.name === name && t.observations === n))
    ),
  ];
  const names = (timings: readonly Timing[]) => [
    ...new Set(timings.map(({ name }) => name)),
  ];
  const ratios = names(theirs).map((name) => [
    name.padEnd(width),
    ...counts.map((n) => {
      const slow = theirs.find((t) => t.name === name && t.observations === n);
      const fast = ours.find((t) =>
        t.name === slow?.preset && t.observations === n
      );
      const ratio = slow && fast && slow.medianMs / fast.medianMs;
      return (ratio ? `${ratio.toFixed(1)} x` : "").padStart(17);
    }),
  ]);
  return [
    head,
    ["presets"],
    ...names(ours).map((name) => line(ours, name)),
    ["libraries"],
    ...names(theirs).map((name) => line(theirs, name)),
    ["library's median over its preset's"],
    ...ratios,
  ].map((cells) => cells.join(" ").trimEnd()).join("\n");
}
