import { assert, assertEquals } from "@std/assert";
import { FeatureCache, usedLength } from "../../model/features.ts";
import { recipeFor } from "../../model/recipes.ts";
import { RecentArrays } from "../../model/recent_arrays.ts";
import { MapStore } from "./map_store.ts";
import { tinyEncoder, tones } from "./tiny_encoder.ts";

Deno.test("usedLength() cuts, and fills up where the recipe says so", () => {
  assertEquals(usedLength(5000, 4000, "none", 895), 4000);
  assertEquals(usedLength(3000, 4000, "none", 895), 3000);
  assertEquals(usedLength(3000, 4000, "zeros", 895), 4000);
  assertEquals(usedLength(5000, 4000, "zeros", 895), 4000);
  assertEquals(usedLength(10, 4000, "none", 895), 895);
});

Deno.test("RecentArrays drops what was used longest ago and computes it again", async () => {
  const computed: string[] = [];
  const arrays = new RecentArrays(3 * 8);
  const get = (key: string) =>
    arrays.get(key, () => {
      computed.push(key);
      return Promise.resolve(Float32Array.of(key.charCodeAt(0), 0));
    });
  for (const key of ["a", "b", "c", "a", "d", "a", "b"]) {
    assertEquals((await get(key))[0], key.charCodeAt(0));
    assert(arrays.bytes <= 24);
  }
  assertEquals(computed, ["a", "b", "c", "d", "b"]);
});

Deno.test("FeatureCache computes what its store lacks, once, and equals one without a store", async () => {
  const encoder = tinyEncoder();
  const options = {
    encoder,
    recipe: recipeFor("quick", encoder),
    classes: 3,
    threads: 1,
  };
  const examples = tones(3, 3, 1);
  const all = async (store?: MapStore) => {
    const cache = await FeatureCache.create({ ...options, store });
    const found = [];
    for (const maxLength of [4000, 6000]) {
      for (const example of examples) {
        found.push(await cache.of(example, maxLength, true));
      }
    }
    await cache.release();
    return found;
  };
  const alone = await all();
  const store = new MapStore();
  assertEquals(await all(store), alone);
  const written = store.puts;
  assertEquals(written, store.arrays.size);
  assertEquals(await all(store), alone);
  assertEquals(store.puts, written);
  store.arrays.delete([...store.arrays.keys()][0]);
  assertEquals(await all(store), alone);
  assertEquals(store.puts, written + 1);
});
