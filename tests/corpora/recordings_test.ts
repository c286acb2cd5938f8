import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { recordingIndices } from "../../corpora/recordings.ts";

Deno.test("recordingIndices() points at the first equal recording, as comparing all pairs does", () => {
  const samples = fc.array(fc.constantFrom(0, 0.5, -0.5), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(fc.array(samples, { maxLength: 12 }), (recordings) => {
      const keys = recordings.map((recording) => JSON.stringify(recording));
      assertEquals(
        recordingIndices(
          recordings.map((r) => ({ samples: Float32Array.from(r) })),
        ),
        keys.map((key) => keys.indexOf(key)),
      );
    }),
    { seed: 51, numRuns: 200 },
  );
});
