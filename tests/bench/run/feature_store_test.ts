import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  FolderStore,
  storeSize,
  storeText,
} from "../../../bench/run/feature_store.ts";
import { emptyFolder } from "../captured.ts";

const SOURCE = { corpus: "c", encoder: "e" };

/** Bits, since NaN differs from itself and -0 equals 0. */
function bits(array: Float32Array | undefined): number[] | undefined {
  return array && [...new Uint32Array(array.slice().buffer)];
}

/** Names of the arrays' files in the one folder of a cache with one source. */
async function filesOf(cache: string): Promise<string[]> {
  const [part] = await Array.fromAsync(Deno.readDir(cache));
  const entries = await Array.fromAsync(Deno.readDir(`${cache}/${part.name}`));
  return entries.map(({ name }) => `${cache}/${part.name}/${name}`)
    .filter((path) => !path.endsWith("source.json")).sort();
}

Deno.test("FolderStore gives back every array bit for bit, also to another one of the same source", async () => {
  const cache = await emptyFolder("feature-store-round");
  const store = await FolderStore.open(cache, SOURCE);
  const other = await FolderStore.open(cache, { encoder: "e", corpus: "c" });
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.float32Array(), async (key, array) => {
      await store.put(key, array);
      assertEquals(bits(await other.get(key)), bits(array));
    }),
    { numRuns: 50, seed: 1 },
  );
});

Deno.test("FolderStore keeps keys and sources apart and stays within its folder", async () => {
  const cache = await emptyFolder("feature-store-keys");
  const store = await FolderStore.open(cache, SOURCE);
  const other = await FolderStore.open(cache, { ...SOURCE, corpus: "d" });
  const keys = ["frames 1 a", "pooled 1 a", "frames 11 a", "../a", "a/b", ""];
  for (const [i, key] of keys.entries()) {
    await store.put(key, Float32Array.of(i));
  }
  for (const [i, key] of keys.entries()) {
    assertEquals(await store.get(key), Float32Array.of(i));
    assertEquals(await other.get(key), undefined);
  }
  assertEquals((await storeSize(cache)).files, keys.length);
});

Deno.test("FolderStore takes a file that was cut or altered anywhere as missing, and makes it again", async () => {
  const cache = await emptyFolder("feature-store-damaged");
  const store = await FolderStore.open(cache, SOURCE);
  const array = Float32Array.of(1, 2, 3);
  await store.put("key", array);
  const [path] = await filesOf(cache);
  const whole = await Deno.readFile(path);
  for (let at = 0; at < whole.length; at++) {
    const altered = whole.slice();
    altered[at] ^= 1;
    for (const damaged of [whole.slice(0, at), altered]) {
      await Deno.writeFile(path, damaged);
      assertEquals(await store.get("key"), undefined, `at byte ${at}`);
    }
  }
  await store.put("key", array);
  assertEquals(await Deno.readFile(path), whole);
  assertEquals(await store.get("key"), array);
});

Deno.test("FolderStore leaves one whole file, and never less to a reader, when many write it at once", async () => {
  const cache = await emptyFolder("feature-store-writers");
  const array = Float32Array.from({ length: 50_000 }, (_, i) => i);
  const stores = await Promise.all(
    Array.from({ length: 8 }, () => FolderStore.open(cache, SOURCE)),
  );
  await stores[0].put("key", array);
  const [path] = await filesOf(cache);
  const read = await Promise.all(stores.flatMap((store) => [
    store.put("key", array).then(() => store.get("key")),
    store.get("key"),
  ]));
  for (const found of read) assertEquals(bits(found), bits(array));
  assertEquals(await filesOf(cache), [path]);
});

Deno.test("FolderStore.open() says beside the arrays what they were made from", async () => {
  const cache = await emptyFolder("feature-store-source");
  await FolderStore.open(cache, SOURCE);
  const [part] = await Array.fromAsync(Deno.readDir(cache));
  const text = await Deno.readTextFile(`${cache}/${part.name}/source.json`);
  assertEquals(JSON.parse(text), SOURCE);
});

Deno.test("storeSize() and storeText() count arrays of all sources, nothing else", async () => {
  const cache = await emptyFolder("feature-store-size");
  assertEquals(await storeSize(cache), { bytes: 0, files: 0 });
  const mebibyte = new Float32Array(2 ** 18);
  const one = await FolderStore.open(cache, { of: 1 });
  const two = await FolderStore.open(cache, { of: 2 });
  await one.put("a", mebibyte);
  await one.put("a", mebibyte);
  await two.put("a", mebibyte);
  await two.put("b", mebibyte);
  const { bytes, files } = await storeSize(cache);
  assertEquals(files, 3);
  // Each ends with a SHA-256.
  assertEquals(bytes, 3 * (2 ** 20 + 32));
  assertEquals(
    await storeText(cache),
    `Features kept in ${cache}: 3 MiB in 3 files`,
  );
});
