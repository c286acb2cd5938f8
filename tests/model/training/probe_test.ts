import { assert, assertAlmostEquals } from "@std/assert";
import { fitProbe, logProbabilitiesOf } from "../../../model/training/probe.ts";
import fixture from "../fixtures/scikit_learn.json" with { type: "json" };

const { features, labels, classes, penalty } = fixture.probe;
const vectors = features.map((row) => Float32Array.from(row));

for (
  const [balanced, expected] of [
    [false, fixture.probe.log_probabilities],
    [true, fixture.probe.balanced_log_probabilities],
  ] as const
) {
  Deno.test(`fitProbe() gives the log-probabilities of scikit-learn's LogisticRegression when balanced is ${balanced}`, () => {
    const { head } = fitProbe(vectors, labels, { classes, penalty, balanced });
    vectors.forEach((x, i) => {
      logProbabilitiesOf(head, x).forEach((value, c) =>
        assertAlmostEquals(value, expected[i][c], 1e-3)
      );
    });
  });
}

Deno.test("fitProbe() gives the same weights again when it is called twice", () => {
  const [a, b] = [1, 2].map(() =>
    fitProbe(vectors, labels, { classes, penalty }).head
  );
  assert(a.weight.every((w, i) => w === b.weight[i]));
  assert(a.bias.every((w, i) => w === b.bias[i]));
});

Deno.test("fitProbe() stays finite when a feature is constant", () => {
  const flat = vectors.map((x) => Float32Array.of(...x, 4));
  const { head } = fitProbe(flat, labels, { classes, penalty });
  assert(head.weight.every(Number.isFinite));
});

Deno.test("logProbabilitiesOf() sums to one and stays finite when logits are large", () => {
  const head = {
    weight: Float32Array.of(1e4, -1e4),
    bias: new Float32Array(2),
  };
  const log = logProbabilitiesOf(head, Float32Array.of(1));
  assertAlmostEquals(log[0], 0, 1e-12);
  assertAlmostEquals(log[1], -2e4, 1e-9);
});
