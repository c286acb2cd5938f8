import { assertEquals, assertThrows } from "@std/assert";
import { ModelError } from "../../model/mod.ts";
import { recipeChanges } from "../../model/recipe_changes.ts";
import { recipeFor } from "../../model/recipes.ts";
import { LORA_FIELDS } from "../../model/tuning.ts";
import { TINY, tinyEncoder } from "./tiny_encoder.ts";

const encoder = tinyEncoder();

Deno.test("recipeFor() changes the fields that a name gives, and no other", () => {
  const { name, ...quick } = recipeFor("quick", encoder);
  const given =
    "quick+pooling=mean+deviation+also_pooled=0_1+betas=0.8_0.99+batch=8+start_share=.5";
  assertEquals(recipeFor(given, encoder), {
    ...quick,
    name: given,
    pooling: "mean+deviation",
    also_pooled: [0, 1],
    betas: [0.8, 0.99],
    batch: 8,
    start_share: 0.5,
  });
  assertEquals(name, "quick");
  assertEquals(
    recipeFor("strong+also_pooled=none", encoder).also_pooled,
    [],
  );
});

Deno.test("recipeFor() writes every field of a recipe back", () => {
  for (const name of ["quick", "published", "strong", "quick+tuning=lora"]) {
    const { name: _, ...fields } = recipeFor(name, encoder);
    const written = Object.entries(fields).filter(([field]) =>
      fields.tuning === "lora" ||
      !(LORA_FIELDS as readonly string[]).includes(field)
    ).map(([field, value]) =>
      `${field}=${
        !Array.isArray(value)
          ? value
          : value.length === 0
          ? "none"
          : value.join("_")
      }`
    );
    const text = ["quick", ...written].join("+");
    assertEquals(recipeFor(text, encoder), { ...fields, name: text });
  }
});

Deno.test("recipeChanges() names the field, the value and what was expected", () => {
  const wrong: Record<string, string> = {
    "strong+batch=0": 'batch is "0"; expected a whole number from 1',
    "strong+batch=1.5": 'batch is "1.5"; expected a whole number from 1',
    "strong+batch=": 'batch is ""; expected a whole number from 1',
    "strong+batch=2+batch=2": "batch is given more than once; give it once",
    "strong+pooling=max": 'pooling is "max"; expected mean or mean+deviation',
    "strong+start_share=2": 'start_share is "2"; expected a number from 0 to 1',
    "strong+betas=0.9": 'betas is "0.9"; expected two numbers',
    "strong+betas=0.9_1": 'betas is "0.9_1"; expected two numbers',
    "strong+also_pooled=2:3": 'also_pooled is "2:3"; expected none, or',
    "strong+tuning=LoRA":
      'tuning is "LoRA"; expected full or lora or bitfit or probe',
    "strong+tuning=lora+rank=0": 'rank is "0"; expected a whole number from 1',
    "strong+rank=4": "rank has no effect without tuning=lora; leave it out",
    "strong+tuning=bitfit+targets=both":
      "targets has no effect without tuning=lora; leave it out",
    "strong+name=x": 'it has no field "name"; there are head_start, padding',
    "strong+toString=1": 'it has no field "toString"',
  };
  for (const [name, why] of Object.entries(wrong)) {
    assertThrows(
      () => recipeChanges(name),
      ModelError,
      `Cannot use recipe "${name}": ${why}`,
    );
  }
});

Deno.test("recipeFor() refuses what the encoder cannot do", () => {
  const wrong: Record<string, string> = {
    "quick+pooled_after=9": `pooled_after is 9; it has ${TINY.blocks} blocks`,
    "quick+first_block=2+pooled_after=2":
      "first_block is 2; expected less than pooled_after, 2",
    "quick+pooled_after=2+also_pooled=2":
      "also_pooled is 2; expected ascending numbers below pooled_after, 2",
    "quick+first_block=0+stem=trained": "its front end cannot be",
  };
  for (const [name, why] of Object.entries(wrong)) {
    assertThrows(
      () => recipeFor(name, encoder),
      ModelError,
      `Cannot use recipe "${name}" with tiny: `,
    );
    assertThrows(() => recipeFor(name, encoder), ModelError, why);
  }
  assertThrows(
    () =>
      recipeFor("quick+first_block=1+stem=trained", {
        ...encoder,
        stemTrains: true,
      }),
    ModelError,
    "that asks for first_block 0 and batch 1",
  );
});
