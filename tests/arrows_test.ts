import { assert, assertEquals } from "@std/assert";

const ROOT = new URL("../", import.meta.url);
/** Folders that do not know each other, nor those that use them. */
const CORES = ["corpora", "model", "optimizers"] as const;

/** Every source file below a folder, without what npm put there. */
async function sources(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(new URL(folder, ROOT))) {
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory && entry.name !== "node_modules") {
      found.push(...await sources(`${path}/`));
    } else if (entry.isFile && entry.name.endsWith(".ts")) found.push(path);
  }
  return found;
}

/** What a file imports: project files as paths from the root, packages as written. */
async function importsOf(path: string): Promise<string[]> {
  const text = await Deno.readTextFile(new URL(path, ROOT));
  const specifiers = text.matchAll(
    /(?:from|import)\s*\(?\s*"([^"\n]+)"/g,
  );
  return [...specifiers].map(([, specifier]) =>
    specifier.startsWith(".")
      ? new URL(specifier, new URL(path, ROOT)).href.slice(ROOT.href.length)
      : specifier
  );
}

async function breaches(
  folder: string,
  forbidden: (specifier: string) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  for (const path of await sources(`${folder}/`)) {
    // An example in a comment shows the caller's imports, not the file's own.
    for (const specifier of await importsOf(path)) {
      if (forbidden(specifier)) found.push(`${path} imports ${specifier}`);
    }
  }
  return found;
}

for (const core of CORES) {
  Deno.test(`${core} imports neither its siblings nor bench`, async () => {
    const others = [...CORES.filter((name) => name !== core), "bench"];
    assertEquals(
      await breaches(
        core,
        (specifier) =>
          specifier === "mod.ts" ||
          others.some((name) => specifier.startsWith(`${name}/`)),
      ),
      [],
    );
  });
}

Deno.test("std imports nothing of the suite", async () => {
  assertEquals(
    await breaches(
      "std",
      (specifier) =>
        [...CORES, "bench"].some((name) => specifier.startsWith(`${name}/`)),
    ),
    [],
  );
});

Deno.test("the native runtime is imported in one file", async () => {
  const importers: string[] = [];
  for (const folder of [...CORES, "bench", "std"]) {
    importers.push(
      ...await breaches(folder, (name) => name.startsWith("onnxruntime")),
    );
  }
  assertEquals([...new Set(importers)], [
    "model/ort.ts imports onnxruntime-node",
  ]);
});

Deno.test("importsOf() sees the imports it is meant to see", async () => {
  assert((await importsOf("mod.ts")).includes("corpora/mod.ts"));
});

/** Folders of `bench/` that a folder imports from, at a depth of names below it. */
async function roomsUsed(depth: number): Promise<Map<string, Set<string>>> {
  const roomOf = (path: string) =>
    path.split("/").slice(0, -1).slice(0, depth).join("/");
  const used = new Map<string, Set<string>>();
  for (const path of await sources("bench/")) {
    const room = roomOf(path);
    const others = used.get(room) ?? new Set();
    for (const specifier of await importsOf(path)) {
      if (specifier.startsWith("bench/")) others.add(roomOf(specifier));
    }
    used.set(room, others);
  }
  return used;
}

for (const depth of [2, 3, 4]) {
  Deno.test(`no two folders of bench import each other both ways, seen to depth ${depth}`, async () => {
    const used = await roomsUsed(depth);
    const pairs = [...used].flatMap(([a, others]) =>
      [...others].filter((b) => a < b && used.get(b)?.has(a))
        .map((b) => `${a} and ${b}`)
    );
    assertEquals(pairs, []);
  });
}
