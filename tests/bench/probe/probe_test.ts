import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { UsageError } from "../../../bench/command/exit_codes.ts";
import { probeFigure } from "../../../bench/probe/figure.ts";
import { readCommandLine } from "../../../bench/command/flags.ts";
import { PROBE_COMMAND, readOptions } from "../../../bench/probe/options.ts";
import {
  choiceRows,
  foldsOf,
  jobsOf,
  layerFeatures,
  probeRow,
} from "../../../bench/probe/probe.ts";
import { inWorkers } from "../../../bench/workers/in_workers.ts";
import {
  type ProbeJob,
  type ProbeScores,
  probeScores,
} from "../../../bench/probe/scores.ts";
import { POOLINGS, PROBE, PROBE_CHOICE } from "../../../bench/probe/table.ts";
import { toCsv } from "../../../bench/tables/table.ts";
import { ModelError } from "../../../model/mod.ts";
import { syntheticCorpus } from "../../../corpora/synthetic/mod.ts";
import { RandomState } from "../../../optimizers/numeric/mt19937.ts";
import { TINY, tinyEncoder } from "../../model/tiny_encoder.ts";

const corpus = await syntheticCorpus({ seed: 3, utterances: 140 });
const folds = foldsOf(corpus, true);

Deno.test("foldsOf() scores every utterance once by speaker, and keeps test speakers out of choosing", () => {
  const speaker = (i: number) => corpus.utterances[i].speaker;
  assertEquals(
    folds.speakers.flatMap(({ test }) => test).sort((a, b) => a - b),
    corpus.utterances.map((_, i) => i),
  );
  for (const { train, test } of folds.speakers) {
    assertEquals(new Set(test.map(speaker)).size, 1);
    assert(!train.some((i) => speaker(i) === speaker(test[0])));
  }
  for (const { inner, outer } of folds.choices) {
    const held = new Set(outer.test.map(speaker));
    const heard = inner.flatMap(({ train, test }) => [...train, ...test]);
    assert(!heard.some((i) => held.has(speaker(i))));
  }
});

Deno.test("foldsOf() holds a fifth of each class out at random", () => {
  assertEquals(folds.random.length, 5);
  for (const { train, test } of folds.random) {
    assertEquals([...train, ...test].length, corpus.utterances.length);
    for (const emotion of corpus.classes) {
      const of = (list: readonly number[]) =>
        list.filter((i) => corpus.utterances[i].emotion === emotion).length;
      assertEquals(of(test), Math.round(0.2 * (of(train) + of(test))));
    }
  }
});

Deno.test("probeScores() is 1 where features tell the class and chance where they tell nothing", () => {
  const classes = 3;
  const labels = Array.from({ length: 90 }, (_, i) => i % classes);
  const random = new RandomState(5);
  const order = [...random.permutation(90)];
  const fold = { train: order.slice(0, 60), test: order.slice(60) };
  const job = {
    labels,
    classes,
    fit: "plain" as const,
    random: [fold],
    speakers: [fold, { train: fold.test, test: fold.train }],
    choices: [{ inner: [fold], outer: fold }],
  };
  const telling = probeScores({
    ...job,
    features: labels.map((label) =>
      Float32Array.of(label, label === 1 ? 1 : 0)
    ),
  });
  assertEquals(telling, {
    random: [1],
    speakers: 1,
    choices: [{ inner: 1, outer: 1 }],
  });
  const silent = probeScores({
    ...job,
    features: labels.map(() => Float32Array.of(1, 2)),
  });
  assertAlmostEquals(silent.speakers, 1 / classes);
});

Deno.test("inWorkers() gives the same scores of probes by one worker and by three", async () => {
  const labels = Array.from({ length: 40 }, (_, i) => i % 2);
  const jobs = Array.from({ length: 5 }, (_, k) => {
    const noise = new RandomState(k).permutation(40);
    const folds = [{
      train: labels.keys().toArray(),
      test: [...noise].slice(9),
    }];
    return {
      features: labels.map((y, i) =>
        Float32Array.of(y + noise[i] / 20, noise[i])
      ),
      labels,
      classes: 2,
      fit: "balanced" as const,
      random: folds,
      speakers: folds,
      choices: [],
    };
  });
  const done: number[] = [];
  const worker =
    new URL("../../../bench/probe/worker.ts", import.meta.url).href;
  const one = await inWorkers<ProbeJob, ProbeScores>(
    worker,
    jobs,
    1,
    (n) => done.push(n),
  );
  const three = await inWorkers<ProbeJob, ProbeScores>(
    worker,
    jobs,
    3,
    () => {},
  );
  assertEquals(one, jobs.map(probeScores));
  assertEquals(three, one);
  assertEquals(done, [1, 2, 3, 4, 5]);
});

Deno.test("probeRow() and choiceRows() fill a row for every layer, norm and pooling, and the best for every partition", async () => {
  const encoder = tinyEncoder();
  const small = { ...corpus, utterances: corpus.utterances.slice(0, 35) };
  const features = await layerFeatures(encoder, small, 1, () => {});
  const placed = jobsOf(small, encoder, features, folds, {
    poolings: POOLINGS,
    fits: ["balanced"],
  });
  assertEquals(placed.length, (TINY.blocks + 1) * 2 * 2);
  const scores = placed.map(({ place }, i) => ({
    random: [0.5, 0.75],
    speakers: 0.4,
    choices: place.normed
      ? folds.choices.map(() => ({ inner: i / 100, outer: 1 - i / 100 }))
      : [],
  }));
  const rows = placed.map((item, i) => probeRow(item, scores[i]));
  const csv = toCsv(PROBE, rows).split("\n");
  assertEquals(
    csv[1],
    "synthetic,tiny,balanced,0,0,false,mean,16,35,2,0.625,0.1767766952966369," +
      `${folds.speakers.length},0.4,0,,`,
  );
  const choices = choiceRows(corpus, folds, placed, scores);
  for (const { blocks, normed, pooling } of choices) {
    assertEquals([blocks, normed, pooling], [
      [TINY.blocks],
      true,
      "mean+deviation",
    ]);
  }
  assertEquals(toCsv(PROBE_CHOICE, choices).split("\n").length, 7);
});

Deno.test("jobsOf() puts the blocks of a set side by side, and says which an encoder lacks", async () => {
  const encoder = tinyEncoder();
  const small = { ...corpus, utterances: corpus.utterances.slice(0, 3) };
  const features = await layerFeatures(encoder, small, 1, () => {});
  const jobs = (blocks: number[]) =>
    jobsOf(small, encoder, features, folds, {
      blocks: [blocks],
      poolings: ["mean"],
      fits: ["strong"],
    });
  const [{ place, job }, ...more] = jobs([0, 2]);
  assertEquals([place.blocks, place.normed, more], [[0, 2], true, []]);
  assertEquals(
    job.features.map((x) => [...x]),
    features.map((layers) =>
      [0, 2].flatMap((block) => [...layers[block].normed].slice(0, TINY.width))
    ),
  );
  assertThrows(
    () => jobs([TINY.blocks + 1]),
    ModelError,
    `Cannot probe tiny after block ${TINY.blocks + 1}: it has ${TINY.blocks}`,
  );
});

Deno.test("probeFigure() draws a line for each encoder and panel", () => {
  const row = (encoder: string, block: number) => ({
    corpus: "emodb",
    encoder,
    fit: "balanced" as const,
    blocks: [block],
    normed: false,
    pooling: "mean" as const,
    features: 2,
    utterances: 10,
    random: [0.8 + block / 10],
    speakers: 0.7,
    speakerCount: 2,
    choices: [],
  });
  const svg = probeFigure([row("a<b", 0), row("a<b", 1), row("c", 0)]);
  assertEquals(svg.match(/<circle/g)?.length, 6);
  assert(svg.includes("a&lt;b"));
  assert(!svg.includes("NaN"));
});

Deno.test("readOptions() reads all encoders, and refuses names it does not know", () => {
  const read = (...args: string[]) =>
    readOptions(readCommandLine(PROBE_COMMAND, args).values, 2);
  const options = read("--encoders", "all", "--choose");
  assert(options.encoders.includes("whisper-small"));
  assertEquals([options.choose, options.jobs], [true, 2]);
  assertThrows(
    () => read("--encoders", "whisper"),
    UsageError,
    "Cannot use --encoders whisper: expected whisper-tiny",
  );
  assertEquals(read("--blocks", "2,2+3").blocks, [[2], [2, 3]]);
  for (const set of ["3+2", "2+", "a", "2+2", "-1"]) {
    assertThrows(
      () => read(`--blocks=1,${set}`),
      UsageError,
      `Cannot use --blocks ${set}: expected ascending numbers`,
    );
  }
  assertThrows(
    () => read("--encoder", "wav2vec2"),
    UsageError,
    "--encoders wav2vec2 without --weights",
  );
});
