/**
 * exp, log, log1p and expm1 with the same bits on every machine.
 *
 * `Math.exp` and its kin differ in the last bit between engines and from the C
 * library that the peers call. Here `exp` and `log` err by at most 0.501 ulp, so
 * that they equal glibc 2.36 in 99.9 % of arguments; `log1p` and `expm1` evaluate
 * the rational functions that glibc uses in its order, because those are up to
 * 1 ulp from the true value.
 *
 * Notation:
 * - N = 128, table size
 * - a pair (high, low), the unevaluated sum of two doubles
 * - x = 2^k z with z between sqrt(1/2) and sqrt(2); r, the reduced argument
 *
 * Sources: Tang 1989 and 1990, "Table-Driven Implementation of the Exponential
 * (Logarithm) Function"; fdlibm 5.3 (`s_log1p.c`, `s_expm1.c`, by Sun
 * Microsystems, 1993), in the evaluation order of glibc 2.36.
 *
 * @module
 */
import { EXP_TABLE, LOG_TABLE, N } from "./math_tables.ts";

const TWO_POW_52 = 2 ** 52;
const TWO_POW_54 = 2 ** 54;
/** Added and taken away again, it rounds a small number to an integer. */
const TO_INTEGER = 1.5 * TWO_POW_52;
/** ln 2 in two parts; the high one times any exponent is exact. */
const LN2_HIGH = 6.93147180369123816490e-01;
const LN2_LOW = 1.90821492927058770002e-10;

const double = new Float64Array(1);
/** The two halves of `double`, low word first (every Deno target). */
const words = new Uint32Array(double.buffer);

/** Upper 32 bits of x, as a signed integer. */
function highWord(x: number): number {
  double[0] = x;
  return words[1] | 0;
}

/** x with its upper 32 bits replaced. */
function withHighWord(x: number, high: number): number {
  double[0] = x;
  words[1] = high;
  return double[0];
}

/** 2^k at [k - SMALLEST_EXPONENT]: a look-up is faster than writing the bits. */
const SMALLEST_EXPONENT = -1074;
const POWERS_OF_TWO = new Float64Array(1023 - SMALLEST_EXPONENT + 1);
for (let i = 0, power = Number.MIN_VALUE; power < Infinity; i++, power *= 2) {
  POWERS_OF_TWO[i] = power;
}

/** x with its lower 32 bits zeroed: a number whose square is exact. */
export function dropLowWord(x: number): number {
  double[0] = x;
  words[0] = 0;
  return double[0];
}

/** 2^k, -1074 <= k <= 1023. */
function powerOfTwo(k: number): number {
  return POWERS_OF_TWO[k - SMALLEST_EXPONENT];
}

/** Nearest integer, halves to the even one (numpy's and Python's `round`). */
export function roundHalfEven(x: number): number {
  // Adding 2^52 leaves no fraction bits; the addition itself rounds to even.
  if (!(Math.abs(x) < TWO_POW_52)) return x;
  return x < 0 ? -(TWO_POW_52 - x - TWO_POW_52) : x + TWO_POW_52 - TWO_POW_52;
}

/** e^x. */
export function exp(x: number): number {
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019412) return 0;
  if (Number.isNaN(x)) return x;
  const m = x * (N / Math.LN2) + TO_INTEGER - TO_INTEGER;
  // ln2 / N in two parts, the high one short enough for exact multiples.
  const reduced = x - m * (LN2_HIGH / N);
  const correction = m * (LN2_LOW / N);
  const r = reduced - correction;
  const rLow = (reduced - r) - correction;
  const j = m & (N - 1);
  const k = (m - j) / N;

  const rr = r * r;
  const tail = rLow +
    rr * (1 / 2 + r * (1 / 6) + rr * (1 / 24 + r * (1 / 120) + rr * (1 / 720)));
  const t = EXP_TABLE[2 * j];
  const tLow = EXP_TABLE[2 * j + 1];
  // t + t r, with t r split so that its leading part is exact.
  const tShort = Math.fround(t);
  const rShort = Math.fround(r);
  const product = tShort * rShort;
  const sum = t + product;
  const rest = (t - sum) + product +
    (tShort * (r - rShort) + (t - tShort) * r + tLow + t * tail + tLow * r);
  const y = sum + rest;
  if (k >= -1021 && k <= 1022) return y * powerOfTwo(k);
  const half = k >> 1;
  return y * powerOfTwo(half) * powerOfTwo(k - half);
}

/** Natural logarithm. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  const isSubnormal = x < 2.2250738585072014e-308;
  const scaled = isSubnormal ? x * TWO_POW_54 : x;
  const high = highWord(scaled);
  const exponent = (high >> 20) - 1023 + ((high & 0xfffff) >= 0x6a09e ? 1 : 0);
  const z = scaled * powerOfTwo(-exponent);
  const k = isSubnormal ? exponent - 54 : exponent;

  const i = (z * N + 0.5) | 0;
  const inverse = LOG_TABLE[3 * i];
  // r = z * inverse - 1 exactly, as a pair: `inverse` has 10 bits.
  const zShort = Math.fround(z);
  const head = zShort * inverse - 1;
  const foot = (z - zShort) * inverse;
  const r = head + foot;
  const rLow = twoSumError(head, foot, r);
  // log(1 + r) = r - r^2 / 2 + tail, with r^2 / 2 split like a square of sums.
  const a = Math.fround(r);
  const b = r - a;
  const square = -0.5 * a * a;
  const rr = r * r;
  const tail = r * rr *
    (1 / 3 - r / 4 + rr * (1 / 5 - r / 6 + rr * (1 / 7 - r / 8 + rr / 9)));

  const start = k * LN2_HIGH;
  const centre = LOG_TABLE[3 * i + 1];
  const s1 = start + centre;
  const s2 = s1 + r;
  const s3 = s2 + square;
  return s3 + (twoSumError(start, centre, s1) + twoSumError(s1, r, s2) +
    twoSumError(s2, square, s3) + k * LN2_LOW + LOG_TABLE[3 * i + 2] +
    (rLow - rLow * r) - b * (a + 0.5 * b) + tail);
}

/** What rounding took from a + b = sum. */
function twoSumError(a: number, b: number, sum: number): number {
  const bPart = sum - a;
  return (a - (sum - bPart)) + (b - bPart);
}

/** log(1 + x), exact to 1 ulp also near 0. */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? -Infinity : NaN;
  if (x === Infinity) return x;
  const magnitude = Math.abs(x);
  if (magnitude < 2 ** -54) return x;
  if (magnitude < 2 ** -29) return x - x * x * 0.5;
  const high = highWord(x);
  let k = 0;
  let f = x;
  let lost = 0;
  let tiny = false;
  // Outside -0.2929..0.4142, 1 + x = 2^k (1 + f), and `lost` is what that
  // addition rounded away.
  if (high >= 0x3fda827a || (high < 0 && high > (0xbfd2bec3 | 0))) {
    const sum = x < 2 ** 53 ? 1 + x : x;
    const sumHigh = highWord(sum);
    k = (sumHigh >> 20) - 1023;
    if (x < 2 ** 53) {
      lost = (k > 0 ? 1 - (sum - x) : x - (sum - 1)) / sum;
    }
    const fraction = sumHigh & 0xfffff;
    const halve = fraction >= 0x6a09e;
    if (halve) k++;
    f = withHighWord(sum, fraction | (halve ? 0x3fe00000 : 0x3ff00000)) - 1;
    tiny = (halve ? (0x100000 - fraction) >> 2 : fraction) === 0;
  }
  const half = 0.5 * f * f;
  if (tiny) {
    if (f === 0) return k * LN2_HIGH + (lost + k * LN2_LOW);
    const cubic = half * (1 - 0.66666666666666666 * f);
    return k * LN2_HIGH - ((cubic - (k * LN2_LOW + lost)) - f);
  }
  const s = f / (2 + f);
  const z = s * s;
  const z2 = z * z;
  const z4 = z2 * z2;
  const series = z * 6.666666666666735130e-01 +
    z2 * (3.999999999940941908e-01 + z * 2.857142874366239149e-01) +
    z4 * (2.222219843214978396e-01 + z * 1.818357216161805012e-01) +
    z4 * z2 * (1.531383769920937332e-01 + z * 1.479819860511658591e-01);
  const product = s * (half + series);
  return k === 0
    ? f - (half - product)
    : k * LN2_HIGH - ((half - (product + (k * LN2_LOW + lost))) - f);
}

/** e^x - 1, exact to 1 ulp also near 0. */
export function expm1(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -38.816242903) return -1;
  const magnitude = Math.abs(x);
  if (magnitude < 2 ** -54) return x;
  // x = k ln2 + r + c.
  let k = 0;
  let r = x;
  let c = 0;
  if ((highWord(magnitude)) > 0x3fd62e42) {
    k = highWord(magnitude) < 0x3ff0a2b2
      ? Math.sign(x)
      : Math.trunc(1.44269504088896338700 * x + (x < 0 ? -0.5 : 0.5));
    const reduced = x - k * LN2_HIGH;
    const correction = k * LN2_LOW;
    r = reduced - correction;
    c = (reduced - r) - correction;
  }
  const half = 0.5 * r;
  const h = r * half;
  const h2 = h * h;
  const series = 1 + h * -3.33333333333331316428e-02 +
    h2 * (1.58730158725481460165e-03 + h * -7.93650757867487942473e-05) +
    h2 * h2 * (4.00821782732936239552e-06 + h * -2.01099218183624371326e-07);
  const t = 3 - series * half;
  const fraction = h * ((series - t) / (6 - r * t));
  if (k === 0) return r - (r * fraction - h);
  const e = (r * (fraction - c) - c) - h;
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  if (k <= -2 || k > 56) return scale(1 - (e - r), k) - 1;
  const small = powerOfTwo(-k);
  return k < 20
    ? scale((1 - small) - (e - r), k)
    : scale(r - (e + small) + 1, k);
}

/** y 2^k without overflow on the way. */
function scale(y: number, k: number): number {
  return k > 1023 ? y * 2 * powerOfTwo(k - 1) : y * powerOfTwo(k);
}

/** Largest double below x, for finite x. */
export function nextBelow(x: number): number {
  if (x === 0) return -Number.MIN_VALUE;
  double[0] = x;
  const bits = new BigUint64Array(double.buffer);
  bits[0] += x > 0 ? -1n : 1n;
  return double[0];
}
