import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  bestConfiguration,
  RECORDED_FUNCTIONS,
  TEST_FUNCTIONS,
  toUnitCube,
} from "../../../../bench/proof/peers/functions.ts";
import { hasPeers, readPeers } from "../../../optimizers/shared_peers.ts";

type X = [number, number, number, number];

function configurationOf([lr, num_epochs, unfreeze_epoch, max_length]: X) {
  return { lr, num_epochs, unfreeze_epoch, max_length };
}

Deno.test("TEST_FUNCTIONS equal their Python counterparts", () => {
  const { rows }: {
    rows: { function: string; direction: string; x: X; value: number }[];
  } = JSON.parse(Deno.readTextFileSync(
    new URL("./fixtures/objectives.json", import.meta.url),
  ));
  for (const { name, direction, value } of TEST_FUNCTIONS) {
    const recorded = rows.filter((row) => row.function === name);
    assert(recorded.length > 0, name);
    for (const row of recorded) {
      assertEquals(row.direction, direction);
      const found = value(configurationOf(row.x))!;
      assertAlmostEquals(found, row.value, 1e-11 * (1 + Math.abs(row.value)));
    }
  }
});

Deno.test({
  name: "RECORDED_FUNCTIONS give the true values of Ax's recorded runs",
  ignore: !hasPeers,
  fn: () => {
    const { ax_experiments } = readPeers<{
      ax_experiments: {
        function: string;
        trials: { x: X; true: number }[];
      }[];
    }>("botorch.json");
    for (const run of ax_experiments) {
      const f = RECORDED_FUNCTIONS.find(({ name }) => name === run.function)!;
      for (const { x, true: expected } of run.trials) {
        assertAlmostEquals(f.value(configurationOf(x))!, expected, 1e-12);
      }
    }
  },
});

Deno.test("toUnitCube maps the corners of the paper's space to those of the cube", () => {
  const near = (found: readonly number[], expected: number[]) =>
    found.forEach((v, i) => assertAlmostEquals(v, expected[i], 1e-12));
  near(toUnitCube(configurationOf([1e-6, 1, 0, 32000])), [0, 0, 0, 0]);
  near(toUnitCube(configurationOf([1e-3, 10, 5, 160000])), [1, 1, 1, 1]);
});

Deno.test("bestConfiguration is no worse than random configurations and lies in the space", () => {
  for (const f of TEST_FUNCTIONS) {
    const { configuration, value } = bestConfiguration(f, 101);
    assertEquals(f.value(configuration), value);
    assert(
      configuration.lr >= 1e-6 * (1 - 1e-9) &&
        configuration.lr <= 1e-3 * (1 + 1e-9),
    );
    for (let i = 0; i < 500; i++) {
      const other = f.value(configurationOf([
        1e-6 * 10 ** (3 * ((i * 0.618) % 1)),
        1 + i % 10,
        i % 6,
        [32000, 48000, 64000, 80000, 112000, 160000][i % 6],
      ]))!;
      assert(
        f.direction === "maximize" ? other <= value : other >= value,
        `${f.name}: ${other} beats ${value}`,
      );
    }
  }
});

Deno.test("bestConfiguration refines lr beyond its grid", () => {
  // Along lr the bowl is a parabola with its top at u1 = 0.42.
  const bowl = RECORDED_FUNCTIONS.find(({ name }) => name === "bowl")!;
  const { configuration } = bestConfiguration(bowl, 51);
  assertAlmostEquals((Math.log10(configuration.lr) + 6) / 3, 0.42, 1e-6);
});
