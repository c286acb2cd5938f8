/**
 * The log-mel spectrogram that Whisper hears, as a graph.
 *
 * Notation: S samples at 16 kHz, F = floor(S / 160) frames of 400 samples,
 * K = 201 frequencies 0, 40, ... 8000 Hz, M = 80 bands.
 *
 *     power[k, f] = |sum over n of x[n + 160 f - 200] w[n] exp(-2 pi i n k / 400)|²
 *     y = log10 max(filters power, 1e-10)
 *     (max(y, max y - 8) + 4) / 4
 *
 * w is the periodic Hann window; the audio is reflected at both ends, and the
 * frame centred on its end is left out.
 *
 * Source: `log_mel_spectrogram` in whisper/audio.py of openai-whisper 20231117
 *
 * @module
 */
import type { Tape, Value } from "../graph/tape.ts";

/** Frequency bands, M. */
export const BANDS = 80;

/** Samples of a frame. */
const WINDOW = 400;
/** Samples between frames. */
const HOP = 160;
/** Frequencies of a frame, K. */
const FREQUENCIES = WINDOW / 2 + 1;
/** Sampling rate. */
const RATE_HZ = 16_000;

/** The shortest audio that can be reflected. */
export const MIN_SAMPLES: number = WINDOW / 2 + 1;

/** Frames of so many samples, F. */
export function logMelFrames(samples: number): number {
  return Math.floor(samples / HOP);
}

/**
 * Emits the spectrogram.
 *
 * @param audio [1, S]
 * @returns [1, M, F]
 */
export function emitLogMel(tape: Tape, audio: Value): Value {
  const spectrum = [1, 2 * FREQUENCIES, "F"];
  const bands = [1, BANDS, "F"];
  const signal = tape.op("Unsqueeze", [audio, tape.integers([1])], [1, 1, "S"]);
  // HOP samples fewer on the right leave out the frame that is centred there
  const padded = tape.op(
    "Pad",
    [signal, tape.integers([0, 0, WINDOW / 2, 0, 0, WINDOW / 2 - HOP])],
    [1, 1, "S + 240"],
    { mode: "reflect" },
  );
  tape.countProduct([2 * FREQUENCIES, WINDOW, "F"]);
  const parts = tape.op(
    "Conv",
    [
      padded,
      tape.constant("fourier", fourier(), [2 * FREQUENCIES, 1, WINDOW]),
    ],
    spectrum,
    { strides: [HOP], kernel_shape: [WINDOW] },
  );
  const squares = tape.op("Mul", [parts, parts], spectrum);
  // The same filter for the real and for the imaginary part's square
  const filters = tape.constant("mel filters", twice(melFilters()), [
    BANDS,
    2 * FREQUENCIES,
  ]);
  tape.countProduct([BANDS, 2 * FREQUENCIES, "F"]);
  const mel = tape.op("MatMul", [filters, squares], bands);
  const floored = tape.op("Max", [mel, tape.scalar(1e-10)], bands);
  const log = tape.op("Log", [floored], bands);
  // log10(v) / 4 + 1, so that the range of 8 becomes one of 2
  const quarters = tape.op(
    "Mul",
    [log, tape.scalar(Math.LOG10E / 4)],
    bands,
  );
  const level = tape.op("Add", [quarters, tape.scalar(1)], bands);
  const loudest = tape.op("ReduceMax", [level], [], { keepdims: 0n });
  const quietest = tape.op("Sub", [loudest, tape.scalar(2)], []);
  return tape.op("Max", [level, quietest], bands);
}

/** Windowed cosines, then windowed sines: [2 K, 400]. */
function fourier(): Float32Array {
  const kernels = new Float32Array(2 * FREQUENCIES * WINDOW);
  for (let k = 0; k < FREQUENCIES; k++) {
    for (let n = 0; n < WINDOW; n++) {
      const turn = 2 * Math.PI / WINDOW;
      const window = (1 - Math.cos(turn * n)) / 2;
      // n k is reduced first, so that the angle is exact to the last bit
      const angle = turn * (n * k % WINDOW);
      kernels[k * WINDOW + n] = window * Math.cos(angle);
      kernels[(FREQUENCIES + k) * WINDOW + n] = window * Math.sin(angle);
    }
  }
  return kernels;
}

/** Each row of a matrix [M, K], twice side by side: [M, 2 K]. */
function twice(matrix: Float32Array): Float32Array {
  const out = new Float32Array(2 * matrix.length);
  for (let m = 0; m < BANDS; m++) {
    const row = matrix.subarray(m * FREQUENCIES, (m + 1) * FREQUENCIES);
    out.set(row, 2 * m * FREQUENCIES);
    out.set(row, (2 * m + 1) * FREQUENCIES);
  }
  return out;
}

/**
 * Triangular filters of equal area, evenly spaced on Slaney's mel scale: linear
 * below 1 kHz, logarithmic above.
 *
 * Source: `librosa.filters.mel(sr=16000, n_fft=400, n_mels=80)`, librosa 0.11
 *
 * @returns [M, K]
 */
export function melFilters(): Float32Array {
  const highest = melOf(RATE_HZ / 2);
  // Lower edge, peak and upper edge of band m are corners m, m + 1 and m + 2
  const corners = Array.from(
    { length: BANDS + 2 },
    (_, m) => hertzOf(m * highest / (BANDS + 1)),
  );
  const filters = new Float32Array(BANDS * FREQUENCIES);
  for (let m = 0; m < BANDS; m++) {
    const [low, peak, high] = corners.slice(m, m + 3);
    for (let k = 0; k < FREQUENCIES; k++) {
      const f = k * RATE_HZ / WINDOW;
      const height = Math.min(
        (f - low) / (peak - low),
        (high - f) / (high - peak),
      );
      filters[m * FREQUENCIES + k] = Math.max(0, height) * 2 / (high - low);
    }
  }
  return filters;
}

/** Mel of 1 kHz, where the scale changes from linear to logarithmic. */
const BEND_HZ = 1000;
const HERTZ_PER_MEL = 200 / 3;
const BEND_MEL = BEND_HZ / HERTZ_PER_MEL;
/** Growth of the frequency's logarithm for each mel above the bend. */
const LOG_STEP = Math.log(6.4) / 27;

function melOf(hertz: number): number {
  if (hertz < BEND_HZ) return hertz / HERTZ_PER_MEL;
  return BEND_MEL + Math.log(hertz / BEND_HZ) / LOG_STEP;
}

function hertzOf(mel: number): number {
  if (mel < BEND_MEL) return mel * HERTZ_PER_MEL;
  return BEND_HZ * Math.exp((mel - BEND_MEL) * LOG_STEP);
}
