/**
 * Agreement in words, for the terminal.
 *
 * @module
 */
import { agreementLines, type CheckedFile } from "../check_files.ts";
import type { Agreement, Unit } from "../../recorded/tally.ts";

/** True when nothing differs. */
export function allAgree(agreements: readonly Agreement[]): boolean {
  return agreements.every(({ equal, compared }) => equal === compared);
}

/** A title, one line for each block with its first difference, and totals. */
export function agreementText(
  title: string,
  agreements: readonly Agreement[],
): string {
  return agreementLines(title, inWords(agreements));
}

/** Every block and the totals by unit, in words. */
export function inWords(
  agreements: readonly Agreement[],
): Pick<CheckedFile, "parts" | "totals"> {
  return {
    parts: agreements.map((agreement) => ({
      name: agreement.block,
      agreement: counts(agreement),
      firstDifference: agreement.firstDifference,
    })),
    totals: totalsByUnit(agreements).map(counts),
  };
}

function counts(
  { equal, compared, unit }: { equal: number; compared: number; unit: Unit },
): string {
  return compared === 0
    ? "not compared"
    : `${equal} of ${compared} ${unit} agree`;
}

function totalsByUnit(
  agreements: readonly Agreement[],
): { unit: Unit; compared: number; equal: number }[] {
  const totals = new Map<Unit, { compared: number; equal: number }>();
  for (const { unit, compared, equal } of agreements) {
    const sum = totals.get(unit) ?? { compared: 0, equal: 0 };
    totals.set(unit, {
      compared: sum.compared + compared,
      equal: sum.equal + equal,
    });
  }
  return [...totals].map(([unit, sum]) => ({ unit, ...sum }));
}
