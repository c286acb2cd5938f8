/**
 * The log-mel spectrogram that Whisper hears: mel power of windows of 400
 * samples every 160, in 80 bands, then
 *
 *     y = log10 max(mel, 1e-10)
 *     (max(y, max y - 8) + 4) / 4
 *
 * Source: `log_mel_spectrogram` in whisper/audio.py of openai-whisper 20231117
 *
 * @module
 */
import type { Tape, Value } from "../graph/tape.ts";
import { type MelOptions, melPower, minSamples } from "../ops/mel.ts";

/** Frequency bands, M. */
export const BANDS = 80;

/** Whisper's frames at 16 kHz. */
export const WHISPER_MEL: MelOptions = { bands: BANDS, window: 400, hop: 160 };

/** The shortest audio that can be reflected. */
export const MIN_SAMPLES: number = minSamples(WHISPER_MEL);

/** Frames of so many samples, F. */
export function logMelFrames(samples: number): number {
  return Math.floor(samples / WHISPER_MEL.hop);
}

/**
 * Emits the spectrogram.
 *
 * @param audio [1, S]
 * @returns [1, M, F]
 */
export function emitLogMel(tape: Tape, audio: Value): Value {
  const mel = melPower(tape, audio, WHISPER_MEL);
  const { dims } = mel;
  const floored = tape.op("Max", [mel, tape.scalar(1e-10)], dims);
  const log = tape.op("Log", [floored], dims);
  // log10(v) / 4 + 1, so that the range of 8 becomes one of 2
  const quarters = tape.op("Mul", [log, tape.scalar(Math.LOG10E / 4)], dims);
  const level = tape.op("Add", [quarters, tape.scalar(1)], dims);
  const loudest = tape.op("ReduceMax", [level], [], { keepdims: 0n });
  const quietest = tape.op("Sub", [loudest, tape.scalar(2)], []);
  return tape.op("Max", [level, quietest], dims);
}
