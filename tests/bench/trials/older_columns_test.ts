/** Tables of trials as earlier versions of the suite wrote them. */
import { assertEquals } from "@std/assert";
import { parse } from "csv-parse/sync";
import { trialsFiles } from "../../../bench/outputs/trials_files.ts";
import { tableFiles } from "../../../bench/tables/all.ts";
import { runData } from "../../../bench/tables/run_data.ts";
import type { Plan } from "../../../bench/plan/plan.ts";
import { fakePlan, fakeRecords, fakeTrial } from "../fake_run.ts";

function trialsCsv(protocol: Plan["protocols"][number]): string {
  const plan = { ...fakePlan([1, 2, 3, 4]), protocols: [protocol] };
  const records = fakeRecords(plan, (study, seed) => {
    const trial = (t: number, validation: number, test: number) => {
      const made = fakeTrial(study, t, validation, test);
      return protocol === "paper" ? { ...made, test: null } : made;
    };
    return [
      trial(0, 0.4, 0.3),
      { ...trial(1, 0, 0), state: "failed", validation: null, test: null },
      trial(2, 0.9, 0.5 + seed / 37),
    ];
  });
  return tableFiles(runData(records)!).get("trials.csv")!;
}

/** The table with the columns, words and numbers of the first version. */
function asFirstVersion(csv: string, hasOneSeed: boolean): string {
  const [header, ...rows] = parse(csv) as string[][];
  const old = [
    ...header.filter((name) =>
      !["bca", "bca_test", "scored_on", "reused"].includes(name) &&
      !name.endsWith("_start") &&
      !(hasOneSeed && /^(train|split)_master$/.test(name))
    ),
  ];
  const renamed: Record<string, string> = {
    bca_validation: "bca_seen",
    optimizer: "engine",
    ...hasOneSeed ? { search_master: "seed" } : {},
  };
  const names = old.map((name) => renamed[name] ?? name);
  const at = (name: string) => header.indexOf(name);
  return [
    [...names, "bca_reported"],
    ...rows.map((row) => [
      ...old.map((name) => row[at(name)].replace("nested-1", "nested")),
      row[at("bca")],
    ]),
  ].map((row) => row.join(",")).join("\n");
}

for (const protocol of ["paper", "nested-1", "stratified"] as const) {
  Deno.test(`trialsFiles() makes the same tables of a table of the first version, under ${protocol}`, async () => {
    const csv = trialsCsv(protocol);
    const files = async (text: string) =>
      (await trialsFiles("t.csv", new TextEncoder().encode(text), 0)).files;
    const expected = await files(csv);
    const found = await files(asFirstVersion(csv, protocol === "paper"));
    const made = [...expected.keys()].filter((name) =>
      name.endsWith(".csv") && name !== "trials.csv"
    );
    assertEquals(made.includes("summary.csv"), true);
    for (const name of made) {
      assertEquals(found.get(name), expected.get(name), name);
    }
    const withoutReused = (text: string) => {
      const [header, ...rows] = parse(text) as string[][];
      return rows.map((row) => row.filter((_, i) => header[i] !== "reused"));
    };
    assertEquals(
      withoutReused(found.get("trials.csv")!),
      withoutReused(expected.get("trials.csv")!),
    );
  });
}
