import { numberOf, type RowIn, textOf } from "../figures/records.ts";
import { type Html, markup } from "./html.ts";
import { bca, signed } from "./numbers.ts";

/** A headline number with its intervals by target. */
interface Strip {
  readonly what: string;
  readonly value: string;
  readonly intervals: readonly (string | null)[];
}

/** The targets with their methods, in the order of a strip. */
const TARGETS = [
  "this corpus",
  "corpora like it (Nadeau-Bengio)",
  "speakers like these (clustered)",
] as const;

/**
 * The headline numbers of a condition under three intervals: plain, corrected for
 * overlapping training parts, and clustered by test speaker. `null` where fewer
 * than two of them can be computed.
 *
 * @param leader The optimizer with the highest mean
 */
export function sensitivity(
  summary: readonly RowIn<"summary">[],
  pairwise: readonly RowIn<"pairwise">[],
  leader: string | undefined,
): Html | null {
  const row = summary.find((row) => textOf(row, "optimizer") === leader);
  if (row === undefined) return null;
  const strips: Strip[] = [
    strip(`BCA of ${leader}`, bca, row, "bca_mean", [
      ["bca_low", "bca_high"],
      ["bca_corrected_low", "bca_corrected_high"],
      ["bca_speakers_low", "bca_speakers_high"],
    ]),
    strip(
      `gain of ${leader} over its linear probe`,
      signed,
      row,
      "tuning_gain",
      [
        ["tuning_gain_low", "tuning_gain_high"],
        ["tuning_gain_corrected_low", "tuning_gain_corrected_high"],
        ["tuning_gain_speakers_low", "tuning_gain_speakers_high"],
      ],
    ),
    ...pairwise.map((pair) =>
      strip(
        `${textOf(pair, "a")} minus ${textOf(pair, "b")}`,
        signed,
        pair,
        "difference",
        [
          ["difference_low", "difference_high"],
          ["corrected_low", "corrected_high"],
          ["speakers_low", "speakers_high"],
        ],
      )
    ),
  ].filter(({ intervals }) =>
    intervals.filter((interval) => interval !== null).length > 1
  );
  if (strips.length === 0) return null;
  return markup`<details class="sensitivity"><summary>What the 95 % intervals are for</summary>
<div class="wide"><table>
<thead><tr><th scope="col" class="text"></th><th scope="col">mean</th>${
    TARGETS.map((target) => markup`<th scope="col">${target}</th>`)
  }</tr></thead>
<tbody>
${
    strips.map(({ what, value, intervals }) =>
      markup`<tr><td class="text">${what}</td><td>${value}</td>${
        intervals.map((interval) => markup`<td>${interval ?? "–"}</td>`)
      }</tr>\n`
    )
  }</tbody>
</table></div></details>
`;
}

function strip<R>(
  what: string,
  written: (value: number | null) => string,
  row: R,
  value: keyof R & string,
  ends: readonly (readonly [keyof R & string, keyof R & string])[],
): Strip {
  return {
    what,
    value: written(numberOf(row, value)),
    intervals: ends.map((pair) => {
      const [low, high] = pair.map((end) => numberOf(row, end));
      return low === null || high === null
        ? null
        : `${written(low)} to ${written(high)}`;
    }),
  };
}
