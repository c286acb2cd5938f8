import { assertEquals } from "@std/assert";
import {
  caller,
  fromCaller,
  inSuite,
  programFromCaller,
  ROOT,
  ROOT_URL,
} from "../../../bench/command/root.ts";

Deno.test("ROOT is the folder of deno.json", () => {
  const name = (text: string) => JSON.parse(text).tasks.bench.description;
  assertEquals(
    name(Deno.readTextFileSync(inSuite("deno.json"))),
    name(Deno.readTextFileSync(new URL("deno.json", ROOT_URL))),
  );
  assertEquals(ROOT.endsWith("/"), false);
});

Deno.test("without INIT_CWD, paths are from the folder of the process, as they were typed", () => {
  assertEquals(caller(), Deno.cwd());
  for (const path of ["a", "./a/../b", "/a"]) {
    assertEquals(fromCaller(path), path);
    assertEquals(programFromCaller(path), path);
  }
});
