import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import fc from "fast-check";
import { corpusChecksum } from "../../../corpora/checksum.ts";
import { nestedSplit } from "../../../corpora/splits/nested.ts";
import {
  syntheticCorpus,
  type SyntheticOptions,
  type Utterance,
} from "../../../corpora/synthetic/mod.ts";

/** Utterances of EmoDB by class (Burkhardt et al. 2005): 535 in all. */
const EMODB = {
  anger: 127,
  boredom: 81,
  disgust: 46,
  fear: 69,
  happiness: 71,
  neutral: 79,
  sadness: 62,
};

const STANDARD = await syntheticCorpus();

function peak({ samples }: Utterance): number {
  return samples.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
}

function seconds({ samples }: Utterance): number {
  return samples.length / 16000;
}

Deno.test("syntheticCorpus gives the same bytes when the seed is the same, others when it is not", async () => {
  const first = await syntheticCorpus({ seed: 5, utterances: 20 });
  const again = await syntheticCorpus({ seed: 5, utterances: 20 });
  const other = await syntheticCorpus({ seed: 6, utterances: 20 });
  assertEquals(again, first);
  assertNotEquals(other.checksum, first.checksum);
  for (const utterance of other.utterances) {
    const namesake = first.utterances.find(({ id }) => id === utterance.id);
    if (namesake) assertNotEquals(namesake.samples, utterance.samples);
  }
});

Deno.test("syntheticCorpus names, sorts and sums up as every corpus does", async () => {
  const { name, classes, utterances, checksum, notices } = STANDARD;
  assertEquals(name, "synthetic");
  assertEquals(classes, Object.keys(EMODB) as (keyof typeof EMODB)[]);
  assertEquals(notices, []);
  assertEquals(checksum, await corpusChecksum(utterances));
  const ids = utterances.map(({ id }) => id);
  assertEquals(ids, [...new Set(ids)].sort());
  for (const { id, speaker, sentence, emotion } of utterances) {
    assertEquals(id.slice(0, -2), `s${speaker}-t${sentence}-${emotion}`);
  }
});

Deno.test("syntheticCorpus has EmoDB's proportions to the nearest utterance, however many", async () => {
  for (const utterances of [35, 140]) {
    const corpus = await syntheticCorpus({ utterances, seed: 1 });
    assertEquals(corpus.utterances.length, utterances);
    for (const [emotion, count] of Object.entries(EMODB)) {
      const found = corpus.utterances.filter((u) => u.emotion === emotion);
      assertAlmostEquals(found.length, utterances * count / 535, 1);
    }
  }
});

Deno.test("syntheticCorpus has every class from every speaker, and every text, by default", () => {
  const { utterances, classes } = STANDARD;
  for (const emotion of classes) {
    const of = utterances.filter((u) => u.emotion === emotion);
    assertEquals(new Set(of.map(({ speaker }) => speaker)).size, 10);
    assertEquals(new Set(of.map(({ sentence }) => sentence)).size, 10);
  }
  for (const sex of ["female", "male"]) {
    const of = utterances.filter((u) => u.sex === sex);
    assertEquals(new Set(of.map(({ speaker }) => speaker)).size, 5);
  }
});

Deno.test("syntheticCorpus has every class in every part under the nested protocol, whatever the split", () => {
  for (let seed = 0; seed < 80; seed++) {
    for (const { missing } of nestedSplit(STANDARD, seed).parts) {
      assertEquals(missing, []);
    }
  }
});

Deno.test("syntheticCorpus keeps the utterances of a smaller corpus as they are", async () => {
  const small = await syntheticCorpus({ utterances: 12 });
  for (const utterance of small.utterances) {
    const same = STANDARD.utterances.find(({ id }) => id === utterance.id);
    assertEquals(same, utterance);
  }
});

Deno.test("syntheticCorpus spreads lengths over 1.2 to 6 s about a mean of 2 to 2.6 s", () => {
  const lengths = STANDARD.utterances.map(seconds).sort((a, b) => a - b);
  const mean = lengths.reduce((sum, s) => sum + s, 0) / lengths.length;
  assert(lengths[0] >= 1.2 && lengths[0] < 1.5, `shortest ${lengths[0]}`);
  assert(lengths[139] <= 6 && lengths[139] > 4, `longest ${lengths[139]}`);
  assert(mean > 2 && mean < 2.6, `mean ${mean}`);
});

Deno.test("syntheticCorpus neither clips nor falls silent nor leans to one side, for any options", async () => {
  const options: fc.Arbitrary<SyntheticOptions> = fc.record({
    seed: fc.nat(2 ** 32 - 1),
    difficulty: fc.double({ min: 0, max: 1, noNaN: true }),
    utterances: fc.constant(4),
  });
  await fc.assert(
    fc.asyncProperty(options, async (options) => {
      for (const utterance of (await syntheticCorpus(options)).utterances) {
        const { samples, sourceRateHz } = utterance;
        assertEquals(sourceRateHz, 16000);
        assert(samples.every((x) => Number.isInteger(x * 2 ** 15)));
        assert(peak(utterance) > 0.03 && peak(utterance) < 0.96);
        assert(seconds(utterance) >= 1.2 && seconds(utterance) <= 6);
        const offset = samples.reduce((sum, x) => sum + x, 0) / samples.length;
        assert(Math.abs(offset) < 1e-3, `offset ${offset}`);
        assert(longestStill(samples) < 160, "10 ms of one value");
      }
    }),
    { numRuns: 40 },
  );
});

/** Length of the longest run of equal samples. */
function longestStill(samples: Float32Array): number {
  let [longest, run] = [0, 0];
  for (let n = 1; n < samples.length; n++) {
    run = samples[n] === samples[n - 1] ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

Deno.test("syntheticCorpus refuses options outside their range by name and value", async () => {
  const refused: [SyntheticOptions, string][] = [
    [
      { seed: -1 },
      "found seed -1, expected a whole number from 0 to 4294967295",
    ],
    [{ seed: 0.5 }, "found seed 0.5"],
    [{ seed: 2 ** 32 }, "found seed 4294967296"],
    [{ seed: NaN }, "found seed NaN"],
    [
      { utterances: 0 },
      "found number of utterances 0, expected a whole number from 1 to 10000",
    ],
    [{ utterances: 1e9 }, "found number of utterances 1000000000"],
    [{ utterances: 2.5 }, "found number of utterances 2.5"],
    [
      { difficulty: -0.1 },
      "found difficulty -0.1, expected a number from 0 to 1",
    ],
    [{ difficulty: 1.01 }, "found difficulty 1.01"],
    [{ difficulty: NaN }, "found difficulty NaN"],
  ];
  for (const [options, message] of refused) {
    await assertRejects(() => syntheticCorpus(options), RangeError, message);
  }
});
