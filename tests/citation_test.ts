import { assertEquals } from "@std/assert";
import suite from "../deno.json" with { type: "json" };

const citation = Deno.readTextFileSync(
  new URL("../CITATION.cff", import.meta.url),
);

/** Value of a field on the outermost level. */
const field = (name: string) =>
  citation.match(new RegExp(`^${name}: (.*)$`, "m"))?.[1];

Deno.test("CITATION.cff names the version that deno.json has", () => {
  assertEquals(field("cff-version"), "1.2.0");
  assertEquals(field("version"), suite.version);
});

Deno.test("CITATION.cff names the licence and holder of LICENSE", () => {
  const licence = Deno.readTextFileSync(
    new URL("../LICENSE", import.meta.url),
  );
  assertEquals(licence.split(/\s/)[0], field("license"));
  const holder = licence.match(/^Copyright \(c\) \d+ (.+)$/m)?.[1];
  assertEquals(citation.match(/^ {2}- name: (.+)$/m)?.[1], holder);
});
