/**
 * Whether the recordings follow the table of rules: class means of what `measures.ts` finds, relative
 * to each speaker's own neutral recordings.
 */
import { assert, assertAlmostEquals } from "@std/assert";
import {
  difficultyFactors,
  drawManner,
  RULES,
  type SyntheticEmotion,
} from "../../../corpora/synthetic/rules.ts";
import { syntheticCorpus } from "../../../corpora/synthetic/mod.ts";
import { drawTexts } from "../../../corpora/synthetic/texts.ts";
import { deviation, mean, measure, type Measures } from "./measures.ts";

type Figures = Omit<Measures, "spokenSeconds" | "pauseSeconds"> & {
  /** Syllables a second, in octaves. */
  tempo: number;
  /** Length of one pause in seconds; NaN for a text without. */
  pause: number;
};

interface Sample {
  readonly emotion: SyntheticEmotion;
  readonly figures: Figures;
}

/** Measures a corpus, each utterance less the mean of its speaker's neutral ones. */
async function samplesOf(
  options: { difficulty?: number; utterances: number },
): Promise<Sample[]> {
  const texts = drawTexts(0);
  const { utterances } = await syntheticCorpus(options);
  const measured = utterances.map(({ samples, speaker, sentence, emotion }) => {
    const { spokenSeconds, pauseSeconds, ...rest } = measure(samples);
    const { syllables } = texts[Number(sentence) - 1];
    const pauses = syllables.filter(({ pause }) => pause).length;
    const tempo = Math.log2(syllables.length / spokenSeconds);
    const pause = pauses > 0 ? pauseSeconds / pauses : NaN;
    return { speaker, emotion, figures: { ...rest, tempo, pause } };
  });
  const keys = Object.keys(measured[0].figures) as (keyof Figures)[];
  return measured.map(({ speaker, emotion, figures }) => {
    const neutral = measured.filter((m) =>
      m.speaker === speaker && m.emotion === "neutral"
    );
    const entries = keys.map((key) => {
      const known = neutral.map((m) => m.figures[key]).filter(Number.isFinite);
      return [key, figures[key] - mean(known)];
    });
    return {
      emotion: emotion as SyntheticEmotion,
      figures: Object.fromEntries(entries) as Figures,
    };
  });
}

const STANDARD = await samplesOf({ utterances: 140 });
const { distance } = difficultyFactors(0.3);
const EMOTIONS = Object.keys(RULES) as SyntheticEmotion[];

function classMean(emotion: SyntheticEmotion, figure: keyof Figures): number {
  return mean(
    STANDARD.filter((s) => s.emotion === emotion)
      .map(({ figures }) => figures[figure])
      .filter(Number.isFinite),
  );
}

Deno.test("syntheticCorpus has class means of F0 and level as the rules say", () => {
  for (const emotion of EMOTIONS) {
    const { pitch, level } = RULES[emotion];
    assertAlmostEquals(classMean(emotion, "pitch"), distance * pitch, 0.9);
    assertAlmostEquals(classMean(emotion, "level"), distance * level, 0.9);
  }
});

Deno.test("syntheticCorpus has class means of speaking rate as the rules say", () => {
  for (const emotion of EMOTIONS) {
    const { tempo } = RULES[emotion];
    assertAlmostEquals(classMean(emotion, "tempo"), distance * tempo, 0.12);
  }
});

/** Asserts that the classes named first lie above, those named last below, neutral by a margin. */
function assertOrder(
  figure: keyof Figures,
  margin: number,
  above: readonly SyntheticEmotion[],
  below: readonly SyntheticEmotion[],
): void {
  for (const emotion of above) {
    const found = classMean(emotion, figure);
    assert(found > margin, `${figure} of ${emotion}: ${found}`);
  }
  for (const emotion of below) {
    const found = classMean(emotion, figure);
    assert(found < -margin, `${figure} of ${emotion}: ${found}`);
  }
}

Deno.test("syntheticCorpus is high in anger, fear and happiness, low in sadness, boredom and disgust", () => {
  assertOrder("pitch", 1, ["anger", "fear", "happiness"], [
    "sadness",
    "boredom",
    "disgust",
  ]);
});

Deno.test("syntheticCorpus is fast in anger and fear, slow in sadness, boredom and disgust", () => {
  assertOrder("tempo", 0.1, ["anger", "fear"], [
    "sadness",
    "boredom",
    "disgust",
  ]);
});

Deno.test("syntheticCorpus is loud in anger and happiness, soft in sadness and boredom", () => {
  assertOrder("level", 1, ["anger", "happiness"], ["sadness", "boredom"]);
});

Deno.test("syntheticCorpus moves F0 widely in anger and happiness, little in boredom and sadness", () => {
  assertOrder("range", 0.3, ["anger", "happiness"], ["boredom", "sadness"]);
});

Deno.test("syntheticCorpus rises at the end in happiness more than in any other class", () => {
  const others = EMOTIONS.filter((emotion) => emotion !== "happiness");
  for (const emotion of others) {
    const less = classMean("happiness", "final") - classMean(emotion, "final");
    assert(less > 1, `${emotion}: ${less}`);
  }
});

Deno.test("syntheticCorpus is bright in anger and happiness, dull in boredom and sadness", () => {
  assertOrder("tilt", 0.7, ["boredom", "sadness"], ["anger", "happiness"]);
});

Deno.test("syntheticCorpus varies its level from syllable to syllable most in anger", () => {
  assertOrder("levelDeviation", 0.3, ["anger", "happiness"], []);
});

Deno.test("syntheticCorpus is breathy in sadness and, less so, in fear", () => {
  assertOrder("harmonicity", 0.4, [], ["sadness", "fear"]);
  assert(
    classMean("sadness", "harmonicity") < classMean("fear", "harmonicity") - 1,
  );
});

Deno.test("syntheticCorpus has irregular periods in fear and alternating ones in disgust", () => {
  assertOrder("jitterPercent", 0.15, ["fear"], []);
  assertOrder("alternation", 0.03, ["disgust"], []);
  for (const emotion of EMOTIONS) {
    if (emotion === "disgust") continue;
    const less = classMean("disgust", "alternation") -
      classMean(emotion, "alternation");
    assert(less > 0.01, `${emotion}: ${less}`);
  }
});

Deno.test("syntheticCorpus pauses long in sadness and boredom, briefly in anger", () => {
  assertOrder("pause", 0.02, ["sadness", "boredom"], ["anger"]);
});

Deno.test("syntheticCorpus brings classes together as the difficulty rises", async () => {
  const figures = [
    "pitch",
    "range",
    "tempo",
    "level",
    "tilt",
    "harmonicity",
  ] as const;
  const separations: number[] = [];
  for (const difficulty of [0, 0.35, 0.7, 1]) {
    const samples = await samplesOf({ difficulty, utterances: 70 });
    separations.push(mean(figures.map((figure) => {
      const within = EMOTIONS.map((emotion) =>
        samples.filter((s) => s.emotion === emotion).map((s) =>
          s.figures[figure]
        )
      );
      return deviation(within.map(mean)) / mean(within.map(deviation));
    })));
  }
  separations.slice(1).forEach((separation, i) =>
    assert(separation < 0.85 * separations[i], `separations ${separations}`)
  );
});

Deno.test("drawManner has a speaker's habit in common and chance apart", () => {
  const factors = difficultyFactors(0.5);
  const pitchOf = (speaker: number, utterance: number): number =>
    drawManner(0, speaker, "fear", utterance, factors).pitch;
  const utterances = Array.from({ length: 200 }, (_, k) => k);
  const speakers = Array.from({ length: 200 }, (_, i) => i);
  const within = deviation(utterances.map((k) => pitchOf(3, k)));
  const between = deviation(speakers.map((i) => pitchOf(i, 7)));
  // Equal variances: width 0.8 times 1.2 semitones over the root of two, each.
  assertAlmostEquals(within, 0.8 * 1.2 * Math.SQRT1_2, 0.08);
  assertAlmostEquals(between, 0.8 * 1.2 * Math.SQRT1_2, 0.08);
});
