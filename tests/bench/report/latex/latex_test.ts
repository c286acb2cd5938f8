import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  escapeLatex,
  latexValue,
  toLatex,
} from "../../../../bench/report/latex/latex.ts";
import type { Table } from "../../../../bench/tables/table.ts";

const column = (name: string, type: "string" | "number" | "integer") => ({
  name,
  type,
  description: name,
  value: () => null,
});

const TABLE: Table<never> = {
  name: "some_means",
  description: "One row is an optimizer; 95 % intervals are over n studies",
  key: ["corpus", "optimizer"],
  columns: [
    column("corpus", "string"),
    column("optimizer", "string"),
    column("n", "integer"),
    column("mean", "number"),
    column("low", "number"),
    column("high", "number"),
  ],
};

const VIEW = {
  names: ["corpus", "optimizer"],
  values: [
    { heading: "n", column: "n" },
    {
      heading: "mean",
      column: "mean",
      interval: ["low", "high"] as [string, string],
    },
  ],
};

const ROWS = [
  {
    corpus: "a_b",
    optimizer: "grid",
    n: 2,
    mean: 0.90251,
    low: null,
    high: null,
  },
  { corpus: "a_b", optimizer: "tpe", n: 10, mean: 0.5, low: -0.1, high: 1 },
];

Deno.test("toLatex() puts values with their intervals into rows and what all rows share into the caption", () => {
  assertEquals(
    toLatex(TABLE, ROWS, VIEW),
    String.raw`% Made from some_means.csv; needs \usepackage{booktabs}.
\begin{table}
  \centering
  \footnotesize
  \setlength{\tabcolsep}{3pt}
  \caption{One row is an optimizer; 95 \% intervals are over n studies. In all rows: corpus a\_b. Intervals in brackets.}
  \label{tab:some-means}
  \begin{tabular}{lrr}
    \toprule
    optimizer & n & mean \\
    \midrule
    grid & $2$ & $0.903$ \\
    tpe & $10$ & $0.500$ [$-0.100$, $1.000$] \\
    \bottomrule
  \end{tabular}
\end{table}
`,
  );
});

Deno.test("toLatex() breaks the lines of long names after each change", () => {
  const long = "strong+start_share=0+batch=8";
  const text = toLatex(TABLE, [ROWS[0], { ...ROWS[1], optimizer: long }], VIEW);
  assert(text.includes("{p{0.2\\linewidth}rr}"), text);
  assert(
    text.includes("strong+\\hspace{0pt}start\\_share=0+\\hspace{0pt}batch=8 &"),
    text,
  );
});

Deno.test("toLatex() keeps a name as a column where rows differ in it", () => {
  const rows = [ROWS[0], { ...ROWS[1], corpus: "c" }];
  const text = toLatex(TABLE, rows, VIEW);
  assert(text.includes("corpus & optimizer & n & mean"));
  assert(text.includes("a\\_b & grid"));
  assert(!text.includes("In all rows"));
});

Deno.test("toLatex() ends the caption with the view's note", () => {
  const text = toLatex(TABLE, ROWS, { ...VIEW, note: "n counts 100 %" });
  assert(text.includes("Intervals in brackets. n counts 100 \\%.}"), text);
});

Deno.test("toLatex() refuses a view of a column that is not there", () => {
  assertThrows(
    () => toLatex(TABLE, ROWS, { ...VIEW, names: ["seed"] }),
    RangeError,
    'no column "seed" among its columns',
  );
});

Deno.test("latexValue() says that a number is small and not that it is nothing", () => {
  assertEquals(
    [0, 0.0004, -0.0004, 0.0006, 3, null, true, "x_y"].map((cell) =>
      latexValue(cell)
    ),
    [
      "$0.000$",
      "$< 0.001$",
      "$> -0.001$",
      "$0.001$",
      "$3.000$",
      "--",
      "yes",
      "x\\_y",
    ],
  );
});

Deno.test("latexValue() leaves whole numbers whole", () => {
  assertEquals([0, 12, -3].map((n) => latexValue(n, "integer")), [
    "$0$",
    "$12$",
    "$-3$",
  ]);
});

Deno.test("latexValue() is within half a digit of the number", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1000, max: 1000, noNaN: true }).filter((x) =>
        Math.abs(x) >= 0.0005
      ),
      (x) => {
        const shown = Number(latexValue(x).replaceAll("$", ""));
        assert(Math.abs(shown - x) <= 0.0005 + 1e-12, `${x}: ${shown}`);
      },
    ),
    { seed: 5 },
  );
});

/** What LaTeX prints of escaped text, by the commands it may hold. */
function printed(latex: string): string {
  const commands: Record<string, string> = {
    textasciitilde: "~",
    textasciicircum: "^",
    textbackslash: "\\",
    textless: "<",
    textgreater: ">",
    textbar: "|",
  };
  return latex.replaceAll(
    /\\([a-z]+)\{\}|\\([&%$#_{}])|\{([[\]])\}|''/g,
    (_, command, sign, bracket) =>
      command ? commands[command] : sign ?? bracket ?? '"',
  );
}

Deno.test("escapeLatex() leaves nothing that LaTeX would obey, and loses nothing", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }).filter((text) => !text.includes("'")),
      (text) => {
        const latex = escapeLatex(text);
        assertEquals(printed(latex), text);
        const bare = latex.replaceAll(
          /\\[a-z]+\{\}|\\[&%$#_{}]|\{[[\]]\}/g,
          "",
        );
        assert(!/[\\&%$#_{}~^<>|"[\]]/.test(bare), latex);
      },
    ),
    { seed: 6, numRuns: 500 },
  );
});
