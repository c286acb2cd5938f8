import { assertStrictEquals } from "@std/assert";
import { renewedReadme } from "../bench/readme.ts";

Deno.test("the README says of flags and columns what the code says (deno task readme renews it)", async () => {
  const text = await Deno.readTextFile(
    new URL("../README.md", import.meta.url),
  );
  assertStrictEquals(renewedReadme(text), text);
});
