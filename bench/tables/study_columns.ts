import type { Study } from "../plan/plan.ts";
import { COUNT, integer, REQUIRED, text } from "./table.ts";

/** The columns that say which study a row belongs to, first in every table of trials. */
export function studyColumns<Row>(study: (row: Row) => Study) {
  return {
    study: text<Row>(
      "key of the study: corpus/protocol/encoder/recipe/optimizer/s and its master seed, or the three (search-train-split) where they differ",
      (row) => study(row).key,
    ),
    ...conditionColumns(study),
    ...seedColumns(study),
  };
}

/** Master seeds of the three streams of a study. */
export function seedColumns<Row>(study: (row: Row) => Study) {
  const master = (name: keyof Study["seeds"], meaning: string) =>
    integer<Row>(
      `${meaning}; 0 where the plan does not vary it`,
      (row) => study(row).seeds[name],
      { ...COUNT, ...REQUIRED },
    );
  return {
    search_master: master("search", "master seed of the optimizer's draws"),
    train_master: master(
      "train",
      "master seed of the head's initialisation and of the order of utterances",
    ),
    split_master: master("split", "master seed of the partition"),
  };
}

/** What a study compares: everything but its seeds. */
export function conditionColumns<Row>(study: (row: Row) => Study) {
  return {
    ...fieldColumns(study),
    optimizer: text<Row>(
      "optimizer",
      (row) => study(row).optimizer,
      REQUIRED,
    ),
  };
}

/** What optimizers that are compared have in common. */
export function fieldColumns<Row>(study: (row: Row) => Study) {
  const field = (name: keyof Condition, meaning: string) =>
    text<Row>(meaning, (row) => study(row)[name], REQUIRED);
  return {
    corpus: field("corpus", "corpus trained and scored on"),
    protocol: field(
      "protocol",
      "partition of the corpus into training, validation and test parts",
    ),
    encoder: field("encoder", "pre-trained encoder"),
    recipe: field(
      "recipe",
      "training recipe: all settings that are not tuned",
    ),
  };
}

/** What a study is about, beside its optimizer and seeds. */
type Condition = Pick<Study, "corpus" | "protocol" | "encoder" | "recipe">;
