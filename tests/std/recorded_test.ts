import { assertEquals } from "@std/assert";
import { outcomeOf, type Recording } from "./outcome.ts";

for (const folder of ["path", "csv", "cli"]) {
  const file = new URL(`fixtures/${folder}.json`, import.meta.url);
  const { origin, calls }: Recording = JSON.parse(Deno.readTextFileSync(file));
  for (const [name, recorded] of Object.entries(calls)) {
    Deno.test(`${name} does what ${origin} did when called with ${recorded.length} recorded arguments`, () => {
      for (const { args, outcome } of recorded) {
        assertEquals(outcomeOf(name, args), outcome, JSON.stringify(args));
      }
    });
  }
}
