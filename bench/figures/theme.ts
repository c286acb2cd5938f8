/**
 * Colours of figures and report.
 *
 * A figure carries its light colours as plain attributes, so that any program can
 * show it; rules of style replace them where the reader prefers dark.
 *
 * @module
 */

/** One role's colour on light and on dark paper, as #rrggbb. */
export interface Shade {
  /** On light paper. */
  readonly light: string;
  /** On dark paper. */
  readonly dark: string;
}

/** Colours that are not an optimizer's. */
export const SHADES = {
  paper: { light: "#ffffff", dark: "#15181c" },
  ink: { light: "#1c1f23", dark: "#e8eaed" },
  muted: { light: "#5c636b", dark: "#a7aeb7" },
  line: { light: "#d3d7dc", dark: "#3a4149" },
  /** What human listeners reach. */
  listeners: { light: "#8a4b9f", dark: "#d3a6e3" },
  /** What was published. */
  published: { light: "#7a5c1e", dark: "#d9bb78" },
} as const satisfies Record<string, Shade>;

/**
 * Optimizers by the first word of their names. Hues after Okabe and Ito 2008, which
 * people with any kind of colour vision tell apart, darkened or lightened until
 * letters in them can be read (WCAG 2.2, 1.4.3: a contrast of 4.5 to 1).
 */
const FAMILIES = {
  random: { light: "#6b7279", dark: "#9aa2ab" },
  center: { light: "#4d6b1f", dark: "#a3c46a" },
  probe: { light: "#7b4a2d", dark: "#d3a183" },
  sobol: { light: "#8a6d00", dark: "#d6b53c" },
  grid: { light: "#a03a76", dark: "#e58fc0" },
  optuna: { light: "#0068a8", dark: "#5db7ee" },
  hyperopt: { light: "#c04f00", dark: "#ff9650" },
  ax: { light: "#007d5c", dark: "#35c79c" },
} as const satisfies Record<string, Shade>;

/** Dashes that tell members of one family apart, by what follows the family's name. */
const DASHES: Readonly<Record<string, string>> = {
  "4.9": "7 3",
  "4.0": "2 3",
  "0.3-s5": "7 3",
  legacy: "7 3",
  shuffled: "7 3",
  optuna: "2 3",
  random: "7 3",
  nsga2: "1 3 7 3",
  published: "12 4",
};

/** An optimizer's colour, the same in every figure of every run; ink for an unknown one. */
export function optimizerShade(optimizer: string): Shade {
  // Optuna's random sampler is random search, whoever wrote it.
  const family = optimizer.startsWith("optuna-random")
    ? "random"
    : optimizer.split(/[-+]/)[0];
  return Object.hasOwn(FAMILIES, family)
    ? FAMILIES[family as keyof typeof FAMILIES]
    : SHADES.ink;
}

/** An optimizer's dashes, for lines that share a family's colour; "none" for the first of a family. */
export function optimizerDash(optimizer: string): string {
  const member = optimizer.replace(/^[^-]*-?/, "");
  if (member.includes("+")) return "10 3 2 3";
  return Object.hasOwn(DASHES, member) ? DASHES[member] : "none";
}

/** Colours of what makes results vary; paper-coloured letters stand on them. */
export const SOURCE_SHADES = {
  search: { light: "#3f4fb5", dark: "#98a5ff" },
  training: { light: "#ad4436", dark: "#f29283" },
  split: { light: "#1f7370", dark: "#5fc9c6" },
  interactions: { light: "#7d5a86", dark: "#c9a7d2" },
  residual: { light: "#5b626a", dark: "#aab1ba" },
} as const satisfies Record<string, Shade>;

/** Every pair of colours in use. */
export const ALL_SHADES: readonly Shade[] = [
  ...Object.values(SHADES),
  ...Object.values(SOURCE_SHADES),
  ...Object.values(FAMILIES),
];

/** Rules that give figures their dark colours; for a figure alone and for a page. */
export function figureRules(): string {
  const dark = ALL_SHADES.flatMap((shade) =>
    ["fill", "stroke"].map((name) =>
      `.figure [${name}="${shade.light}"]{${name}:${shade.dark}}`
    )
  );
  return [
    `.figure{color:${SHADES.ink.light}}`,
    `@media (prefers-color-scheme:dark){`,
    `.figure{color:${SHADES.ink.dark}}`,
    ...dark,
    `}`,
  ].join("\n");
}
