import { assert, assertEquals } from "@std/assert";
import { runCommand } from "../../../../bench/command/command.ts";
import { captured } from "../../captured.ts";
import {
  coverageGate,
  covers,
  isAccepted,
  levelGate,
  shares,
} from "../../../../bench/proof/statistics/honesty/finding.ts";
import {
  command,
  findingsText,
  simulate,
  SIMULATIONS,
} from "../../../../bench/proof/statistics/honesty/main.ts";

/** Small: the gates widen with the standard error of so few runs. */
const RUNS = 200;

for (const simulation of SIMULATIONS) {
  Deno.test(`honesty: ${simulation.title}`, () => {
    const findings = simulate(simulation, RUNS, 1);
    assertEquals(findings.filter((finding) => !isAccepted(finding)), []);
    assert(findings.some(({ low }) => low !== null));
    assertEquals(simulate(simulation, RUNS, 1), findings);
  });
}

Deno.test("isAccepted() refuses what lies outside its range on either side", () => {
  const finding = { what: "", data: "", n: 1, runs: 10_000 };
  const gate = coverageGate(10_000);
  const judge = (value: number) => isAccepted({ ...finding, value, ...gate });
  assertEquals([0.83, 0.925, 0.95, 0.975].map(judge), [
    false,
    false,
    true,
    false,
  ]);
  assert(isAccepted({ ...finding, value: 0.05, ...levelGate(10_000) }));
  assert(!isAccepted({ ...finding, value: 0.06, ...levelGate(10_000) }));
  assert(isAccepted({ ...finding, value: 0.1, low: null, high: null }));
});

Deno.test("shares() counts what holds and covers() needs both ends", () => {
  let run = 0;
  const found = shares(4, () => ({ even: run++ % 2 === 0, never: false }));
  assertEquals(found, { even: 0.5, never: 0 });
  assert(covers(0, 1, 1) && !covers(0, 1, 1.1) && !covers(null, null, 0));
});

Deno.test("findingsText() marks a judged line that is outside", () => {
  const line = { what: "t", data: "normal", n: 5, runs: 10, low: 0.9, high: 1 };
  const text = findingsText([{ ...line, value: 0.8 }, {
    ...line,
    value: 0.95,
  }]);
  assertEquals(text.split("\n").map((row) => row.includes("OUTSIDE")), [
    true,
    false,
  ]);
});

Deno.test("stats:honesty refuses wrong usage", async () => {
  for (
    const [args, culprit] of [
      [["--fast"], '"--fast"'],
      [["--runs", "0"], "--runs 0"],
      [["--seed"], "--seed: its value is missing"],
      [["more"], '"more"'],
    ] as const
  ) {
    const { code, err } = await captured(() => runCommand(command, args));
    assertEquals(code, 2);
    assert(err.includes(culprit), err);
  }
});
