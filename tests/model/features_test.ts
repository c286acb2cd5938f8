import { assert, assertEquals } from "@std/assert";
import { usedLength } from "../../model/features.ts";
import { RecentArrays } from "../../model/recent_arrays.ts";

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
