import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { drawSpeakers } from "../../../corpora/synthetic/speakers.ts";

Deno.test("drawSpeakers gives five women and five men with voices of their sex whatever the seed", () => {
  fc.assert(fc.property(fc.nat(2 ** 32 - 1), (seed) => {
    const speakers = drawSpeakers(seed, 0.6);
    const women = speakers.filter(({ sex }) => sex === "female");
    const men = speakers.filter(({ sex }) => sex === "male");
    assertEquals([women.length, men.length], [5, 5]);
    // Ranges of mean F0 of read speech: about 165 to 255 Hz and 85 to 155 Hz.
    assert(women.every(({ f0Hz }) => f0Hz > 165 && f0Hz < 255));
    assert(men.every(({ f0Hz }) => f0Hz > 85 && f0Hz < 155));
    assert(women.every(({ tractCm }) => tractCm > 13 && tractCm < 16));
    assert(men.every(({ tractCm }) => tractCm > 15.5 && tractCm < 19.5));
  }));
});

Deno.test("drawSpeakers moves speakers of one sex apart in proportion to the width", () => {
  const [narrow, wide] = [drawSpeakers(2, 0.5), drawSpeakers(2, 1.5)];
  narrow.forEach((speaker, i) => {
    const mean = speaker.sex === "female" ? 208 : 118;
    const [near, far] = [speaker, wide[i]].map(({ f0Hz }) =>
      Math.log(f0Hz / mean)
    );
    assert(Math.abs(far - 3 * near) < 1e-9);
  });
});
