/**
 * Measures of speech for these tests, which know nothing of how the corpus is made.
 *
 *     x     samples, R of them a second
 *     f     frame of 25 ms, every 20 ms
 *     tau   lag in samples
 */

const RATE = 16000;
const FRAME = 400;
const HOP = 320;
const LAGS: readonly [number, number] = [26, 320]; // 615 to 50 Hz

/** One frame: its level, and F0 where it is voiced. */
export interface Frame {
  /** First sample. */
  readonly start: number;
  /** Root mean square. */
  readonly rms: number;
  /** In Hz; NaN where nothing is periodic. */
  readonly f0Hz: number;
}

/**
 * F0 by YIN: the first dip of the cumulative-mean-normalised difference function below 0.2, its place
 * refined by a parabola.
 *
 * Source: de Cheveigne and Kawahara 2002, "YIN, a fundamental frequency estimator for speech and music"
 */
export function track(x: Float32Array): Frame[] {
  const frames: Frame[] = [];
  for (let start = 0; start + FRAME + LAGS[1] < x.length; start += HOP) {
    const difference = new Float64Array(LAGS[1] + 1);
    for (let tau = 1; tau <= LAGS[1]; tau++) {
      let sum = 0;
      for (let n = start; n < start + FRAME; n++) {
        const d = x[n] - x[n + tau];
        sum += d * d;
      }
      difference[tau] = sum;
    }
    let power = 0;
    for (let n = start; n < start + FRAME; n++) power += x[n] * x[n];
    const tau = firstDip(difference);
    frames.push({
      start,
      rms: Math.sqrt(power / FRAME),
      f0Hz: tau === undefined ? NaN : RATE / tau,
    });
  }
  return withoutOutliers(frames);
}

function firstDip(difference: Float64Array): number | undefined {
  const normal = new Float64Array(difference.length);
  let sum = 0;
  for (let tau = 1; tau < difference.length; tau++) {
    sum += difference[tau];
    normal[tau] = sum > 0 ? difference[tau] * tau / sum : 1;
  }
  for (let tau = LAGS[0]; tau < LAGS[1]; tau++) {
    if (normal[tau] >= 0.2 || normal[tau + 1] < normal[tau]) continue;
    const [a, b, c] = [normal[tau - 1], normal[tau], normal[tau + 1]];
    return tau + (a - c) / (2 * (a - 2 * b + c));
  }
}

/** Frames 25 dB below the loudest, or more than 8 semitones off the median F0, count as unvoiced. */
function withoutOutliers(frames: Frame[]): Frame[] {
  const loudest = Math.max(...frames.map(({ rms }) => rms));
  const voiced = frames.filter((f) => f.f0Hz > 0 && f.rms > loudest * 0.056);
  const middle = quantile(voiced.map(({ f0Hz }) => f0Hz), 0.5);
  return frames.map((f) =>
    f.rms > loudest * 0.056 && Math.abs(semitones(f.f0Hz, middle)) < 8
      ? f
      : { ...f, f0Hz: NaN }
  );
}

/** What is measured of one utterance. */
export interface Measures {
  /** Mean F0 over voiced frames, in semitones above 100 Hz. */
  readonly pitch: number;
  /** Standard deviation of F0 over voiced frames, in semitones. */
  readonly range: number;
  /** F0 in the last 60 ms of voice over F0 between 160 and 220 ms before, in semitones. */
  readonly final: number;
  /** Time from first to last sound without pauses, in seconds. */
  readonly spokenSeconds: number;
  /** Time of silent stretches of at least 80 ms between sounds, in seconds. */
  readonly pauseSeconds: number;
  /** Level over the whole utterance, in dB of full scale. */
  readonly level: number;
  /** Deviation of the level over voiced frames, in dB. */
  readonly levelDeviation: number;
  /** Power below over power above 1 kHz in voiced frames, in dB. */
  readonly tilt: number;
  /** Periodic over aperiodic power in voiced frames after pre-emphasis, in dB. */
  readonly harmonicity: number;
  /** Mean difference of consecutive periods over the mean period, in percent. */
  readonly jitterPercent: number;
  /** Correlation two periods apart less that one period apart: above 0 where periods alternate. */
  readonly alternation: number;
}

/** Measures one utterance at 16 kHz. */
export function measure(x: Float32Array): Measures {
  const frames = track(x);
  const voiced = frames.filter(({ f0Hz }) => f0Hz > 0);
  const pitch = voiced.map(({ f0Hz }) => semitones(f0Hz, 100));
  const loudest = Math.max(...frames.map(({ rms }) => rms));
  const sounding = frames.map(({ rms }) => rms > loudest * 0.056);
  const first = sounding.indexOf(true);
  const last = sounding.lastIndexOf(true);
  const pauses = silences(sounding.slice(first, last + 1)) * HOP / RATE;
  const levels = voiced.map(({ rms }) => decibels(rms * rms));
  const bright = x.map((sample, n) => sample - (n > 0 ? 0.95 * x[n - 1] : 0));
  const periodic = voiced.map((f) => periodicity(bright, f));
  return {
    pitch: mean(pitch),
    range: deviation(pitch),
    final: mean(pitch.slice(-3)) - mean(pitch.slice(-11, -8)),
    spokenSeconds: (last - first + 1) * HOP / RATE - pauses,
    pauseSeconds: pauses,
    level: decibels(mean(Array.from(x, (s) => s * s))),
    levelDeviation: deviation(levels),
    tilt: mean(voiced.map((f) => bands(x, f))),
    harmonicity: mean(periodic.map(([one]) => decibels(one / (1 - one)))),
    jitterPercent: mean(voiced.flatMap((f) => jitter(x, f))),
    alternation: mean(periodic.map(([one, two]) => two - one)),
  };
}

/** Number of false items in runs of at least four. */
function silences(sounding: readonly boolean[]): number {
  let count = 0;
  let run = 0;
  for (const sound of [...sounding, true]) {
    if (!sound) run++;
    else {
      if (run >= 4) count += run;
      run = 0;
    }
  }
  return count;
}

/** Correlation of the signal with itself one and two periods later, kept below 1. */
function periodicity(x: Float32Array, { start, f0Hz }: Frame): number[] {
  return [1, 2].map((k) => {
    const lag = Math.round(k * RATE / f0Hz);
    const best = [-2, -1, 0, 1, 2].map((d) => correlation(x, start, lag + d));
    return Math.min(0.9999, Math.max(0.0001, ...best));
  });
}

function correlation(x: Float32Array, start: number, lag: number): number {
  let [ab, aa, bb] = [0, 0, 1e-20];
  for (let n = start; n < start + FRAME && n + lag < x.length; n++) {
    ab += x[n] * x[n + lag];
    aa += x[n] * x[n];
    bb += x[n + lag] * x[n + lag];
  }
  return ab / Math.sqrt((aa + 1e-20) * bb);
}

/** Cosines and sines every 80 Hz below 4 kHz under a Hann window. */
const WAVES = Array.from({ length: 49 }, (_, i) => {
  const window = (n: number) => 0.5 - 0.5 * Math.cos(2 * Math.PI * n / FRAME);
  const angle = (n: number) => 2 * Math.PI * 80 * (i + 1) * n / RATE;
  return [Math.cos, Math.sin].map((wave) =>
    Float64Array.from({ length: FRAME }, (_, n) => window(n) * wave(angle(n)))
  );
});

function bands(x: Float32Array, { start }: Frame): number {
  let [low, high] = [0, 0];
  WAVES.forEach((pair, i) => {
    for (const wave of pair) {
      let sum = 0;
      for (let n = 0; n < FRAME; n++) sum += wave[n] * x[start + n];
      if (80 * (i + 1) <= 1000) low += sum * sum;
      else high += sum * sum;
    }
  });
  return decibels(low / high);
}

/**
 * Change from one period to the next at three places of a frame, in percent: each period is the lag
 * within 8 % of the frame's at which one period of signal repeats best, refined by a parabola.
 */
function jitter(x: Float32Array, { start, f0Hz }: Frame): number[] {
  const usual = RATE / f0Hz;
  const periods: number[] = [];
  for (let at = start, k = 0; k < 4; k++) {
    const period = bestLag(x, Math.round(at), usual);
    if (period === undefined) return [];
    periods.push(period);
    at += period;
  }
  return periods.slice(1).map((p, i) => 100 * Math.abs(p - periods[i]) / usual);
}

function bestLag(
  x: Float32Array,
  at: number,
  usual: number,
): number | undefined {
  const width = Math.round(usual);
  const likeness = (lag: number): number => {
    let [ab, bb] = [0, 1e-20];
    for (let n = at; n < at + width; n++) {
      ab += x[n] * x[n + lag];
      bb += x[n + lag] * x[n + lag];
    }
    return ab / Math.sqrt(bb);
  };
  const [low, high] = [Math.floor(0.92 * usual), Math.ceil(1.08 * usual)];
  if (at + width + high + 2 >= x.length) return undefined;
  let best = low;
  for (let lag = low; lag <= high; lag++) {
    if (likeness(lag) > likeness(best)) best = lag;
  }
  const [a, b, c] = [likeness(best - 1), likeness(best), likeness(best + 1)];
  return best + 0.5 * (a - c) / (a - 2 * b + c);
}

/** Power of a signal at one frequency, over the whole of it: that of a sine of the same size there. */
export function powerAt(signal: Float64Array, hz: number): number {
  let [re, im] = [0, 0];
  signal.forEach((x, n) => {
    re += x * Math.cos(2 * Math.PI * hz * n / RATE);
    im += x * Math.sin(2 * Math.PI * hz * n / RATE);
  });
  return 2 * (re * re + im * im) / signal.length ** 2;
}

/** Interval from one frequency to another. */
export function semitones(hz: number, referenceHz: number): number {
  return 12 * Math.log2(hz / referenceHz);
}

/** A power as a level. */
export function decibels(power: number): number {
  return 10 * Math.log10(power);
}

/** Arithmetic mean. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

/** Standard deviation (over n - 1). */
export function deviation(values: readonly number[]): number {
  const m = mean(values);
  return Math.sqrt(
    values.reduce((sum, x) => sum + (x - m) ** 2, 0) / (values.length - 1),
  );
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(q * (sorted.length - 1))];
}
