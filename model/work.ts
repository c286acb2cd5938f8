import type { Size } from "./graph/builder.ts";

/**
 * Work of running a graph once in FLOPs: multiply-adds of its matrix products
 * and convolutions, times two. Elementwise operations are left out. Always a
 * whole number, so sums are exact in any order.
 *
 * @param products Of a graph; the sizes of one multiply to its multiply-adds
 * @param sizes What the named sizes are in this run
 * @throws {RangeError} If a named size is not given
 */
export function flopsOf(
  products: readonly (readonly Size[])[],
  sizes: Readonly<Record<string, number>>,
): number {
  const numberOf = (size: Size) => {
    if (typeof size === "number") return size;
    if (size in sizes) return sizes[size];
    throw new RangeError(
      `Cannot count work: size "${size}" is unknown, expected one of ${
        Object.keys(sizes).join(", ")
      }`,
    );
  };
  let multiplyAdds = 0;
  for (const product of products) {
    multiplyAdds += product.reduce<number>((n, size) => n * numberOf(size), 1);
  }
  return 2 * multiplyAdds;
}
