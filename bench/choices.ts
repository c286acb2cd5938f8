import { ENCODERS, RECIPES } from "../model/mod.ts";
import { PRESETS } from "../optimizers/mod.ts";
import type { Choices } from "./cli/options.ts";

/** What the command line offers, from the parts that own the names. */
export const CHOICES: Choices = {
  encoders: ENCODERS.map(({ name }) => name),
  recipes: RECIPES,
  optimizers: PRESETS,
};
