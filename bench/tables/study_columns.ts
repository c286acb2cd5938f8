import type { Study } from "../plan/plan.ts";
import { type Column, COUNT, REQUIRED } from "./table.ts";

/** The columns that say which study a row belongs to, first in every table of trials. */
export function studyColumns<Row>(
  study: (row: Row) => Study,
): Column<Row>[] {
  return [
    {
      name: "study",
      type: "string",
      description:
        "key of the study: corpus/protocol/encoder/recipe/optimizer/s and its master seed, or the three (search-train-split) where they differ",
      value: (row) => study(row).key,
    },
    ...conditionColumns<Row>(study),
    ...seedColumns<Row>(study),
  ];
}

/** Master seeds of the three streams of a study. */
export function seedColumns<Row>(
  study: (row: Row) => Study,
): Column<Row>[] {
  const meanings = {
    search: "master seed of the optimizer's draws",
    train:
      "master seed of the head's initialisation and of the order of utterances",
    split: "master seed of the partition",
  } as const;
  return (Object.keys(meanings) as (keyof typeof meanings)[]).map((name) => ({
    name: `${name}_master`,
    type: "integer",
    description: `${meanings[name]}; 0 where the plan does not vary it`,
    constraints: { ...COUNT, ...REQUIRED },
    value: (row) => study(row).seeds[name],
  }));
}

/** What a study compares: everything but its seeds. */
export function conditionColumns<Row>(
  study: (row: Row) => Study,
): Column<Row>[] {
  return [
    ...fieldColumns<Row>(study),
    {
      name: "optimizer",
      type: "string",
      description: "optimizer",
      constraints: REQUIRED,
      value: (row) => study(row).optimizer,
    },
  ];
}

/** What optimizers that are compared have in common. */
export function fieldColumns<Row>(
  study: (row: Row) => Study,
): Column<Row>[] {
  const meanings = {
    corpus: "corpus trained and scored on",
    protocol:
      "partition of the corpus into training, validation and test parts",
    encoder: "pre-trained encoder",
    recipe: "training recipe: all settings that are not tuned",
  } as const;
  return (Object.keys(meanings) as (keyof typeof meanings)[]).map((name) => ({
    name,
    type: "string",
    description: meanings[name],
    constraints: REQUIRED,
    value: (row) => study(row)[name],
  }));
}
