import { assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import {
  meanAndDeviation,
  MelLevelsSession,
} from "../../../model/mel_network/mel_levels.ts";
import { melFilters } from "../../../model/ops/mel.ts";

const MEL = { bands: 30, window: 1024, hop: 640 };

/** Levels of one frame by the definition, in float64. */
function levelsAt(samples: Float32Array, frame: number): number[] {
  const { bands, window, hop } = MEL;
  const at = (n: number) => {
    const i = Math.abs(n);
    return samples[i < samples.length ? i : 2 * (samples.length - 1) - i];
  };
  const power = Array.from({ length: window / 2 + 1 }, (_, k) => {
    let [re, im] = [0, 0];
    for (let n = 0; n < window; n++) {
      const angle = 2 * Math.PI * n / window;
      const x = at(n + hop * frame - window / 2) * (1 - Math.cos(angle)) / 2;
      re += x * Math.cos(angle * k);
      im -= x * Math.sin(angle * k);
    }
    return re * re + im * im;
  });
  const filters = melFilters(bands, window);
  return Array.from({ length: bands }, (_, m) => {
    const mel = power.reduce(
      (sum, p, k) => sum + p * filters[m * power.length + k],
      0,
    );
    return 10 * Math.log10(Math.max(mel, 1e-10));
  });
}

Deno.test("MelLevelsSession gives levels by the definition, 80 dB deep", async () => {
  const samples = Float32Array.from(
    { length: 16_000 },
    (_, n) =>
      n < 8000 ? Math.sin(n * n / 30_000) * 0.3 + Math.sin(n / 9) * 0.2 : 0,
  );
  const session = await MelLevelsSession.create(MEL, 1);
  const { levels, frames } = await session.levels(samples);
  assertEquals([frames, levels.length], [25, 25 * MEL.bands]);
  const loudest = Math.max(...levels);
  for (const frame of [0, 3, 11, 24]) {
    levelsAt(samples, frame).forEach((level, m) =>
      assertAlmostEquals(
        levels[m * frames + frame],
        Math.max(level, loudest - 80),
        2e-3,
      )
    );
  }
  const short = await session.levels(samples.subarray(0, 100));
  assertEquals(short.frames, 1);
  await session.release();
});

Deno.test("meanAndDeviation() describes each band over time", () => {
  const [a, b, s, t] = meanAndDeviation({
    levels: Float32Array.of(1, 2, 3, 5, 5, 5),
    frames: 3,
  });
  assertEquals([a, b, t], [2, 5, 0]);
  assertLess(Math.abs(s - Math.sqrt(2 / 3)), 1e-7);
});
