import { assertStrictEquals, assertThrows } from "@std/assert";
import { DOCUMENTS, MADE_FILES, renewed } from "../bench/readme/main.ts";

for (const [path, sections] of Object.entries(DOCUMENTS)) {
  Deno.test(`${path} says what the code says (deno task readme renews it)`, async () => {
    const text = await Deno.readTextFile(
      new URL(`../${path}`, import.meta.url),
    );
    assertStrictEquals(renewed(text, sections), text);
  });
}

for (const [path, make] of Object.entries(MADE_FILES)) {
  Deno.test(`${path} says what the code says (deno task readme renews it)`, async () => {
    const text = await Deno.readTextFile(
      new URL(`../${path}`, import.meta.url),
    );
    assertStrictEquals(make(), text);
  });
}

Deno.test("renewed() puts a section between its markers and refuses a document without them", () => {
  const sections = { list: () => "new\n" };
  assertStrictEquals(
    renewed("a\n<!-- list -->\nold\n<!-- end of list -->\nb\n", sections),
    "a\n<!-- list -->\n\nnew\n\n<!-- end of list -->\nb\n",
  );
  assertThrows(() => renewed("a\n", sections), RangeError, "<!-- list -->");
});
