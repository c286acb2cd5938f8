import { dataPackage, type TableFile } from "../../tables/package.ts";

/**
 * The Data Package descriptor of the tables that set the real libraries and ours
 * side by side.
 *
 * @param tables The tables with their text
 * @param manifest Text of the manifest
 */
export async function peersPackage(
  tables: readonly TableFile[],
  manifest: string,
): Promise<string> {
  return await dataPackage(
    {
      name: "optimizers-side-by-side",
      title: "Hyper-parameter optimisers and the libraries they stand for",
      description:
        "Whether presets propose what the real libraries propose, and what both reach on test functions under the same seeds",
    },
    tables,
    [{
      path: "manifest.json",
      description: "what made the tables: command, versions of the libraries",
      format: "json",
      mediatype: "application/json",
      content: manifest,
    }],
  );
}
