/**
 * 10^x and log10 x, correctly rounded.
 *
 * C libraries round both correctly in all but one of some thousand cases and
 * `Math.pow` does not; settings that are to equal a recorded one digit for digit
 * need the C library's result.
 *
 * Numbers are fixed-point integers with 128 binary places.
 */
import { log } from "./math.ts";

const PLACES = 128n;
const ONE = 1n << PLACES;
/** 2^128 ln 10 and 2^128 ln 2. */
const LN_10 = 0x24d763776aaa2b05ba95b58ae0b4c28a4n;
const LN_2 = 0xb17217f7d1cf79abc9e3b39803f2f6afn;

/** 10^x = mantissa 2^(exponent - 128), mantissa close to 2^128. */
function decimalPower(x: number): { mantissa: bigint; exponent: number } {
  const exponent = Math.round(x * Math.LN10 / Math.LN2);
  const y = (BigInt(x * 2 ** 128) * LN_10) >> PLACES;
  const r = y - BigInt(exponent) * LN_2;
  let mantissa = ONE;
  let term = ONE;
  for (let i = 1n; term !== 0n && term !== -1n; i++) {
    term = (term * r >> PLACES) / i;
    mantissa += term;
  }
  return { mantissa, exponent };
}

/** 10^x for finite x whose result is a normal double (|x| up to 307). */
export function powerOfTen(x: number): number {
  const { mantissa, exponent } = decimalPower(x);
  return Number(mantissa) * 2 ** -128 * 2 ** exponent;
}

/** log10 x for x from 1e-300 to 1e300. */
export function log10(x: number): number {
  const guess = log(x) / Math.LN10;
  // x = 10^guess (1 + e), so that log10 x = guess + e / ln 10.
  const { mantissa, exponent } = decimalPower(guess);
  const scaled = BigInt(x * 2 ** -exponent * 2 ** 128);
  const excess = Number(scaled - mantissa) / Number(mantissa);
  return guess + excess / Math.LN10;
}
