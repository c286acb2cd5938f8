import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { untimedPage } from "../../../bench/report/html.ts";
import { REPORT_FILE, reportFiles } from "../../../bench/report/report.ts";
import type { TrialRecord } from "../../../bench/journal/records.ts";
import type { Plan } from "../../../bench/plan/plan.ts";
import { TABLES } from "../../../bench/tables/all.ts";
import { runData } from "../../../bench/tables/run_data.ts";
import { fakePlan, fakeRecords, fakeTrial } from "../fake_run.ts";
import { assertWellFormed } from "../figures/svg.ts";

/** Two trials a study, better for "random" than for "grid" by a seed's tenth. */
function trialsOf(study: string, seed: number): TrialRecord[] {
  const bonus = study.includes("random") ? 0.1 : 0;
  return [
    fakeTrial(study, 0, 0.5, 0.45),
    fakeTrial(study, 1, 0.75 + bonus, 0.6 + bonus + seed / 100),
  ];
}

/** Everything that is written for a run. */
function written(
  plan: Plan,
  trials: (study: string, seed: number) => TrialRecord[] = trialsOf,
  manifest = `{"suite": "<0>"}`,
): Map<string, string> {
  const run = runData(fakeRecords(plan, trials))!;
  const files = TABLES.map(({ table, csv }) =>
    [`${table.name}.csv`, csv(run)] as const
  );
  return reportFiles(new Map(files), manifest);
}

/** What holds for every report: whole, self-contained, without a script, with every figure it names. */
function assertReport(files: Map<string, string>): string {
  const page = files.get(REPORT_FILE)!;
  assert(page.startsWith("<!doctype html>\n<html"));
  assert(page.endsWith("</html>\n"));
  assert(
    !/<script|javascript:|\son\w+=|<link|<img|<iframe|@import/i.test(page),
  );
  assert(!/NaN|undefined|Infinity|\[object/.test(page));
  const outside = page.match(/(?:href|src)="([^"]*)"/g) ?? [];
  for (const link of outside) assert(!/:|\/\//.test(link.slice(6)), link);
  const drawn = [...files.keys()].filter((path) => path !== REPORT_FILE);
  for (const path of drawn) {
    assertWellFormed(files.get(path)!);
    assertStringIncludes(page, `href="${path}"`);
  }
  assertEquals(page.match(/<svg /g)?.length ?? 0, drawn.length);
  return page;
}

Deno.test("reportFiles answers first: who won, by how much, how sure, against whom", () => {
  const page = assertReport(written(fakePlan([1, 2, 3])));
  const order = [
    "Who won",
    "By how much",
    "How sure",
    "Against human listeners",
    'id="tables"',
  ]
    .map((text) => page.indexOf(text));
  assertEquals(order, order.toSorted((a, b) => a - b));
  assert(order[0] > 0);
});

Deno.test("reportFiles gives the same bytes for the same tables, and reruns differ only where time is marked", () => {
  const slower = (study: string, seed: number) =>
    trialsOf(study, seed).map((trial) => ({ ...trial, train_s: 99 * seed }));
  const plan = fakePlan([1, 2, 3]);
  assertEquals(written(plan), written(plan));
  const [first, second] = [
    written(plan),
    written(plan, slower, `{"started": "later"}`),
  ];
  const untimed = (files: Map<string, string>) =>
    [...files].filter(([path]) => !path.includes("/time_")).map((
      [path, text],
    ) => [path, path === REPORT_FILE ? untimedPage(text) : text]);
  assertEquals(untimed(second), untimed(first));
  assert(second.get(REPORT_FILE) !== first.get(REPORT_FILE));
});

Deno.test("reportFiles makes a sane report of one optimizer and one seed", () => {
  const page = assertReport(
    written({ ...fakePlan([1]), optimizers: ["random"] }),
  );
  assertStringIncludes(page, "What random found, one study.");
  assertStringIncludes(page, "1 study cannot say how much the result varies.");
});

Deno.test("reportFiles makes a sane report when no trial is complete", () => {
  const page = assertReport(written(fakePlan([1, 2]), (study) => [
    fakeTrial(study, 0, 0, 0, {
      state: "diverged",
      validation: null,
      test: null,
      reason: "loss",
    }),
  ]));
  assertStringIncludes(page, "No study has a complete trial.");
});

Deno.test("reportFiles makes a sane report when no trial was run, and when no study was started", () => {
  assertStringIncludes(
    assertReport(written(fakePlan([1]), () => [])),
    "No study has a complete trial.",
  );
  assertStringIncludes(
    assertReport(written(fakePlan([]))),
    "No study was started.",
  );
});

Deno.test("reportFiles keeps conditions apart, each with its own answer and figures", () => {
  const files = written({
    ...fakePlan([1, 2, 3]),
    protocols: ["nested", "paper"],
  });
  const page = assertReport(files);
  assertEquals(page.split("Who won").length, 3);
  for (const protocol of ["nested", "paper"]) {
    assert(
      files.has(
        `figures/bca_synthetic_${protocol}_moonshine-tiny_quick.svg`,
      ),
    );
    const slug = `synthetic_${protocol}_moonshine-tiny_quick`;
    assertStringIncludes(page, `<section id="${slug}">`);
    // The better optimizer's mean: 0.7 and a hundredth for each of the seeds 1, 2, 3.
    const line = page.match(
      new RegExp(`<tr>.*href="#${slug}">${protocol}<.*</tr>`),
    )![0];
    assertStringIncludes(line, ">random<");
    assertStringIncludes(line, ">3<");
    assertStringIncludes(line, ">0.720 [");
  }
  assert(!written(fakePlan([1, 2])).get(REPORT_FILE)!.includes(" conditions;"));
});

Deno.test("reportFiles draws the published figure where the protocol is the published one", () => {
  const files = written({
    ...fakePlan([1, 2]),
    corpora: ["emodb"],
    protocols: ["nested", "paper"],
    optimizers: ["ax-1.3"],
  });
  const drawn = (protocol: string) =>
    files.get(`figures/bca_emodb_${protocol}_moonshine-tiny_quick.svg`)!;
  assertStringIncludes(drawn("paper"), "published, Ax 0.96");
  assert(!drawn("nested").includes("published"));
});

Deno.test("reportFiles shows hostile names and manifests as text", () => {
  const hostile = `"><script>alert(1)</script>`;
  const files = written(
    { ...fakePlan([1, 2]), optimizers: [hostile, "random"] },
    trialsOf,
    `</pre>${hostile}<!--/time-->`,
  );
  const page = assertReport(files);
  assertStringIncludes(page, "&lt;script&gt;");
});

Deno.test("reportFiles draws ranks, thresholds and shares of variance of a crossed plan", () => {
  const levels = [1, 2];
  const files = written({
    ...fakePlan([]),
    seeds: [1, 2, 3, 4, 5, 6].flatMap((search) =>
      levels.flatMap((train) =>
        levels.map((split) => ({ search, train, split }))
      )
    ),
  });
  const page = assertReport(files);
  const drawn = [...files.keys()].map((path) =>
    path.match(/^figures\/(.*)_synthetic/)?.[1]
  );
  for (
    const name of [
      "ranks",
      "thresholds_trials",
      "thresholds_work",
      "reached_trials",
      "reached_work",
      "time_thresholds_minutes",
      "variance",
    ]
  ) assert(drawn.includes(name), name);
  assertStringIncludes(page, "random won");
});

Deno.test("reportFiles draws several conditions in one figure, folds theirs away, and lists its parts", () => {
  const plan = {
    ...fakePlan([1, 2, 3]),
    recipes: ["quick", "strong", "published"],
  };
  const files = written(plan);
  const page = assertReport(files);
  assert(files.has("figures/conditions.svg"));
  assertEquals(page.match(/more figures<\/summary>/g)?.length, 3);
  // Links name what differs alone.
  for (const recipe of plan.recipes) {
    assertStringIncludes(
      page,
      `<li><a href="#synthetic_nested_moonshine-tiny_${recipe}">${recipe}</a></li>`,
    );
  }
  for (const part of ["tables", "methods", "manifest"]) {
    assertStringIncludes(page, `<a href="#${part}">`);
    assertStringIncludes(page, `id="${part}"`);
  }
  assertStringIncludes(page, "unweighted average recall (UAR)");
});

Deno.test("reportFiles calls the answer of one optimizer a result", () => {
  const page = assertReport(
    written({ ...fakePlan([1, 2, 3]), optimizers: ["random"] }),
  );
  assertStringIncludes(page, "<h3>Result</h3>");
  assertStringIncludes(page, "<h3>What tuning was worth</h3>");
  assert(!page.includes("<h3>Who won</h3>"));
});

Deno.test("reportFiles says first of all that a run is unfinished", () => {
  const run = runData(fakeRecords(fakePlan([1, 2, 3]), trialsOf))!;
  const files = new Map(
    TABLES.map(({ table, csv }) => [`${table.name}.csv`, csv(run)] as const),
  );
  const page = reportFiles(files, "{}", "4 of 18 trials are done")
    .get(REPORT_FILE)!;
  assertStringIncludes(
    page,
    "<ul>\n<li>The run is unfinished: 4 of 18 trials are done; numbers will change.</li>",
  );
});
