/**
 * Numbers as a reader takes them in; the CSV has all their digits.
 *
 * @module
 */

/** A BCA, or anything on its scale, to three decimals; a dash for none. */
export function bca(value: number | null): string {
  return value === null ? "–" : value.toFixed(3);
}

/** A difference of BCA with its sign. */
export function signed(value: number | null): string {
  if (value === null) return "–";
  const text = Math.abs(value).toFixed(3);
  if (Number(text) === 0) return "0.000";
  return (value > 0 ? "+" : "−") + text;
}

/** A p-value: two significant digits, "below 0.0001" from there. */
export function pValue(value: number): string {
  return value < 0.0001 ? "below 0.0001" : String(Number(value.toPrecision(2)));
}

/** A number of a table, to about four significant digits. */
export function short(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  if (size >= 1000) return value.toFixed(0);
  if (size >= 100) return value.toFixed(1);
  if (size >= 0.01) return value.toFixed(size >= 10 ? 2 : 3);
  return String(Number(value.toPrecision(2)));
}

/** A count with its noun, "1 seed" or "3 seeds". */
export function counted(
  count: number,
  noun: string,
  plural = `${noun}s`,
): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** Names as a sentence lists them: "a", "a and b", "a, b and c". */
export function listed(names: readonly string[]): string {
  return names.length < 2
    ? names.join("")
    : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
