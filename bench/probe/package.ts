import type { MaterialRecord } from "../journal/records.ts";
import { dataPackage, materialSources } from "../tables/package.ts";
import { PROBE, PROBE_CHOICE } from "./table.ts";

/**
 * The Data Package descriptor of a folder of probes.
 *
 * @param files Text of its other files by name
 * @param corpus What was probed on
 * @param encoders What was probed
 */
export async function probePackage(
  files: Readonly<Record<string, string>>,
  corpus: Pick<MaterialRecord["corpus"], "name" | "checksum">,
  encoders: readonly MaterialRecord["encoder"][],
): Promise<string> {
  const tables = [PROBE, PROBE_CHOICE].map((table) => ({
    table,
    csv: files[`${table.name}.csv`],
  }));
  return await dataPackage(
    {
      name: "linear-probes",
      title: `Linear probes of speech encoders on ${corpus.name}`,
      description:
        "Balanced class accuracy of linear probes after every block of pre-trained encoders",
      sources: materialSources([corpus], encoders),
    },
    tables.filter(({ csv }) => csv !== undefined),
    [
      ...(files["probe.svg"] === undefined ? [] : [{
        path: "probe.svg",
        description:
          "balanced class accuracy against blocks passed, a line for each encoder",
        format: "svg",
        mediatype: "image/svg+xml",
        content: files["probe.svg"],
      }]),
      {
        path: "manifest.json",
        description:
          "what made the files, on which machine, with the checksums of tables and figure",
        format: "json",
        mediatype: "application/json",
        content: files["manifest.json"],
      },
    ],
  );
}
