/**
 * A mel spectrogram as a graph.
 *
 * Notation: S samples at 16 kHz, windows of W samples, a hop of h,
 * F = floor(S / h) frames, K = W / 2 + 1 frequencies from 0 to 8 kHz, M bands.
 *
 *     power[k, f] = |sum over n of x[n + h f - W / 2] w[n] exp(-2 pi i n k / W)|²
 *     mel = filters power
 *
 * w is the periodic Hann window; the audio is reflected at both ends, and the
 * frame centred on its end is left out.
 *
 * @module
 */
import type { Tape, Value } from "../graph/tape.ts";

/** What a mel spectrogram is made of. */
export interface MelOptions {
  /** Frequency bands, M. */
  readonly bands: number;
  /** Samples of a frame, W; even. */
  readonly window: number;
  /** Samples between frames, h. */
  readonly hop: number;
}

/** Sampling rate. */
const RATE_HZ = 16_000;

/** The shortest audio that has a frame and can be reflected, in samples. */
export function minSamples({ window, hop }: MelOptions): number {
  return Math.max(window / 2, hop) + 1;
}

/**
 * Emits the spectrogram.
 *
 * @param audio [1, S]
 * @returns Power in mel bands, [1, M, F]
 */
export function melPower(
  tape: Tape,
  audio: Value,
  { bands, window, hop }: MelOptions,
): Value {
  const frequencies = window / 2 + 1;
  const spectrum = [1, 2 * frequencies, "F"];
  const signal = tape.op("Unsqueeze", [audio, tape.integers([1])], [1, 1, "S"]);
  // A hop fewer on the right leaves out the frame that is centred there
  const padded = tape.op(
    "Pad",
    [signal, tape.integers([0, 0, window / 2, 0, 0, window / 2 - hop])],
    [1, 1, `S + ${window - hop}`],
    { mode: "reflect" },
  );
  tape.countProduct([2 * frequencies, window, "F"]);
  const parts = tape.op(
    "Conv",
    [
      padded,
      tape.constant("fourier", fourier(window), [2 * frequencies, 1, window]),
    ],
    spectrum,
    { strides: [hop], kernel_shape: [window] },
  );
  const squares = tape.op("Mul", [parts, parts], spectrum);
  // The same filter for the real and for the imaginary part's square
  const filters = tape.constant(
    "mel filters",
    twice(melFilters(bands, window), bands),
    [bands, 2 * frequencies],
  );
  tape.countProduct([bands, 2 * frequencies, "F"]);
  return tape.op("MatMul", [filters, squares], [1, bands, "F"]);
}

/** Windowed cosines, then windowed sines: [2 K, W]. */
function fourier(window: number): Float32Array {
  const frequencies = window / 2 + 1;
  const kernels = new Float32Array(2 * frequencies * window);
  const turn = 2 * Math.PI / window;
  for (let k = 0; k < frequencies; k++) {
    for (let n = 0; n < window; n++) {
      const hann = (1 - Math.cos(turn * n)) / 2;
      // n k is reduced first, so that the angle is exact to the last bit
      const angle = turn * (n * k % window);
      kernels[k * window + n] = hann * Math.cos(angle);
      kernels[(frequencies + k) * window + n] = hann * Math.sin(angle);
    }
  }
  return kernels;
}

/** Each row of a matrix [M, K], twice side by side: [M, 2 K]. */
function twice(matrix: Float32Array, rows: number): Float32Array {
  const width = matrix.length / rows;
  const out = new Float32Array(2 * matrix.length);
  for (let m = 0; m < rows; m++) {
    const row = matrix.subarray(m * width, (m + 1) * width);
    out.set(row, 2 * m * width);
    out.set(row, (2 * m + 1) * width);
  }
  return out;
}

/**
 * Triangular filters of equal area, evenly spaced on Slaney's mel scale: linear
 * below 1 kHz, logarithmic above.
 *
 * Source: `librosa.filters.mel(sr=16000, n_fft=window, n_mels=bands)`, librosa 0.11
 *
 * @param bands M
 * @param window W, in samples
 * @returns [M, K]
 */
export function melFilters(bands: number, window: number): Float32Array {
  const frequencies = window / 2 + 1;
  const highest = melOf(RATE_HZ / 2);
  // Lower edge, peak and upper edge of band m are corners m, m + 1 and m + 2
  const corners = Array.from(
    { length: bands + 2 },
    (_, m) => hertzOf(m * highest / (bands + 1)),
  );
  const filters = new Float32Array(bands * frequencies);
  for (let m = 0; m < bands; m++) {
    const [low, peak, high] = corners.slice(m, m + 3);
    for (let k = 0; k < frequencies; k++) {
      const f = k * RATE_HZ / window;
      const height = Math.min(
        (f - low) / (peak - low),
        (high - f) / (high - peak),
      );
      filters[m * frequencies + k] = Math.max(0, height) * 2 / (high - low);
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
