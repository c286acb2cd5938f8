import { dataPackage } from "../../tables/package.ts";
import { CORE } from "./measurement.ts";
import { PRODUCTS } from "./products.ts";

/**
 * The Data Package descriptor of measured training steps.
 *
 * @param core Text of `core.csv`
 * @param products Text of `products.csv`
 * @param manifest Text of the manifest
 */
export async function corePackage(
  core: string,
  products: string,
  manifest: string,
): Promise<string> {
  return await dataPackage(
    {
      name: "training-step",
      title: "The training step beside PyTorch's",
      description:
        "Milliseconds of a training step, of its products and of PyTorch's own step on one machine",
    },
    [
      { table: CORE, csv: core },
      { table: PRODUCTS, csv: products },
    ],
    [{
      path: "manifest.json",
      description: "what measured it, on which machine",
      format: "json",
      mediatype: "application/json",
      content: manifest,
    }],
  );
}
