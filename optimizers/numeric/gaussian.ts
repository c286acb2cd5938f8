/**
 * The standard normal distribution and the error functions behind it.
 *
 * Notation
 *   phi(z)    density                      Phi(z)   distribution function
 *   erfc(x)   1 - erf(x)                   erfcx(x) exp(x^2) erfc(x)
 *
 * Sources: W. J. Cody, "Rational Chebyshev approximations for the error
 * function", Math. Comp. 23, 1969; M. J. Wichura, "Algorithm AS 241: The
 * percentage points of the normal distribution", Appl. Statist. 37, 1988.
 */
import { exp, log } from "./math.ts";

/** ln(2 pi). */
export const LOG_2PI = 1.8378770664093454835606594728112;

const ONE_OVER_SQRT_PI = 5.6418958354775628695e-1;

/** Numerator and denominator, of one degree, highest power first. */
type Rational = readonly [readonly number[], readonly number[]];

// erf(x) = x R(x^2) for x <= 0.46875
const ERF_SMALL: Rational = [
  [
    1.85777706184603153e-1,
    3.16112374387056560,
    1.13864154151050156e2,
    3.77485237685302021e2,
    3.20937758913846947e3,
  ],
  [
    1,
    2.36012909523441209e1,
    2.44024637934444173e2,
    1.28261652607737228e3,
    2.84423683343917062e3,
  ],
];

// erfcx(x) = R(x) for 0.46875 <= x <= 4
const ERFCX_MIDDLE: Rational = [
  [
    2.15311535474403846e-8,
    5.64188496988670089e-1,
    8.88314979438837594,
    6.61191906371416295e1,
    2.98635138197400131e2,
    8.81952221241769090e2,
    1.71204761263407058e3,
    2.05107837782607147e3,
    1.23033935479799725e3,
  ],
  [
    1,
    1.57449261107098347e1,
    1.17693950891312499e2,
    5.37181101862009858e2,
    1.62138957456669019e3,
    3.29079923573345963e3,
    4.36261909014324716e3,
    3.43936767414372164e3,
    1.23033935480374942e3,
  ],
];

// erfcx(x) = (1 / sqrt(pi) - R(1 / x^2) / x^2) / x for x >= 4
const ERFCX_LARGE: Rational = [
  [
    1.63153871373020978e-2,
    3.05326634961232344e-1,
    3.60344899949804439e-1,
    1.25781726111229246e-1,
    1.60837851487422766e-2,
    6.58749161529837803e-4,
  ],
  [
    1,
    2.56852019228982242,
    1.87295284992346725,
    5.27905102951428412e-1,
    6.05183413124413191e-2,
    2.33520497626869185e-3,
  ],
];

function evaluate([numerator, denominator]: Rational, x: number): number {
  let above = 0;
  let below = 0;
  // Side by side, so that neither sum waits for the other; an index loop is
  // twice as fast here as for...of.
  for (let i = 0; i < numerator.length; i++) {
    above = above * x + numerator[i];
    below = below * x + denominator[i];
  }
  return above / below;
}

/** Scaled complementary error function exp(x^2) erfc(x); infinite below -26.6. */
export function erfcx(x: number): number {
  const y = Math.abs(x);
  if (y <= 0.46875) {
    return exp(x * x) * (1 - x * evaluate(ERF_SMALL, x * x));
  }
  const upper = y <= 4
    ? evaluate(ERFCX_MIDDLE, y)
    : (ONE_OVER_SQRT_PI - evaluate(ERFCX_LARGE, 1 / (y * y)) / (y * y)) / y;
  return x > 0 ? upper : 2 * exp(x * x) - upper;
}

/** Complementary error function 1 - erf(x). */
export function erfc(x: number): number {
  const y = Math.abs(x);
  if (y <= 0.46875) return 1 - x * evaluate(ERF_SMALL, x * x);
  const upper = expMinusSquare(y) * erfcx(y);
  return x > 0 ? upper : 2 - upper;
}

/** exp(-y^2) without the rounding error of y^2, for y >= 0. */
function expMinusSquare(y: number): number {
  const head = Math.trunc(y * 16) / 16;
  return exp(-head * head) * exp(-(y - head) * (y + head));
}

/** Density phi(z) of the standard normal. */
export function normalDensity(z: number): number {
  return exp(-0.5 * z * z - 0.5 * LOG_2PI);
}

/** Distribution function Phi(z) of the standard normal. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z * Math.SQRT1_2);
}

// Wichura's PPND16: central region |p - 1/2| <= 0.425, then sqrt(-ln p) up to 5,
// then beyond.
const CENTRAL: Rational = [
  [
    2.5090809287301226727e3,
    3.3430575583588128105e4,
    6.7265770927008700853e4,
    4.5921953931549871457e4,
    1.3731693765509461125e4,
    1.9715909503065514427e3,
    1.3314166789178437745e2,
    3.3871328727963666080,
  ],
  [
    5.2264952788528545610e3,
    2.8729085735721942674e4,
    3.9307895800092710610e4,
    2.1213794301586595867e4,
    5.3941960214247511077e3,
    6.8718700749205790830e2,
    4.2313330701600911252e1,
    1,
  ],
];
const TAIL: Rational = [
  [
    7.74545014278341407640e-4,
    2.27238449892691845833e-2,
    2.41780725177450611770e-1,
    1.27045825245236838258,
    3.64784832476320460504,
    5.76949722146069140550,
    4.63033784615654529590,
    1.42343711074968357734,
  ],
  [
    1.05075007164441684324e-9,
    5.47593808499534494600e-4,
    1.51986665636164571966e-2,
    1.48103976427480074590e-1,
    6.89767334985100004550e-1,
    1.67638483018380384940,
    2.05319162663775882187,
    1,
  ],
];
const FAR_TAIL: Rational = [
  [
    2.01033439929228813265e-7,
    2.71155556874348757815e-5,
    1.24266094738807843860e-3,
    2.65321895265761230930e-2,
    2.96560571828504891230e-1,
    1.78482653991729133580,
    5.46378491116411436990,
    6.65790464350110377720,
  ],
  [
    2.04426310338993978564e-15,
    1.42151175831644588870e-7,
    1.84631831751005468180e-5,
    7.86869131145613259100e-4,
    1.48753612908506148525e-2,
    1.36929880922735805310e-1,
    5.99832206555887937690e-1,
    1,
  ],
];

/**
 * Quantile of the standard normal: the z with Phi(z) = p.
 *
 * @param p Probability in [0, 1]; the ends give -Infinity and Infinity
 * @returns z, relative error about 1e-15; NaN outside [0, 1]
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    return q * evaluate(CENTRAL, 0.180625 - q * q);
  }
  const tail = q < 0 ? p : 1 - p;
  if (!(tail > 0)) return tail === 0 ? Math.sign(q) * Infinity : NaN;
  const r = Math.sqrt(-log(tail));
  const z = r <= 5 ? evaluate(TAIL, r - 1.6) : evaluate(FAR_TAIL, r - 5);
  return q < 0 ? -z : z;
}
