import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
} from "@std/assert";
import fc from "fast-check";
import { PHONEMES } from "../../../corpora/synthetic/phonemes.ts";
import { drawTexts } from "../../../corpora/synthetic/texts.ts";

const seed = fc.nat(2 ** 32 - 1);

Deno.test("drawTexts follows its grammar whatever the seed", () => {
  fc.assert(
    fc.property(seed, (seed) => {
      const texts = drawTexts(seed);
      assertEquals(texts.length, 10);
      for (const { syllables } of texts) {
        for (const { sounds } of syllables) {
          assertMatch(sounds, /^[mnlsxfbdtk][aeiou][mnls]?$/);
          for (const sound of sounds) assert(sound in PHONEMES);
        }
        const written = syllables.map(({ accented, pause }) =>
          (accented ? "'" : "") + "o" + (pause ? "," : "")
        ).join("");
        for (const phrase of written.split(",")) {
          assertMatch(phrase.replaceAll("'", ""), /^o{4,7}$/);
        }
        assertMatch(
          written.replaceAll(",", ""),
          /^o('oo{1,2})*('oo{0,2})?$/,
        );
        assert(!syllables[syllables.length - 1].pause);
      }
    }),
    { numRuns: 50 },
  );
});

Deno.test("drawTexts gives other texts for another seed", () => {
  assertEquals(drawTexts(3), drawTexts(3));
  assertNotEquals(drawTexts(3), drawTexts(4));
});
