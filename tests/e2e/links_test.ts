/** Corpus folders that are links or hold links. Making a link needs every permission, so Deno is started for it. */
import { assert, assertEquals } from "@std/assert";
import { emptyFolder } from "./program.ts";

const FILES = new URL("../../bench/command/files.ts", import.meta.url);
const ROOT = new URL("../../", import.meta.url).pathname;

/** Runs a module that stands in a text. */
async function runText(code: string, ...flags: string[]): Promise<string> {
  const child = new Deno.Command("deno", {
    args: [
      "run",
      "-q",
      `--config=${ROOT}deno.json`,
      "--no-prompt",
      ...flags,
      "-",
    ],
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const input = child.stdin.getWriter();
  await input.write(new TextEncoder().encode(code));
  await input.close();
  const { code: ended, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assertEquals([ended, text(stderr)], [0, ""]);
  return text(stdout);
}

/** A folder of files, each holding its own path, and of links. */
async function make(
  name: string,
  files: readonly string[],
  links: Readonly<Record<string, string>>,
): Promise<string> {
  const base = await emptyFolder(name);
  for (const path of files) {
    const folder = `${base}/${path}`.replace(/\/[^/]*$/, "");
    await Deno.mkdir(folder, { recursive: true });
    await Deno.writeTextFile(`${base}/${path}`, path);
  }
  await runText(
    `for (const [path, target] of Object.entries(${JSON.stringify(links)})) {
       Deno.symlinkSync(target, ${JSON.stringify(base)} + "/" + path);
     }`,
    "--allow-read",
    "--allow-write",
  );
  return base;
}

/** Text or error of each listed file, or the error of listing; only the folder itself may be read. */
async function listed(folder: string): Promise<Record<string, string>> {
  const code = `
    import { folderSource } from ${JSON.stringify(FILES.href)};
    const found = {};
    try {
      const { paths, read } = await folderSource(${
    JSON.stringify(folder)
  }, "its page");
      for (const path of paths) {
        found[path] = await read(path).then(
          (bytes) => new TextDecoder().decode(bytes),
          (error) => error.constructor.name + ": " + error.message,
        );
      }
    } catch (error) {
      found[""] = error.constructor.name + ": " + error.message;
    }
    console.log(JSON.stringify(found));`;
  return JSON.parse(await runText(code, `--allow-read=${folder}`));
}

Deno.test("folderSource() follows links that stay in the folder, without walking in circles", async () => {
  const base = await make("links-inside", ["c/objects/1", "c/wav/a.wav"], {
    "c/wav/b.wav": "../objects/1",
    "c/wav/chain.wav": "b.wav",
    "c/alias": "wav",
    "c/wav/up": "..",
    "c/wav/self": ".",
  });
  const expected = {
    "objects/1": "c/objects/1",
    "wav/a.wav": "c/wav/a.wav",
    "wav/b.wav": "c/objects/1",
    "wav/chain.wav": "c/objects/1",
  };
  assertEquals(await listed(`${base}/c`), expected);
});

Deno.test("folderSource() reads a folder that is a link, and links in it", async () => {
  const base = await make("links-root", ["c/objects/1", "c/a.wav"], {
    "c/b.wav": "objects/1",
    "link": "c",
    "chain": "link",
  });
  for (const name of ["link", "chain"]) {
    assertEquals(await listed(`${base}/${name}`), {
      "a.wav": "c/a.wav",
      "b.wav": "c/objects/1",
      "objects/1": "c/objects/1",
    });
  }
});

Deno.test("folderSource() refuses by name to read through a link out of the folder, and reads the rest", async () => {
  // A sibling whose name begins as the folder's does lies outside, too.
  const base = await make("links-outside", ["c/a.wav", "c2/b.wav"], {
    "c/out.wav": "../c2/b.wav",
    "c/chain.wav": "out.wav",
  });
  const { "a.wav": inside, ...links } = await listed(`${base}/c`);
  assertEquals(inside, "c/a.wav");
  assertEquals(Object.keys(links), ["chain.wav", "out.wav"]);
  for (const [path, text] of Object.entries(links)) {
    const words =
      `RefusedError: Cannot read "${path}" in corpus folder "${base}/c": the link leads to "${base}/c2/b.wav", and only what lies below "${base}/c" may be read; copy it`;
    assert(text.startsWith(words), text);
  }
});

Deno.test("folderSource() refuses by name a link to a folder outside", async () => {
  const links = { "c/more": "../d" };
  const base = await make("links-folder", ["c/a.wav", "d/b.wav"], links);
  const { "": text } = await listed(`${base}/c`);
  const words =
    `RefusedError: Cannot read "more" in corpus folder "${base}/c": the link leads to "${base}/d", and only`;
  assert(text.startsWith(words), text);
});

Deno.test("folderSource() says of a link that leads nowhere when it is read, not before", async () => {
  const base = await make("links-broken", ["c/a.wav"], {
    "c/gone.wav": "objects/2",
    "c/self.wav": "self.wav",
    "c/through.wav": "a.wav/b",
  });
  const { "a.wav": inside, ...broken } = await listed(`${base}/c`);
  assertEquals(inside, "c/a.wav");
  assertEquals(Object.keys(broken), ["gone.wav", "self.wav", "through.wav"]);
  for (const [path, text] of Object.entries(broken)) {
    const words =
      `DataError: Cannot read "${path}" in corpus folder "${base}/c": the link leads nowhere; fetch`;
    assert(text.startsWith(words), text);
  }
});
