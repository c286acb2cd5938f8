import { ENCODERS, RECIPES } from "../../model/mod.ts";
import { PRESETS } from "../../optimizers/mod.ts";
import { PROBE } from "./optimizer_name.ts";
import type { Choices } from "./plan_options.ts";

/** What the command line offers, from the parts that own the names. */
export const CHOICES: Choices = {
  encoders: ENCODERS.map(({ name }) => name),
  recipes: RECIPES,
  optimizers: [...PRESETS, PROBE],
};
