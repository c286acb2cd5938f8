import type { Study } from "../plan.ts";
import type { Column } from "./table.ts";

/** The columns that say which study a row belongs to, first in every table of trials. */
export function studyColumns<Row>(
  study: (row: Row) => Study,
): Column<Row>[] {
  return [
    {
      name: "study",
      type: "string",
      description:
        "key of the study: corpus/protocol/encoder/recipe/optimizer/seed",
      value: (row) => study(row).key,
    },
    ...settingColumns<Row>(study),
    {
      name: "seed",
      type: "integer",
      description: "master seed of the study",
      value: (row) => study(row).seed,
    },
  ];
}

/** What a study compares: everything but its seed. */
export function settingColumns<Row>(
  study: (row: Row) => Study,
): Column<Row>[] {
  const meanings = {
    corpus: "corpus trained and scored on",
    protocol: "how the corpus is split, and what the engine sees",
    encoder: "pre-trained encoder",
    recipe: "everything that is not searched",
    optimizer: "search engine",
  } as const;
  return (Object.keys(meanings) as (keyof typeof meanings)[]).map((name) => ({
    name,
    type: "string",
    description: meanings[name],
    value: (row) => study(row)[name],
  }));
}
