import { assertEquals, assertStringIncludes } from "@std/assert";
import { notes } from "../../../bench/report/notes.ts";

const summary = (
  optimizer: string,
  changes: Record<string, number | null> = {},
) => ({
  optimizer,
  n_studies: 10,
  optimism: 0,
  optimism_mean_trial: 0,
  selection_optimism: 0,
  selection_optimism_low: null,
  selection_optimism_high: null,
  collapsed_studies: 0,
  share_model_based: 0.5,
  ...changes,
});

const part = (changes: Record<string, number | string> = {}) => ({
  part: "test",
  search_master: 1,
  train_master: 1,
  split_master: 1,
  shared_speakers: 0,
  shared_sentences: 0,
  shared_takes: 0,
  ...changes,
});

Deno.test("notes say that selection and report share a part, and what parts share", () => {
  const [selection, shared] = notes({
    corpus: "emodb",
    summary: [summary("random")],
    listeners: [],
    splits: [
      part({
        part: "validation",
        shared_speakers: 10,
        shared_sentences: 10,
        shared_takes: 23,
      }),
    ],
  });
  assertStringIncludes(selection, "on the same utterances");
  assertEquals(
    shared,
    "The validation part shares 10 speakers and 10 sentences with other parts, and of 23 recordings another take is there: on new speakers expect less.",
  );
});

Deno.test("notes state selection optimism when there is a test part", () => {
  const [selection, shared] = notes({
    corpus: "emodb",
    summary: [
      summary("random", {
        optimism: 0.031,
        optimism_mean_trial: 0.011,
        selection_optimism: 0.02,
        selection_optimism_low: 0.005,
        selection_optimism_high: 0.035,
      }),
      summary("ax-1.3", { optimism: -0.002 }),
    ],
    listeners: [],
    splits: [part({ part: "validation" }), part()],
  });
  assertStringIncludes(
    selection,
    "Validation minus test BCA is −0.002 to +0.031 for the incumbents and 0.000 to +0.011 for the mean trial",
  );
  assertStringIncludes(
    selection,
    "on this corpus: +0.020 for random (95 % interval +0.005 to +0.035).",
  );
  assertEquals(shared, "No speaker of the test part is in another part.");
});

Deno.test("notes name optimizers that never used their model, and no other", () => {
  const all = notes({
    corpus: "emodb",
    summary: ["hyperopt-0.3", "optuna-5.0", "random", "grid", "sobol"].map((
      name,
    ) => summary(name, { share_model_based: name === "optuna-5.0" ? 0.3 : 0 })),
    listeners: [],
    splits: [part()],
  }).join("\n");
  assertStringIncludes(
    all,
    "hyperopt-0.3 never left its start-up trials in this budget: what is compared are random or quasi-random draws.",
  );
  assertEquals(all.includes("random never"), false);
});

Deno.test("notes put collapsed studies first and warn of few seeds", () => {
  const all = notes({
    corpus: "emodb",
    summary: [
      summary("random", { collapsed_studies: 1, n_studies: 3 }),
      summary("ax-1.3", { n_studies: 3 }),
    ],
    listeners: [],
    splits: [part()],
  });
  assertStringIncludes(all[0], "1 of 3 of random");
  assertStringIncludes(all.at(-1)!, "3 studies an optimizer");
});

Deno.test("notes say that a corpus holds what its listeners recognised", () => {
  const all = notes({
    corpus: "emodb",
    summary: [summary("random")],
    splits: [part()],
    listeners: [
      { class: "fear", test: 0.1, released: 0.9, test_n: 2 },
      { class: "balanced", test: 0.8495, released: 0.9296, test_n: 816 },
    ],
  });
  assertEquals(
    all.at(-1),
    "The corpus keeps recordings that its listeners recognised, so their 0.930 on these is inflated by that selection; on all 816 recordings they heard it is 0.850.",
  );
});

Deno.test("notes say that the synthetic corpus is no speech", () => {
  const all = notes({
    corpus: "synthetic",
    summary: [summary("random")],
    splits: [part()],
    listeners: [],
  });
  assertStringIncludes(all[0], "The synthetic corpus is not speech");
});

Deno.test("notes say which seeds studies share", () => {
  const of = (...triples: [number, number, number][]) =>
    notes({
      corpus: "emodb",
      summary: [summary("random")],
      listeners: [],
      splits: triples.map(([search_master, train_master, split_master]) =>
        part({ search_master, train_master, split_master })
      ),
    }).join("\n");
  const crossed = "Seeds are crossed";
  assertEquals(of([1, 1, 1], [2, 2, 2]).includes("eeds"), false);
  assertStringIncludes(
    of([1, 0, 0], [2, 0, 0]),
    "Only the seeds of search vary: intervals do not cover chance in train and split.",
  );
  assertStringIncludes(of([1, 1, 0], [1, 2, 0], [2, 1, 0], [2, 2, 0]), crossed);
});
