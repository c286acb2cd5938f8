import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  hypervolume,
  inferReferencePoint,
  paretoFront,
} from "../../../optimizers/gp/hypervolume.ts";
import { assertNear, type Botorch, recordings } from "./peers.ts";

for (const [source, recorded] of recordings<Botorch>("botorch")) {
  Deno.test(`hypervolume() and its front equal BoTorch's (${source})`, () => {
    for (const q of recorded.hypervolume) {
      const front = paretoFront(q.Y);
      assertEquals(front, q.pareto);
      assertNear([hypervolume(q.Y, q.ref_point)], [q.hypervolume], 1e-12);
      assertNear(inferReferencePoint(front), q.inferred_ref_point, 1e-12);
    }
  });
}

Deno.test("hypervolume() equals inclusion and exclusion over boxes", () => {
  const coordinate = fc.double({ min: -0.5, max: 2, noNaN: true });
  const rows = fc.array(fc.tuple(coordinate, coordinate, coordinate), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(rows, (y) => {
      let volume = 0;
      for (let subset = 1; subset < 1 << y.length; subset++) {
        const chosen = y.filter((_, i) => (subset >> i) & 1);
        const box = [0, 1, 2].reduce(
          (product, k) =>
            product * Math.max(0, Math.min(...chosen.map((row) => row[k]))),
          1,
        );
        volume += chosen.length % 2 === 1 ? box : -box;
      }
      assertNear([hypervolume(y, [0, 0, 0])], [volume], 1e-9);
    }),
    { seed: 1 },
  );
});

Deno.test("inferReferencePoint() lies a tenth below a single point", () => {
  assertNear(inferReferencePoint([[2, -3]]), [1.8, -3.3], 1e-12);
});
