import { assertEquals, assertStringIncludes } from "@std/assert";
import { listenerRecalls } from "../../../bench/figures/listener_recalls.ts";
import { assertFigure, count, textsOf } from "./svg.ts";

const row = (name: string, model: number, interval = true) => ({
  optimizer: "ax-1.3",
  class: name,
  n_utterances: 20,
  model,
  model_low: interval ? model - 0.1 : null,
  model_high: interval ? Math.min(1, model + 0.1) : null,
  listeners: 0.9,
  listeners_low: interval ? 0.85 : null,
  listeners_high: interval ? 0.95 : null,
});

Deno.test("listenerRecalls draws model and listeners of each class, the mean last", () => {
  const svg = assertFigure(() =>
    listenerRecalls([
      row("balanced", 0.8),
      row("anger", 0.9),
      row("fear", 0.7, false),
    ])
  );
  assertEquals(count(svg, "circle"), 6);
  const classes = textsOf(svg, "text").filter((text) =>
    /balanced|anger|fear/.test(text)
  );
  assertEquals(classes, ["anger", "fear", "balanced"]);
  assertStringIncludes(
    textsOf(svg, "desc")[0],
    "fear: model 0.700, listeners 0.900",
  );
});
