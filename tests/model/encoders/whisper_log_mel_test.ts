import { assert, assertEquals, assertLess } from "@std/assert";
import { emitLogMel } from "../../../model/encoders/log_mel.ts";
import { melFilters } from "../../../model/ops/mel.ts";
import { Tape } from "../../../model/graph/tape.ts";
import { float32, Session } from "../../../model/ort.ts";
import { distance, unpack, type Whole } from "../torch/fixtures.ts";
import { utterance } from "../torch/formulas.ts";
import { readFixture, type Reference } from "./whisper_fixtures.ts";

interface LogMelFixture {
  readonly filters: Reference;
  readonly cases: readonly {
    readonly number: number;
    readonly samples: number;
    readonly silence?: number;
    readonly reference: Whole;
  }[];
}

const fixture = readFixture<LogMelFixture>("log_mel");

Deno.test("melFilters() gives librosa's filters", () => {
  assertLess(distance(melFilters(80, 400), fixture.filters), 1e-6);
});

Deno.test("melFilters() gives the filters that whisper.cpp's file carries", () => {
  const { source } = readFixture<{ source: { filters: Reference } }>(
    "whisper-tiny-f16",
  );
  assertLess(distance(melFilters(80, 400), source.filters), 1e-6);
});

Deno.test("emitLogMel() gives OpenAI's spectrogram of speech-like sound, odd lengths and silence", async () => {
  const tape = new Tape();
  tape.output(emitLogMel(tape, tape.input("audio", [1, "S"])), "mel");
  const session = await Session.create(tape.build("log-mel"), { threads: 1 });
  for (const { number, samples, silence = 0, reference } of fixture.cases) {
    const audio = new Float32Array(samples + silence);
    audio.set(utterance(number, samples));
    const { mel } = await session.run(
      { audio: float32(audio, [1, audio.length]) },
      { mel: null },
    );
    const expected = unpack(reference.values);
    assertEquals(mel.length, expected.length);
    const worst = mel.reduce(
      (most, x, i) => Math.max(most, Math.abs(x - expected[i])),
      0,
    );
    assert(worst < 2e-5, `Off by ${worst} where ${samples} samples sound`);
  }
  await session.release();
});
