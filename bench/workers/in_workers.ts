/**
 * A queue of jobs for workers side by side.
 *
 * @module
 */

/**
 * Answers of jobs, in the order of the jobs, whoever did which. A worker takes one
 * job at a time as a message and posts one answer; it holds no permission.
 *
 * @param module Address of the worker's module
 * @param jobs What can be posted
 * @param workers How many, at least one; never more than jobs are started
 * @param onDone Told how many jobs are done
 * @throws {Error} When a worker fails; the others are ended then
 */
export async function inWorkers<Job, Answer>(
  module: string,
  jobs: readonly Job[],
  workers: number,
  onDone: (done: number) => void = () => {},
): Promise<Answer[]> {
  const answers: Answer[] = new Array(jobs.length);
  const started: Worker[] = [];
  let [next, done] = [0, 0];
  const work = async () => {
    const worker = new Worker(module, {
      type: "module",
      deno: { permissions: "none" },
    });
    started.push(worker);
    while (next < jobs.length) {
      const at = next++;
      answers[at] = await ask<Job, Answer>(worker, jobs[at]);
      onDone(++done);
    }
  };
  try {
    await Promise.all(
      Array.from({ length: Math.min(workers, jobs.length) }, work),
    );
  } finally {
    for (const worker of started) worker.terminate();
  }
  return answers;
}

function ask<Job, Answer>(worker: Worker, job: Job): Promise<Answer> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(`A worker failed: ${event.message}`));
    };
    worker.postMessage(job);
  });
}
