import type { ProbeJob, ProbeScores } from "./scores.ts";

/**
 * Runs jobs in workers without permissions, in order of their start; results
 * do not depend on how many there are.
 *
 * @param workers At least one
 * @param onDone Told how many are done
 */
export async function runJobs(
  jobs: readonly ProbeJob[],
  workers: number,
  onDone: (done: number) => void,
): Promise<ProbeScores[]> {
  const results: ProbeScores[] = [];
  let [next, done] = [0, 0];
  const work = async () => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      type: "module",
      deno: { permissions: "none" },
    });
    try {
      while (next < jobs.length) {
        const at = next++;
        results[at] = await ask(worker, jobs[at]);
        onDone(++done);
      }
    } finally {
      worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  return results;
}

function ask(worker: Worker, job: ProbeJob): Promise<ProbeScores> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<ProbeScores>) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`Cannot fit probes: a worker failed: ${event.message}`));
    };
    worker.postMessage(job);
  });
}
