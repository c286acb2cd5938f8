import { assert, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  cholesky,
  invertLower,
  NotPositiveDefiniteError,
  solveLower,
  solveUpper,
} from "../../../optimizers/numeric/cholesky.ts";
import { assertNear, type Botorch, recordings } from "../gp/peers.ts";

for (const [source, recorded] of recordings<Botorch>("botorch")) {
  Deno.test(`cholesky() equals psd_safe_cholesky with its jitter (${source})`, () => {
    for (const { A, L } of recorded.psd_safe_cholesky) {
      const factor = cholesky(Float64Array.from(A.flat()), A.length);
      assertNear(factor, L.flat(), 1e-9);
    }
  });
}

/** G G^T + I for a random G. */
const positiveDefinite = fc.integer({ min: 1, max: 8 }).chain((n) =>
  fc.array(fc.double({ min: -2, max: 2, noNaN: true }), {
    minLength: n * n,
    maxLength: n * n,
  }).map((g) => {
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        for (let k = 0; k < n; k++) a[i * n + j] += g[i * n + k] * g[j * n + k];
      }
      a[i * n + i] += 1;
    }
    return { a, n };
  })
);

Deno.test("cholesky() rebuilds the matrix as L L^T and inverts it", () => {
  fc.assert(
    fc.property(positiveDefinite, ({ a, n }) => {
      const l = cholesky(a, n);
      const inverse = invertLower(l, n);
      for (let i = 0; i < n; i++) {
        const column = Float64Array.from({ length: n }, (_, j) => a[j * n + i]);
        solveLower(l, n, column);
        solveUpper(l, n, column);
        for (let j = 0; j < n; j++) {
          let product = 0;
          let identity = 0;
          for (let k = 0; k < n; k++) {
            product += l[i * n + k] * l[j * n + k];
            identity += inverse[i * n + k] * l[k * n + j];
          }
          assertNear([product], [a[i * n + j]], 1e-12);
          assertNear([identity], [i === j ? 1 : 0], 1e-11);
          assertNear([column[j]], [i === j ? 1 : 0], 1e-11);
          assert(j <= i || l[i * n + j] === 0);
        }
      }
    }),
    { seed: 1 },
  );
});

Deno.test("cholesky() throws when the last jitter does not help", () => {
  const indefinite = Float64Array.of(1, 2, 2, 1);
  assertThrows(
    () => cholesky(indefinite, 2),
    NotPositiveDefiniteError,
    "2 x 2 matrix: found pivot -2.99",
  );
});
