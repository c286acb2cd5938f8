import { assert, assertEquals } from "@std/assert";

const ROOT = new URL("../", import.meta.url);
const TEXT = Deno.readTextFileSync(new URL("CONTRIBUTING.md", ROOT));

Deno.test("CONTRIBUTING.md names every folder of bench, and files that are there", () => {
  const named = [...TEXT.matchAll(/`([\w.]+\/[\w./-]*)`/g)]
    .map(([, path]) => path);
  assert(named.length > 40, `${named.length} paths`);
  const missing = named.filter((path) => {
    try {
      Deno.statSync(new URL(path, ROOT));
      return false;
    } catch {
      return true;
    }
  });
  assertEquals(missing, []);
  const rooms = [...Deno.readDirSync(new URL("bench/", ROOT))]
    .filter(({ isDirectory }) => isDirectory)
    .map(({ name }) => `bench/${name}/`);
  assertEquals(rooms.filter((room) => !named.includes(room)), []);
});

Deno.test("CONTRIBUTING.md lists the rooms of bench so that each imports from those above it", async () => {
  const rooms = [...TEXT.matchAll(/^\| `bench\/(\w+)\/` \|/gm)]
    .map(([, room]) => room);
  for (const [at, room] of rooms.entries()) {
    for (const path of filesOf(`bench/${room}/`)) {
      const text = await Deno.readTextFile(new URL(path, ROOT));
      for (const [, to] of text.matchAll(/from\s*"(\.[^"]+)"/g)) {
        const target = new URL(to, new URL(path, ROOT)).href
          .slice(ROOT.href.length).split("/");
        if (target[0] !== "bench") continue;
        assert(
          rooms.indexOf(target[1]) <= at,
          `${path} imports ${target.join("/")}, a room below its own`,
        );
      }
    }
  }
});

/** Source files below a folder. */
function filesOf(folder: string): string[] {
  return [...Deno.readDirSync(new URL(folder, ROOT))].flatMap((entry) =>
    entry.isDirectory
      ? filesOf(`${folder}${entry.name}/`)
      : entry.name.endsWith(".ts")
      ? [folder + entry.name]
      : []
  );
}
