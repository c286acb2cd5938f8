import process from "node:process";

/** Wall and processor time of one run, in milliseconds. */
export type Timing = readonly [wallMs: number, processorMs: number];

/** Times of each run but the first. */
export async function timed(
  run: () => Promise<unknown>,
  times: number,
): Promise<Timing[]> {
  const marks: Timing[] = [];
  for (let i = 0; i <= times; i++) {
    const wall = performance.now();
    const processor = processorMs();
    await run();
    marks.push([performance.now() - wall, processorMs() - processor]);
  }
  return marks.slice(1);
}

/** The quickest run of a block: what the machine can do when left alone. */
export function quickest(block: readonly Timing[]): Timing {
  const least = (of: 0 | 1) => Math.min(...block.map((timing) => timing[of]));
  return [least(0), least(1)];
}

/** Middle value; the mean of the two middle ones of an even count. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2;
}

/** User and system time of all threads of this process. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
