import { assert, assertEquals } from "@std/assert";
import type { Fields } from "../../../bench/proof/peers/checks/checker.ts";
import { optunaComponents } from "../../../bench/proof/peers/checks/optuna_components.ts";
import { optunaMulti } from "../../../bench/proof/peers/checks/optuna_multi.ts";
import { optunaStudies } from "../../../bench/proof/peers/checks/optuna_studies.ts";
import { parsePythonJson } from "../../../bench/proof/peers/checks/python_json.ts";
import type { Agreement } from "../../../bench/recorded/tally.ts";
import { createOptimizer } from "../../../optimizers/create.ts";
import { paperSpace } from "../../../optimizers/space.ts";
import type { Direction } from "../../../optimizers/types.ts";
import { hasPeers, readPeersText } from "../shared_peers.ts";

function fixture(name: string): string {
  return Deno.readTextFileSync(
    new URL(`../fixtures/${name}`, import.meta.url),
  );
}

/** First differences of a comparison; none when everything agrees. */
function differences(agreements: readonly Agreement[]): string[] {
  return agreements.filter(({ compared, equal }) => equal < compared)
    .map(({ block, firstDifference }) => `${block}: ${firstDifference}`);
}

function assertAgrees(text: string): void {
  const content = parsePythonJson(text) as Fields;
  const checker = [optunaComponents, optunaMulti]
    .find((candidate) => candidate.recognises(content)) ?? optunaStudies;
  const agreements = checker.check(content);
  assert(agreements.length > 0);
  assertEquals(differences(agreements), []);
}

// Chosen studies of optuna 4.8.0, 4.9.0 and 5.0.0, see fixtures/README.md
const parts: (Record<string, unknown> & { file: string })[] = JSON.parse(
  fixture("optuna_studies.json"),
);

for (const part of parts) {
  Deno.test(`Optuna presets equal the chosen studies of ${part.file} when fed the record`, () => {
    assertAgrees(JSON.stringify(part));
  });
}

// One study of each kind of optuna 4.9.0 and 5.0.0, see fixtures/README.md
const multi: { file: string }[] = JSON.parse(fixture("optuna_multi.json"));

for (const part of multi) {
  Deno.test(`Optuna presets equal the chosen studies of ${part.file} with several objectives, conditional parameters and trials side by side`, () => {
    assertAgrees(JSON.stringify(part));
  });
}

interface Study {
  seed: number;
  direction: Direction;
  pruner: string;
  trials: {
    x: number[];
    state: "C" | "P" | "F";
    value: number;
    iv?: number[];
  }[];
}

for (const part of parts.filter(({ file }) => file.includes("studies"))) {
  Deno.test(`Optuna presets equal the chosen studies of ${part.file} when left to themselves`, () => {
    const version = part.file.split("_")[1];
    for (const study of part.studies as Study[]) {
      const optimizer = createOptimizer(
        { "480": "optuna-4.0", "490": "optuna-4.9", "500": "optuna-5.0" }[
          version
        ]!,
        paperSpace(),
        {
          seed: study.seed,
          direction: study.direction,
          pruner: study.pruner === "NopPruner" ? "none" : "median",
          ties: part.file.endsWith("simd") ? "simd" : "portable",
        },
      );
      for (const { x, state, value, iv = [] } of study.trials) {
        const { number, params } = optimizer.ask()!;
        const [lr, ...discrete] = Object.values(params);
        assertEquals(discrete, x.slice(1), `trial ${number}`);
        assertEquals(Math.abs(lr / x[0] - 1) < 1e-12, true, `trial ${number}`);
        iv.forEach((reported, step) => {
          const last = state === "P" && step === iv.length - 1;
          assertEquals(optimizer.report(number, step, reported), !last);
        });
        optimizer.tell(
          number,
          state === "C" ? { state: "complete", value } : { state: "pruned" },
        );
      }
    }
  });
}

Deno.test("Optuna's mixtures, densities and draws equal the chosen components", () => {
  assertAgrees(fixture("optuna_components.json"));
});

const RECORDED = [
  ...["480", "490", "500"].flatMap((version) =>
    ["portable", "simd"].map((ties) => `optuna_${version}_studies_${ties}.json`)
  ),
  "optuna_480_pruners_portable.json",
  "optuna_490_pruners_portable.json",
  "optuna_490_pruners_simd.json",
  "optuna_500_pruners_portable.json",
  "optuna_components.json",
];

for (const file of RECORDED) {
  Deno.test({
    name: `Optuna presets equal every proposal, decision and number of ${file}`,
    ignore: !hasPeers,
    fn: () => assertAgrees(readPeersText(file)),
  });
}
