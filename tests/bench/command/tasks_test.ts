import { assert, assertEquals } from "@std/assert";
import suite from "../../../deno.json" with { type: "json" };

const ROOT = new URL("../../../", import.meta.url);

for (const [name, task] of Object.entries(suite.tasks)) {
  Deno.test(`task ${name} says in one line what it does, and the README has it`, async () => {
    assert(/^[A-Z].{10,100}[^.]$/.test(task.description));
    const readme = await Deno.readTextFile(new URL("README.md", ROOT));
    assert(readme.includes(`| \`deno task ${name}\` | ${task.description} |`));
  });
}

Deno.test("the modules that tasks start are there", async () => {
  const modules = Object.values(suite.tasks)
    .filter(({ command }) => command.includes("deno run"))
    .flatMap(({ command }) =>
      command.match(/(?<= )(?:bench|std)\/\S+\.ts/g) ?? []
    );
  assertEquals(modules.length, 20);
  for (const path of modules) {
    assert((await Deno.stat(new URL(path, ROOT))).isFile, path);
  }
});
