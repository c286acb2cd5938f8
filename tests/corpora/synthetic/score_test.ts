import { assert, assertAlmostEquals } from "@std/assert";
import fc from "fast-check";
import { deliver, type Delivery } from "../../../corpora/synthetic/delivery.ts";
import { streamOf } from "../../../corpora/synthetic/random.ts";
import { type Manner, RULES } from "../../../corpora/synthetic/rules.ts";
import { type Score, writeScore } from "../../../corpora/synthetic/score.ts";
import { drawSpeakers } from "../../../corpora/synthetic/speakers.ts";
import { drawTexts } from "../../../corpora/synthetic/texts.ts";
import { mean } from "./measures.ts";

const TEXTS = drawTexts(0);
const SPEAKER = drawSpeakers(0, 0)[0];

function scoreOf(text: number, change: Partial<Manner>): [Score, Delivery] {
  const delivery = deliver(SPEAKER, { ...RULES.neutral, ...change });
  const score = writeScore(TEXTS[text], delivery, streamOf(0, "test", text));
  return [score, delivery];
}

/** F0 of the voiced frames, in semitones above 100 Hz. */
function melody({ f0Hz, voice }: Score): number[] {
  return Array.from(f0Hz)
    .filter((_, f) => voice[f] > 0.3)
    .map((hz) => 12 * Math.log2(hz / 100));
}

Deno.test("writeScore has the mean F0 it is told over the voiced frames, whatever the movements", () => {
  for (let text = 0; text < TEXTS.length; text++) {
    for (const range of [-1.5, 0, 1.2]) {
      const [score, delivery] = scoreOf(text, { range, final: 4 });
      const told = 12 * Math.log2(delivery.f0Hz / 100);
      assertAlmostEquals(mean(melody(score)), told, 1e-9);
    }
  }
});

Deno.test("writeScore doubles every F0 movement for one octave of range", () => {
  const [usual, wide] = [scoreOf(3, {}), scoreOf(3, { range: 1 })]
    .map(([score]) => melody(score).map((x, _, all) => x - mean(all)));
  usual.forEach((x, f) => assertAlmostEquals(wide[f], 2 * x, 1e-9));
});

Deno.test("writeScore rises in the last syllable by what the manner adds", () => {
  const [flat, rising] = [scoreOf(0, {}), scoreOf(0, { final: 6 })]
    .map(([score]) => score.f0Hz);
  const last = flat.length - 1;
  const added = (f: number): number => 12 * Math.log2(rising[f] / flat[f]);
  assertAlmostEquals(added(last) - added(0), 6, 1e-9);
  assertAlmostEquals(added(last >> 1) - added(0), 0, 1e-9);
});

Deno.test("writeScore halves the length of speech for one octave of tempo", () => {
  const voiced = (tempo: number): number =>
    scoreOf(9, { tempo })[0].voice.filter((gain) => gain > 0).length;
  assertAlmostEquals(voiced(-0.5) / voiced(0.5), 2, 0.1);
});

Deno.test("writeScore lasts 1.2 to 6 s for any manner and text", () => {
  const attribute = fc.double({ min: -3, max: 3, noNaN: true });
  const text = fc.nat(TEXTS.length - 1);
  fc.assert(fc.property(text, attribute, attribute, (text, tempo, pauses) => {
    const frames = scoreOf(text, { tempo, pauses })[0].voice.length;
    assert(frames >= 1.2 * 200 && frames <= 6 * 200, `${frames} frames`);
  }));
});

Deno.test("writeScore makes accented syllables louder by the stress", () => {
  const loudest = (stress: number): number =>
    scoreOf(0, { stress })[0].voice.reduce((max, x) => Math.max(max, x), 0);
  assertAlmostEquals(20 * Math.log10(loudest(4) / loudest(0)), 4, 1e-9);
});
