/**
 * The error function twice: as the C library computes it, which Python's `math`
 * and so Optuna use, and as Cephes computes it, which SciPy and so Hyperopt use.
 * They differ in the last bit in a tenth of arguments.
 *
 * Notation: erf(x) = 2 / sqrt(pi) times the integral of exp(-t^2) over 0..x;
 * erfc(x) = 1 - erf(x).
 *
 * Sources: fdlibm 5.3 (`s_erf.c`, Sun Microsystems 1993), its rational functions
 * evaluated in pairs of terms as in glibc 2.36; Cephes 2.8 (`ndtr.c`, Moshier) as
 * in SciPy 1.17.
 *
 * @module
 */
import { dropLowWord, exp } from "./math.ts";

const ERF_ONE = 8.45062911510467529297e-01;

/** Error function, with the C library's rounding. */
export function erf(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < 0.84375) return x + x * centralRatio(x * x);
  if (Number.isNaN(x)) return x;
  const value = magnitude < 1.25
    ? ERF_ONE + middleRatio(magnitude - 1)
    : magnitude < 6
    ? 1 - tail(magnitude)
    : 1;
  return x < 0 ? -value : value;
}

/** Complementary error function, with the C library's rounding. */
export function erfc(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < 0.84375) {
    const product = x * centralRatio(x * x);
    return x < 0.25 ? 1 - (x + product) : 0.5 - (product + (x - 0.5));
  }
  if (magnitude < 1.25) {
    const ratio = middleRatio(magnitude - 1);
    return x > 0 ? 1 - ERF_ONE - ratio : 1 + (ERF_ONE + ratio);
  }
  if (Number.isNaN(x)) return x;
  if (x < -6) return 2;
  if (x > 28) return 0;
  return x > 0 ? tail(x) : 2 - tail(magnitude);
}

/** (erf(x) - x) / x for |x| < 0.84375; z = x^2. */
function centralRatio(z: number): number {
  const z2 = z * z;
  const z4 = z2 * z2;
  const p = 1.28379167095512558561e-01 + z * -3.25042107247001499370e-01 +
    z2 * (-2.84817495755985104766e-02 + z * -5.77027029648944159157e-03) +
    z4 * -2.37630166566501626084e-05;
  const q = 1 + z * 3.97917223959155352819e-01 +
    z2 * (6.50222499887672944485e-02 + z * 5.08130628187576562776e-03) +
    z4 * (1.32494738004321644526e-04 + z * -3.96022827877536812320e-06);
  return p / q;
}

/** erf(1 + s) - ERF_ONE for -0.15625 <= s < 0.25. */
function middleRatio(s: number): number {
  const s2 = s * s;
  const s4 = s2 * s2;
  const s6 = s4 * s2;
  const p = -2.36211856075265944077e-03 + s * 4.14856118683748331666e-01 +
    s2 * (-3.72207876035701323847e-01 + s * 3.18346619901161753674e-01) +
    s4 * (-1.10894694282396677476e-01 + s * 3.54783043256182359371e-02) +
    s6 * -2.16637559486879084300e-03;
  const q = 1 + s * 1.06420880400844228286e-01 +
    s2 * (5.40397917702171048937e-01 + s * 7.18286544141962662868e-02) +
    s4 * (1.26171219808761642112e-01 + s * 1.36370839120290507362e-02) +
    s6 * 1.19844998467991074170e-02;
  return p / q;
}

/** erfc(x) for 1.25 <= x <= 28: exp(-x^2 - 0.5625 + ratio(1 / x^2)) / x. */
function tail(x: number): number {
  const s = 1 / (x * x);
  const ratio = x < 1 / 0.35 ? nearTailRatio(s) : farTailRatio(s);
  // x cut to 32 bits has an exact square, which keeps exp(-x^2) accurate.
  const cut = dropLowWord(x);
  return exp(-cut * cut - 0.5625) * exp((cut - x) * (cut + x) + ratio) / x;
}

function nearTailRatio(s: number): number {
  const s2 = s * s;
  const s4 = s2 * s2;
  const s6 = s4 * s2;
  const p = -9.86494403484714822705e-03 + s * -6.93858572707181764372e-01 +
    s2 * (-1.05586262253232909814e+01 + s * -6.23753324503260060396e+01) +
    s4 * (-1.62396669462573470355e+02 + s * -1.84605092906711035994e+02) +
    s6 * (-8.12874355063065934246e+01 + s * -9.81432934416914548592e+00);
  const q = 1 + s * 1.96512716674392571292e+01 +
    s2 * (1.37657754143519042600e+02 + s * 4.34565877475229228821e+02) +
    s4 * (6.45387271733267880336e+02 + s * 4.29008140027567833386e+02) +
    s6 * (1.08635005541779435134e+02 + s * 6.57024977031928170135e+00) +
    s4 * s4 * -6.04244152148580987438e-02;
  return p / q;
}

function farTailRatio(s: number): number {
  const s2 = s * s;
  const s4 = s2 * s2;
  const s6 = s4 * s2;
  const p = -9.86494292470009928597e-03 + s * -7.99283237680523006574e-01 +
    s2 * (-1.77579549177547519889e+01 + s * -1.60636384855821916062e+02) +
    s4 * (-6.37566443368389627722e+02 + s * -1.02509513161107724954e+03) +
    s6 * -4.83519191608651397019e+02;
  const q = 1 + s * 3.03380607434824582924e+01 +
    s2 * (3.25792512996573918826e+02 + s * 1.53672958608443695994e+03) +
    s4 * (3.19985821950859553908e+03 + s * 2.55305040643316442583e+03) +
    s6 * (4.74528541206955367215e+02 + s * -2.24409524465858183362e+01);
  return p / q;
}

// Cephes' coefficients, by descending power.
const T = [
  9.60497373987051638749E0,
  9.00260197203842689217E1,
  2.23200534594684319226E3,
  7.00332514112805075473E3,
  5.55923013010394962768E4,
];
const U = [
  1,
  3.35617141647503099647E1,
  5.21357949780152679795E2,
  4.59432382970980127987E3,
  2.26290000613890934246E4,
  4.92673942608635921086E4,
];
const P = [
  2.46196981473530512524E-10,
  5.64189564831068821977E-1,
  7.46321056442269912687E0,
  4.86371970985681366614E1,
  1.96520832956077098242E2,
  5.26445194995477358631E2,
  9.34528527171957607540E2,
  1.02755188689515710272E3,
  5.57535335369399327526E2,
];
const Q = [
  1,
  1.32281951154744992508E1,
  8.67072140885989742329E1,
  3.54937778887819891062E2,
  9.75708501743205489753E2,
  1.82390916687909736289E3,
  2.24633760818710981792E3,
  1.65666309194161350182E3,
  5.57535340817727675546E2,
];
const R = [
  5.64189583547755073984E-1,
  1.27536670759978104416E0,
  5.01905042251180477414E0,
  6.16021097993053585195E0,
  7.40974269950448939160E0,
  2.97886665372100240670E0,
];
const S = [
  1,
  2.26052863220117276590E0,
  9.39603524938001434673E0,
  1.20489539808096656605E1,
  1.70814450747565897222E1,
  9.60896809063285878198E0,
  3.36907645100081516050E0,
];

/** Error function, with Cephes' rounding. */
export function erfCephes(x: number): number {
  if (x < 0) return -erfCephes(-x);
  if (x > 1) return 1 - erfcCephes(x);
  const z = x * x;
  return x * horner(T, z) / horner(U, z);
}

/** Complementary error function, with Cephes' rounding. */
export function erfcCephes(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < 1) return 1 - erfCephes(x);
  if (x * x > 709.782712893384) return x < 0 ? 2 : 0;
  const density = exp(-x * x);
  const value = magnitude < 8
    ? density * horner(P, magnitude) / horner(Q, magnitude)
    : density * horner(R, magnitude) / horner(S, magnitude);
  return x < 0 ? 2 - value : value;
}

function horner(coefficients: readonly number[], x: number): number {
  let sum = coefficients[0];
  for (let i = 1; i < coefficients.length; i++) sum = sum * x + coefficients[i];
  return sum;
}
