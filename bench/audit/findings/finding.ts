/**
 * What an audit finds: a claim of a paper beside the figure that its files give.
 *
 * Another paper is audited by one more file that exports a {@linkcode Paper}: its
 * name, the files below `results/published/` that it is audited from, and a
 * function from their texts to findings; `papers.ts` lists it. Words say what files show, never why.
 *
 * @module
 */
import { defineTable, integer, text } from "../../tables/table.ts";

/** What a recomputed figure says of a published one. */
export const VERDICTS = [
  "agrees",
  "agrees_truncated",
  "differs",
  "not_stated",
  "not_attainable",
  "cannot_be_recomputed",
] as const;

/** One of {@linkcode VERDICTS}. */
export type Verdict = typeof VERDICTS[number];

/** A claim and what became of it. */
export interface Finding {
  /** Point of the audit it belongs to. */
  readonly point: number;
  /** The quantity. */
  readonly claim: string;
  /** Published figure as printed; empty where none is. */
  readonly published: string;
  /** Figure from the files, as text; empty where there is none. */
  readonly recomputed: string;
  /** Unit of both. */
  readonly unit: string;
  /** How it was recomputed. */
  readonly how: string;
  /** What the one says of the other. */
  readonly verdict: Verdict;
  /** What a reader needs beside the figures; empty where that is nothing. */
  readonly note: string;
}

/** A paper whose files are audited. */
export interface Paper {
  /** Identifier, such as "arXiv 2510.07052". */
  readonly name: string;
  /** Files below `results/published/`. */
  readonly files: readonly string[];
  /** Findings, from the texts of the files by name. */
  readonly audit: (texts: ReadonlyMap<string, string>) => Finding[];
}

/** A finding with the paper it is of. */
export interface AuditRow extends Finding {
  /** Name of the paper. */
  readonly paper: string;
}

/** A figure beside a published one. */
export interface Figure {
  /** The quantity. */
  readonly claim: string;
  /** Published figure as printed; left out where the paper states none. */
  readonly published?: string;
  /** Recomputed figure. */
  readonly value: number | string;
  /** Unit. */
  readonly unit?: string;
  /** How. */
  readonly how: string;
  /** Verdict where it does not follow from the figures. */
  readonly verdict?: Verdict;
  /** What a reader needs beside the figures. */
  readonly note?: string;
}

/** Findings of one point, with verdicts that follow from the figures. */
export function findings(point: number, figures: readonly Figure[]): Finding[] {
  return figures.map((
    { claim, published = "", value, unit = "", how, verdict, note = "" },
  ) => ({
    point,
    claim,
    published,
    recomputed: typeof value === "number" ? String(tidy(value)) : value,
    unit,
    how,
    verdict: verdict ?? verdictOf(published, value),
    note,
  }));
}

/** How a printed figure begins that is meant to one digit. */
const ABOUT = "about ";

/**
 * Whether a figure, rounded or cut to the decimals that were printed, is the
 * printed one; for one printed as "about 100", whether it is 100 when rounded to
 * one significant digit.
 */
export function verdictOf(published: string, value: number | string): Verdict {
  if (published === "") return "not_stated";
  if (typeof value === "string") {
    return published === value ? "agrees" : "differs";
  }
  if (published.startsWith(ABOUT)) {
    const printed = Number(published.slice(ABOUT.length));
    return Number(value.toPrecision(1)) === printed ? "agrees" : "differs";
  }
  const decimals = published.split(".")[1]?.length ?? 0;
  const printed = Number(published);
  // A value that rounding left a hair below a whole step counts as that step.
  const steps = value * 10 ** decimals;
  const near = Math.round(steps);
  const cut = Math.abs(steps - near) < 1e-9 ? near : Math.floor(steps);
  const is = (found: number) =>
    Math.abs(found / 10 ** decimals - printed) < 1e-12;
  if (is(near)) return "agrees";
  return is(cut) ? "agrees_truncated" : "differs";
}

/** Ten digits: the last ones of sums and quotients say nothing. */
function tidy(value: number): number {
  return Number(value.toPrecision(10));
}

/** Every claim of every paper. */
export const AUDIT = defineTable<AuditRow>()({
  name: "audit",
  description:
    "One row is a quantity that a paper states, or that its files show, with the figure recomputed from these files; the licence of the package holds for this table, README.md says what holds for the logs beside it",
  key: ["paper", "point", "claim"],
  columns: {
    paper: text("paper", ({ paper }) => paper),
    point: integer(
      "point of the audit that the quantity belongs to",
      ({ point }) => point,
      { required: true, minimum: 1 },
    ),
    claim: text("the quantity", ({ claim }) => claim),
    published: text(
      "published figure as printed; empty where the paper states none",
      ({ published }) => published || null,
    ),
    recomputed: text(
      "figure recomputed from the files; empty where there is none",
      ({ recomputed }) => recomputed || null,
    ),
    unit: text("unit of both figures", ({ unit }) => unit || null),
    how: text("how it was recomputed", ({ how }) => how),
    verdict: text(
      "agrees (rounded to the printed decimals, or to one digit where about is printed), agrees_truncated (cut to them), differs, not_stated (the paper gives no figure), not_attainable (no files could give it) or cannot_be_recomputed (from these files)",
      ({ verdict }) => verdict,
      { required: true, enum: VERDICTS },
    ),
    note: text(
      "what a reader needs beside the figures; empty where that is nothing",
      ({ note }) => note || null,
    ),
  },
});
