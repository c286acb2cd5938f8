import { assertEquals, assertNotEquals } from "@std/assert";
import { syntheticCorpus } from "../../../corpora/synthetic/mod.ts";

Deno.test("syntheticCorpus gives the same bytes when the seed is the same, others when it is not", async () => {
  const first = await syntheticCorpus({ seed: 5, utterances: 20 });
  const again = await syntheticCorpus({ seed: 5, utterances: 20 });
  const other = await syntheticCorpus({ seed: 6, utterances: 20 });
  assertEquals(again, first);
  assertNotEquals(other.checksum, first.checksum);
});
