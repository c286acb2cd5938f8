import { assertEquals, assertRejects } from "@std/assert";
import { inWorkers } from "../../../bench/workers/in_workers.ts";

const DOUBLE = import.meta.resolve("./double.ts");

type Job = { value: number; ms: number };

for (const workers of [1, 2, 5]) {
  Deno.test(`inWorkers() answers in the order of the jobs with ${workers} workers`, async () => {
    // The first job ends last where there are several workers.
    const jobs = [40, 0, 5, 0].map((ms, value) => ({ value, ms }));
    const done: number[] = [];
    const answers = await inWorkers<Job, number>(
      DOUBLE,
      jobs,
      workers,
      (count) => done.push(count),
    );
    assertEquals(answers, [0, 2, 4, 6]);
    assertEquals(done, [1, 2, 3, 4]);
  });
}

Deno.test("inWorkers() starts none for no job", async () => {
  assertEquals(await inWorkers("no:module", [], 3), []);
});

Deno.test("inWorkers() passes on what a worker dies of, and ends the others", async () => {
  const jobs = [{ value: 1, ms: 3_600_000 }, { value: NaN, ms: 0 }];
  await assertRejects(
    () => inWorkers<Job, number>(DOUBLE, jobs, 2),
    Error,
    "no number",
  );
});
