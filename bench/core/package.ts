import { dataPackage } from "../tables/package.ts";
import type { Table } from "../tables/table.ts";
import { CORE } from "./measurement.ts";

/**
 * The Data Package descriptor of measured training steps.
 *
 * @param csv Text of the table
 * @param manifest Text of the manifest
 */
export async function corePackage(
  csv: string,
  manifest: string,
): Promise<string> {
  return await dataPackage(
    {
      name: "training-step",
      title: "The training step beside PyTorch's",
      description:
        "Milliseconds of a training step, of its products and of PyTorch's own step on one machine",
    },
    [{ table: CORE as unknown as Table<never>, csv }],
    [{
      path: "manifest.json",
      description: "what measured it, on which machine",
      format: "json",
      mediatype: "application/json",
      content: manifest,
    }],
  );
}
